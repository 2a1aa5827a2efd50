r"""Where gradients are linear and their covariances constant, a step is y' = T y + n about the point of rest, Cov n = N.

With M_theta and M_omega the rows of M = d b0/dx of one player and 0 in the other's, A0 = S/B and eta the learning rate,

    simultaneous:  T = 1 + eta M,                            N = eta^2 A0,
    alternating:   T = (1 + eta M_theta)(1 + eta M_omega),   N = eta^2 L A0 L^T,   L = 1 + eta M_theta P_omega,

P_omega the projection on the discriminator's parameters: the generator sees the step that the discriminator has just made, and
its noise. With K steps of the critic, and with momentum gamma (p' = gamma p + eta (b0 + noise), x' = x + p'), steps compose in
the same way. Functions of matrices of any size; the chains of the linear-quadratic game confirm them from the two updates.
"""
from sympy import ImmutableMatrix as Matrix, BlockMatrix, eye, symbols

from derivations.calculus import Above, Domain, Line, Real, calc
from derivations.calculus.laws import Normal, covariance
from derivations.calculus.power_series import Called
from derivations.sgd_as_sde import mean_estimation
from derivations.sgd_as_sde.notation import B, LEARNING, Sigma_omega, Sigma_theta, eta, lambda_, mu, omega, theta

xi_theta, xi_omega, p_theta, p_omega, gamma = symbols("xi_theta xi_omega p_theta p_omega gamma", real=True)
STEP = LEARNING | mean_estimation.LINEAR_QUADRATIC | Domain({
    **dict.fromkeys((xi_theta, xi_omega, p_theta, p_omega, gamma), Real()),
    **dict.fromkeys((Sigma_theta, Sigma_omega), Above(0))})


def alone(M, player) -> Matrix:
    """The rows of M that move one player, whose projection is ``player``."""
    return Matrix(player * M)


def simultaneous_map(M, eta) -> Matrix:
    """T of a step in which both players see the same state."""
    return Matrix(eye(M.rows) + eta * M)


def alternating_map(M, P_omega, eta, critic_steps: int = 1) -> Matrix:
    """T of ``critic_steps`` steps of the discriminator, then one of the generator."""
    M_omega, M_theta = alone(M, P_omega), alone(M, eye(M.rows) - P_omega)
    return Matrix((eye(M.rows) + eta * M_theta) * (eye(M.rows) + eta * M_omega)**critic_steps)


def noise_seen(M, P_omega, eta) -> Matrix:
    """L: the generator's step also carries the noise of the discriminator's."""
    return Matrix(eye(M.rows) + eta * alone(M, eye(M.rows) - P_omega) * P_omega)


def with_momentum(M, player, gamma, eta) -> Matrix:
    """The map of (y, p) of a step of the parameters on which ``player`` projects, p its velocity."""
    moved = BlockMatrix([[eta * player * M, gamma * player], [eta * player * M, (gamma - 1) * player]])
    return Matrix(eye(2 * M.rows) + moved.as_explicit())


M = mean_estimation.slope.result
P_omega = Matrix([[0, 0], [0, 1]])
A0 = Matrix([[Sigma_theta, 0], [0, Sigma_omega]]) / B
noises = (xi_theta, Normal(0, Sigma_theta / B)), (xi_omega, Normal(0, Sigma_omega / B))
g_theta, g_omega = mean_estimation.gradients.result

stepped_omega = omega + eta * (g_omega + xi_omega)
at_the_same_time = Matrix([theta - eta * (g_theta + xi_theta), stepped_omega])
one_after_the_other = Matrix([theta - eta * (g_theta.subs(omega, stepped_omega) + xi_theta), stepped_omega])

simultaneous = calc(
    at_the_same_time.jacobian((theta, omega)),
    Line("both players step from the same state", Matrix([[1 - eta * mu, eta], [-eta, 1 - eta * lambda_]])),
    Line("in matrices", simultaneous_map(M, eta)),
    on=STEP, title="One simultaneous step")

simultaneous_noise = calc(
    covariance(at_the_same_time, at_the_same_time, noises),
    Line("each player its own noise", Matrix([[eta**2 * Sigma_theta / B, 0], [0, eta**2 * Sigma_omega / B]])),
    Line("in matrices", eta**2 * A0),
    on=STEP, title="Noise of a simultaneous step")

alternating = calc(
    one_after_the_other.jacobian((theta, omega)),
    Line("the generator answers the discriminator's step",
         Matrix([[1 - eta * mu - eta**2, eta * (1 - eta * lambda_)], [-eta, 1 - eta * lambda_]])),
    Line("the product of the two players' maps", alternating_map(M, P_omega, eta)),
    on=STEP, title="One alternating step")

of_the_step = covariance(one_after_the_other, one_after_the_other, noises)
players = r"\theta", r"\omega"
alternating_noise = calc(
    Matrix(2, 2, lambda i, j: Called(rf"\mathrm{{Cov}}(\Delta_{players[i]}, \Delta_{players[j]})", of_the_step[i, j])),
    Line("the generator's step carries the noise of the discriminator's as well",
         eta**2 / B * Matrix([[Sigma_theta + eta**2 * Sigma_omega, eta * Sigma_omega], [eta * Sigma_omega, Sigma_omega]])),
    Line("in matrices", eta**2 * noise_seen(M, P_omega, eta) * A0 * noise_seen(M, P_omega, eta).T),
    on=STEP, title="Noise of an alternating step")

stepped_p = gamma * p_omega + eta * g_omega
moved_omega = omega + stepped_p
answered_p = gamma * p_theta - eta * g_theta.subs(omega, moved_omega)

momentum = calc(
    Matrix([theta + answered_p, moved_omega, answered_p, stepped_p]).jacobian((theta, omega, p_theta, p_omega)),
    Line(r"the product of the two players' maps of $(y, p)$",
         with_momentum(M, eye(2) - P_omega, gamma, eta) * with_momentum(M, P_omega, gamma, eta)),
    on=STEP, title="One alternating step with momentum")
