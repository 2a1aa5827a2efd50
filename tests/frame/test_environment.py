"""environment.yml and the lock say what pyproject.toml says."""

import re
import tomllib

from packaging.requirements import Requirement

from ganmech.environment import environment_yml, name, requirements, split
from ganmech.project import checkout, version

ROOT = checkout().root
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_environment_yml_is_the_one_pyproject_gives():
    assert (ROOT / "environment.yml").read_text() == environment_yml(ROOT / "pyproject.toml")


def test_no_requirement_is_lost_between_conda_and_pip():
    conda, pip = split(requirements(PROJECT))
    assert sorted(conda + pip) == sorted(requirements(PROJECT))
    assert [name(r) for r in pip] == ["kingdon", "sphinx-mathjax-offline"]


def test_the_lock_pins_every_requirement_with_a_hash():
    lock = (ROOT / "requirements.lock").read_text()
    pinned = dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", lock, re.M))
    assert {name(r) for r in requirements(PROJECT)} | {"setuptools"} <= set(pinned)
    assert lock.count("--hash=sha256:") >= len(pinned)


def test_every_pinned_version_is_one_pyproject_allows():
    lock = (ROOT / "requirements.lock").read_text()
    pinned = dict(re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", lock, re.M))
    wrong = [str(r) for r in map(Requirement, requirements(PROJECT)) if not r.specifier.contains(pinned[r.name])]
    assert not wrong, f"run make lock: {wrong}"


def test_the_lock_names_no_address_and_no_path():
    lock = (ROOT / "requirements.lock").read_text()
    assert not re.search(r"https?:|file:|find-links|index-url|(^|\s)/\w", lock)


def test_the_version_is_stated_alike_everywhere():
    assert PROJECT["version"] == version
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text()
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text()
