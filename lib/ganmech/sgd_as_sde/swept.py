"""Weak-error slopes of one game, scheme and order at one point of a sweep.

A slope is that of log |E f(chain) - E f(SDE)| against log eta between the two smallest learning rates, both means exact. The
expected one is order + 1, but 2 for third moments under a skewed latent law, whose third cumulant no diffusion has.
"""

import statistics
from collections.abc import Iterable
from fractions import Fraction

from ganmech.exact import exact
from ganmech.sgd_as_sde.games import FiniteData, LinearQuadratic, Multiplicative
from ganmech.sgd_as_sde.matrix_game import of_matrices
from ganmech.sgd_as_sde.weak_error import MONOMIALS, WeakErrors, weak_error

START, TIME = (2, -1), 2
FIRST = Fraction(1, 5)      # the learning rate that is halved
THIRD = 3                   # the degree in which skewness shows


def weak_error_slopes(game: "one of linear-quadratic, dirac, finite-data, multiplicative, skewed" = "linear-quadratic",
                      scheme: "one of SML, ALT" = "SML", order: "int from 0 to 2" = 0, mu: "number from 0 to 1e6" = "1/2",
                      lam: "number from 0 to 1e6" = "1", s: "number from 0 to 1e6" = "1/2", batch: "positive int" = 4,
                      halvings: "positive int" = 6) -> dict:
    """From (theta, omega) = (2, -1) at the time 2: "slope <f>" for every test function f, None where no slope tells anything.

    That is where an error vanishes or changes its sign between the two rates. ``slope`` is the median over functions, but for
    moments of degree 3, for which it is ``slope_of_thirds``; ``expected`` and ``expected_of_thirds`` are what is derived for
    them, None in games without these moments. ``departure`` is the largest distance of a slope from its own expected one, at
    the function ``farthest``; ``eta`` the smallest learning rate, 1/5 halved so many times.

    ``game``: "linear-quadratic", J = omega (x - theta - s z) - lam omega^2/2 + mu (theta + s z)^2/2; "finite-data", the same
    with x and z from two points each, of the same means and variances; "dirac", J = omega theta - lam omega^2/2 + mu theta^2/2
    with noise of variance s^2 in both gradients; "multiplicative" and "skewed", theta z in place of theta + s z with z of mean
    1, normal or exponential.
    """
    etas = [FIRST / 2**k for k in (halvings - 1, halvings)]
    found = weak_error(named_game(game, mu, lam, s, batch), START, TIME, etas, scheme, order)
    slopes = {name: last_slope(found, name) for name in found.errors}
    expected = {name: expected_slope(game, name, order) for name in slopes}
    off = {name: abs(slope - expected[name]) for name, slope in slopes.items() if slope is not None}
    thirds = [name for name in slopes if degree(name) == THIRD]
    farthest = max(off, key=off.get, default=None)
    return {"slope": median(slopes[name] for name in slopes if name not in thirds), "expected": order + 1,
            "slope_of_thirds": median(slopes[name] for name in thirds),
            "expected_of_thirds": expected[thirds[0]] if thirds else None,
            "departure": off.get(farthest), "farthest": farthest, "eta": str(etas[-1]),
            **{f"slope {name}": slope for name, slope in slopes.items()}}


def named_game(name: str, mu, lam, s, batch: int):
    """A game with exact means."""
    given = {"mu": mu, "lam": lam, "s": s, "batch": batch}
    if name == "linear-quadratic":
        return LinearQuadratic(m=1, **given)
    if name == "finite-data":
        return FiniteData(x=(0, 2), z=(-1, 1), **given)
    if name == "dirac":
        noise = exact("s", s)**2
        return of_matrices(mu, 1, lam, 0, 0, noise, noise, batch=batch)
    return Multiplicative(m=1, latent="normal" if name == "multiplicative" else "exponential", **given)


def expected_slope(game: str, function: str, order: int) -> int:
    """The derived order of the error of one mean."""
    return min(order + 1, 2) if game == "skewed" and degree(function) == THIRD else order + 1


def degree(function: str) -> int:
    """Of a monomial; 0 for a function that is none."""
    return sum(MONOMIALS.get(function, ()))


def last_slope(found: WeakErrors, name: str) -> float | None:
    """Between the last two learning rates."""
    left, right = found.errors[name][-2:]
    return float(found.slopes[name][-1]) if left * right > 0 else None


def median(slopes: Iterable[float | None]) -> float | None:
    """Of those that are known."""
    known = [slope for slope in slopes if slope is not None]
    return statistics.median(known) if known else None
