r"""A cloud collapsed at rest in one mode of the target: its spectrum, and the mobility at which it starts to oscillate.

The condition sum_k k^2 eta_k ((1 - p_k)/gamma_k - gamma_k/(gamma_k^2 + omega^2)) = 0 has one root: its terms rise with omega;
the threshold is mu_+^H = 1/sum_k k^2 eta_k/(gamma_k^2 + omega^2). Equal damping: gamma^2/S_n and gamma sqrt(S_r/S_n).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from flint import acb, acb_mat, arb

from derivations.particle_gan import hopf
from derivations.particle_gan.circle_model import drift, slope
from derivations.particle_gan.notation import (N, S_n, S_r, c_k, eta_G, eta_k, g_1, gamma, gamma_k, k, mu_minus, mu_plus,
                                               omega, p_k, x, z)
from derivations.particle_gan.rest_spectrum import equal_damping, seen, splitting, unseen
from ganmech.algebraic import falling, real_where_alone
from ganmech.bisection import bisected, sign
from ganmech.enclosed import Undecided
from ganmech.lowering import FLOAT64, lower
from ganmech.particle_gan import oscillator_balls
from ganmech.particle_gan.circle_waves import Waves

WAVE = (k, eta_k, gamma_k, p_k)
_seen, _unseen = (lower(term, (k, eta_k, p_k)) for term in (seen, unseen))
_curvature = lower(splitting.result / mu_minus, WAVE)
_balance = lower(hopf.balance, (*WAVE, omega))
_response = lower(hopf.response, (k, eta_k, gamma_k, omega))
_tilt, _pull = lower(drift[1].diff(x).subs(x, 0), (k, eta_k)), lower(slope.result[0].diff(c_k).subs(x, 0), (k,))
_rigid = lower((equal_damping.result.coeff(z, 1) / 2, equal_damping.result.coeff(z, 0)), (gamma, mu_plus, S_n, S_r))
# mu_+^H takes the place of gamma^2/S_n.
_couplings = lower(tuple(chain.result[0].subs(gamma, mu_plus).subs(S_n, mu_plus) for chain in (hopf.coupling, hopf.crossover)),
                   (mu_plus, N, eta_G, g_1))


@dataclass(frozen=True)
class RestState:
    """A cloud at rest in one mode; mu_+ and mu_- are the mobilities of the mean and of relative coordinates.

    ``S_n``, ``S_r``       sum_k (1 - p_k) k^2 eta_k and sum_k p_k k^2 eta_k.
    ``mobility``           mu_+ of the model; ``b`` is mobility/hopf_mobility, mu_+ S_n/gamma^2 for equal damping.
    ``hopf_mobility``      mu_+^H: above it the cloud oscillates as one body; ``hopf_frequency`` is the angular frequency there.
    ``curvature``          D''(0) under the cloud; ``splitting_rate`` = mu_- D''(0) is the (N - 1)-fold eigenvalue.
    ``even_modes``         -gamma_k, K of them; ``mean_modes`` are the K + 1 eigenvalues of the rigid motion, complex.
    ``phi_hopf``           coupling with mu_+ = mu_+^H: below 0 every coupling oscillates, from 1 on none does.
    ``phi_competition``    coupling beyond which a small oscillation outgrows the splitting; None for unequal damping.
    """

    S_n: object
    S_r: object
    mobility: object
    b: object
    hopf_mobility: object
    hopf_frequency: object
    curvature: object
    splitting_rate: object
    even_modes: tuple
    mean_modes: tuple
    phi_hopf: object
    phi_competition: object


def rest_state(arithmetic, waves: Waves, N: int, g1, eta_G, mobilities: tuple) -> tuple:
    """The fields of `RestState`, in any arithmetic."""
    def total(term: Callable, *chosen):
        return sum(term(arithmetic, *row, *chosen) for row in waves.rows())

    seen_at_all = any(p != 0 for p in waves.p)
    frequency = rising_root(lambda w: total(_balance, w), waves.gamma[0]) if seen_at_all else 0 * waves.gamma[0]
    threshold = 1 / sum(_response(arithmetic, number, eta, forgets, frequency) for number, eta, forgets, _ in waves.rows())
    S_n, S_r = (sum(term(arithmetic, number, eta, p) for number, eta, _, p in waves.rows()) for term in (_seen, _unseen))
    curvature, (mean, relative) = total(_curvature), mobilities
    phi_hopf, phi_competition = _couplings(arithmetic, threshold, N, eta_G, g1)
    return (S_n, S_r, mean, mean / threshold, threshold, frequency, curvature, relative * curvature,
            tuple(-forgets for forgets in waves.gamma), _mean_modes(arithmetic, waves, mean, S_n, S_r, curvature), phi_hopf,
            phi_competition if waves.equal else None)


def _mean_modes(arithmetic, waves: Waves, mobility, S_n, S_r, curvature) -> tuple:
    """The K + 1 eigenvalues of the rigid motion, by falling real part."""
    forgets = waves.gamma[0]
    if waves.equal:
        given, one = (forgets, mobility, S_n, S_r), acb(1) if isinstance(forgets, arb) else 1 + 0j
        found = [*_roots(arithmetic, *_rigid(arithmetic, *given)), *[-forgets * one] * (len(waves.k) - 1)]
    else:
        found = _eigenvalues(arithmetic, _slopes(arithmetic, waves, mobility, curvature))
    if isinstance(forgets, arb):
        return tuple(falling(found))
    found = map(complex, found) if arithmetic is FLOAT64 else found
    return tuple(sorted(found, key=lambda value: (-value.real, -value.imag)))


def _roots(arithmetic, damping, square) -> tuple:
    """Both roots of z^2 + 2 damping z + square, complex."""
    if isinstance(damping, arb):
        return oscillator_balls.roots(damping, square)
    apart = damping**2 - square
    if apart < 0:
        return tuple(-damping + sign * 1j * arithmetic.sqrt(-apart) for sign in (1, -1))
    far = -damping - arithmetic.sqrt(apart) if damping > 0 else -damping + arithmetic.sqrt(apart)
    return far * (1 + 0j), (square / far if far else far) * (1 + 0j)


def _slopes(arithmetic, waves: Waves, mobility, curvature) -> list[list]:
    """The slopes of c_1', ..., c_K' and of the mean's velocity."""
    size = len(waves.k) + 1
    rows = [[0] * size for _ in range(size)]
    for place, (number, eta, forgets, _) in enumerate(waves.rows()):
        rows[place][place], rows[place][-1] = -forgets, _tilt(arithmetic, number, eta)
        rows[-1][place] = mobility * _pull(arithmetic, number)
    rows[-1][-1] = mobility * curvature
    return rows


