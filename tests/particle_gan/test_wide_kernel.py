"""The two numbers of a wide generator: stored values, activations whose averages are known, quadrature, balls, great depth."""

import json
from pathlib import Path

import flint
import mpmath
import numpy as np
import pytest
from flint import arb
from mpmath import mp
from scipy.integrate import quad
from scipy.stats import norm
from sympy import Symbol, exp, lambdify, log, sin, tanh

from derivations.particle_gan import relu_kernel
from derivations.particle_gan.notation import c
from ganmech.particle_gan import coupling_maximum, wide_kernel

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "particle_gan.json").read_text())
NUMBERS = "g1", "g2", "phi"
x = Symbol("x")


def cases(name):
    """(depth, weight variance, bias variance, expected) of every entry of a table of the reference."""
    for key, expected in REFERENCE[name].items():
        if isinstance(expected, dict):
            given = {"sw2": "2", "sb2": "0", "L": key.removeprefix("L")}
            given |= dict(pair.split("=") for pair in key.split(",") if "=" in pair)
            yield int(given["L"]), given["sw2"], given["sb2"], expected


def known():
    return [("relu", *case) for name in ("kernel_relu", "kernel_relu_bias") for case in cases(name)] + [
        ("erf", *case) for case in cases("kernel_erf")]


@pytest.mark.parametrize("activation, depth, v_w, v_b, expected", known())
def test_stored_values(activation, depth, v_w, v_b, expected):
    found = wide_kernel(depth, activation, v_w, v_b, digits=25)
    double = wide_kernel(depth, activation, v_w, v_b, digits=None)
    with mp.workdps(30):
        for name in NUMBERS:
            value = mpmath.mpf(expected[name])
            assert abs(getattr(found, name) - value) <= 1e-18 * abs(value)
            assert abs(getattr(double, name) - value) <= 2.3e-16 * abs(value)


@pytest.mark.parametrize("cosine", [-0.9, -0.3, 0, 0.2, 0.75, 0.999])
def test_arc_cosine_functions_are_gaussian_averages(cosine):
    sd = (1 - cosine**2)**0.5

    def product(u):      # of u and the mean of max(v, 0) given u
        return u * norm.pdf(u) * (cosine * u * norm.cdf(cosine * u / sd) + sd * norm.pdf(cosine * u / sd))

    def both(u):
        return norm.pdf(u) * norm.cdf(cosine * u / sd)

    f, slope = (lambdify(c, function)(cosine) for function in (relu_kernel.f(c), relu_kernel.slope.result))
    assert quad(product, 0, 12, epsabs=1e-13)[0] == pytest.approx(f / 2, abs=1e-11)
    assert quad(both, 0, 12, epsabs=1e-13)[0] == pytest.approx(slope / 2, abs=1e-11)


def test_averages_by_drawn_pairs():
    rng, size = np.random.default_rng(4), 400_000
    u, w = rng.standard_normal((2, size))
    v = 0.6 * u + 0.8 * w
    for drawn, exact in ((np.maximum(u, 0) * np.maximum(v, 0), relu_kernel.f(c) / 2),
                         ((u > 0) & (v > 0), relu_kernel.quadrant.result)):
        assert abs(drawn.mean() - float(exact.subs(c, 0.6))) < 4 * drawn.std() / size**0.5


@pytest.mark.parametrize("activation, depth", [("relu", 1), ("relu", 7), ("relu", 300), ("erf", 4), ("erf", 300), ("tanh", 1),
                                               ("tanh", 3)])
@pytest.mark.parametrize("v_b", [0, "0.3"])
def test_balls_hold_mpmath_and_mpmath_rounds_to_float64(activation, depth, v_b):
    ball = wide_kernel(depth, activation, "1.5", v_b, digits=25, certified=True)
    some = wide_kernel(depth, activation, "1.5", v_b, digits=40)
    double = wide_kernel(depth, activation, "1.5", v_b, digits=None)
    loss = 1e-13 if activation == "tanh" else 2.3e-16
    before, flint.ctx.prec = flint.ctx.prec, 300
    try:
        for name in NUMBERS:
            enclosure, number = getattr(ball, name), getattr(some, name)
            assert isinstance(enclosure, arb) and enclosure.rad() <= 1e-25 * abs(enclosure)
            with mp.workdps(45):
                assert enclosure.overlaps(arb(mpmath.nstr(number, 45), float(abs(number)) * 1e-39))
                assert abs(getattr(double, name) - number) <= loss * abs(number)
    finally:
        flint.ctx.prec = before


def test_precisions_are_left_alone():
    before = mp.dps, flint.ctx.prec
    for activation in ("relu", "erf", "tanh", sin(x)):
        wide_kernel(2, activation, 1, "0.1", digits=20)
    wide_kernel(2, "tanh", 1, "0.1", digits=20, certified=True), coupling_maximum(20)
    assert (mp.dps, flint.ctx.prec) == before


def exact_layers(depth, v_w, v_b, both, slopes):
    """g1 and g2 from averages in closed form, functions of q and p."""
    q = Theta_1 = v_w + v_b
    p = Theta_2 = v_b
    for _ in range(depth):
        passed = v_w * slopes(q, q), v_w * slopes(q, p)
        q, p = v_w * both(q, q) + v_b, v_w * both(q, p) + v_b
        Theta_1, Theta_2 = q + passed[0] * Theta_1, p + passed[1] * Theta_2
    return Theta_1, Theta_2


