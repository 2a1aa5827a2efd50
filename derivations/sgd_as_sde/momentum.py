r"""Momentum: p' = gamma p + eta g, x' = x + p', where gamma, between -1 and 1, may be negative.

A constant force makes p = eta g/(1 - gamma): to leading order the players move as with the learning rate h = eta/(1 - gamma),
in drift and in noise, so that a stationary covariance is that of this rate. Beyond leading order momentum is not a change of
the rate: an eigenvalue m of the mean motion becomes, per iteration,

    log rho = h m - ((1 + gamma)/(1 - gamma)) h^2 m^2/2 + O(h^3),

where steps of size h without momentum have h m - h^2 m^2/2. For a rotation, m = +-i w, the second term is a growth, larger by
the factor (1 + gamma)/(1 - gamma): 3 for gamma = 1/2, 19 for 0.9, 1/3 for -1/2. Negative momentum calms the rotation of a game.
"""
from sympy import I, ImmutableMatrix as Matrix, eye, log, sqrt, symbols

from derivations.calculus import Above, Asymptotic, Between, Domain, Line, Real, Satisfies, calc
from derivations.sgd_as_sde.notation import B, Sigma_theta, eta

gamma, m, p, y, rho = symbols("gamma m p y rho", real=True)
a, w = symbols("a w", positive=True)
C_yy, C_yp, C_pp = symbols("C_yy C_yp C_pp", real=True)
h = eta / (1 - gamma)
MOMENTUM = Domain({gamma: Between(-1, 1), eta: Above(0), m: Real(), p: Real(), y: Real(), rho: Real(), w: Above(0)})
DAMPED = Domain({gamma: Between(-1, 1), a: Above(0), eta: Between(0, 2 * (1 + gamma) / a), B: Above(1), Sigma_theta: Above(0),
                 **dict.fromkeys((C_yy, C_yp, C_pp), Real())})

effective_rate = calc(
    gamma * p + 1 - p,
    Line("where the velocity rests under a force of 1, in units of the learning rate", 1 / (1 - gamma), by=Satisfies((p,))),
    on=MOMENTUM, title="Momentum: the effective learning rate")

stepped = gamma * p + eta * m * y
iteration = Matrix([y + stepped, stepped]).jacobian((y, p))

characteristic = calc(
    (rho * eye(2) - iteration).det(),
    Line(r"the product of both eigenvalues is $\gamma$", rho**2 - (1 + gamma + eta * m) * rho + gamma),
    on=MOMENTUM, title="Momentum: eigenvalues of an iteration")

root = calc(
    characteristic.result,
    Line(r"the eigenvalue that is 1 at $\eta = 0$",
         (1 + gamma + eta * m + sqrt((1 + gamma + eta * m)**2 - 4 * gamma)) / 2, by=Satisfies((rho,))),
    Line("in the effective rate $h$", 1 + h * m - gamma / (1 - gamma) * (h * m)**2, by=Asymptotic(eta, 3, to="0")),
    on=Domain({gamma: Between(-1, 1), m: Above(0), eta: Above(0), rho: Real()}), title="Momentum: the slow eigenvalue")

exponent = calc(
    log(root.lines[0].expr),
    Line(r"in the effective rate $h = \eta/(1 - \gamma)$: the quadratic term is larger by $(1 + \gamma)/(1 - \gamma)$",
         h * m - (1 + gamma) / (1 - gamma) * (h * m)**2 / 2, by=Asymptotic(eta, 3, to="0")),
    on=Domain({gamma: Between(-1, 1), m: Real(), eta: Above(0)}), title="Momentum: the rate of an iteration")

growth = calc(
    exponent.result.subs(m, I * w) + exponent.result.subs(m, -I * w),
    Line("twice the real part: a rotation grows", (1 + gamma) / (1 - gamma) * h**2 * w**2),
    on=MOMENTUM, title="Momentum: what becomes of a rotation")

damped = iteration.subs(m, -a)
spread = Matrix([[C_yy, C_yp], [C_yp, C_pp]])
stationary = calc(
    (damped * spread * damped.T + eta**2 * Sigma_theta / B * Matrix([[1, 1], [1, 1]]) - spread).vech(),
    Line(r"the variance of $y$, its covariance with $p$, the variance of $p$",
         eta * Sigma_theta / (B * (1 - gamma) * (2 * (1 + gamma) - eta * a)) * Matrix([(1 + gamma) / a, eta, 2 * eta]),
         by=Satisfies((C_yy, C_yp, C_pp))),
    on=DAMPED, title="Momentum: one damped parameter under its stationary law")

leading = calc(
    stationary.result[0],
    Line(r"to leading order that of a learning rate larger by $1/(1 - \gamma)$", h * Sigma_theta / (2 * a * B),
         by=Asymptotic(eta, 2, to="0")),
    on=DAMPED, title="Momentum: the variance to leading order")
