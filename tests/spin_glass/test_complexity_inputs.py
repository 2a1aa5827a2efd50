"""Bounds, indices and parameters of the complexity: what is meant is understood, what is wrong is named in one sentence."""

import re

import mpmath
import numpy as np
import pytest

from ganmech.spin_glass import SpinGlassGAN

MODEL = SpinGlassGAN(3, 3, 1, "9/10")
RELEASED = SpinGlassGAN(3, 3, 1, "9/10", "released")
NOISELESS_BLOCK = SpinGlassGAN(3, 1, 1, "9/10", coupling="bipartite")
BOUND = "must be a number of -1e+60 or more, or inf for no bound"


@pytest.mark.parametrize("call, error, message", [
    (lambda: MODEL.complexity(np.nan, 0), ValueError, f"u_D {BOUND}, got nan"),
    (lambda: MODEL.complexity(0, [1, -np.inf]), ValueError, f"u_G {BOUND}, got -inf"),
    (lambda: MODEL.complexity(-1e70, 0), ValueError, f"u_D {BOUND}, got -1e+70"),
    (lambda: MODEL.complexity("nan", 0), ValueError, "u_D must be finite, got nan"),
    (lambda: MODEL.complexity("low", 0), ValueError, "u_D must be a number such as '9/10' or '0.1', got 'low'"),
    (lambda: MODEL.complexity(1j, 0), TypeError, "u_D must be real numbers, got an array of type complex128"),
    (lambda: MODEL.complexity(None, 0), TypeError, "u_D must be a real number, got None"),
    (lambda: MODEL.complexity([[1], [1, 2]], 0), ValueError, "u_D must be a number or an array of one shape, got [[1], [1, 2]]"),
    (lambda: MODEL.complexity([1, 2], [1, 2, 3]), ValueError, "u_D and u_G must have shapes that broadcast, got (2,) and (3,)"),
    (lambda: MODEL.complexity(0, 0, -1), ValueError, "k_D must be a whole number of 0 or more, got -1"),
    (lambda: MODEL.complexity(0, 0, None, 1.5), ValueError, "k_G must be a whole number of 0 or more, got 1.5"),
    (lambda: MODEL.complexity(0, 0, True), TypeError, "k_D must be a whole number of 0 or more, got True"),
    (lambda: MODEL.complexity(0, 0, [0, 1]), TypeError, "k_D must be a whole number of 0 or more, got [0, 1]"),
    (lambda: NOISELESS_BLOCK.complexity(0, 0, 0, 2), ValueError,
     "k_G must be 0 or None for a block without noise of its own, got 2"),
    (lambda: MODEL.complexity_maximum([0, 1], 0), TypeError, "u_D must be one number, got [0, 1]"),
    (lambda: MODEL.bands([1, 2], [1, 2, 3]), ValueError, "u_D and u_G must have shapes that broadcast, got (2,) and (3,)"),
    (lambda: MODEL.bands(0, 0, most=-1), ValueError, "most must be a whole number of 0 or more, got -1"),
    (lambda: MODEL.bands(0, 0, other="all"), ValueError, "other must be a number such as '9/10' or '0.1', got 'all'"),
    (lambda: MODEL.ground_state(np.nan), ValueError, f"u_D {BOUND}, got nan"),
    (lambda: MODEL.minimum_losses(k_G=-2), ValueError, "k_G must be a whole number of 0 or more, got -2"),
    (lambda: MODEL.nash_thresholds("p"), ValueError, "vary must be one of sigma_z, kappa, got 'p'"),
    (lambda: RELEASED.nash_thresholds(), ValueError,
     "convention must be derived for joint minima, got 'released': there an index of 0 asks for nothing"),
    (lambda: MODEL.exponent(0, 0), TypeError, "the exponent takes 3 variables, l_D, L_G, D, got 2"),
    (lambda: RELEASED.exponent(0, np.inf), ValueError, "x_1 must be finite, got inf"),
])
def test_what_is_wrong_is_named(call, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        call()


def test_bounds_may_be_texts_infinite_and_of_any_number_type():
    expected = MODEL.complexity(-0.5, np.inf)
    for bound in ("-1/2", "-0.5", mpmath.mpf("-0.5"), np.float32(-0.5)):
        for free in ("inf", float("inf"), "Infinity"):
            assert MODEL.complexity(bound, free) == expected


def test_shapes():
    column, row = np.zeros((3, 1)), np.ones(4)
    assert MODEL.complexity(column, row).shape == MODEL.bands(column, row).k_D.shape == (3, 4)
    assert isinstance(MODEL.complexity(0, 0), float) and isinstance(MODEL.ground_state(0), float)
    assert MODEL.complexity([], 0).shape == (0,) and MODEL.ground_state([[1.0, -50.0]]).shape == (1, 2)
    assert RELEASED.complexity(column, row, 1, 2).shape == (3, 4) and RELEASED.complexity([], []).shape == (0,)


def test_a_point_has_the_same_value_alone_and_on_a_map():
    """To rounding: points of a map share searches but not values."""
    losses = np.linspace(-3, 1, 7)
    for model in (MODEL, RELEASED, NOISELESS_BLOCK):
        whole = model.complexity(losses[:, None], losses)
        alone = [[model.complexity(u_D, u_G) for u_G in losses] for u_D in losses]
        assert np.allclose(whole, alone, rtol=1e-13, atol=1e-13)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("model", [MODEL, RELEASED, NOISELESS_BLOCK, SpinGlassGAN(2, 1, "0.3", "1/5", coupling="bipartite")])
def test_nothing_is_warned_of(model):
    model.complexity([-2, -1, np.inf], [-1, np.inf, 1], 1, 0), model.complexity_maximum(-1, 0.5), model.bands(-1, [0, -1])
    model.ground_state([-1, 1]), model.minimum_losses()


@pytest.mark.parametrize("sigma_z", ["1e-50", "1e-20", "1e10", "1e50"])
def test_at_extreme_noise_the_total_and_its_limits_are_finite_and_continuous(sigma_z):
    """Beyond 1e-6 and 1e6 the noise only sets scales: with bounds in its units the complexity is that of the limit."""
    extreme, limit = (SpinGlassGAN(3, 3, text, "9/10") for text in (sigma_z, "1e-6" if sigma_z.startswith("1e-") else "1e6"))
    for u_G, k in ((np.inf, None), (-1, None), (np.inf, 0), (-1, 2)):
        values = [model.complexity(np.inf, u_G * float(model.sigma_z), k, k) for model in (extreme, limit)]
        assert abs(values[0] - values[1]) < 1e-4
