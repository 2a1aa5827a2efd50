r"""The corrections in the games of the chapter: what a finite learning rate adds to their drift and to their noise.

In a linear game b1 = M1 y. M1 = -M^2/2 for the simultaneous scheme: where M turns, its square is negative and the correction
drives outwards, tr M1 = 1 - (mu^2 + lambda^2)/2. Alternation takes the rotation out of the trace, -(mu^2 + lambda^2)/2. Both
are terms of the logarithm of the chain's own map T, log T = eta M + eta^2 M1 + eta^3 M2 + O(eta^4), found here once more from
that.
"""
from sympy import ImmutableMatrix as Matrix, Symbol, exp, eye

from derivations.calculus import Is, Line, calc
from derivations.calculus.power_series import Called
from derivations.sgd_as_sde import dirac, linear_chain, mean_estimation, scale_estimation
from derivations.sgd_as_sde.matching import noise_entries
from derivations.sgd_as_sde.notation import B, LEARNING, c, eta, lambda_, mu, omega, s, theta, v
from derivations.sgd_as_sde.schemes import alternating, simultaneous
from derivations.sgd_as_sde.splitting import called, called_noise

phi = Symbol("varphi", positive=True)          # f'(omega theta) of the logistic loss; f'' = -phi (1 - phi)
LINEAR = LEARNING | mean_estimation.LINEAR_QUADRATIC
LOGISTIC = LEARNING | dirac.DIRAC | {phi: Is(1 / (1 + exp(omega * theta)))}
SCALE = LEARNING | scale_estimation.SCALE
M = mean_estimation.slope.result
linear, logistic, scale = mean_estimation.game.players(), dirac.logistic.players(), scale_estimation.game.players()
SML, ALT = simultaneous(linear, B), alternating(linear, B)
sure = -phi * (1 - phi)


def logarithm(T, power):
    r"""The coefficient of eta^power, up to 3, in log T, T = 1 + O(eta), row by row."""
    X = T - eye(2)
    series = (X - X**2 / 2 + X**3 / 3).expand().applyfunc(lambda entry: entry.coeff(eta, power))
    name = rf"[\eta^{power}]\,(\log T)"
    return Matrix([Called(rf"{name}_{{\theta\theta}}", series[0, 0]), Called(rf"{name}_{{\theta\omega}}", series[0, 1]),
                   Called(rf"{name}_{{\omega\theta}}", series[1, 0]), Called(rf"{name}_{{\omega\omega}}", series[1, 1])])


def slope_of(generator):
    """The slope of a drift that is linear, row by row."""
    return Matrix(generator.drift.expand().jacobian((theta, omega)).reshape(4, 1))


simultaneous_slope = calc(
    logarithm(linear_chain.simultaneous.result, 2),
    Line(r"$M_1 = -\frac{1}{2} M^2$, row by row", Matrix([1 - mu**2, lambda_ + mu, -lambda_ - mu, 1 - lambda_**2]) / 2),
    Line(r"the slope of $b_1$", slope_of(SML[1])),
    on=LINEAR, title="Linear-quadratic game, SML: the correction of the drift")

alternating_slope = calc(
    logarithm(linear_chain.alternating.result, 2),
    Line(r"$M_1$, row by row: half of the square of the rotation has left the trace",
         Matrix([-1 - mu**2, mu - lambda_, -lambda_ - mu, 1 - lambda_**2]) / 2),
    Line(r"the slope of $b_1$", slope_of(ALT[1])),
    on=LINEAR, title="Linear-quadratic game, ALT: the correction of the drift")

simultaneous_second_slope = calc(
    logarithm(linear_chain.simultaneous.result, 3),
    Line(r"$M_2 = \frac{1}{3} M^3$, row by row", Matrix((M**3 / 3).reshape(4, 1))),
    Line(r"the slope of $b_2$", slope_of(SML[2])),
    on=LINEAR, title="Linear-quadratic game, SML: the second correction of the drift")

alternating_second_slope = calc(
    logarithm(linear_chain.alternating.result, 3),
    Line(r"$M_2$, row by row",
         -Matrix([lambda_ + 2 * mu + 2 * mu**3, lambda_**2 + lambda_ * mu - 2 * mu**2 - 1,
                  1 + 2 * lambda_**2 + 2 * lambda_ * mu + 2 * mu**2, 2 * lambda_**3 - lambda_ - 2 * mu]) / 6),
    Line(r"the slope of $b_2$", slope_of(ALT[2])),
    on=LINEAR, title="Linear-quadratic game, ALT: the second correction of the drift")

simultaneous_noise = calc(
    called_noise("(A_1)", noise_entries(SML[2])),
    Line(r"$\theta\theta$, $\theta\omega$, $\omega\omega$: the rotation mixes what the players' noises differ by",
         Matrix([2 * mu**3 * s**2, mu**2 * s**2 - c**2 - s**2, 2 * lambda_ * (c**2 + s**2)]) / (2 * B)),
    on=LINEAR, title="Linear-quadratic game, SML: the correction of the noise")

alternating_noise = calc(
    called_noise(r"(A_1^{\text{ALT}} - A_1^{\text{SML}})", noise_entries(ALT[2]) - noise_entries(SML[2])),
    Line(r"the generator's step carries the discriminator's noise", Matrix([0, c**2 + s**2, 0]) / B),
    on=LINEAR, title="Linear-quadratic game: what alternation adds to the noise")

logistic_drift = calc(
    called("b_1", alternating(logistic, B, order=1)[1].drift),
    Line(r"with $\varphi = f'(\omega\theta)$ and $f'' = -\varphi(1 - \varphi)$",
         Matrix([-sure * phi * omega**3 - (phi + sure * omega * theta) * (phi * theta - lambda_ * omega),
                 (phi + sure * omega * theta) * phi * omega
                 - (sure * theta**2 - lambda_) * (phi * theta - lambda_ * omega)]) / 2),
    on=LOGISTIC, title="Logistic Dirac game, ALT: the correction of the drift")

logistic_alternation = calc(
    called(r"(b_1^{\text{ALT}} - b_1^{\text{SML}})",
           alternating(logistic, B, order=1)[1].drift - simultaneous(logistic, B, order=1)[1].drift),
    Line("the generator's answer", Matrix([-(phi + sure * omega * theta) * (phi * theta - lambda_ * omega), 0])),
    on=LOGISTIC, title="Logistic Dirac game: what alternation adds to the drift")

misfit = v - theta**2 - lambda_ * omega
scale_drift = calc(
    called("b_1", alternating(scale, B, order=1)[1].drift),
    Line(r"cubic in the parameters",
         Matrix([theta * (misfit - 2 * omega**2), 2 * omega * theta**2 + lambda_ * misfit / 2])),
    on=SCALE, title="Scale estimation, ALT: the correction of the drift")
