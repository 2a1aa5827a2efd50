r"""At which mobility a collapsed cloud starts to oscillate in its mode, as one body, and which coupling phi gives it.

The mean modes cross the imaginary axis at z = i omega where, sums over wave numbers,

    sum_k k^2 eta_k ((1 - p_k)/gamma_k - gamma_k/(gamma_k^2 + omega^2)) = 0,     mu_+ = 1/sum_k k^2 eta_k/(gamma_k^2 + omega^2).

Every term of the first sum rises with omega, from -p_k k^2 eta_k/gamma_k at 0 to (1 - p_k) k^2 eta_k/gamma_k: exactly one omega
solves it, so there is exactly one threshold mu_+^H, and the cloud rests below it. (At z = 0 the equation leaves mu_+ S > 0, so
no real eigenvalue crosses.) For equal damping

    mu_+^H = gamma^2/S_n,   omega^2 = mu_+ S_r,   phi_H = (N gamma^2/(eta_G g_1 S_n) - 1)/(N - 1).

Above it a small oscillation grows at (mu_+ S_n/gamma - gamma)/2 while the cloud splits at Lambda_0 = mu_- S_n/gamma. The first
is the faster beyond phi_x = (1 + N gamma^2/(eta_G g_1 S_n))/(N + 1), which tends to 1/(N + 1) as gamma -> 0: a crossover of
small amplitudes, not yet a collapse.
"""
from sympy import I, ImmutableMatrix as Matrix, Integer, oo

from derivations.calculus import Above, Between, Domain, Gradient, Is, Line, Real, Satisfies, Tends, calc
from derivations.particle_gan.notation import (KERNEL, N, S_n, S_r, alpha, eta_D, eta_G, eta_k, g_1, gamma, gamma_k, k,
                                               mu_minus, mu_plus, omega, p_k, phi, written_out, z)
from derivations.particle_gan.rest_spectrum import equal_damping, pull, splitting

WAVE = Domain({eta_k: Above(0), gamma_k: Above(0), k: Above(0), p_k: Between(0, 1), omega: Above(0)})
EQUAL = Domain({gamma: Above(0), S_n: Above(0), S_r: Above(0), mu_plus: Above(0)})
TRAINED = KERNEL | {gamma: Above(0), S_n: Above(0)}

balance = k**2 * eta_k * ((1 - p_k) / gamma_k - gamma_k / (gamma_k**2 + omega**2))        # its sum is 0 at the threshold
response = k**2 * eta_k / (gamma_k**2 + omega**2)                                         # its sum is 1/mu_+ there

crossing = calc(
    pull.subs(z, I * omega),
    Line(r"what wave number $k$ adds to $z/\mu_+$ at $z = i\omega$: the real parts must cancel, the imaginary parts add to "
         r"$\omega/\mu_+$", balance + I * omega * response),
    on=WAVE, title="Where the mean modes cross the imaginary axis")

rising = calc(
    balance,
    Line(r"positive: every term of the condition rises with $\omega$",
         Matrix([2 * k**2 * eta_k * gamma_k * omega / (gamma_k**2 + omega**2)**2]), by=Gradient((omega,))),
    on=WAVE, title="There is one threshold: the terms rise")

from_below = calc(
    balance,
    Line(r"not positive: the condition begins below 0", -p_k * k**2 * eta_k / gamma_k, by=Tends(omega, Integer(0))),
    on=WAVE, title="There is one threshold: slow oscillations")

to_above = calc(
    balance,
    Line(r"not negative: it ends above 0", (1 - p_k) * k**2 * eta_k / gamma_k, by=Tends(omega, oo)),
    on=WAVE, title="There is one threshold: fast oscillations")

threshold = calc(
    Matrix([equal_damping.result.coeff(z)]),
    Line(r"$\mu_+^H$: the two mean modes lose their damping", Matrix([gamma**2 / S_n]), by=Satisfies((mu_plus,))),
    on=EQUAL, title="The threshold under equal damping")

frequency = calc(
    equal_damping.result,
    Line(r"at the threshold: $z = \pm i\omega$ with $\omega^2 = \mu_+ S_r$", z**2 + mu_plus * S_r),
    on=EQUAL | {mu_plus: Is(threshold.result[0]), z: Real()}, title="The frequency at the threshold")

coupling = calc(
    Matrix([written_out(mu_plus) - threshold.result[0]]),
    Line(r"$\phi_H$", Matrix([(N * gamma**2 / (eta_G * g_1 * S_n) - 1) / (N - 1)]), by=Satisfies((phi,))),
    on=TRAINED, title="The coupling at the threshold")

growth = -equal_damping.result.coeff(z) / 2                               # of a small oscillation
split = mu_minus * S_n / gamma                                            # Lambda_0 under equal damping

split_equal = calc(
    splitting.result.subs(gamma_k, gamma),
    Line(r"one term of $\mu_- S_n/\gamma$", split.subs(S_n, (1 - p_k) * k**2 * eta_k)),
    on=Domain({mu_minus: Above(0), eta_k: Above(0), k: Above(0), p_k: Between(0, 1), gamma: Above(0)}),
    title="The splitting rate under equal damping")

competition = calc(
    growth - split,
    Line(r"a small oscillation outgrows the splitting exactly if $\mu_+ - 2\mu_- > \gamma^2/S_n$",
         S_n / (2 * gamma) * (mu_plus - 2 * mu_minus - threshold.result[0])),
    on=EQUAL | {mu_minus: Above(0)}, title="Oscillation against splitting")

crossover = calc(
    Matrix([written_out(mu_plus - 2 * mu_minus) - threshold.result[0]]),
    Line(r"$\phi_\times$", Matrix([(1 + N * gamma**2 / (eta_G * g_1 * S_n)) / (N + 1)]), by=Satisfies((phi,))),
    on=TRAINED, title="The coupling of the crossover")

long_memory = calc(
    crossover.result[0],
    Line(r"a critic that forgets slowly", 1 / (N + 1), by=Tends(gamma, Integer(0))),
    on=TRAINED, title="The crossover for a critic that forgets slowly")

critic_rate = calc(
    threshold.result[0].subs({gamma: eta_D * alpha, S_n: eta_D * S_n}),
    Line(r"weight decay, $\gamma = \eta_D\alpha$ and $S_n \propto \eta_D$: the threshold is proportional to the critic's rate, "
         r"so that a slower critic lets the cloud oscillate at a smaller coupling", eta_D * alpha**2 / S_n),
    on=Domain({eta_D: Above(0), alpha: Above(0), S_n: Above(0)}), title="How the threshold depends on the critic's rate")
