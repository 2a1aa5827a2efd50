"""Fictitious play against critics that accuse one point: the identity as payoff, in whole numbers, with a choice of ties.

Data are uniform on n points. The critic accuses a point where the generator has been most often, the generator goes where it
has been accused least often. After t plays with counts x of the generator and y of the critic the exploitability is
(max x - min y)/t.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ganmech.exact import exact_integer, random_generator, said
from ganmech.neighbours.fictitious_play import MOST_STEPS, fitted_slope, recorded_times

TIES = ("lowest", "least played", "random")
Counts = tuple[tuple[int, ...], tuple[int, ...]]        # of the generator, of the critic


@dataclass(frozen=True)
class PointPlay:
    """Records after t plays: ``gap`` (records,), the exploitability; ``generator`` and ``critic`` (records, n), counts."""

    t: np.ndarray
    gap: np.ndarray
    generator: np.ndarray
    critic: np.ndarray

    @property
    def slope(self) -> float:
        """d log(gap) / d log(t), fitted to the later half of the records, in log t."""
        return fitted_slope(self.t, self.gap)


def point_play(n: int, steps: int, ties: str = "lowest", rng=None) -> PointPlay:
    """Both start at the first of n >= 2 points. Of equal points the players take the one "lowest" in number, the "least played"
    by themselves (then the lowest), or one at "random". Raises ValueError for another word."""
    n, steps = exact_integer("n", n, 2, 1000), exact_integer("steps", steps, 1, MOST_STEPS)
    if ties not in TIES:
        raise ValueError(f"ties must be one of {', '.join(TIES)}, got {said(ties, repr)}")
    rng, times = random_generator(rng), recorded_times(steps)
    x, y = [1] + [0] * (n - 1), [1] + [0] * (n - 1)
    rows = [(1, tuple(x), tuple(y))]
    for t in range(2, steps + 1):
        generator, critic = _one_of(least(y), x, ties, rng), _one_of(most(x), y, ties, rng)
        x[generator] += 1
        y[critic] += 1
        if t in times:
            rows.append((t, tuple(x), tuple(y)))
    return _recorded(rows)


def slowest_play(n: int, steps: int, width: int = 200) -> PointPlay:
    """A play whose ties were chosen to keep the exploitability large, by a search that keeps ``width`` histories at each step.

    Histories that differ by a renumbering of the points count once. Kept are those of largest gap, and those with the least
    even counts. What is found is one valid play: a lower bound on how slow play can be. Time grows as steps * width.
    """
    n, steps = exact_integer("n", n, 2, 6), exact_integer("steps", steps, 1, 10**5)
    width = exact_integer("width", width, 2, 10**4)
    first = (1,) + (0,) * (n - 1)
    layers = [{_renumbered(first, first): None}]
    for _ in range(steps - 1):
        following = {}
        for before in layers[-1]:
            for after in _replies(before):
                following.setdefault(after, before)
        layers.append({history: following[history] for history in _kept(following, width)})
    history, rows = max(layers[-1], key=_gap), []
    for t in range(steps, 0, -1):
        rows.append((t, *history))
        history = layers[t - 1][history]
    times = recorded_times(steps)
    return _recorded([row for row in reversed(rows) if row[0] in times])


def least(counts: Iterable[int]) -> list[int]:
    """The places of the least count."""
    counts = list(counts)
    lowest = min(counts)
    return [place for place, count in enumerate(counts) if count == lowest]


def most(counts: Iterable[int]) -> list[int]:
    """The places of the largest count."""
    return least([-count for count in counts])


def _one_of(tied: list[int], own: list[int], ties: str, rng: np.random.Generator) -> int:
    if ties == "random":
        return int(rng.choice(tied))
    return min(tied, key=own.__getitem__) if ties == "least played" else tied[0]


def _replies(before: Counts) -> Iterable[Counts]:
    x, y = before
    for generator in least(y):
        for critic in most(x):
            yield _renumbered(_one_more(x, generator), _one_more(y, critic))


def _one_more(counts: tuple[int, ...], place: int) -> tuple[int, ...]:
    return counts[:place] + (counts[place] + 1,) + counts[place + 1:]


def _renumbered(x: tuple[int, ...], y: tuple[int, ...]) -> Counts:
    return tuple(zip(*sorted(zip(x, y))))


def _gap(history: Counts) -> int:
    return max(history[0]) - min(history[1])


def _unevenness(history: Counts) -> int:
    return sum(count**2 for counts in history for count in counts)


def _kept(histories: dict, width: int) -> list[Counts]:
    """At most ``width`` of them, in an order that does not depend on chance."""
    if len(histories) <= width:
        return list(histories)
    by_gap, by_unevenness = (sorted(histories, key=key, reverse=True)[:width // 2] for key in (_gap, _unevenness))
    return list(dict.fromkeys(by_gap + by_unevenness))


def _recorded(rows: list) -> PointPlay:
    t, x, y = map(np.array, zip(*rows))
    return PointPlay(t, (x.max(axis=1) - y.min(axis=1)) / t, x, y)
