r"""The kernel of a wide generator stands still while the particles move: its rate is of order 1/n for n hidden units.

One hidden layer, x_j = (v_w/n)^(1/2) sum_k a_k s(h_kj), where h_k1, h_k2 are the inputs of unit k at two latents and Sigma_ij
is the kernel of these inputs. The two particles are pushed by forces F_j = D'(x_j). Then

    a_k' = (eta_G/2) (v_w/n)^(1/2) sum_j F_j s(h_kj),      h_ki' = (eta_G/2) (v_w/n)^(1/2) a_k sum_j F_j s'(h_kj) Sigma_ij,

and the kernel of the two particles is the mean over units of v_w (s(h_k1) s(h_k2) + a_k^2 s'(h_k1) s'(h_k2) Sigma_12). The
rate of each unit is n^(-1/2) times something that does not depend on n and is odd in a_k, so has mean 0 at the start. The mean
over n independent units therefore has mean 0 and standard deviation of order 1/n. The particles' own rate does not fall with n.

For any cubic s, and at the start of training.
"""
from sympy import Integer, Symbol, diff, sqrt, symbols

from derivations.calculus import Above, Domain, Line, Real, calc
from derivations.calculus.gaussian import Average
from derivations.particle_gan.notation import eta_G, v_w

n = Symbol("n", positive=True)
a, h_1, h_2, t = symbols("a h_1 h_2 t", real=True)
F_1, F_2, Sigma_11, Sigma_12, Sigma_22 = symbols("F_1 F_2 Sigma_11 Sigma_12 Sigma_22", real=True)
s_0, s_1, s_2, s_3 = cubic = symbols("s_0 s_1 s_2 s_3", real=True)
AT = Domain({n: Above(0), v_w: Above(0), eta_G: Above(0),
             **dict.fromkeys((a, h_1, h_2, F_1, F_2, Sigma_11, Sigma_12, Sigma_22, *cubic), Real())})

s = s_0 + s_1 * t + s_2 * t**2 + s_3 * t**3
(s_at_1, slope_1), (s_at_2, slope_2) = ((s.subs(t, h), diff(s, t).subs(t, h)) for h in (h_1, h_2))
kernel = v_w * (s_at_1 * s_at_2 + a**2 * slope_1 * slope_2 * Sigma_12)                          # of one unit
push = eta_G / 2 * sqrt(v_w / n)
motion = {a: push * (F_1 * s_at_1 + F_2 * s_at_2),
          h_1: push * a * (F_1 * slope_1 * Sigma_11 + F_2 * slope_2 * Sigma_12),
          h_2: push * a * (F_1 * slope_1 * Sigma_12 + F_2 * slope_2 * Sigma_22)}
rate = kernel.diff(a) * motion[a] + kernel.diff(h_1) * motion[h_1] + kernel.diff(h_2) * motion[h_2]

unbiased = calc(
    Average(rate, a),
    Line("odd in the weight that reads the unit: no drift at the start", Integer(0)),
    on=AT, title="The mean rate of a unit's kernel")

small = calc(
    diff(sqrt(n) * rate, n),
    Line(r"$\sqrt n$ times a unit's rate does not depend on $n$: the mean over $n$ units moves at a rate of order $1/n$",
         Integer(0)),
    on=AT, title="The size of a unit's rate")
