"""A collapsed cloud that runs from mode to mode: its orbit, periodic up to a turn of the circle by 2 pi/M, by Newton's method.

After one period the cloud is at the corresponding place of the next mode, and the critic, seen from there, is what it was. The
unknowns are the critic at one place, where the cloud moves fastest, and the period.
"""

from dataclasses import dataclass

import numpy as np
from scipy.integrate import solve_ivp

from ganmech.particle_gan.cloud_motion import Cloud

NEWTON_STEPS, CLOSED, NUDGE = 20, 1e-10, 1e-6


@dataclass(frozen=True)
class RotatingOrbit:
    """The time ``period`` from mode to mode, the mean ``curvature`` D'' under the cloud, the ``multipliers`` of a departure.

    ``state`` is one state of the orbit: the place and the coefficients a_k and c_k. The orbit attracts within the collapsed
    states if all multipliers are below 1 in size.
    """

    period: float
    curvature: float
    multipliers: np.ndarray
    state: np.ndarray

    @property
    def attracts(self) -> bool:
        return bool(np.abs(self.multipliers).max() < 1)


def rotating_orbit(cloud: Cloud, M: int, state: np.ndarray, period: float) -> RotatingOrbit | None:
    """The orbit of a cloud of one particle near a state (1 + 2 K,) and a period; None if Newton's method finds none."""
    state, count = state.copy(), len(state)
    angle = np.sign(cloud.velocity(state[None])[0, 0]) * 2 * np.pi / M
    nudges = NUDGE * np.vstack([np.zeros(count), np.eye(count)])
    for _ in range(NEWTON_STEPS):
        if not 0 < period < np.inf:
            return None
        ends, bending = _carried(cloud, state + nudges, period)
        seen = _from_next_mode(cloud, ends, angle)
        slopes, miss = (seen[1:] - seen[0]).T / NUDGE, seen[0] - state
        if np.abs(miss).max() < CLOSED:
            return RotatingOrbit(float(period), float(bending / period), _transverse(slopes), state)
        velocity = _from_next_mode(cloud, cloud.velocity(ends[:1]), angle, still=True)[0]
        change = np.linalg.solve(np.column_stack([(slopes - np.eye(count))[:, 1:], velocity]), -miss)
        state[1:], period = state[1:] + change[:-1], period + change[-1]
    return None


def _carried(cloud: Cloud, states: np.ndarray, period: float) -> tuple[np.ndarray, float]:
    """Every state after ``period``, and the integral of D'' along the first."""
    def slope(_, flat):
        here = flat[:-1].reshape(states.shape)
        return np.append(cloud.velocity(here), cloud.curvature(here[:1])[0, 0])

    end = solve_ivp(slope, (0, period), np.append(states, 0.0), "DOP853", rtol=1e-11, atol=1e-12).y[:, -1]
    return end[:-1].reshape(states.shape), end[-1]


def _from_next_mode(cloud: Cloud, states: np.ndarray, angle: float, still: bool = False) -> np.ndarray:
    """States, or with ``still`` their velocities, as seen from the next mode: x - angle, d_k e^{ik angle}."""
    places, a, c = cloud.parts(states)
    d = (a + 1j * c) * np.exp(1j * cloud.k * angle)
    return np.hstack([places - (0 if still else angle), d.real, d.imag])


def _transverse(slopes: np.ndarray) -> np.ndarray:
    """The multipliers but for the one, next to 1, of a delay along the orbit; by falling size."""
    found = np.linalg.eigvals(slopes)
    kept = np.delete(found, np.abs(found - 1).argmin())
    return kept[np.argsort(-np.abs(kept))]
