r"""True collapse: the collapsed cloud attracts particles that stray from it.

The collapsed states, all particles in one point, are invariant. On them critic and cloud move by mu_+ alone:

    d_k' = eta_k (p_k - e^{-ik xbar}) - gamma_k d_k,        xbar' = mu_+ D'(xbar),

and to first order a relative coordinate follows r' = mu_- D''(xbar(t)) r. So it grows on average at

    Lambda = mu_- <D''(xbar(t))>,

the mean along the attractor of the collapsed motion. Its sign depends on mu_+ alone, not on mu_-: the cloud attracts where
<D''> < 0. For equal damping, with gamma t as the time and gamma D/S_n as the critic, only b = mu_+ S_n/gamma^2 and the target
are left, so <D''> gamma/S_n is a function of b: 1 for b < 1, where the cloud rests, and negative beyond a b* that has no known
closed form. From b* follows phi* = (b*/b_0 - 1)/(N - 1), b_0 being b without coupling.
"""
from sympy import ImmutableMatrix as Matrix, symbols

from derivations.calculus import Above, Domain, Is, Line, Real, Satisfies, calc
from derivations.particle_gan.circle_model import curvature, drift, slope
from derivations.particle_gan.notation import (KERNEL, N, S_n, a_k, b, c_k, circle, eta_k, gamma, gamma_k, k, mu_minus, mu_plus,
                                               p_k, phi, summed, written_out, x)

x_1, x_2, x_3 = particles = symbols("x_1 x_2 x_3", real=True)
A_k, C_k, e_k = symbols("A_k C_k e_k", real=True)                         # gamma d_k/S_n and eta_k/S_n
b_star, b_0 = symbols("b_* b_0", positive=True)
WAVE = Domain({**dict.fromkeys((S_n, gamma, mu_plus), Above(0)), **dict.fromkeys((A_k, C_k, e_k, p_k, x), Real()), k: Above(0)})
SCALED = {a_k: S_n * A_k / gamma, c_k: S_n * C_k / gamma, eta_k: S_n * e_k, gamma_k: gamma}

force = summed(slope.result[0], 2)
mean_force = (force.subs(x, x_1) + force.subs(x, x_2) + force.subs(x, x_3)) / 3
velocities = Matrix([mu_minus * force.subs(x, x_1) + (mu_plus - mu_minus) * mean_force,
                     mu_minus * force.subs(x, x_2) + (mu_plus - mu_minus) * mean_force,
                     mu_minus * force.subs(x, x_3) + (mu_plus - mu_minus) * mean_force])
collapsed = dict.fromkeys(particles, x)
ANY = circle(2) | {mu_plus: Above(0), mu_minus: Above(0), x: Real()}

as_one = calc(
    velocities.subs(collapsed),
    Line(r"three particles in one point move as one, with $\mu_+$", mu_plus * force * Matrix([1, 1, 1])),
    on=ANY, title="The collapsed motion")

transverse = calc(
    velocities.jacobian(particles).subs(collapsed) * Matrix([1, -1, 0]),
    Line(r"anywhere on it, whatever the critic: relative coordinates grow at the rate $\mu_- D''(\bar x)$",
         mu_minus * summed(curvature.result[0], 2) * Matrix([1, -1, 0])),
    on=ANY, title="Particles that stray from a collapsed cloud")

units = calc(
    Matrix([*drift.subs(SCALED) / S_n, mu_plus * slope.result[0].subs(SCALED) / gamma]),
    Line(r"rates of $\gamma d_k/S_n$ and of $\bar x$ in the time $\gamma t$: $b = \mu_+ S_n/\gamma^2$ is the only parameter "
         r"beside $p_k$ and $\eta_k/S_n$", Matrix([*drift.subs({a_k: A_k, c_k: C_k, eta_k: e_k, gamma_k: 1}),
                                      b * slope.result[0].subs({a_k: A_k, c_k: C_k})])),
    on=WAVE | {b: Is(mu_plus * S_n / gamma**2)}, title="The units of a collapsed cloud")

coupling = calc(
    Matrix([written_out(mu_plus) - b_star / b_0 * written_out(mu_plus).subs(phi, 0)]),
    Line(r"$\phi^*$: the coupling at which $b$ reaches $b^*$", Matrix([(b_star / b_0 - 1) / (N - 1)]), by=Satisfies((phi,))),
    on=KERNEL | {b_star: Above(0), b_0: Above(0)}, title="The coupling of true collapse")
