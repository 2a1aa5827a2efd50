"""Descent of two generated means against a critic of two intervals: the best one at every step, or one that climbs meanwhile.

Many starts move at once, in float64.
"""

from dataclasses import dataclass

import numpy as np

from derivations.neighbours import interval_critic
from derivations.neighbours.notation import l, mu_1, mu_2, nu_1, nu_2, r, x
from ganmech.exact import exact_integer, nearest_float, said
from ganmech.lowering import FLOAT64, lower
from ganmech.neighbours.interval_critic import two_means

BEYOND = 14.0               # from every mean: there no density is left
HALVINGS, NEWTON = 10, 5
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


def descend_first_order(mu, target, intervals, step="0.1", steps: int = 1000, records: int = 100) -> IntervalDescent:
    """Simultaneous steps: ends climb, l -= step D(l), r += step D(r), means descend. An r that falls below its l is put at l.

    ``mu`` is one start (2,) or many (starts, 2), ``intervals`` two pairs (l, r) with which every start begins. Raises
    ValueError for what is not that, for intervals with l > r, and for a step that is not positive or above 1.
    """
    target, mu, step, steps, records = _read(mu, target, step, steps, records)
    I = np.tile(_intervals(intervals), (len(mu), 1, 1))

    def move(mu, I):
        left, right = (_excess(FLOAT64, I[..., end], *target, mu[:, :1], mu[:, 1:]) for end in (0, 1))
        lowest = I[..., 0] - step * left
        return mu - step * pull(mu, I), np.stack([lowest, np.maximum(I[..., 1] + step * right, lowest)], axis=-1)

    return _recorded(move, mu, I, target, steps, records)


def descend_optimal(mu, target, step="0.1", steps: int = 1000, records: int = 100) -> IntervalDescent:
    """Steps of the means down the total variation distance: against the best critic at every step. As `descend_first_order`."""
    target, mu, step, steps, records = _read(mu, target, step, steps, records)

    def move(mu, I):
        mu = mu - step * pull(mu, I)
        return mu, best_intervals(mu, target)

    return _recorded(move, mu, best_intervals(mu, target), target, steps, records)


def pull(mu: np.ndarray, I: np.ndarray) -> np.ndarray:
    """Slope of the loss in each mean, (starts, 2); an end at infinity counts as no density."""
    return _pull(FLOAT64, mu[:, None, :], I[:, :, 0, None], I[:, :, 1, None]).sum(axis=1)


def best_intervals(mu: np.ndarray, target) -> np.ndarray:
    """Where p* > q, for many generators: (starts, 2, 2); an interval that is not there is (inf, inf). An end may be
    infinite, and is where it lies so far out that no density is left."""
    means = np.concatenate([np.broadcast_to(target, mu.shape), mu], axis=1)
    weights = _uncancelled(means)
    order = np.argsort(np.where(weights == 0, np.inf, means), axis=1, kind="stable")
    means, weights = np.take_along_axis(means, order, 1), np.take_along_axis(weights, order, 1)
    far = np.max(np.abs(means), axis=1, keepdims=True) + BEYOND
    ends = np.nan_to_num(_zeros(weights, means, far), nan=np.inf)
    infinite, at_left = np.full_like(far, np.inf), _value(weights[:, None], means[:, None], -far)[0]
    return np.where(at_left > 0, np.hstack([-infinite, ends]), np.hstack([ends, infinite])).reshape(-1, 2, 2)


def _uncancelled(means: np.ndarray) -> np.ndarray:
    """+1 for a mean of the target, -1 for one of the generator, 0 for two that cancel."""
    weights = np.tile([1.0, 1.0, -1.0, -1.0], (len(means), 1))
    for i, j in ((0, 2), (0, 3), (1, 2), (1, 3)):
        cancel = (means[:, i] == means[:, j]) & (weights[:, i] != 0) & (weights[:, j] != 0)
        weights[cancel, i] = weights[cancel, j] = 0
    return weights


