r"""What a layer adds to the kernel of a generator, in the limit of wide layers.

An output x = sqrt(v_w/n) sum_k W_k s(h_k) + sqrt(v_b) beta reads n units with inputs h_k, all W_k and beta standard normal (the
weights' variance is v_w, that of the biases v_b: neural-tangent parametrisation). Its kernel at two latents is the sum over all
parameters of the products of its slopes. With kernel Theta of each h_k, and none between different units,

    (v_w/n) sum_k s(h_k) s(h'_k) + v_b + (v_w/n) sum_k W_k^2 s'(h_k) s'(h'_k) Theta,

whose mean over W is v_w <s s> + v_b + v_w <s' s'> Theta, <.> the mean over units. For wide layers both means are reached, and
the h_k are Gaussian: with variance q at both latents and covariance p,

    q -> v_w <s(u)^2> + v_b,                    p -> v_w <s(u) s(v)> + v_b,
    Theta_1 -> q + v_w <s'(u)^2> Theta_1,       Theta_2 -> p + v_w <s'(u) s'(v)> Theta_2,

with the new q and p on the right. It starts from q = Theta_1 = v_w |z|^2/d_0 + v_b, p = Theta_2 = v_w z.z'/d_0 + v_b. Latents
from a sphere or a Gaussian of high dimension have |z|^2 = d_0 and z.z' = 0 up to order d_0^(-1/2): two numbers are left, the
same for all particles and for all pairs of them.

The mean over W is derived for two units and any values and slopes of s. That wide layers reach it is trusted, and compared
with generators that are drawn.
"""
from sympy import ImmutableMatrix as Matrix, Rational, Symbol, asin, diag, pi, sqrt, symbols

from derivations.calculus import Above, Between, Domain, Line, Real, calc
from derivations.calculus.gaussian import Average
from derivations.particle_gan.erf_kernel import both as erf_both, slopes as erf_slopes
from derivations.particle_gan.notation import Theta_1, Theta_2, c, p, q, v_b, v_w
from derivations.particle_gan.relu_kernel import f, quadrant

W_1, W_2, beta = symbols("W_1 W_2 beta", real=True)
h_1, h_2 = symbols("h_1 h_2", real=True)                                  # what the inputs of two units are changed by
s_1, s_2, r_1, r_2 = at_u = symbols("s(u_{1}) s(u_{2}) s'(u_{1}) s'(u_{2})", real=True)     # at the first latent
t_1, t_2, k_1, k_2 = at_v = symbols("s(v_{1}) s(v_{2}) s'(v_{1}) s'(v_{2})", real=True)     # at the second
Theta = Symbol("Theta", real=True)
AT = Domain({v_w: Above(0), v_b: Above(0), **dict.fromkeys((Theta, *at_u, *at_v), Real())})


def unit_slopes(s_1, s_2, r_1, r_2):
    """Slopes of the output in W_1, W_2, beta, and in the inputs of the two units, where s has these values and slopes."""
    x = sqrt(v_w / 2) * (W_1 * (s_1 + r_1 * h_1) + W_2 * (s_2 + r_2 * h_2)) + sqrt(v_b) * beta
    return Matrix([x]).jacobian((W_1, W_2, beta, h_1, h_2)).subs({h_1: 0, h_2: 0})


mean = calc(
    Average((unit_slopes(*at_u) * diag(1, 1, 1, Theta, Theta) * unit_slopes(*at_v).T)[0], W_1, W_2),
    Line(r"own weights, own bias, and the kernel of the layers below, each as a mean over units",
         v_w * (s_1 * t_1 + s_2 * t_2) / 2 + v_b + v_w * (r_1 * k_1 + r_2 * k_2) / 2 * Theta),
    on=AT, title="What a layer adds to the kernel")


def after_layer(same, distinct, same_slopes, distinct_slopes) -> Matrix:
    """(q, p, Theta_1, Theta_2) behind a layer, from the means of s s and of s' s' at one latent and at two."""
    variance, covariance = v_w * same + v_b, v_w * distinct + v_b
    return Matrix([variance, covariance, variance + v_w * same_slopes * Theta_1, covariance + v_w * distinct_slopes * Theta_2])


at_start = Matrix([v_w + v_b, v_b, v_w + v_b, v_b])                     # orthogonal latents, |z|^2 = d_0
BEHIND = Domain({v_w: Above(0), v_b: Above(0), q: Above(0), p: Between(-q, q), Theta_1: Above(0), Theta_2: Real()})

relu = calc(
    after_layer(q * f(1) / 2, q * f(p / q) / 2, quadrant.result.subs(c, 1), quadrant.result.subs(c, p / q)),
    Line(r"rectified linear units: half of the variance and of the kernel pass",
         Matrix([v_w * q / 2 + v_b, v_w * q * f(p / q) / 2 + v_b, v_w * (q + Theta_1) / 2 + v_b,
                 v_w * q * f(p / q) / 2 + v_b + v_w * (Rational(1, 4) + asin(p / q) / (2 * pi)) * Theta_2])),
    on=BEHIND, title="What a layer of rectified linear units does to the kernel")

erf = calc(
    after_layer(erf_both.result.subs(p, q), erf_both.result, erf_slopes.result.subs(p, q), erf_slopes.result),
    Line("error functions as units",
         Matrix([2 * v_w / pi * asin(2 * q / (1 + 2 * q)) + v_b, 2 * v_w / pi * asin(2 * p / (1 + 2 * q)) + v_b,
                 2 * v_w / pi * asin(2 * q / (1 + 2 * q)) + v_b + 4 * v_w / (pi * sqrt(1 + 4 * q)) * Theta_1,
                 2 * v_w / pi * asin(2 * p / (1 + 2 * q)) + v_b
                 + 4 * v_w / (pi * sqrt((1 + 2 * q)**2 - 4 * p**2)) * Theta_2])),
    on=BEHIND, title="What a layer of error functions does to the kernel")


def deeper(layer, state) -> Matrix:
    """(q, p, Theta_1, Theta_2) behind one more layer."""
    return layer.subs(dict(zip((q, p, Theta_1, Theta_2), state)), simultaneous=True)
