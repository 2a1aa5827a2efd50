r"""Lyapunov functions: which games pull their SDE back, so that an invariant law exists.

If V grows to infinity and A V <= d - c V with c > 0, an invariant law exists (Foster, Lyapunov); where besides a transition
density is positive it is one and is approached at an exponential rate (Harris). About the point of rest, y = x - x*:

    linear-quadratic    y . b0 = -mu |y_theta|^2 - lambda |y_omega|^2: V = 1 + |y|^2 for lambda, mu > 0;
    Dirac               the other player's force turns and does not pull: x . b0 = -lambda omega^2 - mu theta^2, for any f;
                        the game of Wasserstein without decay: E|x|^2 grows by (eta/B) Tr S a unit of time for ever, and no
                        invariant law exists (``no_law``);
    scale estimation    V = theta^2/4 - (v/2) log theta + omega^2/2 falls by lambda omega^2 without noise, so that training
                        converges; with noise A V has a term (eta/B) theta^4, and nothing is concluded;
    bounded gradients   x . b0 <= -r |x| far out: V = exp(kappa |x|) (``exponential``).
"""
from sympy import ImmutableMatrix as Matrix, Integral, cos, exp, log, oo, pi, sin, sqrt, symbols

from derivations.calculus import Above, Domain, Extremum, Integrates, Is, Line, NotDerived, Real, Stated, Tends, Using, calc
from derivations.sgd_as_sde import dirac, published, scale_estimation
from derivations.sgd_as_sde.invariant_law import DAMPED, centred
from derivations.sgd_as_sde.notation import (B, LEARNING, Sigma_omega, Sigma_theta, eta, g_omega, g_theta, lambda_, mu, omega,
                                             theta, v, y_omega, y_theta)
from derivations.sgd_as_sde.rate_of_change import along

PLANE = LEARNING | Domain({**dict.fromkeys((theta, omega), Real()),
                           **dict.fromkeys((lambda_, mu, Sigma_theta, Sigma_omega), Above(0))})


def mean_motion(gradients):
    """b0."""
    return Matrix([-gradients[0], gradients[1]])


def pull(gradients):
    """x . b0."""
    return theta * -gradients[0] + omega * gradients[1]


squared = along(1 + theta**2 + omega**2, mean_motion([g_theta, g_omega]))
linear_quadratic = calc(
    centred(squared),
    Line(r"for $V = 1 + |y|^2$; an invariant law exists if this is at most $d - cV$ with $c > 0$", centred(squared),
         by=Stated(published.FOSTER_LYAPUNOV)),
    Line(r"each player's own penalty pulls, the rotation drops out: $c = 2\min(\lambda, \mu)$",
         -2 * mu * y_theta**2 - 2 * lambda_ * y_omega**2 + eta / B * (Sigma_theta + Sigma_omega)),
    on=DAMPED, title="Linear-quadratic game: a Lyapunov function")

slope = symbols("f'", real=True)                        # f' at omega theta
any_dirac = calc(
    pull([slope * omega + mu * theta, slope * theta - lambda_ * omega]),
    Line(r"of $\Phi = f(\omega\theta) + \frac{\mu}{2}\theta^2 - \frac{\lambda}{2}\omega^2$: the game itself does not pull",
         -mu * theta**2 - lambda_ * omega**2),
    on=PLANE | {slope: Real()}, title="A payoff in the product of both players does not pull")

logistic = calc(
    pull(dirac.logistic_gradients.result + Matrix([mu * theta, 0])),
    Line("with decay of both players an invariant law exists", -mu * theta**2 - lambda_ * omega**2),
    on=PLANE, title="Logistic Dirac game with decay of both players")

indifferent = Domain({omega: Above(0), theta: Above(0), lambda_: Is(theta / omega / (1 + exp(omega * theta)))})
far_generator = calc(
    mean_motion(dirac.logistic_gradients.result)[0],
    Line(r"where the discriminator is at rest, $\dot\omega = 0$: as $\omega\theta = O(\log\theta)$ far out, a force of order "
         r"$\log^2\theta/\theta^3$, less than the order $1/\theta$ that would hold a noisy generator",
         -lambda_ * omega**2 / theta),
    on=indifferent, title="Logistic Dirac game without decay of the generator: a heuristic")

