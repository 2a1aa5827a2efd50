r"""Odd units need a bias to couple particles, and the bias variance tunes the coupling.

For an odd s and no bias the inputs at two orthogonal latents are independent, p = 0, and < s(u) s(v) > = < s >^2 = 0: a layer
leaves p = Theta_2 = 0. So g_2 = 0 for tanh, erf and every odd activation, at any depth: the particles are independent.

A bias of variance v_b makes p = v_b at the start. Products of means grow like < s(u) s(v) > = < s' >^2 p + O(p^2), and one
hidden layer has g_2 = v_b (1 + 2 v_w < s' >^2) + O(v_b^2); for erf < s' >^2 = (4/pi)/(1 + 2 v_w). For rectified units phi
tends to 1 as the bias dominates: all particles move as one.
"""
from sympy import ImmutableMatrix as Matrix, Integer, Rational, asin, pi, sqrt, symbols, zeros

from derivations.calculus import Above, Asymptotic, Domain, Line, Real, calc
from derivations.calculus.gaussian import Average
from derivations.particle_gan.layer import after_layer, at_start, deeper, erf, relu
from derivations.particle_gan.notation import Theta_1, Theta_2, q, v_b, v_w
from derivations.particle_gan.relu_kernel import f

u, v, s_1, s_3, s_5, distinct_slopes = symbols("u v s_1 s_3 s_5 \\langle{s's'}\\rangle", real=True)
ANY = Domain({**dict.fromkeys((q, Theta_1, v_w), Above(0)), **dict.fromkeys((s_1, s_3, s_5, distinct_slopes), Real())})
WITH_BIAS = Domain({v_w: Above(0), v_b: Above(0)})


def odd(u):
    """An arbitrary odd polynomial of degree five."""
    return s_1 * u + s_3 * u**3 + s_5 * u**5


independent = calc(
    Average(odd(sqrt(q) * u) * odd(sqrt(q) * v), u, v),
    Line("odd units at independent inputs", Integer(0)),
    on=ANY, title="Odd units at two orthogonal latents")

uncoupled = calc(
    Matrix(after_layer(q, independent.result, q, distinct_slopes).extract([1, 3], [0])).subs({v_b: 0, Theta_2: 0}),
    Line(r"without bias, $p = \Theta_2 = 0$ behind a layer as before it: $g_2 = 0$ at any depth", zeros(2, 1).as_immutable()),
    on=ANY, title="Odd units without bias leave particles uncoupled")

one_layer_erf = calc(
    deeper(erf.result, at_start)[3],
    Line(r"$g_2$ of one hidden layer of error functions", v_b + 2 * v_w / pi * asin(2 * v_b / (1 + 2 * v_w + 2 * v_b))
         + 4 * v_w * v_b / (pi * sqrt((1 + 2 * v_w) * (1 + 2 * v_w + 4 * v_b)))),
    on=WITH_BIAS, title="The kernel of two latents of a network of error functions")

small_bias = calc(
    one_layer_erf.result,
    Line("in proportion to a small bias variance", v_b * (1 + 8 * v_w / (pi * (1 + 2 * v_w))),
         by=Asymptotic(v_b, order=2, to="0")),
    on=WITH_BIAS, title="What a small bias does to error functions")

one_layer_relu = calc(
    deeper(relu.result, at_start)[3],
    Line(r"$g_2$ of one hidden layer of rectified units", v_w * (v_w + v_b) * f(v_b / (v_w + v_b)) / 2 + v_b
         + v_w * (Rational(1, 4) + asin(v_b / (v_w + v_b)) / (2 * pi)) * v_b),
    on=WITH_BIAS, title="The kernel of two latents of a network of rectified units")

small_bias_relu = calc(
    one_layer_relu.result,
    Line("rectified units are coupled without bias, and a bias adds to it",
         v_w**2 / (2 * pi) + v_b * (1 + v_w / 2 + v_w / (2 * pi)), by=Asymptotic(v_b, order=2, to="0")),
    on=WITH_BIAS, title="What a small bias does to rectified units")

large_bias = calc(
    deeper(relu.result, at_start)[3] / deeper(relu.result, at_start)[2],
    Line(r"$\phi$ tends to 1 as the bias dominates", Integer(1), by=Asymptotic(v_b, order=Rational(1, 2), start=2**40)),
    on=WITH_BIAS, title="What a large bias does to rectified units")
