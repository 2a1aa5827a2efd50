r"""A learning rate for each player: which one sets the noise that is left, and which one the speed.

A generator without penalty and without noise at rest, coupled to its discriminator by kappa (1 where a mean is learnt and
2 sqrt(v) where a scale is), has M = [[0, kappa], [-kappa, -lambda]]. At the rates a_theta eta and a_omega eta the invariant law
of its SDE has C_thetaomega = 0 and

    C_thetatheta = a_theta eta Sigma_omega/(2 B lambda),   C_omegaomega = a_omega eta Sigma_omega/(2 B lambda):

each player's variance is set by its own rate alone, although all noise enters through the discriminator. The speed is that of
the slower eigenvalue of the mean motion. At a given a_theta it is greatest at a_omega = 4 kappa^2 a_theta/lambda^2, where both
eigenvalues are -2 kappa^2 a_theta/lambda; a much faster discriminator leaves half of that, a slower one oscillates.
"""
from sympy import ImmutableMatrix as Matrix, Symbol, diag, eye, oo, sqrt

from derivations.calculus import Above, Domain, Line, Real, Satisfies, Tends, calc
from derivations.sgd_as_sde import scale_estimation
from derivations.sgd_as_sde.linear_chain import M
from derivations.sgd_as_sde.notation import B, LEARNING, Sigma_omega, a_omega, a_theta, eta, lambda_, mu, v
from derivations.sgd_as_sde.stationary_covariance import C, above, covariances

kappa = Symbol("kappa", positive=True)
x = Symbol("x", real=True)               # eigenvalue
RATES = LEARNING | Domain({**dict.fromkeys((kappa, lambda_, Sigma_omega, a_theta, a_omega, v), Above(0)), x: Real()})

coupled = Matrix([[0, kappa], [-kappa, -lambda_]])
games = calc(
    Matrix.vstack(M.subs(mu, 0), scale_estimation.slope.result),
    Line(r"where a mean is learnt, and where a scale is",
         Matrix.vstack(coupled.subs(kappa, 1), coupled.subs(kappa, 2 * sqrt(v)))),
    on=RATES, title="Two games with a generator that only follows")

at_own_rates = diag(a_theta, a_omega).as_immutable() * coupled
noise = diag(0, a_omega**2 * Sigma_omega).as_immutable() * eta / B

law = calc(
    above(at_own_rates * C + C * at_own_rates.T + noise),
    Line("each player's variance is set by its own learning rate, whatever the other's is",
         eta * Sigma_omega / (2 * B * lambda_) * Matrix([a_theta, 0, a_omega]), by=Satisfies(covariances)),
    on=RATES, title="The invariant law at unequal learning rates")

speed = calc(
    (x * eye(2) - at_own_rates).det(),
    Line("the eigenvalues of the mean motion", x**2 + a_omega * lambda_ * x + kappa**2 * a_theta * a_omega),
    on=RATES, title="The speed at unequal learning rates")

best_ratio = 4 * kappa**2 / lambda_**2                    # a_omega over a_theta
fastest = calc(
    speed.result.subs(a_omega, best_ratio * a_theta),
    Line(r"at $a_\omega/a_\theta = 4\kappa^2/\lambda^2$ both eigenvalues are equal", (x + 2 * kappa**2 * a_theta / lambda_)**2),
    on=RATES, title="The fastest discriminator that still helps")

slower = (-a_omega * lambda_ + sqrt(a_omega**2 * lambda_**2 - 4 * kappa**2 * a_theta * a_omega)) / 2
much_faster = calc(
    slower,
    Line("the slower eigenvalue with a much faster discriminator: half as large", -kappa**2 * a_theta / lambda_,
         by=Tends(a_omega, oo, "-")),
    on=RATES, title="A much faster discriminator")
