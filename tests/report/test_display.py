"""What a reader sees of a derivation: formulas, reasons, verdicts; nothing of it is lost or read as markup."""

import pytest
from sympy import Abs, Symbol, sin

from derivations.calculus import Above, Asymptotic, Definition, Domain, Line, Published, Stated, calc
from derivations.calculus.verdict import Verdict
from ganmech.report.display import escaped, reading
from ganmech.report.ledger import Record
from ganmech.report.ledger_page import page
from ganmech.report.source import digest

x = Symbol("x", positive=True)
SQUARE = calc(
    (x + 1) ** 2,
    Line("multiply out a*b | c_d", x**2 + 2 * x + 1),
    Line("for large x", x**2, by=Asymptotic(x, order=-1)),
    on=Domain({x: Above(0)}),
    title="A square",
    reaches=Published("the square", x**2, "a book"),
)


def test_every_line_has_its_formula_reason_and_verdict():
    text = reading(SQUARE)
    assert text.startswith('**A square** <span class="verdict ')
    assert "$$\n\\left(x + 1\\right)^{2}\n$$" in text
    assert "$$\n=\\;x^{2} + 2 x + 1\n$$" in text
    assert 'multiply out a\\*b \\| c\\_d — *algebra* <span class="verdict proved">PROVED</span>' in text
    assert "$$\n\\sim\\;x^{2}\n$$" in text


def test_a_published_form_reached_literally_is_not_shown_twice():
    assert reading(SQUARE).count("x^{2}\n$$") == 1 and "the published form: the square" in reading(SQUARE)


def test_a_refuted_line_is_shown_as_refuted():
    wrong = calc(sin(x), Line("wrong", x), on=Domain({x: Above(0)}), title="t")
    assert '<span class="verdict refuted">REFUTED</span>' in reading(wrong)


def test_showing_twice_gives_the_same_text():
    assert reading(SQUARE) == reading(calc(SQUARE.start, *SQUARE.lines, on=SQUARE.on, title=SQUARE.title, reaches=SQUARE.reaches))


def test_absolute_values_and_stated_sources_survive():
    trusted = calc(Abs(x), Line("by the theorem", x, by=Stated("a paper, p. 3")), on=Domain({x: Above(0)}), title="t")
    assert "*stated: a paper, p. 3*" in reading(trusted) and "STATED" in reading(trusted)


@pytest.mark.parametrize("sign", list("\\`*_{}[]<>#|$~"))
def test_no_sign_of_plain_text_is_markup(sign):
    assert escaped(f"a{sign}b") == f"a\\{sign}b"


def test_the_ledger_counts_and_separates_what_is_trusted():
    records = [
        Record("c.a.one", "One", "a name", "definition", "STATED", "definition"),
        Record("c.a.one", "One", "a theorem", "stated: a book", "STATED", "a book"),
        Record("c.a.two", "Two", "algebra | more", "algebra", "PROVED", "SymPy"),
    ]
    text = page("k" * 64, records)
    assert f"<!-- content key: {'k' * 64} -->" in text
    assert "2 derivations, 3 lines: 2 " in text
    assert "- a theorem: a book (`c.a.one`)" in text and "- a name" not in text
    assert "| algebra \\| more | algebra |" in text
    assert all(f">{verdict.name}<" in text for verdict in Verdict)


def test_the_digest_depends_on_names_and_contents(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("1")
    second.write_text("1")
    assert digest([first], tmp_path) != digest([second], tmp_path)
    assert digest([first], tmp_path) == digest([first], tmp_path)


def test_a_derivation_on_a_stated_premise_says_so_and_a_definition_does_not_count():
    domain = Domain({x: Above(0)})
    trusting = calc(Abs(x), Line("a theorem", x, by=Stated("a book")), Line("algebra", x + 1 - 1), Line("more", (x**2 - x**2) + x),
                    Line("squared twice", (x**2 + 2 * x + 1 - (x + 1)**2 + x)), on=domain, title="t")
    assert reading(trusting).splitlines()[0].endswith('PROVED</span> <span class="verdict stated">STATED</span> given a stated premise')
    defined = calc(Symbol("f"), Line("a name", x, by=Definition()), Line("rewritten", (x**2 + x) / (x + 1)), on=domain, title="t")
    assert "given a stated premise" not in reading(defined)


def test_the_ledger_marks_such_a_derivation_too():
    records = [Record("c.a.one", "One", "a theorem", "stated: a book", "STATED", "a book"),
               Record("c.a.one", "One", "algebra", "algebra", "PROVED", "SymPy"),
               Record("c.a.two", "Two", "a name", "definition", "STATED", "definition"),
               Record("c.a.two", "Two", "algebra", "algebra", "PROVED", "SymPy")]
    named = {line.split()[0]: line for line in page("k", records).splitlines() if line.startswith("`c.a.")}
    assert named["`c.a.one`"].endswith('PROVED</span> <span class="verdict stated">STATED</span> given a stated premise')
    assert named["`c.a.two`"].endswith("PROVED</span>") and "STATED" not in named["`c.a.two`"]


def test_mathematics_between_dollars_stays_mathematics():
    assert escaped(r"at $x_1^* = \kappa_2$, a_b | $5") == r"at $x_1^* = \kappa_2$, a\_b \| \$5"
    assert escaped("$|x|$") == r"$\vert x\vert $"
