"""An erratum must be refuted at its witness, and every published formula settled; otherwise the commands fail."""

import json

import pytest
from sympy import Rational, Symbol

from derivations.calculus import Domain, Erratum, Is, Published, ledger
from derivations.spin_glass import published
from ganmech import cli
from ganmech.report import make, statements

x = Symbol("x", positive=True)
ONE = Domain({x: Is(1)})
CHAPTER = "derivations.spin_glass"
AGREEING = Erratum(Published("a true formula", (x + 1) ** 2, "a book"), x**2 + 2 * x + 1, ONE, "nothing", "spin_glass.errata.planted")


def ganmech(capsys, *arguments: str) -> tuple[int, str]:
    """Exit code and output of one command."""
    with pytest.raises(SystemExit) as end:
        cli.main(list(arguments))
    return end.value.code or 0, capsys.readouterr().out


@pytest.fixture
def erratum_that_agrees(monkeypatch):
    found = [*ledger.errata(), AGREEING]
    monkeypatch.setattr(ledger, "errata", lambda package="derivations": found)


@pytest.fixture
def unsettled_formula(monkeypatch):
    monkeypatch.setattr(published, "planted", Published("a formula", Rational(7, 2), "a book"), raising=False)


def test_the_errata_can_be_checked_by_name(capsys):
    code, out = ganmech(capsys, "check", "spin_glass.errata")
    assert code == 0 and "erratum spin_glass.errata.touching" in out
    assert out.splitlines()[-1] == f"{len(ledger.errata(CHAPTER))} of {len(ledger.errata(CHAPTER))} errata hold"


def test_every_erratum_and_published_formula_is_in_the_record_for_programs(capsys):
    code, out = ganmech(capsys, "check", "spin_glass.errata", "spin_glass.published", "--json")
    found = json.loads(out)
    assert code == 0 and found["ok"]
    assert {entry["erratum"] for entry in found["errata"]} == {erratum.name for erratum in ledger.errata(CHAPTER)}
    assert [entry["formula"] for entry in found["published"]] == [stated.name for stated in ledger.published(CHAPTER)]
    assert all(entry["settled_by"] for entry in found["published"])


def test_an_erratum_that_agrees_makes_check_fail(capsys, erratum_that_agrees):
    code, out = ganmech(capsys, "check", "spin_glass.errata.planted")
    assert code == 1 and "0 of 1 errata hold" in out
    code, out = ganmech(capsys, "check", "spin_glass.errata", "--json")
    assert code == 1 and [entry["erratum"] for entry in json.loads(out)["errata"] if not entry["ok"]] == ["spin_glass.errata.planted"]


def test_a_published_formula_that_nothing_settles_makes_check_fail(capsys, unsettled_formula):
    code, out = ganmech(capsys, "check", "spin_glass.published")
    said = "spin_glass.published.planted: no derivation reaches it, no erratum corrects it, no reason is given"
    assert code == 1 and said in " ".join(out.split()) and "not settled" in out


@pytest.mark.parametrize("planted", ["erratum_that_agrees", "unsettled_formula"])
def test_the_report_fails_with_it_before_the_book_is_built(planted, request, monkeypatch, capsys):
    request.getfixturevalue(planted)
    monkeypatch.setattr(make, "execute", lambda where, console: {})
    monkeypatch.setattr(make, "run_sweeps", lambda where, console: None)
    monkeypatch.setattr("ganmech.report.ledger.records", lambda where, found: [])
    monkeypatch.setattr(make.book, "build", lambda where: pytest.fail("the book was built"))
    code, out = ganmech(capsys, "report", "--json")
    assert code == 1 and "planted" in json.loads(out)["error"]


def test_not_derived_settles_a_formula(monkeypatch, unsettled_formula):
    from derivations.calculus import NotDerived

    kept = [*ledger.not_derived(), NotDerived(published.planted, "why", "c.m.n")]
    monkeypatch.setattr(ledger, "not_derived", lambda package="derivations": kept)
    assert statements.complaints([], statements.statements()) == []


def test_complaints_name_what_is_wrong():
    wrong = statements.correction(AGREEING)
    assert statements.complaints([wrong], []) == [
        "spin_glass.errata.planted: the published form is not refuted at its witness: AGREES (1 exact point, 35 digits)"
    ]
