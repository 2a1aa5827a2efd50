"""A plain-text docstring enters the book without a warning and without losing a sign."""

import docutils.core
import docutils.nodes
import pytest

from ganmech.report.docstrings import plain_text


def document(text: str) -> docutils.nodes.document:
    """What Sphinx would make of a docstring; a warning is an error."""
    lines = text.split("\n")
    plain_text(None, "function", "f", None, None, lines)
    return docutils.core.publish_doctree("\n".join(lines), settings_overrides={"halt_level": 2, "report_level": 2})


@pytest.mark.parametrize(
    "text",
    [
        "|det(H - x)| and |x| and m_D_ and a*b and *c and back\\slash",
        "A display follows::\n\n    x = |a|\n\nand the text goes on.",
        "Text right above\n    x = 1\n      y = 2\nand below.",
        "hanging\n  indentation\nof three\n   spaces",
        "A list:\n- one item\n  with two lines\n- another\nand text after it",
        "= a line\n- - -\n+ plus\n1. one\na) two\n.. dots\n:field: x",
        "Ends with a colon::",
        "",
    ],
)
def test_any_plain_text_is_free_of_warnings(text):
    document(text)


def test_signs_stand_for_themselves():
    text = "|x|, a*b*c, m_D, sum_{i} _x_ *y*"
    assert document(text).astext() == text


def test_displays_and_code_are_kept():
    tree = document("See `f(x)`:\n\n    x = |a|\n      y\n\nafter")
    assert [n.astext() for n in tree.findall(docutils.nodes.literal_block)] == ["x = |a|\n  y"]
    assert [n.astext() for n in tree.findall(docutils.nodes.literal)] == ["f(x)"]


def test_a_display_right_after_the_first_line_stays_a_display():
    def f():
        """First.

            x = 1
        """

    lines = ["First.", "", "x = 1", ""]
    plain_text(None, "function", "f", f, None, lines)
    assert "    x = 1" in [line[:9] for line in lines] and "::" in lines
