"""What is not a generator is named in one sentence."""

import re

import pytest
from sympy import Abs, Max, Symbol, sin, sqrt, tanh

from ganmech.particle_gan import coupling_maximum, empirical_kernel, generator_run, latent_scatter, wide_kernel

x, y = Symbol("x"), Symbol("y")
SMOOTH = "activation must be made of functions that are smooth and known here, got "
KINDS = "activation must be one of relu, erf, tanh or a SymPy expression of one variable, got "


@pytest.mark.parametrize("call, error, message", [
    (lambda: wide_kernel(0), ValueError, "depth must be a whole number of 1 or more, got 0"),
    (lambda: wide_kernel("2.5"), ValueError, "depth must be a whole number of 1 or more, got 2.5"),
    (lambda: wide_kernel(10**6), ValueError, "depth must be at most 10000, got 1000000"),
    (lambda: wide_kernel(None), TypeError, "depth must be a whole number of 1 or more, got None"),
    (lambda: wide_kernel(1, "gelu"), ValueError, KINDS + "'gelu'"),
    (lambda: wide_kernel(1, 3), TypeError, KINDS + "3"),
    (lambda: wide_kernel(1, x * y), ValueError, "activation must be an expression of one variable, got x*y"),
    (lambda: wide_kernel(1, Max(x, 0)), ValueError, SMOOTH + "Max(0, x)"),
    (lambda: wide_kernel(1, Abs(x)), ValueError, SMOOTH + "Abs(x)"),
    (lambda: wide_kernel(1, 1 / x), ValueError, "activation must have finite real values and slopes, got 1/x"),
    (lambda: wide_kernel(1, sqrt(x)), ValueError, "activation must have finite real values and slopes, got sqrt(x)"),
    (lambda: wide_kernel(1, weight_variance=0), ValueError, "weight_variance must be positive, between 1e-30 and 1e30, got 0"),
    (lambda: wide_kernel(1, bias_variance="-0.1"), ValueError,
     "bias_variance must be 0 or positive, between 1e-30 and 1e30, got -0.1"),
    (lambda: wide_kernel(1, digits=0), ValueError, "digits must lie between 1 and 10000, got 0"),
    (lambda: wide_kernel(1, digits=None, certified=True), ValueError,
     "certified=True needs digits, the number of digits to prove, as in digits=30"),
    (lambda: wide_kernel(1, sin(x), certified=True), ValueError,
     "certified=True is known for relu, erf, tanh, got activation sin(u)"),
    (lambda: wide_kernel(300, weight_variance=1000, digits=None), ValueError,
     "digits must be given, as in digits=30, for a kernel that is beyond the range of float64"),
    (lambda: wide_kernel(300, weight_variance="0.001", digits=None), ValueError,
     "digits must be given, as in digits=30, for a kernel that is beyond the range of float64"),
    (lambda: wide_kernel(1, tanh(100 * x), digits=None), ArithmeticError,
     "averages of this activation over inputs of variance 2 do not settle to 17 digits"),
    (lambda: wide_kernel(1, "tanh", 10**6, 1, digits=30), ArithmeticError,
     "averages of tanh over inputs of standard deviation 1e+03 need more than 4000 nodes at this precision"),
    (lambda: empirical_kernel(0, 1, 1), ValueError, "N must be a whole number of 1 or more, got 0"),
    (lambda: empirical_kernel(2, 2, 2, latents="cube"), ValueError, "latents must be one of gaussian, sphere, got 'cube'"),
    (lambda: empirical_kernel(2, 2, 2, rng="seed"), TypeError,
     "rng must be None, a whole number of 0 or more, or a numpy Generator, got 'seed'"),
    (lambda: empirical_kernel(10**5, 2, 2), ValueError,
     "N, d0, width, depth and outputs must need arrays of at most 100000000 numbers, got 10000000000"),
    (lambda: generator_run(1, 2, 2, 1), ValueError, "N must be a whole number of 2 or more, got 1"),
    (lambda: latent_scatter(0), ValueError, "d0 must be a whole number of 1 or more, got 0"),
    (lambda: latent_scatter(5, 2, width=10), ValueError,
     "width must be None for more than one hidden layer, got 10 with depth 2"),
    (lambda: latent_scatter(5, latents=1), ValueError, "latents must be one of gaussian, sphere, got 1"),
    (lambda: coupling_maximum(-1), ValueError, "digits must lie between 1 and 10000, got -1"),
])
def test_a_bad_call_is_named(call, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        call()


@pytest.mark.filterwarnings("error")
def test_nothing_is_warned_of():
    for activation in ("relu", "erf", "tanh", sin(x)):
        wide_kernel(2, activation, digits=None), empirical_kernel(3, 4, 5, 2, activation, rng=0)
    latent_scatter(1), latent_scatter(3, 4, "sphere")