def _zeros(c: np.ndarray, e: np.ndarray, far: np.ndarray) -> np.ndarray:
    """The zeros of sum_i c_i exp(e_i x - e_i^2/2) in (-far, far), in increasing order, (starts, 3), nan where there are fewer:
    see `exponential_sum` for the argument."""
    change = c[:, :-1] * c[:, 1:] < 0
    found = np.full((len(c), 4), np.nan)
    if change.any():
        at = np.argmax(change, axis=1)[:, None]
        middle = (np.take_along_axis(e, at, 1) + np.take_along_axis(e, at + 1, 1)) / 2
        between = _zeros(np.where(change.any(axis=1, keepdims=True), c * (e - middle), np.abs(c)), e, far)
        places = np.hstack([-far, np.where(np.isnan(between), far, between), far])
        values = _value(c[:, None], e[:, None], places)[0]
        row, place = np.nonzero(values[:, :-1] * values[:, 1:] < 0)
        found[row, place] = _between(c[row], e[row], places[row, place], places[row, place + 1], values[row, place])
    return np.sort(found, axis=1)[:, :3]


def _value(c, e, x) -> tuple[np.ndarray, np.ndarray]:
    """The sum and its slope, both over one positive number; the last axis of c and e is that of the terms."""
    sizes = e * x[..., None] - e**2 / 2
    terms = c * np.exp(sizes - sizes.max(axis=-1, keepdims=True))
    return terms.sum(axis=-1), (terms * e).sum(axis=-1)


def _between(c, e, left, right, at_left) -> np.ndarray:
    """The zero in each bracket: halved, then Newton's method held inside it."""
    for _ in range(HALVINGS):
        middle = (left + right) / 2
        same = _value(c, e, middle)[0] * at_left > 0
        left, right = np.where(same, middle, left), np.where(same, right, middle)
    guess = (left + right) / 2
    for _ in range(NEWTON):
        value, slope = _value(c, e, guess)
        guess = np.clip(guess - value / np.where(slope == 0, np.inf, slope), left, right)
    return guess


def _recorded(move, mu, I, target, steps, records) -> IntervalDescent:
    times = np.unique(np.linspace(0, steps, records + 1).astype(int))
    kept, now = [(mu, I)], 0
    for time in times[1:]:
        for _ in range(time - now):
            mu, I = move(mu, I)
        now = time
        kept.append((mu, I))
    means, intervals = map(np.array, zip(*kept))
    ends = _excess_below(FLOAT64, intervals, *target, means[:, :, :1, None], means[:, :, 1:, None])
    return IntervalDescent(times, means, intervals, (ends[..., 1] - ends[..., 0]).sum(axis=2))


def _read(mu, target, step, steps, records) -> tuple:
    target = tuple(map(float, two_means("target", target)))
    starts = [mu] if np.ndim(mu) == 1 else mu
    if np.ndim(starts) != 2 or np.shape(starts)[1] != 2 or not len(starts):
        raise ValueError(f"mu must hold two means, or pairs of them, got an array of shape {np.shape(mu)}")
    means = np.array([list(map(float, two_means("mu", pair))) for pair in starts])
    step = nearest_float("step", step)
    if not 0 < step <= 1:
        raise ValueError(f"step must be positive and at most 1, got {said(step)}")
    return target, means, step, exact_integer("steps", steps, 1, MOST_STEPS), exact_integer("records", records, 1)


def _intervals(given) -> np.ndarray:
    if np.shape(given) != (2, 2):
        raise ValueError(f"intervals must be two pairs (l, r), got an array of shape {np.shape(given)}")
    found = np.array([[nearest_float("intervals", end) for end in pair] for pair in given])
    for l, r in found:
        if l > r:
            raise ValueError(f"intervals must have l <= r, got ({l:g}, {r:g})")
    return found
