r"""The stationary covariance of the linear-quadratic game: exact for the chains, and what the modified SDEs make of it.

Order 0: M C + C M^T + eta A0 = 0 gives C = (eta/B) C-bar with the closed form below. A chain has C = T C T^T + N; without the
pull (mu = 0, Sigma_theta = 0) it is closed too. In units of eta/B, with l = lambda, S = Sigma_omega:

    simultaneous:  S/(2 l) + eta S/(2 l^2) + ... (theta, theta),   S/(2 l) + eta S (l^2 + 2)/(4 l^2) + ... (omega, omega),
    alternating:   S/(2 l) + 0 eta + ... (theta, theta),           S/(2 l) + eta S/4 + ... (omega, omega):

alternation removes the first correction of the generator's variance. The simultaneous chain's covariance diverges at
eta = lambda. One player alone, with slope -a, shows what the orders of a modified SDE do for a variance: order 0 is off by
-eta a/2 relative, order 1 by -eta a. The drift b1 alone moves the variance the wrong way; only b2 and A1 together leave
an error of relative order eta^2.
"""
from sympy import ImmutableMatrix as Matrix, Integer, Rational, Symbol, log, symbols

from derivations.calculus import Above, Asymptotic, Domain, Line, Satisfies, calc
from derivations.sgd_as_sde.linear_chain import A0, M, alternating, alternating_noise, simultaneous, simultaneous_noise
from derivations.sgd_as_sde.notation import B, LEARNING, Sigma_omega, Sigma_theta, eta, lambda_, mu

C_11, C_12, C_22 = covariances = symbols("C_theta_theta C_theta_omega C_omega_omega", real=True)
C = Matrix([[C_11, C_12], [C_12, C_22]])
a = Symbol("a", positive=True)
PULLED = LEARNING | Domain(dict.fromkeys((lambda_, mu, Sigma_theta, Sigma_omega, C_11, C_12, C_22, a), Above(0)))
FREE = {mu: 0, Sigma_theta: 0}
# eta moves alone to 0.
SMALL = Domain({eta: Above(0), **{symbol: recipe for symbol, recipe in PULLED.items() if symbol is not eta}})


def above(matrix) -> Matrix:
    """The three different entries of a symmetric 2 x 2 matrix."""
    return Matrix([matrix[0, 0], matrix[0, 1], matrix[1, 1]])


def of_the_chain(T, N) -> Matrix:
    """T C T^T + N - C, which vanishes at the stationary covariance."""
    return above(T * C * T.T + N - C)


D = 2 * (lambda_ + mu) * (1 + lambda_ * mu)
order_0 = calc(
    above(M * C + C * M.T + eta * A0),
    Line(r"both noises in both variances", eta / B / D * Matrix([
        Sigma_omega + Sigma_theta * (1 + lambda_**2 + lambda_ * mu), mu * Sigma_omega - lambda_ * Sigma_theta,
        Sigma_theta + Sigma_omega * (1 + lambda_ * mu + mu**2)]), by=Satisfies(covariances)),
    on=PULLED, title="Stationary covariance of the SDE of order 0")

simultaneous_free = calc(
    of_the_chain(simultaneous.result, simultaneous_noise.result).subs(FREE),
    Line(r"exact in $\eta$, and infinite at $\eta = \lambda$",
         eta * Sigma_omega / (B * (lambda_ - eta) * (4 - 2 * eta * lambda_ + eta**2))
         * Matrix([2 - eta * lambda_ + eta**2, -eta, 2]), by=Satisfies(covariances)),
    on=PULLED, title="Stationary covariance of simultaneous steps without the pull")

alternating_free = calc(
    of_the_chain(alternating.result, alternating_noise.result).subs(FREE),
    Line(r"exact in $\eta$", eta * Sigma_omega / (B * lambda_ * (4 - 2 * eta * lambda_ - eta**2))
         * Matrix([2 - eta * lambda_, eta, 2]), by=Satisfies(covariances)),
    on=PULLED, title="Stationary covariance of alternating steps without the pull")

