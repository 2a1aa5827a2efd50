"""Two ways to the same end, timed in turn so that whatever else the machine does weighs on both."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Comparison:
    """Seconds a value takes in one way and in another, and the ratio it should not exceed, if any."""

    name: str
    seconds: float
    against: str
    seconds_against: float
    at_most: float | None

    @property
    def ratio(self) -> float:
        return self.seconds / self.seconds_against

    @property
    def met(self) -> bool:
        return self.at_most is None or self.ratio <= self.at_most


def compare(name: str, way: Callable, values: int, against: str, other: Callable, other_values: int,
            at_most: float | None = None, rounds: int = 9) -> Comparison:
    """The best of so many rounds of each, taken alternately after one round that is not counted; per value."""
    best, best_other = float("inf"), float("inf")
    way()
    for _ in range(rounds):
        best, best_other = min(best, seconds(way)), min(best_other, seconds(other))
    return Comparison(name, best / values, against, best_other / other_values, at_most)


def seconds(work: Callable) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
