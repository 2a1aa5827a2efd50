"""How fast particles come to rest on their data under a gradient penalty, mode by mode, and the strength that is best for all.

A joint mode of the critic's Gram matrix (eigenvalue kappa) and the particles' kernel (eigenvalue g) is a damped oscillator,

    z^2 + eta_D (kappa lam/N + alpha) z + eta_G eta_D g kappa/N^2 = 0;

its rate is the least -Re z. N is the number of particles, eta_D and eta_G the learning rates, lam the strength of the penalty
(lam/2) |D'|^2 and alpha that of the weight decay. Numbers are read exactly (strings, fractions; floats at their binary value);
results are float64, mpf of ``digits`` significant digits, or with ``certified`` Arb balls as small as `ganmech.enclosed` says.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from flint import arb
from sympy import sqrt

from derivations.particle_gan import circle_modes as derived_modes
from derivations.particle_gan import critical_damping as derived
from derivations.particle_gan import optimal_penalty as best
from derivations.particle_gan.linearised import mode
from derivations.particle_gan.notation import (KERNEL, N, alpha, eta_D, eta_G, g, g_1, g_minus, g_plus, kappa, lambda_, phi, s,
                                               z)
from ganmech.digits import asked_digits
from ganmech.exact import exact_integer
from ganmech.lowering import lower
from ganmech.particle_gan import best_strength, oscillator_balls
from ganmech.particle_gan.positive_numbers import computed, coupling, modes, nonnegative, positive

MODE = (kappa, g, N, eta_D, eta_G)
MOST_MODES, MOST_WAVES = 10_000, 100_000
_oscillator = lower((mode.result.coeff(z, 1) / 2, mode.result.coeff(z, 0)), (*MODE, lambda_, alpha))    # c, omega^2
_slope = lower((best.damping, sqrt(derived.frequency.result)), MODE)                                    # A, omega
_critical = lower(derived.critical_strength.result[0], MODE)
_decay = lower((derived.critical_decay.result[0], sqrt(derived.frequency.result)), MODE)
_falling = lower(best.overdamped, (best.A, best.omega, lambda_))
_meeting = lower(best.meeting.result[0], (best.A_i, best.A_j, best.omega_j))
_power = lower(derived_modes.power, (derived_modes.k, s))
_kernel = lower((KERNEL[g_plus].value, KERNEL[g_minus].value), (N, g_1, phi))


@dataclass(frozen=True)
class OptimalPenalty:
    """The ``strength`` at which the slowest mode is fastest, its ``rate``, and the ``critical_strengths`` of each mode alone.

    ``binding`` numbers, from 0, the modes that decide: one, critically damped, or an underdamped one and an overdamped one.
    """

    strength: object
    rate: object
    critical_strengths: tuple
    binding: tuple[int, ...]


@dataclass(frozen=True)
class OptimalDecay:
    """The ``strength`` of the weight decay at which the slowest mode is fastest, and its ``rate``."""

    strength: object
    rate: object


def optimal_penalty(kappas: Sequence, gs: Sequence, N, eta_D, eta_G, digits: int | None = None,
                    certified: bool = False) -> OptimalPenalty:
    """The gradient penalty, without weight decay, that maximises the least rate of modes (kappas[m], gs[m]).

    Raises ValueError for a mode that the critic does not see, kappa = 0: it never relaxes.
    """
    asked_digits(digits, certified)
    kappas, gs, *rates = _read(kappas, gs, N, eta_D, eta_G)
    found = OptimalPenalty(*computed(_optimal_penalty, digits, kappas, gs, *rates))
    return enclosed_penalty(lambda _, *modes: modes, found.binding, digits, *rates, kappas, gs) if certified else found


def enclosed_penalty(modes_of: Callable, binding: tuple[int, ...], digits: int, N, eta_D, eta_G, *numbers) -> OptimalPenalty:
    """The best penalty in balls, for the modes ``modes_of(arithmetic, *numbers)``; ``binding`` is proved to decide."""
    def of_all(arithmetic, N, eta_D, eta_G, *numbers):
        pairs, rates = tuple(zip(*modes_of(arithmetic, *numbers), strict=True)), (N, eta_D, eta_G)
        oscillators = [_slope(arithmetic, *pair, *rates) for pair in pairs]
        found = best_strength.enclosed_best(arithmetic, oscillators, binding[0], binding[-1], _meeting)
        return *found, tuple(_critical(arithmetic, *pair, *rates) for pair in pairs), binding

    return OptimalPenalty(*computed(of_all, digits, N, eta_D, eta_G, *numbers, certified=True))


def optimal_decay(kappas: Sequence, gs: Sequence, N, eta_D, eta_G, digits: int | None = None,
                  certified: bool = False) -> OptimalDecay:
    """The weight decay, without gradient penalty, that maximises the least rate: critical for the mode of the least g kappa."""
    read = _read(kappas, gs, N, eta_D, eta_G)
    def least_of_both(arithmetic, kappas, gs, *rates):      # strength and rate rise together with g kappa
        each = [_decay(arithmetic, *pair, *rates) for pair in zip(kappas, gs, strict=True)]
        return tuple(map(oscillator_balls.least, zip(*each))) if certified else min(each)

    return OptimalDecay(*computed(least_of_both, digits, *read, certified=certified))


def rate(lam, kappas: Sequence, gs: Sequence, N, eta_D, eta_G, alpha=0, digits: int | None = None, certified: bool = False):
    """The rate of the slowest mode; in float64 ``lam`` may be an array, and the rates have its shape."""
    read = _read(kappas, gs, N, eta_D, eta_G)
    return _over(lam, digits, lambda lam: _least_rate(lam, alpha, digits, certified, *read))


def eigenvalues(lam, kappas: Sequence, gs: Sequence, N, eta_D, eta_G, alpha=0, digits: int | None = None,
                certified: bool = False):
    """Both eigenvalues of each mode, (modes, 2), the slower of real ones first; an array ``lam`` adds its shape in front.

    Complex float64, with ``digits`` a list of pairs of mpf where they are real, else of mpc, with ``certified`` of acb.
    """
    read = _read(kappas, gs, N, eta_D, eta_G)
    return _over(lam, digits, lambda lam: _spectrum(lam, alpha, digits, certified, *read))


def rate_on_circle(lam, N, K, s, phi, eta_D, eta_G, g1=1, digits: int | None = None, certified: bool = False):
    """`rate` of the modes of `circle_modes`, which are not rounded on the way."""
    if digits is None or not certified:
        more = None if asked_digits(digits, certified) is None else digits + 10
        return rate(lam, *circle_modes(N, K, s, phi, g1, more), N, eta_D, eta_G, digits=digits)
    N, K = exact_integer("N", N, least=2, most=MOST_MODES), exact_integer("K", K, least=1, most=MOST_WAVES)
    numbers = nonnegative("s", s), coupling("phi", phi), positive("g1", g1)
    rates = positive("eta_D", eta_D), positive("eta_G", eta_G)

    def least(arithmetic, lam, eta_D, eta_G, *numbers):
        rates = arithmetic.rational(N, 1), eta_D, eta_G
        found = (_oscillator(arithmetic, *pair, *rates, lam, 0) for pair in zip(*circle(arithmetic, *numbers, N, K), strict=True))
        return oscillator_balls.least(oscillator_balls.rate(*one) for one in found)

    return computed(least, digits, nonnegative("lam", lam), *rates, *numbers, certified=True)


def circle_modes(N, K, s, phi, g1=1, digits: int | None = None, certified: bool = False) -> tuple:
    """(kappas, gs) of N particles on N equally spaced data of the circle and a critic of K wave numbers, s_k = k^(-2 s).

    Mode 0 is the mean of the particles, modes m and N - m are one wave number. A mode m that no k = +-m modulo N sees has
    kappa 0.
    Arrays of N, or with ``digits`` tuples of mpf, with ``certified`` of arb.
    """
    N, K = exact_integer("N", N, least=2, most=MOST_MODES), exact_integer("K", K, least=1, most=MOST_WAVES)
    s, phi, g1 = nonnegative("s", s), coupling("phi", phi), positive("g1", g1)
    kappas, gs = computed(lambda arithmetic, *numbers: circle(arithmetic, *numbers, N, K), digits, s, phi, g1,
                          certified=certified)
    return (np.array(kappas), np.array(gs)) if digits is None else (kappas, gs)


def _read(kappas, gs, N, eta_D, eta_G) -> tuple:
    """Everything but the strengths, exactly."""
    return *modes(kappas, gs), exact_integer("N", N, least=1), positive("eta_D", eta_D), positive("eta_G", eta_G)


def _optimal_penalty(arithmetic, kappas, gs, *rates) -> tuple:
    pairs = tuple(zip(kappas, gs, strict=True))
    found = [_slope(arithmetic, *pair, *rates) for pair in pairs]
    i, j = _binding(arithmetic, found)
    strength = _meeting(arithmetic, found[i][0], found[j][0], found[j][1])
    critical = tuple(_critical(arithmetic, *pair, *rates) for pair in pairs)
    return strength, found[i][0] * strength, critical, (j,) if found[i][0] == found[j][0] else (i, j)


def _binding(arithmetic, found: list[tuple]) -> tuple[int, int]:
    """The slowest modes just below and just above the best strength: bisection of the least rate, which has one peak."""
    distinct = list(dict.fromkeys(found))
    peaks = [omega / A for A, omega in distinct]
    low, high = min(peaks), max(peaks)

    def slowest_at(strength):      # at the ends too: several modes may have their peak there, but for rounding
        return min(distinct, key=lambda mode: _relaxing(arithmetic, mode[0] * strength, mode[1]))

    below, above = slowest_at(low), slowest_at(high)
    while low < (middle := (low + high) / 2) < high:
        slowest = slowest_at(middle)
        if slowest[0] * middle < slowest[1]:
            low, below = middle, slowest
        else:
            high, above = middle, slowest
    return found.index(below), found.index(above)


def _relaxing(arithmetic, damping, omega):
    """The rate of z^2 + 2 damping z + omega^2."""
    return damping if damping < omega else _falling(arithmetic, damping, omega, 1)


def _least_rate(lam, alpha, digits, certified, *read):
    def of_all(arithmetic, lam, alpha, kappas, gs, *rates):
        found = (_oscillator(arithmetic, *pair, *rates, lam, alpha) for pair in zip(kappas, gs, strict=True))
        if certified:
            return oscillator_balls.least(oscillator_balls.rate(*one) for one in found)
        return min(_relaxing(arithmetic, damping, arithmetic.sqrt(square)) for damping, square in found)

    return computed(of_all, digits, nonnegative("lam", lam), nonnegative("alpha", alpha), *read, certified=certified)


def _spectrum(lam, alpha, digits, certified, *read):
    def of_all(arithmetic, lam, alpha, kappas, gs, *rates):
        found = (_oscillator(arithmetic, *pair, *rates, lam, alpha) for pair in zip(kappas, gs, strict=True))
        return [_pair(arithmetic, *oscillator) for oscillator in found]

    found = computed(of_all, digits, nonnegative("lam", lam), nonnegative("alpha", alpha), *read, certified=certified)
    return np.array(found, dtype=complex) if digits is None else found


def _pair(arithmetic, damping, square) -> tuple:
    """Both roots of z^2 + 2 damping z + square, real ones without cancellation."""
    if isinstance(damping, arb):
        return oscillator_balls.roots(damping, square)
    if damping**2 < square:
        above = arithmetic.sqrt(square - damping**2)
        return -damping + 1j * above, -damping - 1j * above
    slow = _falling(arithmetic, damping, arithmetic.sqrt(square), 1)
    return -slow, -square / slow


def _over(lam, digits, function):
    """The function at one strength, or in float64 at each of an array."""
    if isinstance(lam, str) or np.ndim(lam) == 0:
        return function(lam)
    if digits is not None:
        raise ValueError("lam must be one number where digits are asked for, got an array")
    lam = np.asarray(lam)
    found = np.array([function(entry) for entry in lam.flat])
    return found.reshape(lam.shape + found.shape[1:])


def circle(arithmetic, s, phi, g1, N: int, K: int) -> tuple:
    """kappas and gs: the share of a wave number in a mode depends on k modulo N alone, and only modes k and -k have any."""
    kappas = [0 * g1] * N
    for k in range(1, min(N, K) + 1):
        together = sum(_power(arithmetic, wave, s) for wave in range(k, K + 1, N))
        for m in {k % N, -k % N}:
            kappas[m] += together * arithmetic.rational(*_share(N, k, m))
    mean, relative = _kernel(arithmetic, arithmetic.rational(N, 1), g1, phi)
    return tuple(kappas), (mean,) + (relative,) * (N - 1)


def _share(N: int, k: int, m: int) -> tuple[int, int]:
    share = derived_modes.weight(N, k, m)
    return int(share.p), int(share.q)