simultaneous_theta, simultaneous_cross, simultaneous_omega = simultaneous_free.result * B / eta
alternating_theta, alternating_cross, alternating_omega = alternating_free.result * B / eta
equipartition = Sigma_omega / (2 * lambda_)

generator_simultaneous = calc(
    simultaneous_theta,
    Line(r"in units of $\eta/B$", equipartition + eta * Sigma_omega / (2 * lambda_**2), by=Asymptotic(eta, 2, to="0")),
    on=SMALL, title="Generator's variance, simultaneous")

discriminator_simultaneous = calc(
    simultaneous_omega,
    Line(r"in units of $\eta/B$", equipartition + eta * Sigma_omega * (lambda_**2 + 2) / (4 * lambda_**2),
         by=Asymptotic(eta, 2, to="0")),
    on=SMALL, title="Discriminator's variance, simultaneous")

generator_alternating = calc(
    alternating_theta,
    Line(r"in units of $\eta/B$: no correction of first order", equipartition, by=Asymptotic(eta, 2, to="0")),
    on=SMALL, title="Generator's variance, alternating")

discriminator_alternating = calc(
    alternating_omega,
    Line(r"in units of $\eta/B$", equipartition + eta * Sigma_omega / 4, by=Asymptotic(eta, 2, to="0")),
    on=SMALL, title="Discriminator's variance, alternating")

opposite = calc(
    simultaneous_cross + alternating_cross,
    Line("the correlations of the two schemes are opposite to first order", Integer(0), by=Asymptotic(eta, 2, to="0")),
    on=SMALL, title="Correlation of the players")

# One player: y' = (1 - eta a) y + n, Var n = eta^2 S/B; of its modified SDEs the slope and the variance of the noise over eta.
S = Sigma_omega
one_player = calc(
    Matrix([(1 - eta * a)**2 * C_11 + eta**2 * S / B - C_11]),
    Line("the chain's variance", Matrix([eta * S / (B * a * (2 - eta * a))]), by=Satisfies((C_11,))),
    on=PULLED, title="One player: the variance of the chain")

slope = calc(
    log(1 - eta * a) / eta,
    Line("the slope of the SDE whose mean is the chain's after every step, order by order",
         -a - eta * a**2 / 2 - eta**2 * a**3 / 3, by=Asymptotic(eta, 3, to="0")),
    on=SMALL, title="One player: the slopes of the modified SDEs")

noise = calc(
    eta**2 * S / B * (2 * slope.start) / ((1 - eta * a)**2 - 1) / eta,
    Line(r"the noise over $\eta$ that makes the variance of a step $\eta^2 S/B$: $A_0 + \eta A_1$", S / B * (1 + eta * a),
         by=Asymptotic(eta, 2, to="0")),
    on=SMALL, title="One player: the noises of the modified SDEs")

chain_variance = one_player.result[0]
order_0_slope, order_1_slope = -a, -a - eta * a**2 / 2

too_small = calc(
    eta * S / (-2 * B * order_0_slope) / chain_variance - 1,
    Line("the error of order 0, relative to the chain's variance", -eta * a / 2),
    on=PULLED, title="One player: the error of order 0")

not_improved = calc(
    eta * S / (-2 * B * order_1_slope) / chain_variance - 1,
    Line("with the drift correction alone, twice as large", -eta * a, by=Asymptotic(eta, 2, to="0")),
    on=SMALL, title="One player: the drift correction alone doubles the error of the variance")

improved = calc(
    eta * noise.result / (-2 * slope.result) / chain_variance - 1,
    Line(r"with $b_2$ and $A_1$ the error is of second order", -Rational(5, 6) * eta**2 * a**2, by=Asymptotic(eta, 3, to="0")),
    on=SMALL, title="One player: with both corrections of order 2")