def _eigenvalues(arithmetic, rows: list[list]) -> list:
    if arithmetic is FLOAT64:
        return np.linalg.eigvals(np.array(rows, dtype=float)).tolist()
    if isinstance(rows[0][0], arb):
        return _enclosed_eigenvalues(rows)
    context = arithmetic.context
    return [context.mpc(value) for value in context.eig(context.matrix(rows), left=False, right=False)]


def _enclosed_eigenvalues(rows: list[list]) -> list[acb]:
    """Enclosures of all of them, each by itself or, where this precision does not tell them apart, in a ball of several."""
    try:
        return real_where_alone(acb_mat(rows).eig(multiple=True))
    except ValueError:
        raise Undecided from None


def rising_root(function: Callable, scale):
    """Where a rising function of a number of 0 or more vanishes, by bisection to the last digit; 0 if it is not below 0 there.

    The function must be positive somewhere; ``scale`` is where the search starts.
    """
    low, high = 0 * scale, scale
    if isinstance(scale, arb):
        return _enclosed_root(function, high)
    if not function(low) < 0:
        return low
    while function(high) < 0:
        low, high = high, 2 * high
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if function(middle) < 0 else (low, middle)
    return high


def _enclosed_root(function: Callable, high: arb) -> arb:
    """The same in a ball with the one change of sign in it; from 0 on where the sign at 0 cannot be told."""
    at_zero = function(arb(0))
    if at_zero >= 0:
        return arb(0)
    while not function(high) > 0:
        high = 2 * high
    if at_zero < 0:
        return bisected(lambda place: sign(function(place)), arb(0), high, at_left=-1)
    while function(high / 2) > 0:
        high = high / 2
    return arb(0).union(high)
