"""One zero of a monotone function of balls, by bisection."""

from collections.abc import Callable

from flint import arb


def sign(value: arb) -> int | None:
    """+1, -1, or None where the ball cannot tell."""
    return 1 if value > 0 else -1 if value < 0 else None


def bisected(sign_at: Callable, left: arb, right: arb, at_left: int) -> arb:
    """A ball with the one change of sign between two places: divided until no sign is told, at two points in case one is it."""
    left, right = left.upper(), right.lower()
    while True:
        for share in (2, 3):
            middle = (left + (right - left) / share).mid()
            found = sign_at(middle) if left < middle < right else None
            if found is not None:
                break
        else:
            return left.union(right)
        left, right = (middle, right) if found == at_left else (left, middle)
