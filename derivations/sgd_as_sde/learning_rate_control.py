r"""The best learning rate of a game whose players forget alike: descend at full rate, then as 1/t.

The linear-quadratic game with mu = lambda: y = x - x* moves by b0 = M y, M = [[-lambda, 1], [-1, -lambda]], S constant. At a
learning rate u eta, 0 <= u <= 1, and r = E|y|^2, k = eta Tr S/B,

    SDE:     r' = -2 lambda u r + u^2 k,   least at u* = min(1, lambda r/k);
             while u* = 1 the error falls exponentially to k/lambda, then 1/r grows at the rate lambda^2/k and
             u* = 1/(1 + lambda t) with t from there;
    chain:   r+ = ((1 - lambda h)^2 + h^2) r + h^2 Tr S/B at the rate h, least at h* = lambda r/((1 + lambda^2) r + Tr S/B),
             where 1/r+ = 1/r + lambda^2/(r + Tr S/B).

The least slope (or value) at each time is the best schedule for the whole: by comparison for r', and because r+ at h* increases
with r. The 1 in 1 + lambda^2 is the rotation of the two players, which limits the rate even without noise and which the SDE
without corrections does not see. A constant rate u stays at r = u k/(2 lambda).
"""
from sympy import ImmutableMatrix as Matrix, Symbol, exp, log

from derivations.calculus import Above, Between, Domain, Extremum, Is, Line, Real, Satisfies, Stated, calc
from derivations.sgd_as_sde import published
from derivations.sgd_as_sde.linear_chain import M
from derivations.sgd_as_sde.notation import B, LEARNING, Sigma_omega, Sigma_theta, eta, lambda_, mu, omega, t, theta
from derivations.sgd_as_sde.rate_of_change import NOISE, along, n_omega, n_theta, noisy, step

u, h = Symbol("u", positive=True), Symbol("h", positive=True)           # the learning rate over eta, and itself
r, r_0 = Symbol("r", positive=True), Symbol("r_0", positive=True)       # E|x - x*|^2, at the start
k = Symbol("k", positive=True)
q = Symbol("q", positive=True)                                            # Tr S/B
ISOTROPIC = LEARNING | Domain({lambda_: Above(0), theta: Real(), omega: Real(), Sigma_theta: Above(0), Sigma_omega: Above(0),
                               u: Between(0, 1), h: Above(0), r: Is(theta**2 + omega**2),
                               q: Is((Sigma_theta + Sigma_omega) / B), k: Is(eta * q)})
CONTROLLED = Domain({lambda_: Above(0), k: Above(0), q: Above(0), r: Above(0), r_0: Above(k / lambda_), t: Above(0),
                     u: Between(0, 1)})

turning = M.subs(mu, lambda_) * Matrix([theta, omega])                    # b0, the point of rest at 0
square = theta**2 + omega**2

rate = calc(
    along(square, u * turning, u**2 * NOISE),
    Line(r"the rotation drops out: with the means taken, $\dot r = -2\lambda u r + u^2 k$", -2 * lambda_ * u * r + u**2 * k),
    on=ISOTROPIC, title="How fast the error falls at a learning rate")

best_rate = calc(
    rate.result,
    Line("no schedule gets below the one whose slope is least at every error",
         rate.result, by=Stated(published.COMPARISON)),
    Line(r"least at $u^* = \lambda r/k$, as long as that is at most 1",
         -lambda_**2 * r**2 / k, by=Extremum({u: lambda_ * r / k})),
    on=CONTROLLED, title="The best learning rate at an error")
optimal_u = best_rate.lines[1].by.at[u]

constant = u * k / (2 * lambda_) + (r_0 - u * k / (2 * lambda_)) * exp(-2 * lambda_ * u * t)
at_constant_rate = calc(
    constant.diff(t),
    Line(r"a constant rate: exponential decay from $r_0$ to $uk/(2\lambda)$, and no further", rate.result.subs(r, constant)),
    on=CONTROLLED, title="The error at a constant rate")

full_rate = constant.subs(u, 1)
switch = calc(
    Matrix([full_rate - k / lambda_]),
    Line(r"the time when $u^*$ comes down to 1: the error is $k/\lambda$, twice what the full rate would leave",
         Matrix([log(2 * lambda_ * r_0 / k - 1) / (2 * lambda_)]), by=Satisfies((t,))),
    on=CONTROLLED, title="When to begin to lower the rate")

falling = 1 / (1 / r_0 + lambda_**2 * t / k)                              # from an error r_0 of at most k/lambda
after_switch = calc(
    falling.diff(t),
    Line(r"the error under the best schedule: $1/r$ grows at the rate $\lambda^2/k$", best_rate.result.subs(r, falling)),
    on=CONTROLLED | {r_0: Between(0, k / lambda_)}, title="The error after the switch")

schedule = calc(
    optimal_u.subs(r, falling.subs(r_0, k / lambda_)),
    Line("the best schedule falls as the inverse of the time since the switch", 1 / (1 + lambda_ * t)),
    on=CONTROLLED, title="The best schedule in time")

moved = [theta + h * noisy(turning[0], Sigma_theta, n_theta), omega + h * noisy(turning[1], Sigma_omega, n_omega)]
chain = calc(
    square + eta * step(square, moved),
    Line(r"one step of simultaneous descent at the rate $h$, in the mean",
         ((1 - lambda_ * h)**2 + h**2) * r + h**2 * q),
    on=ISOTROPIC, title="One step of the chain")

best_step = calc(
    chain.result,
    Line(r"least at $h^* = \lambda r/((1 + \lambda^2) r + q)$, $q = \mathrm{Tr}\,S/B$",
         r * (r + q) / ((1 + lambda_**2) * r + q),
         by=Extremum({h: lambda_ * r / ((1 + lambda_**2) * r + q)})),
    on=CONTROLLED, title="The best learning rate of a step, exactly")
optimal_h = best_step.lines[0].by.at[h]

inverse_error = calc(
    1 / best_step.result - 1 / r,
    Line(r"each step at its best rate adds this to $1/r$; for small errors $\lambda^2/q$, as the SDE says of the time $\eta$",
         lambda_**2 / (r + q)),
    on=CONTROLLED, title="The inverse error grows linearly on the chain too")

monotone = calc(
    best_step.result.diff(r),
    Line(r"positive: a smaller error leads to a smaller error, so that the best step each time is the best schedule",
         (q * (2 * r + q) + (1 + lambda_**2) * r**2) / ((1 + lambda_**2) * r + q)**2),
    on=CONTROLLED, title="Why one step at a time suffices")

without_noise = calc(
    best_step.result.subs(q, 0),
    Line(r"without noise the rotation alone limits a step", r / (1 + lambda_**2)),
    on=CONTROLLED, title="The best step without noise")
