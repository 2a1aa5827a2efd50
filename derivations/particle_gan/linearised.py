r"""Near equilibrium critic and particles are coupled damped oscillators, one for each joint mode of critic and kernel.

The critic is D_w(x) = w . psi(x); at equilibrium every particle is on its datum, x_i = y_i, and w = 0. With J the matrix of
columns psi'(y_j), f = J^T w the critic's slopes at the data, delta = x - y the displacements, K = J^T J and Gamma the kernel,

    f' = -(eta_D/N) K (delta + lambda f) - eta_D alpha f,        delta' = (eta_G/N) Gamma f,

whether the slopes are penalised at the data (R1), at the particles (R2) or at a mixture of both. In a joint eigenvector of K
and Gamma, with eigenvalues kappa and g,

    z^2 + eta_D (kappa lambda/N + alpha) z + eta_G eta_D g kappa/N^2 = 0.

Written out for two particles on a line and two features with any values, slopes and curvatures: curvatures do not enter.
"""
from sympy import ImmutableMatrix as Matrix, Symbol, diag, eye, ones, symbols

from derivations.calculus import Above, Domain, Gradient, Line, Real, calc
from derivations.particle_gan.notation import N, RATES, alpha, eta_D, eta_G, g, g_1, g_2, kappa, lambda_, z

w = Matrix(symbols("w_1 w_2", real=True))
delta = Matrix(symbols("delta_1 delta_2", real=True))
b = Symbol("b", real=True)                                          # share of the penalty that sits on the particles
J = Matrix(2, 2, symbols("J_11 J_12 J_21 J_22", real=True))         # feature by datum
H = Matrix(2, 2, symbols("H_11 H_12 H_21 H_22", real=True))
Gamma = Matrix([[g_1, g_2], [g_2, g_1]])
K = J.T * J
kappa_1, kappa_2 = symbols("kappa_1 kappa_2", real=True)            # entries of a K that commutes with Gamma

STRENGTHS = RATES | Domain({N: Above(1), lambda_: Above(0), alpha: Above(0)})
NEAR = STRENGTHS | Domain({g_1: Above(0), g_2: Real(), b: Real(), **dict.fromkeys((*w, *delta, *J, *H), Real())})
MODES = STRENGTHS | Domain({**dict.fromkeys((g_1, g_2, kappa_1, kappa_2, z), Real()), g: Above(0), kappa: Above(0)})

moved = diag(*delta)
surplus = -(J * moved + H * moved**2 / 2) * ones(2, 1)              # sum over j of psi(y_j) - psi(x_j)
slopes_at_data = J.T * w
slopes = (J + H * moved).T * w                                      # D'(x_j)
penalty = (1 - b) * slopes_at_data.dot(slopes_at_data) + b * slopes.dot(slopes)
critic_objective = w.dot(surplus) / N - lambda_ / (2 * N) * penalty - alpha / 2 * w.dot(w)


def linear(flow):
    """The part of a flow that is linear in w and delta at w = delta = 0."""
    state = Matrix([*w, *delta])
    return flow.jacobian(state).subs(dict.fromkeys(state, 0)) * state


critic_flow = calc(
    critic_objective,
    Line(r"the critic climbs the difference of its means less the penalties, at the rate $\eta_D$",
         eta_D * (surplus / N - lambda_ / N * ((1 - b) * J * slopes_at_data + b * (J + H * moved) * slopes) - alpha * w),
         by=Gradient(tuple(w), scale=(eta_D, eta_D))),
    on=NEAR, title="The critic's flow")

critic = calc(
    J.T * linear(critic_flow.result),
    Line(r"$\dot f = -\frac{\eta_D}{N} K (\delta + \lambda f) - \eta_D \alpha f$: no curvature, and not where the penalty sits",
         -eta_D / N * K * (delta + lambda_ * slopes_at_data) - eta_D * alpha * slopes_at_data),
    on=NEAR, title="The critic's slopes near equilibrium")

particles = calc(
    linear(eta_G / N * Gamma * slopes),
    Line(r"$\dot\delta = \frac{\eta_G}{N} \Gamma f$", eta_G / N * Gamma * slopes_at_data),
    on=NEAR, title="The particles near equilibrium")


def flow_of_modes(K, Gamma):
    """The matrix that moves (f, delta)."""
    size = K.shape[0]
    return Matrix([[-eta_D * (lambda_ / N * K + alpha * eye(size)), -eta_D / N * K],
                   [eta_G / N * Gamma, 0 * eye(size)]]).as_immutable()


def of_mode(kappa, g):
    """det(z - flow) of one mode: the quadratic in z."""
    return z**2 + eta_D * (kappa * lambda_ / N + alpha) * z + eta_G * eta_D * g * kappa / N**2


mode = calc(
    (z * eye(2) - flow_of_modes(Matrix([[kappa]]), Matrix([[g]]))).det(),
    Line("a damped oscillator", of_mode(kappa, g)),
    on=MODES, title="One mode")

commuting = Matrix([[kappa_1, kappa_2], [kappa_2, kappa_1]])
f = Matrix(symbols("f_1 f_2", real=True))
of_slopes = z**2 * eye(2) + eta_D * (lambda_ / N * commuting + alpha * eye(2)) * z + eta_G * eta_D / N**2 * commuting * Gamma

eliminated = calc(
    z * (z * eye(4) - flow_of_modes(commuting, Gamma))[:2, :] * Matrix([*f, *(eta_G / (N * z) * Gamma * f)]),
    Line(r"$z \delta = \eta_G \Gamma f/N$: $z^2 + \eta_D z(\lambda K/N + \alpha) + \eta_D\eta_G K\Gamma/N^2$ on the slopes",
         of_slopes * f),
    on=MODES | dict.fromkeys(f, Real()), title="Two particles: the displacements eliminated")

two_modes = calc(
    of_slopes[0, 0] * of_slopes[1, 1] - of_slopes[0, 1] * of_slopes[1, 0],            # the determinant
    Line(r"$K$ commutes with the kernel: the mean, with $g_+$, and the relative coordinate, with $g_-$",
         of_mode(kappa_1 + kappa_2, g_1 + g_2) * of_mode(kappa_1 - kappa_2, g_1 - g_2)),
    on=MODES, title="Two particles: one oscillator for the mean, one for the distance")
