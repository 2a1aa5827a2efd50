"""The Dirac GAN: its spectrum, the cycle that the penalty of WGAN-GP leaves it on, and its flow, integrated."""

from dataclasses import dataclass

import numpy as np
from scipy.integrate import solve_ivp
from sympy import tanh

from derivations.particle_gan import wgan_gp_cycle as cycle
from derivations.particle_gan.notation import eta_D, eta_G, lambda_, zeta
from ganmech.exact import exact_integer, nearest_float, rational, said
from ganmech.lowering import EXACT, lower
from ganmech.particle_gan.critical_damping import eigenvalues
from ganmech.particle_gan.positive_numbers import computed, positive

_ratio = lower(cycle.ratio.lines[0].expr, (lambda_, eta_D, eta_G))
_ratio_squared = lower(cycle.ratio.lines[0].expr**2, (lambda_, eta_D, eta_G))
_amplitude = lower(cycle.cycle.result[0].rewrite(tanh), (lambda_, zeta))
MOST_TURNS = 10_000
INTEGRATION = {"rtol": 1e-11, "atol": 1e-13, "method": "DOP853"}
POINTS = 60         # of a half-turn
RESOLVED = 1e-9     # a crossing needs |theta| > lam; what is nearer is rounding of a particle that has stopped at lam
AT_REST = 40        # lifetimes after which an overdamped particle has stopped


@dataclass(frozen=True)
class Flight:
    """Times ``t``, the particle ``theta`` and the critic ``psi`` there, and |theta| wherever psi changed its sign."""

    t: np.ndarray
    theta: np.ndarray
    psi: np.ndarray
    turns: np.ndarray


def dirac_gan(lam, eta_D=1, eta_G=1, digits: int | None = None, certified: bool = False):
    """Both eigenvalues of theta' = eta_G psi, psi' = -eta_D (theta + lam psi), the slower of real ones first.

    Complex float64 of shape (2,), an array ``lam`` adding its shape in front, or with ``digits`` a pair of mpc, with
    ``certified`` of acb.
    """
    found = eigenvalues(lam, [1], [1], 1, eta_D, eta_G, digits=digits, certified=certified)
    return found[..., 0, :] if digits is None else found[0]


def wgan_gp_cycle_amplitude(lam, eta_D=1, eta_G=1, digits: int | None = None, certified: bool = False):
    """The largest theta that the Dirac GAN comes back to under the penalty (lam/2)(|D'| - 1)^2.

    lam coth(pi zeta/(2 sqrt(1 - zeta^2))) with zeta = (lam/2) sqrt(eta_D/eta_G) below 1; beyond, where theta stops, lam itself.
    float64, an mpf of ``digits`` digits, or with ``certified`` a ball as small as `ganmech.enclosed` says.
    """
    read = positive("lam", lam), positive("eta_D", eta_D), positive("eta_G", eta_G)
    turns = _ratio_squared(EXACT, *map(rational, read)) < 1
    return computed(_cycle if turns else lambda _, lam, *rates: lam, digits, *read, certified=certified)


def wgan_gp_flight(lam, eta_D=1, eta_G=1, theta="0.1", psi="0.1", turns: int = 40) -> Flight:
    """theta' = eta_G psi, psi' = -eta_D theta - eta_D lam (psi - sign psi), integrated over ``turns`` changes of psi's sign.

    Each half-turn is integrated by itself, to about 1e-11, and ends where psi = 0. An overdamped particle, zeta >= 1, is
    followed until it has stopped. Raises ValueError for psi = 0, where the flow has two sides.
    """
    rates = positive("lam", lam), positive("eta_D", eta_D), positive("eta_G", eta_G)
    start, turns = (nearest_float("theta", theta), nearest_float("psi", psi)), exact_integer("turns", turns, 1, MOST_TURNS)
    if start[1] == 0:
        raise ValueError(f"psi must not be 0, where the flow has two sides, got {said(psi)}")
    return _flight(tuple(map(float, rates)), start, turns)


def _cycle(arithmetic, lam, eta_D, eta_G):
    damping = _ratio(arithmetic, lam, eta_D, eta_G)
    return lam if damping == 1 else _amplitude(arithmetic, lam, damping)      # a float64 below 1 may have been rounded to 1


def _flight(rates: tuple[float, ...], state: tuple[float, float], turns: int) -> Flight:
    time, pieces, ends, side = 0.0, [], [], np.sign(state[1])
    for _ in range(turns):
        piece = _half_turn(rates, state, side)
        pieces.append((time + piece.t, *piece.y))
        if piece.status != 1 or abs(piece.y[0, -1]) < rates[0] * (1 + RESOLVED):      # psi no longer changes its sign
            break
        time, state, side = time + piece.t[-1], (piece.y[0, -1], 0.0), -side
        ends.append(abs(state[0]))
    return Flight(*np.concatenate(pieces, axis=1), np.array(ends))


def _half_turn(rates: tuple[float, ...], state: tuple[float, float], side: float):
    """The solution with the sign of psi given, until psi comes back to 0, or has stopped."""
    lam, eta_D, eta_G = rates

    def flow(t, state):
        return eta_G * state[1], -eta_D * state[0] - eta_D * lam * (state[1] - side)

    def back(t, state):
        return state[1] if t else side      # the start, at psi = 0, is not an end

    back.terminal, back.direction = True, -side
    longest = AT_REST * (eta_D * lam / (eta_G * eta_D) + 4 / (eta_D * lam)) + 10 / np.sqrt(eta_D * eta_G)
    found = solve_ivp(flow, (0, longest), state, events=back, dense_output=True, **INTEGRATION)
    times = np.interp(np.linspace(0, len(found.t) - 1, POINTS), np.arange(len(found.t)), found.t)      # dense where it bends
    found.t, found.y = times, np.stack([*found.sol(times)])
    return found