@pytest.mark.parametrize("activation, both, slopes", [
    (x, lambda q, p: p, lambda q, p: 1),
    (x**2 - 1, lambda q, p: 2 * p**2 + (q - 1)**2, lambda q, p: 4 * p),
    (exp(x / 2), lambda q, p: mpmath.exp((q + p) / 4), lambda q, p: mpmath.exp((q + p) / 4) / 4),
    (sin(x), lambda q, p: mpmath.exp(-q) * mpmath.sinh(p), lambda q, p: mpmath.exp(-q) * mpmath.cosh(p)),
], ids=["linear", "hermite", "exponential", "sine"])
@pytest.mark.parametrize("digits, within", [(None, 1e-13), (20, 1e-19)])
def test_activations_whose_averages_are_known(activation, both, slopes, digits, within):
    with mp.workdps(30):
        g1, g2 = exact_layers(2, mpmath.mpf("0.8"), mpmath.mpf("0.3"), both, slopes)
        found = wide_kernel(2, activation, "0.8", "0.3", digits=digits)
        assert abs(found.g1 - g1) < within * g1 and abs(found.g2 - g2) < within * g1
        assert abs(found.phi - g2 / g1) < within


@pytest.mark.parametrize("activation", [tanh(x), log(1 + exp(x))], ids=str)
def test_gauss_hermite_in_the_plane(activation):
    """One hidden layer by another rule, in the coordinates of u and of what is left of v."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(90)
    weights = weights / weights.sum()
    s, slope = (lambdify(x, function, "numpy") for function in (activation, activation.diff(x)))
    q, p = 1.9, 0.4
    u = q**0.5 * nodes[:, None]
    v = p / q * u + (q - p**2 / q)**0.5 * nodes
    means = [weights @ (f(u) * f(v)) @ weights for f in (s, slope)]
    found = wide_kernel(1, activation, "1.5", "0.4", digits=None).g2
    assert found == pytest.approx(1.5 * means[0] + 0.4 + 1.5 * means[1] * p, abs=1e-7)


def test_a_variable_may_have_any_name():
    assert wide_kernel(2, Symbol("tanh"), 2, 1, digits=None) == wide_kernel(2, x, 2, 1, digits=None)


def test_a_name_and_its_expression_are_one_activation():
    assert wide_kernel(2, tanh(x), 2, "0.1") == wide_kernel(2, "tanh", 2, "0.1")


@pytest.mark.parametrize("activation", ["erf", "tanh", sin(x), x**3 - x], ids=str)
def test_odd_activations_without_bias_do_not_couple(activation):
    assert wide_kernel(3, activation, "0.7", 0, digits=None).phi == 0
    assert wide_kernel(3, activation, "0.7", 0, digits=15).g2 == 0


@pytest.mark.parametrize("activation", ["relu", "erf", "tanh"])
def test_bias_couples(activation):
    phi = [wide_kernel(2, activation, "1.5", v_b, digits=None).phi for v_b in ("0", "0.1", "0.5", "2", "8", "30")]
    assert np.all(np.diff(phi) > 0) and phi[-1] > 0.7


def test_the_maximum_over_depth():
    found = coupling_maximum(30)
    couplings = [wide_kernel(depth, digits=None).phi for depth in range(1, 60)]
    assert found.depth == REFERENCE["kernel_relu"]["argmax_L"] == 1 + int(np.argmax(couplings))
    assert float(found.phi.mid()) == pytest.approx(float(REFERENCE["kernel_relu"]["phi_max"]), rel=1e-15)
    assert float(found.margin.mid()) == pytest.approx(couplings[10] - sorted(couplings)[-2], abs=1e-15)
    assert all(condition > 0 for condition in found.tail)
    assert all(wide_kernel(depth, digits=None).phi < couplings[10] for depth in (101, 150, 1000, 5000))


def deep_layers(depth):
    """y = (1 - c)^(-1/2) and t = Theta_2/2 behind each layer, the recursion written out once more with arc cosines."""
    c = t = mpmath.mpf(0)
    for _ in range(depth):
        angle = mpmath.acos(c)
        c = (mpmath.sin(angle) + (mpmath.pi - angle) * c) / mpmath.pi
        t = c + (1 - angle / mpmath.pi) * t
        yield (1 - c)**-0.5, t


def test_asymptotics_of_great_depth():
    """t = y/(2 k) - 1/8 and L = (2/k) y - (3/2) log y + a constant, up to terms in 1/y."""
    with mp.workdps(30):
        layers = list(deep_layers(4000))
        k = 2 * mpmath.sqrt(2) / (3 * mpmath.pi)
        for y, t in (layers[399], layers[3999]):
            assert abs(t - y / (2 * k) + mpmath.mpf(1) / 8) < 5 / y
        depths = 1000, 2000, 4000
        constants = [depth - 2 * layers[depth - 1][0] / k + 1.5 * mpmath.log(layers[depth - 1][0]) for depth in depths]
        assert abs(constants[2] - constants[1]) < 0.6 * abs(constants[1] - constants[0]) < 0.02
        assert float(layers[3999][1] / 4001) == pytest.approx(wide_kernel(4000, digits=None).phi, rel=1e-15)
        assert float(4000**2 / layers[3999][0]**2) == pytest.approx(4.5 * np.pi**2, rel=0.01)


def test_deep_generators_approach_a_quarter_from_above():
    """L (phi_L - 1/4)/log L falls towards 3/8."""
    ratios = [depth * (wide_kernel(depth, digits=None).phi - 0.25) / np.log(depth) for depth in (100, 1000, 10_000)]
    assert np.all(np.diff(ratios) < 0) and 0.375 < ratios[-1] < 0.48
