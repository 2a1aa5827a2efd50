"""Every notebook of the repository is canonical text, defines no formula of its own, and executes."""

import ast

import jupytext
import pytest
import yaml

from ganmech.project import checkout
from ganmech.report import cache, execute, settle, source

HERE = checkout()
NAMES = source.available(HERE)


@pytest.mark.parametrize("name", NAMES)
def test_text_to_notebook_to_text_is_the_identity(name):
    text = source.path(name, HERE).read_text()
    again = jupytext.writes(jupytext.reads(text, fmt="md:myst"), fmt="md:myst")
    assert body(again) == body(text)


@pytest.mark.parametrize("name", NAMES)
def test_the_header_names_the_kernel_and_no_version(name):
    header = yaml.safe_load(source.path(name, HERE).read_text().split("---\n")[1])
    assert header["kernelspec"] == {"display_name": "Python 3", "language": "python", "name": "python3"}
    assert "version" not in str(header)


@pytest.mark.parametrize("name", NAMES)
def test_its_cells_are_python_and_define_no_symbol(name):
    tree = ast.parse(source.code(source.read(source.path(name, HERE))))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not called & {"Symbol", "symbols", "sympify", "parse_expr"}


@pytest.mark.parametrize("name", NAMES)
def test_it_executes(name):
    stamp = cache.executed(name, HERE)
    assert stamp.ok, stamp.error


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_executing_it_again_gives_the_same_bytes(name, tmp_path):
    assert cache.executed(name, HERE).ok
    folder = HERE.executed / name
    artifacts = execute.clear(tmp_path / folder.name)
    result = execute.run(name, source.read(source.path(name, HERE)), {}, artifacts)
    mark = {"key": source.content_key(name, HERE), "source": f"notebooks/{name}.md"}
    assert settle.settled(result.notebook, mark, HERE.root) == folder.with_suffix(".ipynb").read_text()
    assert contents(artifacts) == contents(folder)


def contents(folder) -> dict[str, bytes]:
    """Every file of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def body(text: str) -> str:
    """Everything after the header, to which jupytext adds its version."""
    return text.partition("---\n")[2].partition("---\n")[2]
