r"""One gradient penalty for all modes: the strength with which the slowest of them is fastest.

With A = eta_D kappa/(2N) a mode of frequency omega relaxes at the rate A lambda up to lambda* = omega/A and at
A lambda - sqrt(A^2 lambda^2 - omega^2) beyond. The least of the rates of all modes rises as long as its mode is underdamped and
falls once it is overdamped, so it has one maximum: where the slowest mode passes from underdamped i to overdamped j,

    lambda_ij = omega_j/sqrt(A_i (2 A_j - A_i)),      rate A_i lambda_ij,

which for i = j is the peak lambda_j* of a single mode. If the critic sees all modes alike (equal kappa) the relative
coordinates decide, whose g_- is the smaller: lambda = 2 sqrt(eta_G g_-/(eta_D kappa)), with a rate that falls as sqrt(1 - phi)
as particles couple; the mean of the particles is then still underdamped, zeta_+ = sqrt(g_-/g_+).
"""
from sympy import ImmutableMatrix as Matrix, sqrt, symbols

from derivations.calculus import Above, Domain, Line, NotDerived, Satisfies, Using, calc
from derivations.particle_gan import published
from derivations.particle_gan.critical_damping import OVERDAMPED, PLAIN, critical_strength, damping_ratio, overdamped_rate
from derivations.particle_gan.notation import (KERNEL, N, eta_D, eta_G, g, g_1, g_minus, g_plus, kappa, lambda_, omega_0, phi,
                                               zeta)

A, omega, A_i, A_j, omega_j = symbols("A omega A_i A_j omega_j", positive=True)
# i is underdamped where it meets j, which is overdamped: A_i < A_j.
MEETING = Domain({A_i: Above(0), A_j: Above(A_i), omega_j: Above(0)})
STRONG = Domain({A: Above(0), omega: Above(0), lambda_: Above(omega / A)})
EQUAL_KAPPA = KERNEL | {eta_D: Above(0), kappa: Above(0), lambda_: Above(0)}

weak_rate = calc(
    (omega_0 * zeta).subs(zeta, damping_ratio.result),
    Line(r"below critical damping the rate is $A\lambda$, $A = \eta_D\kappa/(2N)$", eta_D * kappa / (2 * N) * lambda_),
    on=PLAIN, title="The rate of an underdamped mode")

damping = weak_rate.result / lambda_                                # A
underdamped = A * lambda_
overdamped = omega**2 / (A * lambda_ + sqrt(A**2 * lambda_**2 - omega**2))

strong_rate = calc(
    overdamped.subs({A: zeta * omega_0 / lambda_, omega: omega_0}),
    Line(r"beyond it, where $A\lambda = \zeta\omega_0$ too", overdamped_rate.result),
    on=OVERDAMPED | {lambda_: Above(0)}, title="The rate of an overdamped mode")

turn = calc(
    overdamped.diff(lambda_),
    Line(r"negative, where $A > 0$ was the slope before: the rate of every mode rises, then falls",
         -A * overdamped / sqrt(A**2 * lambda_**2 - omega**2)),
    on=STRONG, title="One peak for each mode")

meeting = calc(
    Matrix([underdamped.subs(A, A_i) - overdamped.subs({A: A_j, omega: omega_j})]),
    Line(r"where the rising rate of $i$ meets the falling one of $j$", Matrix([omega_j / sqrt(A_i * (2 * A_j - A_i))]),
         by=Satisfies((lambda_,))),
    on=MEETING, title="Two modes of one rate")

beyond_the_peak = calc(
    meeting.result[0]**2 - (omega_j / A_j)**2,
    Line(r"not negative: $j$ is past its peak $\omega_j/A_j$ there, and at it for $A_i = A_j$",
         omega_j**2 * (A_j - A_i)**2 / (A_j**2 * A_i * (2 * A_j - A_i))),
    on=MEETING, title="The second mode is overdamped where they meet")

best_of_equals = calc(
    critical_strength.result[0].subs(g, g_minus),
    Line(r"equal $\kappa$: the least peak is that of the relative coordinates", 2 * sqrt(eta_G * g_minus / (eta_D * kappa))),
    Line(r"in the coupling", 2 * sqrt(eta_G * g_1 * (1 - phi) / (eta_D * kappa))),
    on=EQUAL_KAPPA, title="The best strength of equal modes")

rate_of_equals = calc(
    weak_rate.result,
    Line("at that strength, where the mean of the particles has the same rate", sqrt(eta_G * eta_D * g_minus * kappa) / N,
         by=Using("best_of_equals", {lambda_: best_of_equals.lines[0].expr})),
    Line(r"it falls as $\sqrt{1 - \phi}$", sqrt(eta_G * eta_D * g_1 * kappa * (1 - phi)) / N),
    on=EQUAL_KAPPA, title="The best rate of equal modes")

mean_of_equals = calc(
    damping_ratio.result.subs({g: g_plus, lambda_: best_of_equals.lines[0].expr}),
    Line(r"$\zeta_+$, below 1: the mean of the particles still oscillates", sqrt(g_minus / g_plus)),
    Line(r"in the coupling", sqrt((1 - phi) / (1 + (N - 1) * phi))),
    on=EQUAL_KAPPA, title="The damping of the mean at the best strength")

optimal_regulariser = NotDerived(published.optimal_regulariser,
                                 "a sentence without a formula; critical_strength is the strength for one mode, meeting and "
                                 "best_of_equals for many, in the model of this chapter")
