"""Fictitious play of a GAN on finitely many points: each side answers the other's past."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from derivations.neighbours import fictitious_play as derived
from derivations.neighbours.notation import p, q
from ganmech.exact import exact_integer, said
from ganmech.lowering import FLOAT64, lower
from ganmech.neighbours.packing import law

CRITICS = ("average", "current")
MOST_STEPS = 10**7

_best_critic = lower(derived.best_critic, (p, q))
_at_best = lower(derived.critic.result, (p, q))
_value = lower(derived.value.result, (p,))


@dataclass(frozen=True)
class Play:
    """Records after t plays: ``mean`` (records, n), the mean of the generator's plays; ``divergence`` (records,), twice the
    Jensen-Shannon divergence of it from p; ``distance``, its total variation distance; ``gap``, the exploitability, nan for the
    current critic."""

    t: np.ndarray
    mean: np.ndarray
    divergence: np.ndarray
    distance: np.ndarray
    gap: np.ndarray

    def slope(self, name: str = "distance") -> float:
        """d log / d log(t) of the record of this name, fitted to the later half (in log t) of those that are not 0."""
        return fitted_slope(self.t, getattr(self, name))


def play(p: Sequence, steps: int, critic: str = "average", start: Sequence | None = None) -> Play:
    """V(D, q) = sum p log D + q log(1 - D): the critic's best response to the mean of the generator's plays; the generator's to

    "average"   the mean over all past critics of log(1 - D), which is fictitious play;
    "current"   the last critic alone, which is the conditional-gradient method with steps 1/t on the divergence.

    The generator's first play is ``start`` (None: uniform), the others are single points; the first of equal ones is taken.
    Records at about powers of 2^(1/4), float64. Raises ValueError for laws with a probability that is not positive.
    """
    if critic not in CRITICS:
        raise ValueError(f"critic must be one of {', '.join(CRITICS)}, got {said(critic, repr)}")
    steps, data = exact_integer("steps", steps, 1, MOST_STEPS), positive_law("p", p)
    first = np.full(len(data), 1 / len(data)) if start is None else positive_law("start", start)
    if len(first) != len(data):
        raise ValueError(f"start must have as many points as p, {len(data)}, got {len(first)}")
    times = recorded_times(steps)
    total, seen, reward, rows = first.copy(), 0.0, np.zeros(len(data)), []
    for t in range(1, steps + 1):
        D = _best_critic(FLOAT64, data, total / t)
        seen, reward = seen + data @ np.log(D), reward + np.log1p(-D)
        if t in times:
            rows.append((t, *_record(data, total / t, seen / t + (reward / t).min() if critic == "average" else np.nan)))
        total[np.argmin(reward) if critic == "average" else np.argmax(D)] += 1
    t, mean, divergence, distance, gap = map(np.array, zip(*rows))
    return Play(t, mean, divergence, distance, gap)


def _record(data: np.ndarray, mean: np.ndarray, at_worst: float) -> tuple:
    best = _at_best(FLOAT64, data, mean).sum()
    return mean, best - _value(FLOAT64, data).sum(), abs(mean - data).sum() / 2, best - at_worst


def fitted_slope(t: np.ndarray, values: np.ndarray) -> float:
    """The least-squares slope of log(values) in log(t) from the square root of the last t on, where the values are positive."""
    later = (t >= np.sqrt(t[-1])) & (values > 0)
    return float(np.polyfit(np.log(t[later]), np.log(values[later]), 1)[0])


def recorded_times(steps: int) -> set[int]:
    """Rounded powers of 2^(1/4) up to the number of steps, and that number."""
    powers = 2 ** np.arange(0, np.log2(steps) + 1e-9, 0.25)
    return {*map(int, np.round(powers)), steps}


def positive_law(name: str, given: Sequence) -> np.ndarray:
    """Positive probabilities that sum to 1, as float64."""
    found = law(name, given)
    for place, number in enumerate(found):
        if number == 0:
            raise ValueError(f"{name}[{place}] must be positive, got 0")
    return np.array(found, dtype=float)
