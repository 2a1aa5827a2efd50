r"""One mode relaxes fastest when its regulariser damps it critically.

With omega_0 = sqrt(eta_G eta_D g kappa)/N and zeta = eta_D (kappa lambda/N + alpha)/(2 omega_0) a mode is
z^2 + 2 zeta omega_0 z + omega_0^2 = 0. Its rate, the least -Re z, is zeta omega_0 up to zeta = 1 and
omega_0 (zeta - sqrt(zeta^2 - 1)) beyond: it rises, then falls, and is largest at zeta = 1, where it is omega_0. Without weight
decay zeta = (lambda/2) sqrt(eta_D kappa/(eta_G g)):

    lambda* = 2 sqrt(eta_G g/(eta_D kappa)),    rate omega_0;    far beyond, the rate falls to eta_G g/(N lambda).

With weight decay alone alpha* = 2 omega_0/eta_D. Then every mode has the same damping, an overdamped mode is the slower the
smaller its omega_0, and the best alpha for many modes is that of the slowest.
"""
from sympy import ImmutableMatrix as Matrix, Symbol, sqrt

from derivations.calculus import Above, Asymptotic, Between, Domain, Is, Line, Real, Satisfies, calc
from derivations.particle_gan.linearised import mode
from derivations.particle_gan.notation import N, RATES, alpha, eta_D, eta_G, g, kappa, lambda_, omega_0, z, zeta

MODE = RATES | Domain({N: Above(1), g: Above(0), kappa: Above(0), lambda_: Above(0), alpha: Above(0)})
OSCILLATOR = {omega_0: Is(sqrt(eta_G * eta_D * g * kappa) / N), zeta: Is(eta_D * (kappa * lambda_ / N + alpha) / (2 * omega_0))}
PLAIN = MODE | {alpha: Is(0)} | OSCILLATOR

oscillator = calc(
    mode.result,
    Line(r"undamped frequency $\omega_0$, damping ratio $\zeta$", z**2 + 2 * zeta * omega_0 * z + omega_0**2),
    on=MODE | OSCILLATOR | {z: Real()}, title="A mode as a damped oscillator")

damping_ratio = calc(
    zeta,
    Line("no weight decay", lambda_ / 2 * sqrt(eta_D * kappa / (eta_G * g))),
    on=PLAIN, title="The damping ratio of a gradient penalty")

frequency = calc(
    omega_0**2,
    Line(r"$\omega_0$ does not depend on the regulariser", eta_G * eta_D * g * kappa / N**2),
    on=PLAIN, title="The undamped frequency")

# One oscillator, omega_0 and zeta its own parameters.
z_1, z_2 = Symbol("z_1"), Symbol("z_2")
OVERDAMPED = Domain({omega_0: Above(0), zeta: Above(1)})
UNDERDAMPED = Domain({omega_0: Above(0), zeta: Between(0, 1)})
vieta = Matrix([z_1 + z_2 + 2 * zeta * omega_0, z_1 * z_2 - omega_0**2])

eigenvalues = calc(
    vieta,
    Line("real beyond critical damping, a complex pair below",
         Matrix([-omega_0 * (zeta - sqrt(zeta**2 - 1)), -omega_0 * (zeta + sqrt(zeta**2 - 1))]), by=Satisfies((z_1, z_2))),
    on=Domain({omega_0: Above(0), zeta: Above(0)}), title="The two eigenvalues")

underdamped_rate = calc(
    (-eigenvalues.result[0] - eigenvalues.result[1]) / 2,
    Line("a complex pair shares its real part: the rate rises with the damping", omega_0 * zeta),
    on=UNDERDAMPED, title="The rate below critical damping")

overdamped_rate = calc(
    -eigenvalues.result[0],
    Line("the slower of two real eigenvalues", omega_0 / (zeta + sqrt(zeta**2 - 1))),
    on=OVERDAMPED, title="The rate beyond critical damping")

falling = calc(
    overdamped_rate.result.diff(zeta),
    Line("negative: the rate falls", -overdamped_rate.result / sqrt(zeta**2 - 1)),
    on=OVERDAMPED, title="More damping is slower")

critical_strength = calc(
    Matrix([damping_ratio.result - 1]),
    Line(r"$\zeta = 1$: the strength of critical damping", Matrix([2 * sqrt(eta_G * g / (eta_D * kappa))]),
         by=Satisfies((lambda_,))),
    on=PLAIN, title="The critical strength")

at_critical = calc(
    underdamped_rate.result.subs(zeta, 1)**2,
    Line(r"the rate, squared, is $\omega_0^2$", eta_G * eta_D * g * kappa / N**2),
    on=PLAIN, title="The rate at critical damping")

tail = calc(
    (omega_0 / (zeta + sqrt(zeta**2 - 1))).subs({zeta: damping_ratio.result, omega_0: sqrt(eta_G * eta_D * g * kappa) / N}),
    Line("a strong penalty holds the critic back, and the particles with it", eta_G * g / (N * lambda_),
         by=Asymptotic(lambda_, 3)),
    on=PLAIN, title="The rate of a strong penalty")

critical_decay = calc(
    Matrix([(zeta - 1).subs({zeta: OSCILLATOR[zeta].value}).subs({omega_0: OSCILLATOR[omega_0].value}).subs(lambda_, 0)]),
    Line(r"weight decay alone, $\zeta = 1$", Matrix([2 / N * sqrt(eta_G * g * kappa / eta_D)]), by=Satisfies((alpha,))),
    on=MODE, title="The critical weight decay")

decay_of_many = calc(
    (eta_D * alpha / 2 - sqrt(eta_D**2 * alpha**2 / 4 - omega_0**2)).diff(omega_0),
    Line(r"positive: of overdamped modes with one $\alpha$ the one of the least $\omega_0$ is the slowest",
         omega_0 / sqrt(eta_D**2 * alpha**2 / 4 - omega_0**2)),
    on=RATES | Domain({omega_0: Above(0), alpha: Above(2 * omega_0 / eta_D)}), title="Weight decay and many modes")
