"""Parameters of a notebook are compared with its `parameters` cell before anything starts."""

import ast
import re

import pytest

from ganmech.project import checkout
from ganmech.report import source
from ganmech.report.parameter_types import BadParameters, value
from ganmech.report.parameters import accepted, declared

CELL = """
:tags: [parameters]

kappa: str = "9/10"   # a share
n: int = 3            # a size
width: float = 0.5
show: bool = True
points: list = [1, 2]
plain = 4
"""


@pytest.fixture
def notebook(small, write):
    return source.read(source.path(write("page", CELL, "kappa"), small))


def test_types_come_from_annotations_and_otherwise_from_defaults(notebook):
    assert declared(notebook) == {
        "kappa": "str", "n": "int", "width": "float", "show": "bool", "points": "list", "plain": "int",
    }


def test_values_take_their_types(notebook):
    pairs = ["kappa=1/2", "n=-7", "width=1e-3", "show=false", "points=[1, 2, 3]", "plain=5"]
    assert accepted(notebook, pairs) == {
        "kappa": "1/2", "n": -7, "width": 1e-3, "show": False, "points": [1, 2, 3], "plain": 5,
    }


def test_everything_wrong_is_said_at_once(notebook):
    with pytest.raises(BadParameters) as wrong:
        accepted(notebook, ["kapa=1/2", "n=three", "n=2.5", "width=nan", "show=maybe", "points=3"])
    assert str(wrong.value).split("; ") == [
        "there is no parameter kapa", "did you mean kappa?", "n must be a whole number, got 'three'",
        "n must be a whole number, got '2.5'", "width must be a finite number, got 'nan'",
        "show must be true or false, got 'maybe'", "points must be a list such as [1, 2], got '3'",
    ]


def test_a_notebook_without_parameters_accepts_none(small, write):
    bare = source.read(source.path(write("bare", "1"), small))
    with pytest.raises(BadParameters, match="there is no parameter x; there are: none"):
        accepted(bare, ["x=1"])


def test_sizes_and_seeds_that_are_too_small_are_refused(small, write):
    cell = 'tags: [parameters]\n\nsize: "positive int" = 3   # N\nseed: "nonnegative int" = 1'
    sizes = source.read(source.path(write("sizes", f":{cell}", "size"), small))
    assert accepted(sizes, ["size=1", "seed=0"]) == {"size": 1, "seed": 0}
    with pytest.raises(BadParameters) as wrong:
        accepted(sizes, ["size=0", "seed=-1"])
    assert str(wrong.value) == "size must be a whole number of 1 or more, got '0'; seed must be a whole number of 0 or more, got '-1'"


@pytest.mark.parametrize("name", source.available(checkout()))
def test_papermill_sees_every_parameter_of_a_notebook_and_its_default_is_allowed(name):
    notebook = source.read(source.path(name, checkout()))
    cell = next((cell.source for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])), "")
    written = {node.target.id: ast.literal_eval(node.value) for node in ast.parse(cell).body if isinstance(node, ast.AnnAssign)}
    known = declared(notebook)
    assert known.keys() == written.keys()
    assert {parameter: value(parameter, str(default), known) for parameter, default in written.items()} == written


@pytest.mark.parametrize("annotation, allowed, refused, asks", [
    ("int from 2 to 9", {"2": 2, "9": 9}, ("1", "10", "2.0", "x"), "a whole number from 2 to 9"),
    ("int from 2", {"2": 2, "99": 99}, ("1",), "a whole number of 2 or more"),
    ("number", {"-1/3": "-1/3", "1e-3": "1e-3"}, ("nan", "1/0", "one"), "a number such as 1/2 or 0.1"),
    ("positive number", {"1/3": "1/3"}, ("0", "-1"), "a number such as 1/2 or 0.1 above 0"),
    ("nonnegative number", {"0": "0"}, ("-1/9",), "a number such as 1/2 or 0.1 of 0 or more"),
    ("number above 0 below 1", {"0.1": "0.1"}, ("0", "1"), "a number such as 1/2 or 0.1 above 0 below 1"),
    ("number from 0 below 1", {"0": "0"}, ("1",), "a number such as 1/2 or 0.1 from 0 below 1"),
    ("one of derived, released", {"released": "released"}, ("Derived", ""), "one of derived, released"),
])
def test_annotations_say_what_is_allowed(annotation, allowed, refused, asks):
    assert {text: value("x", text, {"x": annotation}) for text in allowed} == allowed
    for text in refused:
        with pytest.raises(BadParameters, match=f"^{re.escape(f'x must be {asks}, got {text!r}')}$"):
            value("x", text, {"x": annotation})
