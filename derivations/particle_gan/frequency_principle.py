r"""How the critic's spectrum s_k = k^{-2s} moves the onset of collapse, and that the regulariser decides in which direction.

A smoother critic has a larger s. On a uniform target a cloud in one point travels from mu_c on, 1/mu_c = sum eta_k k^2/gamma_k^2:

    weight decay       gamma_k = eta_D alpha             1/mu_c = sum_k k^{2 - 2s}/(eta_D alpha^2)
    gradient penalty   gamma_k = eta_D s_k lambda k^2/2  1/mu_c = sum_k 4 k^{2s - 2}/(eta_D lambda^2)

and each term of the second depends on s as the inverse of the term of the first. So weight decay raises the onset with s,
while the gradient penalty, which a smoother critic feels less, lowers it. Both are proportional to the critic's rate eta_D. At
s = 1 the gradient penalty damps all wave numbers alike.
"""
from sympy import diff, expand, log

from derivations.calculus import Above, Domain, Line, Real, Whole, calc
from derivations.particle_gan.circle_model import learning
from derivations.particle_gan.notation import a_k, alpha, eta_D, eta_k, gamma_k, k, lambda_, p_k, s, s_k
from derivations.particle_gan.travelling_cloud import onset

SPECTRUM = Domain({**dict.fromkeys((eta_D, alpha, lambda_, s), Above(0)), k: Whole(1), p_k: Real()})
power = k**(-2 * s)                                                       # s_k

forgetting = calc(
    -expand(learning.lines[0].expr[0]).coeff(a_k).subs(s_k, power),
    Line(r"$\gamma_k$ of the critic with the spectrum $s_k = k^{-2s}$, weight decay and gradient penalty together",
         eta_D * (alpha + lambda_ * k**(2 - 2 * s) / 2)),
    on=SPECTRUM, title="How fast each wave number is forgotten")

at_one = calc(
    forgetting.result.subs(s, 1),
    Line(r"$s = 1$: the same for every wave number", eta_D * (alpha + lambda_ / 2)),
    on=SPECTRUM, title="Equal damping")

weight_decay = calc(
    onset.result.subs({eta_k: eta_D * power, gamma_k: forgetting.result.subs(lambda_, 0)}),
    Line(r"what wave number $k$ adds to $1/\mu_c$ under weight decay", k**(2 - 2 * s) / (eta_D * alpha**2)),
    on=SPECTRUM, title="The onset under weight decay")

gradient_penalty = calc(
    onset.result.subs({eta_k: eta_D * power, gamma_k: forgetting.result.subs(alpha, 0)}),
    Line(r"what wave number $k$ adds to $1/\mu_c$ under the gradient penalty", 4 * k**(2 * s - 2) / (eta_D * lambda_**2)),
    on=SPECTRUM, title="The onset under the gradient penalty")

lowers = calc(
    diff(log(weight_decay.result), s),
    Line(r"negative for $k > 1$: under weight decay the onset rises with $s$", -2 * log(k)),
    on=SPECTRUM, title="A smoother critic under weight decay")

reverses = calc(
    diff(log(gradient_penalty.result), s),
    Line(r"the opposite: under the gradient penalty the onset falls with $s$", -lowers.result),
    on=SPECTRUM, title="A smoother critic under the gradient penalty")

in_a_mode = calc(
    diff((1 - p_k) * k**2 * eta_D * power, s),
    Line(r"what wave number $k$ adds to $dS_n/ds$: not positive for $p_k \le 1$, so that under weight decay the threshold "
         r"$\gamma^2/S_n$ of a cloud in one mode rises with $s$ too", -2 * log(k) * (1 - p_k) * eta_D * k**(2 - 2 * s)),
    on=SPECTRUM, title="A cloud in one mode under weight decay")
