"""Joint minima near their rate as 1/sqrt(N): the coefficient by hand, and against sampled means."""

import numpy as np
import pytest

from ganmech.spin_glass.finite_count import expected_critical_points
from ganmech.spin_glass.model import SpinGlassGAN
from ganmech.spin_glass.pushed_minima import push_of_minima

MODEL = SpinGlassGAN(2, 2, 1, "1/2")


def test_the_coefficient_from_central_differences_at_the_corner():
    """At (2, 2, 1, 1/2) the maximum is at y_D = 10, y_G = -sqrt(96); Cov(y) = [[84, 48], [48, 80]]. Slopes by differences."""
    def exponent(y_D, y_G):
        y = np.array([y_D, y_G])
        return -y @ np.linalg.solve([[84, 48], [48, 80]], y) / 2 + MODEL.ensemble.log_determinant(y_G, y_D - y_G)

    E_D, E_G, step = 10.0, 96**0.5, 1e-4
    g_D = (exponent(E_D - step, -E_G) - exponent(E_D + step, -E_G)) / (2 * step)
    g_G = (exponent(E_D, -E_G + step) - exponent(E_D, -E_G - step)) / (2 * step)
    by_hand = sum(2 / 3 * (g * E) ** 1.5 / 0.5 for g, E in ((g_D, E_D), (g_G, E_G)))
    assert push_of_minima(MODEL) == pytest.approx(by_hand, rel=1e-6)


def test_where_minima_abound_the_push_is_worth_less():
    """At (5, 1, 1/100, 9/10) joint minima abound: the exponent leans little on the edges."""
    abundant, rare = (push_of_minima(SpinGlassGAN(*parameters, "9/10")) for parameters in ((5, 1, "1/100"), (3, 3, 1)))
    assert 0 <= abundant < rare


def test_sampled_means_bend_as_the_coefficient_says():
    """log mean - N Theta = c sqrt(N) + a log N + d: second differences over N = 8, 16, 32 leave c (4 standard errors, 5%)."""
    counts = [expected_critical_points(MODEL, N // 2, N // 2, 0, 0, rng=1) for N in (8, 16, 32)]
    weights = np.array([1, -2, 1]) / (np.array([1, -2, 1]) @ np.sqrt([8, 16, 32]))
    theta = MODEL.complexity(np.inf, np.inf, 0, 0)
    found = weights @ [count.log_mean - N * theta for count, N in zip(counts, (8, 16, 32))]
    error = np.linalg.norm(weights * [count.relative_error for count in counts])
    assert abs(found - push_of_minima(MODEL)) < 4 * error + 0.05 * push_of_minima(MODEL)


def test_the_released_convention_is_refused():
    with pytest.raises(ValueError, match="^convention must be derived for a count at finite N, got 'released'$"):
        push_of_minima(SpinGlassGAN(2, 2, 1, "1/2", "released"))
