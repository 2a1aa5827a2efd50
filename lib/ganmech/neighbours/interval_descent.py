"""Descent of two generated means against a critic of two intervals: the best one at every step, or one that climbs meanwhile.

Many starts move at once, in float64.
"""

from dataclasses import dataclass

import numpy as np

from derivations.neighbours import interval_critic
from derivations.neighbours.notation import l, mu_1, mu_2, nu_1, nu_2, r, x
from ganmech.exact import exact_integer, nearest_float, said
from ganmech.lowering import FLOAT64, lower
from ganmech.neighbours.best_intervals import best_intervals
from ganmech.neighbours.interval_critic import two_means

MOST_STEPS = 10**7

_excess = lower(interval_critic.excess(x), (x, nu_1, nu_2, mu_1, mu_2))
_excess_below = lower(interval_critic.excess_below(x), (x, nu_1, nu_2, mu_1, mu_2))
_pull = lower(interval_critic.pull(mu_1, l, r), (mu_1, l, r))


@dataclass(frozen=True)
class IntervalDescent:
    """Records of a descent, the first axis: ``step`` (numbers of steps taken), ``mu`` (records, starts, 2), ``intervals``
    (records, starts, 2, 2), the last axis (l, r), and ``loss`` (records, starts), of the critic of that moment."""

    step: np.ndarray
    mu: np.ndarray
    intervals: np.ndarray
    loss: np.ndarray

    @property
    def collapsed(self) -> np.ndarray:
        """Whether the critic of each start has ended with intervals that are all empty (starts,)."""
        return (self.intervals[-1, :, :, 0] >= self.intervals[-1, :, :, 1]).all(axis=1)


def descend_first_order(mu, target, intervals, step="0.1", steps: int = 1000, records: int = 100,
                        critic_steps: int = 1) -> IntervalDescent:
    """Simultaneous steps: ends climb, l -= step D(l), r += step D(r), means descend. An r that falls below its l is put at l.

    With ``critic_steps`` above 1 the ends climb so often for each step of the means, which see the critic of before.

    ``mu`` is one start (2,) or many (starts, 2), ``intervals`` two pairs (l, r) with which every start begins. Raises
    ValueError for what is not that, for intervals with l > r, and for a step that is not positive or above 1.
    """
    target, mu, step, steps, records = _read(mu, target, step, steps, records)
    I = np.tile(_intervals(intervals), (len(mu), 1, 1))

    critic_steps = exact_integer("critic_steps", critic_steps, 1, 10**4)

    def move(mu, I):
        moved = mu - step * pull(mu, I)
        for _ in range(critic_steps):
            left, right = (_excess(FLOAT64, I[..., end], *target, mu[:, :1], mu[:, 1:]) for end in (0, 1))
            lowest = I[..., 0] - step * left
            I = np.stack([lowest, np.maximum(I[..., 1] + step * right, lowest)], axis=-1)
        return moved, I

    return _recorded(move, mu, I, target, steps, records)


def descend_optimal(mu, target, step="0.1", steps: int = 1000, records: int = 100) -> IntervalDescent:
    """Steps of the means down the total variation distance: against the best critic at every step. As `descend_first_order`."""
    target, mu, step, steps, records = _read(mu, target, step, steps, records)

    def move(mu, I):
        mu = mu - step * pull(mu, I)
        return mu, best_intervals(mu, target)

    return _recorded(move, mu, best_intervals(mu, target), target, steps, records)


def distances(mu, target) -> np.ndarray:
    """The total variation distance of many generators, means (starts, 2), from the target: float64 of absolute error 1e-14."""
    target, means = two_means("target", target), _means(mu)
    target = tuple(map(float, target))
    return _loss(means, best_intervals(means, target), target)


def pull(mu: np.ndarray, I: np.ndarray) -> np.ndarray:
    """Slope of the loss in each mean, (starts, 2); an end at infinity counts as no density."""
    return _pull(FLOAT64, mu[:, None, :], I[:, :, 0, None], I[:, :, 1, None]).sum(axis=1)


def _recorded(move, mu, I, target, steps, records) -> IntervalDescent:
    times = np.unique(np.linspace(0, steps, records + 1).astype(int))
    kept, now = [(mu, I)], 0
    for time in times[1:]:
        for _ in range(time - now):
            mu, I = move(mu, I)
        now = time
        kept.append((mu, I))
    means, intervals = map(np.array, zip(*kept))
    return IntervalDescent(times, means, intervals, _loss(means, intervals, target))


def _loss(mu: np.ndarray, I: np.ndarray, target) -> np.ndarray:
    ends = _excess_below(FLOAT64, I, *target, mu[..., :1, None], mu[..., 1:, None])
    return (ends[..., 1] - ends[..., 0]).sum(axis=-1)


def _read(mu, target, step, steps, records) -> tuple:
    target, means = tuple(map(float, two_means("target", target))), _means(mu)
    step = nearest_float("step", step)
    if not 0 < step <= 1:
        raise ValueError(f"step must be positive and at most 1, got {said(step)}")
    return target, means, step, exact_integer("steps", steps, 1, MOST_STEPS), exact_integer("records", records, 1)


def _means(mu) -> np.ndarray:
    starts = [mu] if np.ndim(mu) == 1 else mu
    if np.ndim(starts) != 2 or np.shape(starts)[1] != 2 or not len(starts):
        raise ValueError(f"mu must hold two means, or pairs of them, got an array of shape {np.shape(mu)}")
    return np.array([list(map(float, two_means("mu", pair))) for pair in starts])


def _intervals(given) -> np.ndarray:
    if np.shape(given) != (2, 2):
        raise ValueError(f"intervals must be two pairs (l, r), got an array of shape {np.shape(given)}")
    found = np.array([[nearest_float("intervals", end) for end in pair] for pair in given])
    for l, r in found:
        if l > r:
            raise ValueError(f"intervals must have l <= r, got ({l:g}, {r:g})")
    return found
