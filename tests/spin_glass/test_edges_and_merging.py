"""The touching shift in closed form against the route through discriminants, which shares nothing with its derivation."""
import pytest
from mpmath import mp, mpf, workdps
from sympy import Poly, Rational, discriminant, factor_list, lambdify, real_roots, sqrt

from derivations.spin_glass.merging import merging_x1
from derivations.spin_glass.notation import b, b1, kappa, t, written_out, x1, z
from derivations.spin_glass.quartic import quartic

FIGURE_1 = {kappa: Rational(9, 10), b: 1, b1: Rational(1, 2)}


def doubly_discriminant_factors(values: dict) -> list[tuple[Poly, int]]:
    """Factors in x1 of the discriminant in z of the discriminant in t of the quartic."""
    in_z = Poly(discriminant(written_out(quartic).subs(values), t), z)
    return [(Poly(factor, x1), power) for factor, power in factor_list(in_z.discriminant(), x1)[1]]


@pytest.mark.parametrize("values", [
    FIGURE_1,
    {kappa: Rational(1, 3), b: 2, b1: Rational(3, 2)},
    {kappa: Rational(99, 100), b: 1, b1: 5},
])
def test_touching_shift_is_a_root_of_the_factor_of_multiplicity_three(values):
    triple = [factor for factor, power in doubly_discriminant_factors(values) if power == 3]
    roots = [root for factor in triple for root in real_roots(factor)]
    with workdps(40):
        claimed = lambdify([], written_out(merging_x1).subs(values), "mpmath")()
        assert min(abs(mpf(str(root.evalf(40))) - claimed) for root in roots) < mpf(10)**-35 * claimed


def test_figure_1_touches_at_the_known_value_and_its_polynomial_has_degree_twelve():
    factors = doubly_discriminant_factors(FIGURE_1)
    assert [(factor.degree(), power) for factor, power in factors if factor.degree() > 3] == [(4, 2), (12, 3)]
    with workdps(30):
        assert mp.nstr(lambdify([], written_out(merging_x1).subs(FIGURE_1), "mpmath")(), 15) == "1.42004863480015"


def test_equal_blocks_without_the_discriminators_matrix_split_where_a_two_point_source_does():
    """b1 = 0, kappa = 1/2 is a GOE with source -x1/2 +- x1/2; it splits when the half-distance of the source reaches the
    standard deviation of the semicircle, b/sqrt(2) (Brezin and Hikami 1998), so x1* = sqrt(2) b."""
    assert written_out(merging_x1).subs({kappa: Rational(1, 2), b: 1, b1: 0}).equals(sqrt(2))
