r"""In continuous time every gradient penalty makes the good state attract, whatever the critic's features and the kernel are.

K and Gamma, symmetric and positive definite, need not commute. The energy

    V = f^T K^-1 f/eta_D + delta^T Gamma^-1 delta/eta_G

falls along the linearised flow: V' = -(2 lambda/N) |f|^2 - 2 alpha f^T K^-1 f. It stops falling only where f stays 0, that is
K delta = 0, delta = 0. So every eigenvalue has a negative real part for every lambda > 0; for lambda = alpha = 0 V is conserved
and all of them are imaginary. Shown for two particles; the terms that cancel are the same for matrices of any size.
"""
from sympy import ImmutableMatrix as Matrix, Integer, symbols

from derivations.calculus import Above, Domain, Line, Real, calc
from derivations.particle_gan.linearised import STRENGTHS, flow_of_modes
from derivations.particle_gan.notation import N, alpha, eta_D, eta_G, lambda_

f = Matrix(symbols("f_1 f_2", real=True))
delta = Matrix(symbols("delta_1 delta_2", real=True))
k_11, k_12, k_22, G_11, G_12, G_22 = symbols("K_11 K_12 K_22 Gamma_11 Gamma_12 Gamma_22", real=True)
K, Gamma = Matrix([[k_11, k_12], [k_12, k_22]]), Matrix([[G_11, G_12], [G_12, G_22]])
state = Matrix([*f, *delta])
ANY = STRENGTHS | Domain({k_11: Above(0), k_12: Real(), k_22: Above(k_12**2 / k_11),
                          G_11: Above(0), G_12: Real(), G_22: Above(G_12**2 / G_11), **dict.fromkeys(state, Real())})

energy = f.dot(K.inv() * f) / eta_D + delta.dot(Gamma.inv() * delta) / eta_G
flow = flow_of_modes(K, Gamma) * state

falls = calc(
    (Matrix([energy]).jacobian(state) * flow)[0],
    Line(r"never positive: displacements and slopes exchange energy, the regulariser takes it",
         -2 * lambda_ / N * f.dot(f) - 2 * alpha * f.dot(K.inv() * f)),
    on=ANY, title="The energy of critic and particles")

unregularised = calc(
    falls.result.subs({lambda_: 0, alpha: 0}),
    Line("conserved: nothing converges without a regulariser", Integer(0)),
    on=ANY, title="No regulariser, no damping")

push = calc(
    flow.subs(dict.fromkeys(f, 0)),
    Line(r"where $f = 0$ a displacement moves it: the energy cannot stop falling away from the good state",
         Matrix([*(-eta_D / N * K * delta), 0, 0])),
    on=ANY, title="Where the energy rests")
