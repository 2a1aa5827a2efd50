r"""A uniform target (p_k = 0): a collapsed cloud runs away from the critic's disapproval at a constant velocity.

The cloud in x = v t and the critic a_k = alpha_k cos(kvt) + beta_k sin(kvt), c_k = beta_k cos(kvt) - alpha_k sin(kvt), which
is carried along, are an exact solution with v = 0 or

    1 = mu_+ sum_k eta_k k^2/(gamma_k^2 + k^2 v^2),     exactly if mu_+ > mu_c = 1/sum_k (eta_k k^2/gamma_k^2),

because the sum falls from 1/mu_c to 0 as v grows. Relative coordinates grow at

    Lambda = mu_- D'' = mu_- sum_k eta_k k^2 gamma_k/(gamma_k^2 + k^2 v^2) > 0:

such a cloud always splits in the end. For equal damping, while it moves, whatever the spectrum,

    Lambda = gamma mu_-/mu_+ = gamma (1 - phi)/(1 + (N - 1) phi).

Training for a time T leaves it collapsed, relative coordinates grown by less than e^ell, from phi_T on.
"""
from sympy import ImmutableMatrix as Matrix, Integer, cos, diff, oo, sin, symbols

from derivations.calculus import Above, Domain, Gradient, Is, Line, Real, Satisfies, Tends, calc
from derivations.particle_gan.circle_model import curvature, drift, slope
from derivations.particle_gan.notation import (KERNEL, N, T, a_k, c_k, ell, eta_k, gamma, gamma_k, k, mu_minus, mu_plus,
                                               of_wave_number, p_k, phi, summed, t, v, written_out, x)

alpha_k, beta_k = symbols("alpha_k beta_k", real=True)                    # the critic in the frame of the cloud
first, second = of_wave_number(1), of_wave_number(2)
equal = {first[gamma_k]: gamma, second[gamma_k]: gamma}
WAVE = Domain({eta_k: Above(0), gamma_k: Above(0), k: Above(0), v: Above(0), t: Above(0), alpha_k: Real(), beta_k: Real()})
CARRIED = {a_k: alpha_k * cos(k * v * t) + beta_k * sin(k * v * t), c_k: beta_k * cos(k * v * t) - alpha_k * sin(k * v * t)}
turn = Matrix([[cos(k * v * t), -sin(k * v * t)], [sin(k * v * t), cos(k * v * t)]])      # into the frame of the cloud

shape = calc(
    turn * (drift.subs({p_k: 0, x: v * t}).subs(CARRIED) - diff(Matrix([CARRIED[a_k], CARRIED[c_k]]), t)),
    Line(r"what is missing in $d_k' = -\eta_k q_k - \gamma_k d_k$, in the frame of the cloud: the time is gone",
         Matrix([-eta_k - gamma_k * alpha_k - k * v * beta_k, k * v * alpha_k - gamma_k * beta_k])),
    Line(r"nothing is missing: an exact solution",
         Matrix([-eta_k * gamma_k / (gamma_k**2 + k**2 * v**2), -eta_k * k * v / (gamma_k**2 + k**2 * v**2)]),
         by=Satisfies((alpha_k, beta_k))),
    on=WAVE, title="The critic above a travelling cloud")

SHAPE = dict(zip((alpha_k, beta_k), shape.result))

push = calc(
    slope.result[0].subs(CARRIED).subs({x: v * t}).subs(SHAPE),
    Line(r"what wave number $k$ adds to the force $D'$ on the cloud: it is in the direction of $v$",
         v * eta_k * k**2 / (gamma_k**2 + k**2 * v**2)),
    on=WAVE, title="The force on a travelling cloud")

response = eta_k * k**2 / (gamma_k**2 + k**2 * v**2)                      # its sum is 1/mu_+ where the cloud travels

falls = calc(
    response,
    Line(r"negative: the faster the cloud, the weaker the response",
         Matrix([-2 * eta_k * k**4 * v / (gamma_k**2 + k**2 * v**2)**2]), by=Gradient((v,))),
    on=WAVE, title="There is one velocity: the response falls")

onset = calc(
    response,
    Line(r"what wave number $k$ adds to $1/\mu_c$", eta_k * k**2 / gamma_k**2, by=Tends(v, Integer(0))),
    on=WAVE, title="The least mobility of a travelling cloud")

ends = calc(
    response,
    Line(r"any mobility above $\mu_c$ has its velocity", Integer(0), by=Tends(v, oo)),
    on=WAVE, title="There is one velocity: fast clouds")

bending = calc(
    curvature.result[0].subs(CARRIED).subs({x: v * t}).subs(SHAPE),
    Line(r"what wave number $k$ adds to $D''$ under the cloud: positive, so that the cloud splits",
         eta_k * k**2 * gamma_k / (gamma_k**2 + k**2 * v**2)),
    on=WAVE, title="The curvature under a travelling cloud")

MOVES = Domain({**dict.fromkeys((first[eta_k], second[eta_k], gamma, v, mu_minus), Above(0)),
                mu_plus: Is(1 / summed(response, 2).subs(equal))})

rate = calc(
    mu_minus * summed(bending.result, 2).subs(equal),
    Line(r"equal damping, $1 = \mu_+\sum_k\eta_k k^2/(\gamma^2 + k^2v^2)$: neither the spectrum nor $v$ is left",
         gamma * mu_minus / mu_plus),
    on=MOVES, title="The splitting rate of a travelling cloud")

rate_of_coupling = calc(
    gamma * written_out(mu_minus / mu_plus),
    Line(r"$\Lambda$ in the coupling", gamma * (1 - phi) / (1 + (N - 1) * phi)),
    on=KERNEL | {gamma: Above(0)}, title="The splitting rate and the coupling")

finite_time = calc(
    Matrix([rate_of_coupling.result * T - ell]),
    Line(r"$\phi_T$: from there on a time $T$ is too short for relative coordinates to grow by $e^\ell$",
         Matrix([(gamma * T - ell) / (gamma * T + (N - 1) * ell)]), by=Satisfies((phi,))),
    on=KERNEL | {gamma: Above(0), T: Above(0), ell: Above(0)}, title="The coupling of collapse in a finite time")
