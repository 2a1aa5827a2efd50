"""The Kac-Rice constant at large N against the gamma function itself."""
import mpmath
import pytest
from sympy import Rational, lambdify

from derivations.spin_glass import errata, stirling
from derivations.spin_glass.notation import N, kappa, p, q, sigma_z, v_D, v_G, written_out

CASES = [(mpmath.mpf(9) / 10, 99, 96), (mpmath.mpf(1) / 2, 1, 1), (mpmath.mpf(1) / 50, 3, mpmath.mpf(1) / 7)]


def log_constant(N, kappa, v_D, v_G):
    """log C_N term by term from its definition, with mpmath's own logarithm of the gamma function."""
    def log_area(dimension):
        return mpmath.log(2) + dimension / 2 * mpmath.log(mpmath.pi) - mpmath.loggamma(dimension / 2)
    N_D, N_G = kappa * N, (1 - kappa) * N
    return (log_area(N_D) + log_area(N_G) - (N - 2) / 2 * mpmath.log(2 * mpmath.pi) - (N_D - 1) / 2 * mpmath.log(v_D)
            - (N_G - 1) / 2 * mpmath.log(v_G) + (N - 2) / 2 * mpmath.log(N))


def derived(expression, *values):
    return lambdify((kappa, v_D, v_G), written_out(expression), "mpmath")(*values)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_prefactor_at_a_hundred_thousand(case):
    with mpmath.workdps(30):
        left = mpmath.exp(log_constant(mpmath.mpf(10)**5, *case) - 10**5 * derived(stirling.rate.result, *case))
        ratio = left / derived(stirling.prefactor.result, *case)
        correction = (1 / case[0] + 1 / (1 - case[0])) / (6 * mpmath.mpf(10)**5)
        assert abs(ratio - (1 - correction)) < correction**2
        assert abs(ratio - 1) < 1e-4


def test_the_prefactor_is_right_to_two_parts_in_a_hundred_thousand_at_the_parameters_of_the_paper():
    with mpmath.workdps(30):
        left = mpmath.exp(log_constant(mpmath.mpf(10)**5, *CASES[0]) - 10**5 * derived(stirling.rate.result, *CASES[0]))
        assert abs(left / derived(stirling.prefactor.result, *CASES[0]) - 1) < 2e-5


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_stirlings_series_leaves_falls_with_the_cube_of_N(case):
    form = lambdify((kappa, v_D, v_G, N), written_out(stirling.log_constant.result), "mpmath")
    with mpmath.workdps(60):
        rest = [abs(log_constant(mpmath.mpf(size), *case) - form(*case, size)) for size in (10**5, 10**6)]
        assert abs(mpmath.log10(rest[0] / rest[1]) - 3) < 1e-4


def test_no_power_of_N_is_left():
    assert not stirling.prefactor.result.has(N) and not stirling.rate.result.has(N)


def test_one_dimension_less_on_each_sphere_of_two_points():
    # N_D = N_G = 1: two points each, no gradient component, no Jacobian
    value = lambdify((kappa, v_D, v_G, N), written_out(stirling.constant), "mpmath")(mpmath.mpf(1) / 2, 5, 7, 2)
    assert abs(value - 4) < 1e-14


def test_the_released_constant_is_too_large_by_nine():
    at = {p: 3, q: 3, sigma_z: 1, kappa: Rational(9, 10)}
    excess = written_out(errata.constant.published.expr - errata.constant.derived).subs(at).evalf(20)
    assert abs(excess - 9.04) < 0.005
