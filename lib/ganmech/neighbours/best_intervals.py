"""Where a target mixture is denser than each of many generated ones, in float64.

As `exponential_sum`, for arrays: a sum of exponentials is monotone, up to a factor, between the zeros of one with a change of
sign less.
"""

import numpy as np

BEYOND = 14.0               # from every mean: there no density is left
HALVINGS, NEWTON = 10, 5


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
