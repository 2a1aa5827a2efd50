"""How a cost grows with a size: the same work at several sizes, timed in turn so that a slow minute weighs on all of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.timing import seconds

ROUNDS = 3
LONG_ENOUGH = 0.05      # seconds; what takes less is repeated within a round


@dataclass(frozen=True)
class Series:
    """Seconds of one piece of work at increasing sizes."""

    name: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]


@dataclass(frozen=True)
class Scaling:
    """One question: how the ``cost`` (of what) depends on the ``size`` (of what); ``about`` says what is computed."""

    key: str
    question: str
    about: str
    size: str
    cost: str
    series: tuple[Series, ...]


def series(name: str, sizes: Sequence[int], made: Callable[[int], Callable], each: int = 1, rounds: int = ROUNDS) -> Series:
    """The best of so many rounds at each size, after one that is not counted; ``made(size)()`` does the work ``each`` times."""
    works = [made(size) for size in sizes]
    for work in works:
        work()
    repeats = [max(1, round(LONG_ENOUGH / seconds(work))) for work in works]
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for place, (work, count) in enumerate(zip(works, repeats)):
            best[place] = min(best[place], seconds(lambda: [work() for _ in range(count)]) / count)
    return Series(name, tuple(sizes), tuple(time / each for time in best))
