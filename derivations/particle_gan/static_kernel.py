r"""The kernel of a wide generator stands still while the particles move: its rate is of order 1/n for n hidden units.

One hidden layer, x_j = (v_w/n)^(1/2) sum_k a_k s(h_kj), where h_k1, h_k2 are the inputs of unit k at two latents and Sigma_ij
is the kernel of these inputs. The two particles are pushed by forces F_j = D'(x_j). Then

    a_k' = (eta_G/2) (v_w/n)^(1/2) sum_j F_j s(h_kj),      h_ki' = (eta_G/2) (v_w/n)^(1/2) a_k sum_j F_j s'(h_kj) Sigma_ij,

and the kernel of the two particles is the mean over units of v_w (s(h_k1) s(h_k2) + a_k^2 s'(h_k1) s'(h_k2) Sigma_12). The
rate of each unit is n^(-1/2) times something that does not depend on n and is odd in a_k, so has mean 0 at the start. The mean
over n independent units therefore has mean 0 and standard deviation of order 1/n. The particles' own rate does not fall with n.

For any s with two derivatives at the inputs, and at the start of training.
"""
from sympy import Integer, Rational, Symbol, sqrt, symbols

from derivations.calculus import Above, Domain, Is, Line, Real, calc
from derivations.calculus.gaussian import Average
from derivations.particle_gan.notation import eta_G, v_w

n = Symbol("n", positive=True)
a, h_1, h_2, u_1, u_2 = symbols("a h_1 h_2 u_1 u_2", real=True)                           # u: the inputs as they are
F_1, F_2, Sigma_11, Sigma_12, Sigma_22 = symbols("F_1 F_2 Sigma_11 Sigma_12 Sigma_22", real=True)
s_1, s_2, r_1, r_2, k_1, k_2 = at_inputs = symbols("s_1 s_2 s'_1 s'_2 s''_1 s''_2", real=True)
a_dot, h_1_dot, h_2_dot = symbols("\\dot{a} \\dot{h}_1 \\dot{h}_2", real=True)
A, B_1, B_2 = symbols("A B_1 B_2", real=True)                                             # what pushes a, h_1 and h_2
push = eta_G / 2 * sqrt(v_w / n)
pushes = {A: F_1 * s_1 + F_2 * s_2, B_1: F_1 * r_1 * Sigma_11 + F_2 * r_2 * Sigma_12,
          B_2: F_1 * r_1 * Sigma_12 + F_2 * r_2 * Sigma_22}
AT = Domain({n: Above(0), v_w: Above(0), eta_G: Above(0),
             **dict.fromkeys((a, u_1, u_2, F_1, F_2, Sigma_11, Sigma_12, Sigma_22, *at_inputs), Real()),
             h_1: Is(u_1), h_2: Is(u_2), **{name: Is(value) for name, value in pushes.items()},
             a_dot: Is(push * pushes[A]), h_1_dot: Is(push * a * pushes[B_1]), h_2_dot: Is(push * a * pushes[B_2])})

first = s_1 + r_1 * (h_1 - u_1) + k_1 * (h_1 - u_1)**2 / 2                                # s(h_1) near u_1
second = s_2 + r_2 * (h_2 - u_2) + k_2 * (h_2 - u_2)**2 / 2
kernel = v_w * (first * second + a**2 * first.diff(h_1) * second.diff(h_2) * Sigma_12)    # of one unit
moved = kernel.diff(a) * a_dot + kernel.diff(h_1) * h_1_dot + kernel.diff(h_2) * h_2_dot

rate = calc(
    moved.subs({h_1: u_1, h_2: u_2}),
    Line(r"with the motion of $a$, $h_1$ and $h_2$: in proportion to $n^{-1/2}$, and odd in $a$",
         eta_G * v_w**Rational(3, 2) * a / (2 * sqrt(n)) * (
             B_1 * r_1 * s_2 + B_2 * r_2 * s_1 + 2 * A * r_1 * r_2 * Sigma_12
             + a**2 * Sigma_12 * (B_1 * k_1 * r_2 + B_2 * k_2 * r_1))),
    on=AT, title="The rate of a unit's kernel")

unbiased = calc(
    Average(rate.result, a),
    Line(r"no drift at the start; the mean over $n$ independent units moves at a rate of order $1/n$", Integer(0)),
    on=AT, title="Its mean over the weight that reads the unit")
