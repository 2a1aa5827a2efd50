"""Every reason accepts what follows and refutes what does not."""
import pytest
from sympy import (I, ImmutableMatrix, Integer, Integral, Rational, cos, exp, log, loggamma, pi, sin, sqrt,
                   symbols)

from derivations.calculus import (Above, Asymptotic, Domain, Eliminates, Extremum, Gradient, Integrates, Line, Real, Rewrite,
                                  SameDerivative, Sampled, Satisfies, Using, Verdict, calc)

x, y, t = symbols("x y t", real=True)
a, b, s = symbols("a b s", positive=True)
LINE, PLANE = Domain({x: Real()}), Domain({x: Real(), y: Real()})
POSITIVE = Domain({a: Above(0), b: Above(0)})


def check(reason, before, after, domain):
    return reason.check(before, after, domain).verdict


CASES = {
    "algebra": (Rewrite(), sin(x)**2 + cos(x)**2, Integer(1), Integer(2), LINE),
    "an earlier result": (Using("x = 1/a", {x: 1 / a}), a * x + a, 1 + a, 1 - a, POSITIVE | LINE),
    "equal slopes": (SameDerivative(a, at=1), Integral(1 / t, (t, 1, a)), log(a), log(a) + 1, POSITIVE),
    "equal values only": (SameDerivative(a, at=1), log(a), log(a**2) / 2, a - 1, POSITIVE),
    "a gradient": (Gradient((x, y)), x**2 * y, (2 * x * y, x**2), (2 * x * y, y**2), PLANE),
    "a scaled gradient": (Gradient((x,), scale=(2,)), x**2, (4 * x,), (2 * x,), LINE),
    "a stationary value": (Extremum({x: a}), a**2 + (x - a)**2 * exp(x), a**2, a**2 + 1, POSITIVE | LINE),
    "a maximum": (Extremum({x: a}), x * (2 * a - x), a**2, a, POSITIVE | LINE),
    "a root": (Satisfies((x,)), x**2 - a, sqrt(a), -sqrt(a) + 1, POSITIVE),
    "a pair of roots": (Satisfies((x, y)), (x + y - a, x * y - b), (a / 2 + sqrt(a**2 / 4 - b), a / 2 - sqrt(a**2 / 4 - b)),
                        (a / 2, a / 2), POSITIVE),
    "an elimination": (Eliminates(t), (x - t**2, y - t**3), x**3 - y**2, x**2 - y**2, PLANE),
    "an elimination with its factor": (Eliminates(t, extraneous=a), (a * t - a * x, t - y), x - y, 2 * (x - y), PLANE | POSITIVE),
    "an integral": (Integrates(), Integral(exp(-b * t), (t, 0, a)), (1 - exp(-a * b)) / b, (1 + exp(-a * b)) / b, POSITIVE),
    "an expansion at infinity": (Asymptotic(a, order=3), loggamma(a), (a - Rational(1, 2)) * log(a) - a + log(2 * pi) / 2
                                 + 1 / (12 * a), (a - Rational(1, 2)) * log(a) - a + log(2 * pi) / 2 - 1 / (12 * a), POSITIVE),
    "an expansion at zero": (Asymptotic(a, order=Rational(5, 2), to="0"), sqrt(a) * exp(a), sqrt(a) * (1 + a), sqrt(a), POSITIVE),
}


@pytest.mark.parametrize("name", CASES)
def test_what_follows_is_accepted(name):
    reason, before, right, _, domain = CASES[name]
    assert check(reason, before, right, domain).passes


@pytest.mark.parametrize("name", CASES)
def test_what_does_not_follow_is_refuted(name):
    reason, before, _, wrong, domain = CASES[name]
    assert check(reason, before, wrong, domain) is Verdict.REFUTED


def test_a_value_at_a_point_that_is_not_stationary_is_refuted():
    assert check(Extremum({x: a}), x, a, POSITIVE | LINE) is Verdict.REFUTED


def test_equal_slopes_are_not_enough_without_an_equal_value():
    assert check(SameDerivative(a, at=1), log(a), log(2 * a), POSITIVE) is Verdict.REFUTED


def test_a_remainder_smaller_than_claimed_is_refuted_too():
    assert check(Asymptotic(a, order=2), 1 / a + 1 / a**3, 1 / a, POSITIVE) is Verdict.REFUTED


def test_a_high_order_is_measured_with_the_digits_it_needs():
    assert check(Asymptotic(a, order=30, to="0"), exp(a) + a**30, exp(a), POSITIVE) is Verdict.AGREES


def test_an_order_that_has_no_value_at_one_of_the_points_is_unknown():
    # the two sides agree identically: there is no remainder to measure
    assert check(Asymptotic(a, order=1), a, a, POSITIVE) is Verdict.UNKNOWN


def test_a_quadrature_without_a_proof_agrees():
    assert check(Integrates(symbolic=False), Integral(cos(t), (t, 0, a)), sin(a), POSITIVE) is Verdict.AGREES


def test_a_root_on_the_wrong_branch_satisfies_too_and_needs_a_second_line():
    both = [check(Satisfies((x,)), x**2 - a, branch, POSITIVE) for branch in (sqrt(a), -sqrt(a))]
    assert both == [Verdict.PROVED, Verdict.PROVED]


def mean_square(size, parameters, rng):
    """The mean square of ``size`` complex numbers of pseudo-variance 2 i s, with a correction of order 1/size: its limit."""
    real, imaginary = rng.standard_normal((2, size))
    return (complex(parameters[s] * ((real + 1j * real + 1e-3 * imaginary)**2).mean() * (1 + 3 / size)),)


@pytest.mark.parametrize("limit, verdict", [(2 * I * s, Verdict.AGREES), ((2 * I + Rational(1, 10)) * s, Verdict.REFUTED)])
def test_a_limit_is_seen_by_simulation_within_four_standard_errors(limit, verdict):
    reason = Sampled(mean_square, {s: Integer(2)}, size=200, samples=400)
    assert check(reason, x, limit, Domain({s: Above(0)})) is verdict


def test_an_entry_of_a_matrix_is_compared_with_its_own():
    turned = ImmutableMatrix([[0, -1], [1, 0]])
    assert check(Rewrite(), turned**2, ImmutableMatrix([[-1, 0], [0, -1]]), LINE) is Verdict.PROVED
    assert check(Rewrite(), turned, turned.T, LINE) is Verdict.REFUTED


def test_every_reason_says_itself_in_words():
    assert all(str(reason) for reason, *_ in CASES.values())
    assert str(Asymptotic(a, order=3)) == "to within O(a^-3) as a -> oo"
    assert str(Asymptotic(a, order=3, to="0")) == "to within O(a^3) as a -> 0"


def test_a_line_without_a_reason_is_algebra():
    assert isinstance(calc(x, Line("the same", x), on=LINE, title="").lines[0].by, Rewrite)
