"""Each verdict means what it says: STATED is trusted, PROVED shown, AGREES seen, UNKNOWN not seen, REFUTED has a witness."""
import threading
import time

import pytest
from sympy import Function, Integer, Integral, LambertW, Rational, Symbol, cos, exp, log, pi, sin, sqrt

from derivations.calculus import (Above, Definition, Domain, Erratum, Evidence, Is, Line, NotDerived, Published, Real, Stated,
                                  Verdict, calc)
from derivations.calculus import equality
from derivations.calculus.equality import OutOfTime, equal, proved_zero, refute, time_limit
from derivations.calculus.verdict import worst

x, y = Symbol("x", real=True), Symbol("y", real=True)
a = Symbol("a", positive=True)
LINE, POSITIVE = Domain({x: Real()}), Domain({a: Above(0)})
SQUARE = Published("the square of a binomial", x**2 + 2 * x + 1, "any school book")
MISPRINT = Published("the square of a binomial, misprinted", x**2 + x + 1, "any school book")


def square(reaches=None):
    return calc((x + 1)**2, Line("multiplied out", x**2 + 2 * x + 1), on=LINE, title="A square", reaches=reaches)


def test_an_identity_is_proved():
    assert square().verify().verdict is Verdict.PROVED


def test_an_identity_that_sympy_cannot_show_agrees():
    evidence = equal(LambertW(a) * exp(LambertW(a)), a, POSITIVE)
    assert evidence.verdict is Verdict.AGREES
    assert "7 exact points" in evidence.how


def test_a_premise_and_a_definition_are_stated():
    premise = calc(Function("f")(x), Line("by a theorem", x**2, by=Stated("a source")), on=LINE, title="A premise")
    named = calc(Symbol("Q"), Line("a name", x**2, by=Definition()), on=LINE, title="A definition")
    assert premise.verify().verdict is named.verify().verdict is Verdict.STATED


def test_only_a_name_can_be_defined():
    assert calc(x + 1, Line("no name", x, by=Definition()), on=LINE, title="").verify().verdict is Verdict.REFUTED


def test_a_wrong_line_is_refuted_at_a_point_where_it_fails():
    wrong = calc((x + 1)**2, Line("multiplied out", x**2 + x + 1), on=LINE, title="").verify()
    assert wrong.verdict is Verdict.REFUTED
    witness = wrong.lines[0].evidence.witness
    assert ((x + 1)**2 - (x**2 + x + 1)).subs(witness) != 0


def test_one_wrong_line_spoils_a_derivation():
    chain = calc((x + 1)**2, Line("right", x**2 + 2 * x + 1), Line("wrong", x**2 + 2 * x), Line("wrong", x**2 + 2 * x + 1),
                 on=LINE, title="")
    verdicts = [line.evidence.verdict for line in chain.verify().lines]
    assert verdicts == [Verdict.PROVED, Verdict.REFUTED, Verdict.REFUTED]
    assert chain.verify().verdict is Verdict.REFUTED


def test_the_published_form_is_a_line_of_its_own():
    assert square(SQUARE).verify().verdict is Verdict.PROVED
    assert len(square(SQUARE).verify().lines) == 2


def test_a_wrong_published_form_is_refuted():
    assert square(MISPRINT).verify().verdict is Verdict.REFUTED


def test_an_erratum_needs_a_published_form_that_fails():
    witness = Domain({x: Is(2)})
    assert Erratum(MISPRINT, square().result, witness, "a term is missing").verify().verdict is Verdict.REFUTED
    assert Erratum(SQUARE, square().result, witness, "nothing").verify().verdict is not Verdict.REFUTED


def test_an_erratum_whose_witness_hides_the_difference_is_not_refuted():
    assert Erratum(MISPRINT, square().result, Domain({x: Is(0)}), "").verify().verdict is not Verdict.REFUTED


def test_a_statement_can_be_kept_without_a_derivation():
    assert NotDerived(SQUARE, "needs a theorem").published is SQUARE


@pytest.mark.parametrize("before, after, domain", [
    (1 / (x - 1), 1 / (x - 1), Domain({x: Is(1)})),
    (Function("f")(x), x, LINE),
    (x + y, x + y, LINE),
    (log(x), log(x), Domain({x: Is(0)})),
], ids=["a pole", "a function without a value", "a symbol without a domain", "a singular point"])
def test_what_cannot_be_evaluated_is_unknown(before, after, domain):
    assert equal(before, after, domain).verdict is Verdict.UNKNOWN


def test_a_numerical_coincidence_is_not_a_proof():
    # exp(pi sqrt(163)) is an integer to 30 digits: too close to refute, not close enough to accept
    assert equal(exp(pi * sqrt(163)), Integer(262537412640768744), LINE).verdict is Verdict.UNKNOWN
    # equal to more digits than are looked at: it agrees there, and the prover must not join in
    assert equal(x, x + Rational(1, 10**45), LINE).verdict is Verdict.AGREES


def test_a_value_on_the_domain_only_is_proved_there_only():
    assert equal(sqrt(x**2), x, Domain({x: Above(0)})).verdict is Verdict.PROVED
    assert equal(sqrt(x**2), x, LINE).verdict is Verdict.REFUTED


def test_integrals_are_compared_by_quadrature_and_proved_by_integration():
    assert equal(Integral(cos(y), (y, 0, a)), sin(a), POSITIVE).verdict is Verdict.PROVED
    assert refute(Integral(exp(-y**4), (y, 0, a)), Integral(exp(-y**4), (y, 0, a / 2)), POSITIVE).verdict is Verdict.REFUTED


def test_objects_of_different_size_cannot_be_compared():
    with pytest.raises(ValueError, match="2 entries with 1"):
        equal((x, x), x, LINE)


def test_unknown_and_refuted_fail():
    assert [v for v in Verdict if not v.passes] == [Verdict.UNKNOWN, Verdict.REFUTED]


def test_the_worst_verdict_counts():
    evidence = [Evidence(verdict, "") for verdict in (Verdict.PROVED, Verdict.UNKNOWN, Verdict.STATED)]
    assert worst(evidence) is Verdict.UNKNOWN
    assert worst([]) is Verdict.UNKNOWN


def test_the_time_limit_interrupts_and_gives_the_signal_back():
    begin = time.perf_counter()
    with pytest.raises(OutOfTime), time_limit(0.05):
        while time.perf_counter() - begin < 10:
            pass
    assert time.perf_counter() - begin < 5
    time.sleep(0.06)        # a timer left running would kill the process here


def test_a_proof_that_does_not_end_leaves_the_evidence_of_the_points(monkeypatch):
    monkeypatch.setattr(equality, "_vanishes", lambda difference: time.sleep(10))
    assert not proved_zero([x - x], LINE, seconds=0.05)
    monkeypatch.setattr(equality, "proved_zero", lambda differences, domain: proved_zero(differences, domain, seconds=0.05))
    assert equal((x + 1)**2, x**2 + 2 * x + 1, LINE).verdict is Verdict.AGREES


def test_outside_the_main_thread_nothing_is_proved_but_errors_are_found():
    found = []
    def look():
        found.append(equal((x + 1)**2, x**2 + 2 * x + 1, LINE).verdict)
        found.append(equal((x + 1)**2, x**2 + x + 1, LINE).verdict)
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [Verdict.AGREES, Verdict.REFUTED]
