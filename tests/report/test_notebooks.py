"""Every notebook of the repository is canonical text, defines no formula of its own, and executes."""

import ast

import jupytext
import pytest
import yaml

from ganmech.project import checkout
from ganmech.report import cache, source

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


def body(text: str) -> str:
    """Everything after the header, to which jupytext adds its version."""
    return text.partition("---\n")[2].partition("---\n")[2]