wgan = calc(
    along(theta**2 + omega**2, mean_motion(dirac.wgan_gradients.result).subs(lambda_, 0)),
    Line(r"$E|x|^2$ grows at a constant rate for ever", eta / B * (Sigma_theta + Sigma_omega)),
    on=PLANE, title="Dirac game of Wasserstein without decay: nothing pulls")

angle, xi_theta, xi_omega = symbols("s xi_theta xi_omega", real=True)
turned = xi_theta * cos(angle) - xi_omega * sin(angle), xi_theta * sin(angle) + xi_omega * cos(angle)
no_law = calc(
    eta / B * Integral((Sigma_theta * turned[0]**2 + Sigma_omega * turned[1]**2).expand(), (angle, 0, 2 * pi)),
    Line(r"the variance that a turn adds in the direction $\xi$. The characteristic function of an invariant law would satisfy "
         r"$|\phi(\xi)| \leq e^{-n W/2}$ after $n$ turns with this $W$, and vanish for all $\xi \neq 0$: there is none",
         pi * eta / B * (Sigma_theta + Sigma_omega) * (xi_theta**2 + xi_omega**2), by=Integrates()),
    on=PLANE | {xi_theta: Real(), xi_omega: Real()}, title="Dirac game of Wasserstein without decay: no invariant law")

potential = theta**2 / 4 - v / 2 * log(theta) + omega**2 / 2
scale_motion = mean_motion(scale_estimation.gradients.result)
scale_noise = Matrix([[scale_estimation.covariances.result[0, 0], 0], [0, scale_estimation.covariances.result[1, 1]]])
SCALE = PLANE | {theta: Above(0), v: Above(0)}

scale_converges = calc(
    along(potential, scale_motion, 0 * scale_noise),
    Line(r"without noise, for $\theta > 0$: only $\omega = 0$ does not fall, and only $\theta = \sqrt{v}$ stays there",
         -lambda_ * omega**2),
    on=SCALE, title="Scale estimation: a Lyapunov function without noise")

scale_noisy = calc(
    along(potential, scale_motion, scale_noise),
    Line(r"with noise a term in $\theta^4$ that nothing balances: this function proves no invariant law",
         -lambda_ * omega**2 + eta / B * (2 * omega**2 * (theta**2 + v) + v**2 + theta**4)),
    on=SCALE, title="Scale estimation: what noise adds")

b_along, S_along, S_across, S_mixed = symbols("b_\\parallel S_\\parallel S_\\perp S_\\times", real=True)
r, s_bar, kappa, rho = symbols("r sbar kappa rho", positive=True)
b_across = symbols("b_\\perp", real=True)
FAR = LEARNING | Domain({**dict.fromkeys((r, s_bar, kappa, rho), Above(0)),
                         **dict.fromkeys((b_along, b_across, S_along, S_across, S_mixed), Real())})
far_out = {theta: rho, omega: 0}
exponential = calc(
    (along(exp(kappa * sqrt(theta**2 + omega**2)), [b_along, b_across], Matrix([[S_along, S_mixed], [S_mixed, S_across]]))
     * exp(-kappa * sqrt(theta**2 + omega**2))).subs(far_out),
    Line(r"$\mathcal{A}V/V$ for $V = e^{\kappa|x|}$ at $|x| = \rho$, in coordinates along $x$ and across it",
         kappa * b_along + eta / (2 * B) * (kappa**2 * S_along + kappa * S_across / rho)),
    Line(r"at the bounds $x \cdot b_0 = -r|x|$ and $S = \bar s$",
         -kappa * r + eta * s_bar / (2 * B) * (kappa**2 + kappa / rho),
         by=Using("the bounds", {b_along: -r, S_along: s_bar, S_across: s_bar})),
    Line("far out", -kappa * r + eta * s_bar / (2 * B) * kappa**2, by=Tends(rho, oo, "-")),
    Line(r"the best exponent $\kappa = Br/(\eta\bar s)$: the rate of return is at least this in size",
         -B * r**2 / (2 * eta * s_bar), by=Extremum({kappa: B * r / (eta * s_bar)})),
    on=FAR, title="Bounded gradients: an exponential Lyapunov function")

invariant_measures = NotDerived(
    published.invariant_measures, "a sentence without a formula; invariant_law, dissipativity and hypoelliptic derive when an "
    "invariant law exists for the games of this chapter")
