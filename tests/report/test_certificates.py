"""Certificates: the same evidence as a verification, asked for once, and asked for anew after every change."""

from dataclasses import replace

import pytest
from sympy import Function, cos, sin, symbols

from derivations.calculus import Domain, Line, Real, calc
from derivations.calculus.derivation import Derivation
from derivations.calculus.measured import Sampled
from ganmech.report import certificates

x = symbols("x", real=True)
ON = Domain({x: Real()})
PYTHAGORAS = calc(sin(x)**2 + cos(x)**2, Line("the circle", 1 + 0 * x), on=ON, title="Pythagoras")
FALSE = calc(sin(x)**2, Line("not so", cos(x)**2), on=ON, title="False")


@pytest.fixture
def verifications(small, monkeypatch):
    """A checkout of its own, and the titles of what is verified in it, in order."""
    titles, verify = [], Derivation.verify
    (small.root / "pyproject.toml").touch()

    def counted(self, *arguments):
        titles.append(self.title)
        return verify(self, *arguments)

    monkeypatch.setenv("GANMECH_CHECKOUT", str(small.root))
    monkeypatch.setattr(Derivation, "verify", counted)
    return titles


def evidence(found):
    return [(line.says, line.expr, line.reason, line.evidence.verdict, line.evidence.how) for line in found.lines]


def test_a_certificate_says_what_the_verification_said(verifications):
    first, again = certificates.verified(PYTHAGORAS), certificates.verified(PYTHAGORAS)
    assert evidence(first) == evidence(again) == evidence(PYTHAGORAS.verify())
    assert verifications == ["Pythagoras"] * 2      # the second of these is the line above


@pytest.mark.parametrize("changed", [
    PYTHAGORAS.with_line(0, 2 - cos(x)**2 - sin(x)**2), replace(PYTHAGORAS, start=sin(2 * x)**2 + cos(2 * x)**2),
    replace(PYTHAGORAS, start=PYTHAGORAS.start.subs(x, symbols("x"))), replace(PYTHAGORAS, on=Domain({})),
    replace(PYTHAGORAS, lines=(Line("another text", PYTHAGORAS.result),)),
])
def test_any_change_of_a_derivation_asks_for_another_certificate(verifications, changed):
    assert certificates._place(changed) != certificates._place(PYTHAGORAS)


@pytest.mark.parametrize("changed", ["requirements.lock", "derivations/calculus/equality.py"])
def test_a_change_of_what_checks_asks_for_another_certificate(verifications, small, changed):
    before = certificates._place(PYTHAGORAS)
    (small.root / "derivations/calculus").mkdir(exist_ok=True)
    (small.root / changed).write_text("changed")
    assert certificates._place(PYTHAGORAS) != before


def test_what_fails_is_looked_at_again(verifications):
    for _ in range(2):
        assert not certificates.verified(FALSE).verdict.passes
    assert verifications == ["False"] * 2


@pytest.mark.parametrize("damage", ["", "[", "[]", '[["PROVED"]]', '[["NO VERDICT", ""]]'])
def test_a_damaged_or_deleted_certificate_is_made_again(verifications, damage):
    certificates.verified(PYTHAGORAS)
    certificates._place(PYTHAGORAS).write_text(damage)
    assert certificates.verified(PYTHAGORAS).verdict.passes and verifications == ["Pythagoras"] * 2
    assert certificates.verified(PYTHAGORAS).verdict.passes and len(verifications) == 2


def test_where_nothing_can_be_kept_it_is_verified_each_time(verifications, small):
    (small.root / "build").write_text("a file in the place of the folder")
    for _ in range(2):
        assert certificates.verified(PYTHAGORAS).verdict.passes
    assert verifications == ["Pythagoras"] * 2


def test_undefined_functions_count_with_their_assumptions():
    assert certificates.written(Function("f")(x)) != certificates.written(Function("f", real=True)(x))


def test_what_holds_a_function_is_verified_each_time(verifications):
    simulated = replace(PYTHAGORAS, lines=(Line("drawn", PYTHAGORAS.result, by=Sampled(lambda size, at, rng: 1.0, {})),))
    assert certificates._place(simulated) is None
