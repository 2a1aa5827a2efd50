"""Every point that a domain draws lies in it, every recipe tells SymPy what it means, and a seed draws the same points again."""
import pytest
from sympy import Integer, Rational, Symbol, im, sqrt

from derivations.calculus import Above, Below, Between, Domain, Is, Real, UpperHalf, Whole

E, u, v = (Symbol(name) for name in "Euv")
INSIDE = {
    "above a symbol": (Domain({E: Above(0), u: Above(E)}), lambda p: p[u] > p[E] > 0),
    "below a symbol": (Domain({E: Above(0), u: Below(E)}), lambda p: p[u] < p[E]),
    "between two symbols": (Domain({E: Above(0), v: Above(E), u: Between(E, v)}), lambda p: p[E] < p[u] < p[v]),
    "between roots": (Domain({E: Above(2), u: Between(-sqrt(E), sqrt(E))}), lambda p: p[u]**2 < p[E]),
    "real": (Domain({u: Real()}), lambda p: p[u].is_real and p[u] != 0),
    "upper half plane": (Domain({u: UpperHalf()}), lambda p: im(p[u]) > 0),
    "integers": (Domain({u: Whole(2)}), lambda p: p[u].is_Integer and p[u] >= 2),
    "on a curve": (Domain({E: Real(), u: Is(E**2)}), lambda p: p[u] == p[E]**2),
}


@pytest.mark.parametrize("name", INSIDE)
def test_every_point_lies_inside(name):
    domain, inside = INSIDE[name]
    assert all(inside(point) for point in domain.points(200))


@pytest.mark.parametrize("name", INSIDE)
def test_points_are_exact(name):
    domain, _ = INSIDE[name]
    assert not any(value.is_Float or value.free_symbols for point in domain.points(20) for value in point.values())


def test_the_generic_point_carries_the_inequalities():
    point = Domain({E: Above(0), u: Above(E), v: Below(E)}).generic_point()
    assert point[E].is_positive
    assert (point[u] - point[E]).is_positive
    assert (point[v] - point[E]).is_negative


def test_both_signs_are_drawn_on_the_line_and_in_the_half_plane():
    points = list(Domain({u: Real(), v: UpperHalf()}).points(40))
    assert {point[u] > 0 for point in points} == {True, False}
    assert {point[v].as_real_imag()[0] > 0 for point in points} == {True, False}


def test_the_same_seed_draws_the_same_points():
    domain = Domain({E: Above(0), u: Between(0, E)})
    assert list(domain.points(5)) == list(domain.points(5))
    assert list(domain.points(5)) != list(domain.points(5, seed=1))


def test_a_later_recipe_replaces_an_earlier_one():
    domain = Domain({u: Above(0)}) | {u: Is(Rational(1, 2)), v: Is(u)}
    assert next(domain.points(1)) == {u: Rational(1, 2), v: Rational(1, 2)}
    assert len(domain) == 2 and domain[v] == Is(u)


def test_whole_numbers_start_at_the_least():
    assert min(point[u] for point in Domain({u: Whole(3)}).points(100)) == Integer(3)
