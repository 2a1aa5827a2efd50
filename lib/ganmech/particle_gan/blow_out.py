"""Where a collapsed cloud begins to attract particles that stray from it: the mean of D'' along its motion changes its sign.

The mobility is doubled until time averages of D'' turn negative. If the motion there is a rotation from mode to mode, its orbit
is followed by Newton's method to the mobility at which the mean over its period vanishes. Otherwise, where the motion is
irregular, <D''> may change its sign more than once: averages over a grid of mobilities give the first and the last change.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from ganmech.particle_gan.circle_waves import Waves
from ganmech.particle_gan.cloud_motion import Cloud
from ganmech.particle_gan.rotating_orbit import RotatingOrbit, rotating_orbit

SETTLE = 8                      # times 1/gamma, the slowest
AVERAGE, LAST, EVERY = 3000, 1500, 5       # steps; D'' is looked at every so many
STARTS, DOUBLINGS, LONGER = 6, 14, 3
SCANNED = 0.5, 1.5, 26          # of the mobility where averages are negative first: from, to, how many
STEP = 0.1                      # of the shortest time


@dataclass(frozen=True)
class BlowOut:
    """``mobility`` mu_+ at which <D''> = 0; above it a collapsed cloud attracts. ``b`` is the same over mu_+^H.

    ``phi`` is the coupling that gives the model this mobility, phi*: 1 or more if none does. ``first`` is the least mobility
    with <D''> = 0: another one where the motion is irregular and <D''> changes its sign more than once, ``mobility`` being the
    last change that was seen. ``error`` is half the grid's spacing then, and 0 where a periodic ``orbit`` gives the mobility.
    """

    mobility: float
    b: float
    phi: float
    first: float
    error: float
    orbit: RotatingOrbit | None


def blow_out(waves: Waves, M: int, threshold: float, rng: np.random.Generator) -> tuple:
    """(mobility, first, error, orbit) of `BlowOut`; ``threshold`` is mu_+^H, below which the cloud rests and splits."""
    above = 2 * threshold
    for _ in range(DOUBLINGS):
        averages, dt, last = _settled(waves, np.full(STARTS, above), rng)
        if averages.mean() < 0:
            orbit = _rotation(waves, M, above, dt, last)
            found = None if orbit is None else _vanishing(waves, M, above, orbit)
            return _scanned(waves, above, rng) if found is None else found
        above *= 2
    raise ArithmeticError(f"a collapsed cloud does not attract at mobilities up to {above / 2:g}")


def mean_curvature(waves: Waves, mobilities, rng: np.random.Generator, starts: int = STARTS, longer: int = 1) -> np.ndarray:
    """Time averages of D'' along the collapsed motion from random starts, (mobilities, starts), after it has settled."""
    mobilities = np.asarray(mobilities, dtype=float)
    averages, _, _ = _settled(waves, np.repeat(mobilities, starts), rng, longer)
    return averages.reshape(len(mobilities), starts)


def orbit_at(waves: Waves, M: int, mobility: float, near: RotatingOrbit) -> RotatingOrbit | None:
    """The rotating orbit at a mobility, by Newton's method from one at a mobility nearby."""
    return rotating_orbit(Cloud(waves, mobility, mobility), M, near.state, near.period)


def _settled(waves: Waves, mobilities: np.ndarray, rng: np.random.Generator, longer: int = 1) -> tuple:
    """The average of D'' for each mobility from a random start, the step, and the last states (times, starts, 1 + 2 K)."""
    cloud = Cloud(waves, mobilities, mobilities)
    dt, count = STEP * cloud.shortest_time(), len(mobilities)
    scale = np.tile(0.3 * cloud.eta / cloud.gamma, 2)
    state = np.hstack([rng.uniform(-1, 1, (count, 1)), scale * rng.standard_normal((count, len(scale)))])
    for _ in range(int(SETTLE / cloud.gamma.min() / dt)):
        state = cloud.step(state, dt)
    total, steps, last = np.zeros(count), longer * AVERAGE, []
    for left in range(steps, 0, -1):
        state = cloud.step(state, dt)
        total += 0 if left % EVERY else EVERY * cloud.curvature(state)[:, 0]
        last += [state] if left <= LAST else []
    return total / steps, dt, np.array(last)


def _rotation(waves: Waves, M: int, mobility: float, dt: float, last: np.ndarray) -> RotatingOrbit | None:
    """A rotating orbit that attracts, near the last states of some start."""
    for start in range(last.shape[1]):
        way = last[:, start, 0] * M / (2 * np.pi)
        if abs(way[-1] - way[0]) < 2:
            continue
        turning = np.sign(way[-1] - way[0])
        fastest = int(np.diff(way[:len(way) // 4] * turning).argmax())
        arrived = np.flatnonzero((way - way[fastest]) * turning >= 1)
        if not len(arrived):
            continue
        found = rotating_orbit(Cloud(waves, mobility, mobility), M, last[fastest, start], (arrived[0] - fastest) * dt)
        if found is not None and found.attracts:
            return found
    return None


def _vanishing(waves: Waves, M: int, mobility: float, orbit: RotatingOrbit) -> tuple | None:
    """The mobility at which the mean of D'' on an orbit, negative at ``mobility``, vanishes; None if the orbit ends before."""
    known = {mobility: orbit}

    def bending(value: float) -> float:
        near = known[min(known, key=lambda other: abs(other - value))]
        known[value] = orbit_at(waves, M, value, near) or near
        return known[value].curvature

    below = mobility
    while bending(below) < 0 and below > mobility / 4:
        below *= 0.95
    if known[below].curvature < 0:
        return None
    found = brentq(bending, below, below / 0.95, xtol=1e-10 * below)
    last = orbit_at(waves, M, found, known[min(known, key=lambda other: abs(other - found))])
    return (found, found, 0.0, last) if last is not None and last.attracts else None


def _scanned(waves: Waves, above: float, rng: np.random.Generator) -> tuple:
    """The last and the first change of sign of averages on a grid of mobilities about ``above``, and half the spacing."""
    mobilities = above * np.linspace(*SCANNED)
    averages = mean_curvature(waves, mobilities, rng, longer=LONGER).mean(axis=1)
    falls = np.flatnonzero((averages[:-1] >= 0) & (averages[1:] < 0))
    if not len(falls):
        raise ArithmeticError(f"averages of D'' do not change their sign near the mobility {above:g}")
    first, last = (_between(mobilities, averages, fall) for fall in falls[[0, -1]])
    return last, first, float(np.diff(mobilities)[0] / 2), None


def _between(x: np.ndarray, y: np.ndarray, place: int) -> float:
    """Where the line from one point to the next vanishes."""
    return float(x[place] + (x[place + 1] - x[place]) * y[place] / (y[place] - y[place + 1]))
