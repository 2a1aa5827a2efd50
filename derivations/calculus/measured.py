"""Reasons that measure: the order of a remainder, and the mean of a simulation. They agree or refute; they never prove."""
import time
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Callable

import mpmath
import numpy as np
from sympy import Expr, Symbol, sympify

from derivations.calculus.domain import Domain, Is
from derivations.calculus.equality import DIGITS, GUARD, number, scalars
from derivations.calculus.reasons import Reason
from derivations.calculus.verdict import Evidence, Verdict


@dataclass(frozen=True)
class Asymptotic(Reason):
    """Both sides differ by a multiple of ``small ** order`` as ``variable`` tends to infinity or to 0 from above.

    ``to`` is "oo" or "0". The order is measured on doubling (halving) from ``start``, which must be far enough for the next
    term to be invisible at the tolerance; as many digits are carried as a difference of that order needs.
    """

    variable: Symbol
    order: Expr
    to: str = "oo"
    start: int = 2**20

    @property
    def text(self) -> str:
        power = -self.order if self.to == "oo" else self.order
        return f"to within O({self.variable}^{power}) as {self.variable} -> {self.to}"

    def check(self, before, after, domain, prove=True):
        begin = time.perf_counter()
        orders = self._measured(before - after, domain)
        gaps = [abs(order - float(self.order)) for order in orders]
        wrong = any(mpmath.isfinite(gap) and gap >= 0.01 for gap in gaps)
        verdict = Verdict.REFUTED if wrong else Verdict.AGREES if all(map(mpmath.isfinite, gaps)) else Verdict.UNKNOWN
        how = f"measured order {orders[0]:.4f} against {self.order} on doubling, {len(orders)} points"
        witness = None if verdict is Verdict.AGREES else next(domain.points(1))
        return Evidence(verdict, how, witness, time.perf_counter() - begin)

    def _measured(self, gap: Expr, domain: Domain) -> list[float]:
        first, second = (self._sizes(gap, domain, sympify(self.start) * factor) for factor in (1, 2))
        return [float(mpmath.log(a / b, 2)) if a and b else float("nan") for a, b in zip(first, second)]

    def _sizes(self, gap: Expr, domain: Domain, far: Expr) -> list:
        """|gap| at three points of the domain, the variable at ``far`` (or 1/far) and all that depends on it moved along."""
        digits = DIGITS + GUARD + int(abs(self.order) * mpmath.log10(2 * self.start))
        moved = domain | {self.variable: Is(far if self.to == "oo" else 1 / far)}
        return [abs(number(gap, point, digits)) for point in moved.points(3)]


@dataclass(frozen=True)
class Sampled(Reason):
    """The mean of ``estimator(size, parameters, rng)``, a tuple of numbers, tends to the line as the size grows.

    Two sizes cancel the first correction: 2 mean(2 n) - mean(n) must lie within ``errors`` standard errors of the claim, in
    every real and imaginary part. Seeds are fixed.
    """

    estimator: Callable = field(hash=False)
    at: dict = field(hash=False)
    size: int = 60
    samples: int = 200
    errors: float = 4.0

    text = "large-size limit, by simulation"

    def check(self, before, after, domain, prove=True):
        begin = time.perf_counter()
        mean, error = _extrapolated(self.estimator, tuple(self.at.items()), self.size, self.samples)
        claim = [complex(number(value, self.at, 30)) for value in scalars(after)]
        gaps = [abs(part(m - c)) / part(e) for m, c, e in zip(mean, claim, error) for part in (np.real, np.imag)]
        verdict = Verdict.AGREES if max(gaps) < self.errors else Verdict.REFUTED
        how = f"simulation at sizes {self.size} and {2 * self.size}: within {max(gaps):.1f} standard errors"
        return Evidence(verdict, how, None if verdict.passes else self.at, time.perf_counter() - begin)


@lru_cache
def _extrapolated(estimator, at, size, samples) -> tuple[np.ndarray, np.ndarray]:
    """Means of 2 X(2 size) - X(size) and their standard errors, real and imaginary parts apart."""
    rng = np.random.default_rng(2101)
    small, large = (np.array([estimator(n, dict(at), rng) for _ in range(samples)]) for n in (size, 2 * size))

    def error(part):
        return np.sqrt((4 * part(large).var(axis=0) + part(small).var(axis=0)) / samples)

    return 2 * large.mean(axis=0) - small.mean(axis=0), error(np.real) + 1j * error(np.imag)
