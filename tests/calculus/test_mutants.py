"""The mutants of a line: all one-symbol changes, and what becomes of them."""
from sympy import ImmutableMatrix, Integral, Rational, Symbol, sqrt, symbols

from derivations.calculus import Domain, Line, Real, Stated, calc
from derivations.calculus.mutation import fate, mutants, neighbourhood, outcomes
from derivations.calculus.written import unique

x, y = symbols("x y", real=True)
LINE = Domain({x: Real()})


def fates(derivation):
    return {outcome.fate for outcome in outcomes(derivation)}


def test_mutants_change_one_sign_or_one_number():
    assert set(mutants(2 * x + 3)) == {-2 * x + 3, 2 * x - 3, 3 * x + 3, 2 * x + 4}


def test_numbers_deep_inside_are_reached():
    assert x**Rational(3, 2) in set(mutants(sqrt(x)))
    assert x**2 + sqrt(y + 3) in set(mutants(x**2 + sqrt(y + 2)))


def test_every_entry_of_a_matrix_is_changed():
    changed = unique(mutants(ImmutableMatrix([[2 * x, x], [0, 5]])))
    assert ImmutableMatrix([[3 * x, x], [0, 5]]) in changed and ImmutableMatrix([[2 * x, x], [0, 6]]) in changed


def test_an_equality_leaves_no_survivor():
    assert fates(calc((x + 1)**2, Line("multiplied out", x**2 + 2 * x + 1), on=LINE, title="")) == {"REFUTED"}


def test_a_mutant_with_the_same_value_is_equivalent():
    assert "EQUIVALENT" in fates(calc(0 * x, Line("odd", Integral(3 * y, (y, -1, 1))), on=LINE, title=""))


def test_a_premise_that_nothing_tests_survives():
    assert fates(calc(Symbol("Q"), Line("trust me", 2 * x, by=Stated("a source")), on=LINE, title="")) == {"SURVIVED"}


def test_a_premise_that_the_next_line_tests_does_not():
    tested = calc(Symbol("Q"), Line("trust me", 2 * x, by=Stated("a source")), Line("and check", x + x), on=LINE, title="")
    assert fates(tested) == {"REFUTED"}


def test_looking_at_the_neighbours_of_a_line_finds_what_the_whole_chain_finds():
    chain = calc((x + 1)**2, Line("", (x + 1) * (x + 1)), Line("", x * (x + 1) + x + 1), Line("", x**2 + 2 * x + 1),
                 on=LINE, title="")
    assert len(neighbourhood(chain, 1).lines) == 2
    for mutant in mutants(chain.lines[1].expr):
        whole = chain.with_line(1, mutant).verify(prove=False).verdict
        assert (fate(chain, 1, mutant).fate == "REFUTED") == (not whole.passes)
