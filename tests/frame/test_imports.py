"""Importing a package loads nothing heavy; its names are there all the same, as if they had been imported at once."""

import ast
import importlib
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import ganmech
from ganmech.project import checkout
from ganmech.report.closure import closure

HEAVY = {"sympy", "mpmath", "flint", "numpy", "scipy", "derivations", "numba"}
PACKAGES = [f"ganmech.{chapter}" for chapter in ganmech.CHAPTERS] + ["ganmech.lowering"]


def loaded_by(code: str) -> set[str]:
    """Which packages are loaded once the code has run in a process of its own."""
    code += "\nimport sys\nprint('loaded', *{name.partition('.')[0] for name in sys.modules})"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    return set(out.splitlines()[-1].split())


def stated(package: str) -> dict[str, str]:
    """Name -> module of every import that the package's file states, at whatever level."""
    tree = ast.parse(Path(importlib.import_module(package).__file__).read_text())
    return {alias.name: node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}


def test_no_package_loads_anything_heavy():
    assert not loaded_by("import " + ", ".join(["ganmech", "ganmech.report", "ganmech.commands", *PACKAGES])) & HEAVY


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["value", "--help"], ["value", "particle-gan", "--help"]])
def test_help_loads_nothing_heavy(arguments):
    code = f"from ganmech import cli\ntry:\n    cli.main({arguments!r})\nexcept SystemExit as end:\n    assert not end.code"
    assert not loaded_by(code) & HEAVY


@pytest.mark.parametrize("package", PACKAGES)
def test_every_name_of_a_package_is_that_of_the_module_stated(package):
    module, origins = importlib.import_module(package), stated(package)
    for name in module.__all__:
        assert getattr(module, name) is getattr(importlib.import_module(origins[name]), name)
    assert set(module.__all__) <= set(dir(module))


def test_a_name_that_is_also_a_modules_is_the_name_in_every_order():
    code = """
import ganmech.particle_gan.wide_kernel
import ganmech.sgd_as_sde.weak_error, ganmech.lowering.lower
from ganmech.particle_gan import wide_kernel
import ganmech.sgd_as_sde as chapter
assert callable(wide_kernel) and callable(ganmech.particle_gan.wide_kernel)
assert callable(chapter.weak_error) and callable(ganmech.lowering.lower)
from ganmech.particle_gan.empirical_kernel import EmpiricalKernel
from ganmech.particle_gan import empirical_kernel
assert callable(empirical_kernel) and empirical_kernel.__module__ == "ganmech.particle_gan.empirical_kernel"
"""
    assert "sympy" in loaded_by(code)


def test_chapters_are_attributes_and_unknown_names_are_refused():
    code = "import ganmech\nassert ganmech.neighbours.__name__ == 'ganmech.neighbours' and 'spin_glass' in dir(ganmech)"
    assert not loaded_by(code) & HEAVY
    for package in ["ganmech", *PACKAGES]:
        with pytest.raises(AttributeError, match=f"module '{package}' has no attribute 'nothing'"):
            importlib.import_module(package).nothing
        with pytest.raises(ImportError, match="cannot import name 'nothing'"):
            exec(f"from {package} import nothing")


def test_stars_and_modules_of_a_package_are_imported_as_ever():
    names: dict = {}
    exec("from ganmech.neighbours import *\nfrom ganmech.spin_glass import saddle_point", names)
    assert set(ganmech.neighbours.__all__) <= set(names)
    assert names["saddle_point"].__name__ == "ganmech.spin_glass.saddle_point"


def test_a_class_found_through_its_package_is_pickled_by_its_own_module():
    from ganmech.particle_gan import NeuralGAN

    assert pickle.loads(pickle.dumps(NeuralGAN)) is NeuralGAN and NeuralGAN.__module__ == "ganmech.particle_gan.neural_gan"
    assert pickle.loads(pickle.dumps(NeuralGAN("1/10", "1/5"))) == NeuralGAN("1/10", "1/5")


def test_content_keys_follow_names_that_are_imported_when_asked_for():
    packages = checkout().packages
    found = {str(path.relative_to(checkout().root)) for path in closure("from ganmech.particle_gan import NeuralGAN", packages)}
    assert {"lib/ganmech/particle_gan/neural_runs.py", "derivations/particle_gan/neural_critic.py",
            "lib/ganmech/lowering/lower.py", "lib/ganmech/lazy.py"} <= found
    assert not any("spin_glass" in name for name in found)
