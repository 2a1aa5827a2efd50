r"""A generator without penalty and without noise of its own: the discriminator's noise alone fills the plane.

The linear-quadratic game with mu = 0 has Sigma_theta = 0: no noise, and no pull on theta, y . b0 = -lambda y_omega^2. So
neither a uniformly elliptic S nor |y|^2 as a Lyapunov function is at hand. Still its SDE has one invariant law, since the rotation
carries noise and damping from omega to theta:

    Kalman's rank        [sigma, M sigma] is regular;
    Lyapunov function    V = y^T P y with M^T P + P M = -1, A V = -|y|^2 + (eta/B) Sigma_omega P_omegaomega;
    invariant law        N(0, eta Sigma_omega/(2 B lambda) 1): isotropic, at a temperature that the critic's decay sets.

After a short time t the determinant of the covariance is (eta Sigma_omega/B)^2 t^4/12 against t^2 for noise in both players.
"""
from sympy import ImmutableMatrix as Matrix, Rational, Symbol, cos, eye, exp, hessian, sin, sqrt

from derivations.calculus import Above, Asymptotic, Between, Domain, Is, Line, Real, Satisfies, Stated, calc
from derivations.calculus.power_series import Called
from derivations.sgd_as_sde import published
from derivations.sgd_as_sde.linear_chain import M
from derivations.sgd_as_sde.notation import B, LEARNING, Sigma_omega, Sigma_theta, eta, lambda_, mu, t, y_omega, y_theta
from derivations.sgd_as_sde.rate_of_change import generator
from derivations.sgd_as_sde.splitting import called_noise
from derivations.sgd_as_sde.stationary_covariance import covariances, order_0

UNPULLED = {mu: 0, Sigma_theta: 0}
HYPOELLIPTIC = LEARNING | Domain({lambda_: Above(0), Sigma_omega: Above(0), y_theta: Real(), y_omega: Real()})
slope = M.subs(UNPULLED)
y = Matrix([y_theta, y_omega])
sigma = Matrix([0, sqrt(Sigma_omega)])

rank = calc(
    Matrix.hstack(sigma, slope * sigma).det(),
    Line("every transition has a positive density if noise, and what the drift makes of it, span the plane",
         Matrix.hstack(sigma, slope * sigma).det(), by=Stated(published.KALMAN)),
    Line("they do: the rotation hands the discriminator's noise to the generator", -Sigma_omega),
    on=HYPOELLIPTIC, title="Kalman's rank condition")

P = Matrix([[lambda_ / 2 + 1 / lambda_, Rational(1, 2)], [Rational(1, 2), 1 / lambda_]])
falling = slope.T * P + P * slope
solves = calc(
    called_noise("(M^T P + PM)", Matrix([falling[0, 0], falling[0, 1], falling[1, 1]])),
    Line(r"$M^T P + PM = -1$", Matrix([-1, 0, -1])),
    on=HYPOELLIPTIC, title="A quadratic form that falls")

form = (y.T * P * y)[0]
change = generator([form.diff(y_theta), form.diff(y_omega)], hessian(form, (y_theta, y_omega)), slope * y, sigma * sigma.T)
lyapunov = calc(
    change,
    Line("one invariant law, approached exponentially fast, if every transition has a positive density and this is at most "
         r"$d - cV$ with $c > 0$, $V = y^T P y$",
         change, by=Stated(published.HARRIS)),
    Line(r"$\mathcal{A}V$: falls outside a disk although $\theta$ is not damped",
         -y_theta**2 - y_omega**2 + eta * Sigma_omega / (B * lambda_)),
    on=HYPOELLIPTIC, title="A Lyapunov function of the undamped generator")

positive = calc(
    Matrix([P.trace(), P.det()]),
    Line(r"both positive, so $V$ grows in every direction",
         Matrix([lambda_ / 2 + 2 / lambda_, Rational(1, 4) + 1 / lambda_**2])),
    on=HYPOELLIPTIC, title="The quadratic form is positive")

isotropic = calc(
    order_0.start.subs(UNPULLED),
    Line("both players have the same variance and are independent",
         eta * Sigma_omega / (2 * B * lambda_) * Matrix([1, 0, 1]), by=Satisfies(covariances)),
    on=HYPOELLIPTIC, title="The invariant law of the undamped generator")

# The covariance at time t from a fixed start: C - exp(M t) C exp(M t)^T, for lambda < 2.
nu = Symbol("nu", positive=True)                                 # its frequency
flow = exp(-lambda_ * t / 2) * (cos(nu * t) * eye(2) + sin(nu * t) / nu * (slope + lambda_ / 2 * eye(2)))
UNDERDAMPED = HYPOELLIPTIC | {lambda_: Between(0, 2), nu: Is(sqrt(1 - lambda_**2 / 4)), t: Above(0)}

flow_solves = calc(
    flow.diff(t),
    Line(r"$e^{Mt}$: its derivative is $M$ times itself", slope * flow),
    on=UNDERDAMPED, title="The mean motion of the undamped generator")

spread = calc(
    Called(r"\det C(t)", (eta * Sigma_omega / (2 * B * lambda_) * (eye(2) - flow * flow.T)).det()),
    Line(r"of $C(t) = C - e^{Mt} C e^{M^T t}$: noise reaches the generator late, through the discriminator",
         (eta * Sigma_omega / B)**2 * t**4 / 12, by=Asymptotic(t, 5, to="0")),
    on=UNDERDAMPED, title="The determinant of the covariance after a short time")
