"""Every line of every derivation passes its check, and every mutant of it that means something else is caught.

A mutant changes one sign or one number. It is refuted by the derivation's own checks, or equal to the original at exact points,
or has no value there; none may pass as another truth.
"""
import pytest

from derivations.calculus import ledger
from derivations.calculus.mutation import fate, mutants
from derivations.calculus.verdict import Verdict
from derivations.calculus.written import unique

DERIVATIONS = ledger.discover()
LINES = [(derivation, index) for derivation in DERIVATIONS for index in range(len(derivation.lines))]
ERRATA, NOT_DERIVED, PUBLISHED = ledger.errata(), ledger.not_derived(), ledger.published()


def name(value):
    return getattr(value, "name", str(value))


@pytest.mark.parametrize("derivation", DERIVATIONS, ids=name)
def test_every_line_passes(derivation):
    failed = [(line.says, line.evidence) for line in derivation.verify().lines if not line.evidence.verdict.passes]
    assert not failed


@pytest.mark.parametrize("derivation, index", LINES, ids=name)
def test_no_mutant_of_the_line_survives(derivation, index):
    fates = [fate(derivation, index, mutant) for mutant in unique(mutants(derivation.lines[index].expr))]
    assert [outcome for outcome in fates if outcome.fate == "SURVIVED"] == []
    assert all(outcome.how for outcome in fates if outcome.fate == "EQUIVALENT")


def test_every_published_formula_is_reached_or_an_erratum_or_kept_with_a_reason():
    settled = [d.reaches for d in DERIVATIONS] + [e.published for e in ERRATA] + [n.published for n in NOT_DERIVED]
    assert [formula.name for formula in PUBLISHED if formula not in settled] == []


@pytest.mark.parametrize("erratum", ERRATA, ids=name)
def test_the_published_form_fails_at_the_witness_of_its_erratum(erratum):
    assert erratum.verify().verdict is Verdict.REFUTED
