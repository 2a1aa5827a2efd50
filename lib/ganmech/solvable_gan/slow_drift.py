"""At times of order n the overlap P of one feature drifts along the line of fooled states to one point, in the time T = t/n."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from flint import arb, fmpq
from scipy.integrate import solve_ivp
from scipy.optimize import brentq
from sympy import Poly, Rational, cancel, fraction

from derivations.solvable_gan.notation import Lambda, P, eta_G, eta_T, tau, tau_G, written_out
from derivations.solvable_gan.slow_drift import drift_of_any_noise
from ganmech.algebraic import between, real_roots
from ganmech.digits import asked_digits
from ganmech.enclosed import below, from_balls
from ganmech.exact import exact, nearest_float, rational
from ganmech.lowering import EXACT, FLOAT64, lower
from ganmech.solvable_gan.enclosed_points import stable_beyond
from ganmech.solvable_gan.fixed_points import every_fixed_point
from ganmech.solvable_gan.one_feature import check_equal_signals, exact_numbers

PARAMETERS = tau, tau_G, eta_T, eta_G, Lambda
_drift = lower(written_out(drift_of_any_noise), (P, *PARAMETERS))


@dataclass(frozen=True)
class SlowDrift:
    """dP/dT on the attracting part ``least`` < P <= 1 of the line; P comes to ``rest``. Signs change with that of P.

    ``least`` and ``rest`` are float, mpf or arb.
    """

    least: object
    rest: object
    parameters: tuple[Fraction, ...]

    def rate(self, P, digits: int | None = None, certified: bool = False):
        """dP/dT at a number or, in float64, an array P."""
        if asked_digits(digits, certified) is None:
            return _drift(FLOAT64, P, *map(float, self.parameters))
        value = _drift(EXACT, rational(exact("P", P)), *map(rational, self.parameters))
        return from_balls(lambda _: arb(value), digits, certified)

    def solve(self, P, T) -> np.ndarray:
        """P at the increasing times T = t/n, from P at 0."""
        P, least, times = nearest_float("P", P), float(self.least), np.atleast_1d(np.asarray(T, dtype=float))
        if not least < P <= 1:
            raise ValueError(f"P must lie on the attracting part of the line, above {least:.6g} and up to 1, got {P:g}")
        if times.ndim != 1 or not np.isfinite(times).all() or times[0] < 0 or np.any(np.diff(times) <= 0):
            raise ValueError("T must be increasing times, the first at 0 or later")
        slope = _drift_of(tuple(map(float, self.parameters)))
        run = solve_ivp(lambda _, P: slope(P), (0, times[-1]), [P], "LSODA", t_eval=times, rtol=1e-10, atol=1e-12)
        return run.y[0]


def slow_drift(model, digits: int | None = None, certified: bool = False) -> SlowDrift:
    """The drift of a model of one feature. Raises ValueError where no part of its line attracts, or none is come to rest at."""
    asked = asked_digits(digits, certified)
    check_equal_signals(model)
    least = every_fixed_point(model).line.stable_beyond
    if least is None:
        raise ValueError(f"the slow drift needs noise at which the discriminator is fooled for good, got {model}")
    exactly = exact_numbers(model)[:-1]
    if asked is not None:
        return SlowDrift(*_enclosed(exact_numbers(model), asked, certified), exactly)
    numbers = tuple(map(float, exactly))
    beside = least + (1 - least) * 1e-9
    if _drift(FLOAT64, beside, *numbers) <= 0 or _drift(FLOAT64, 1.0, *numbers) >= 0:
        raise ValueError(f"the slow drift has no point of rest on the attracting part of the line, P > {least:.6g}")
    return SlowDrift(least, brentq(_drift_of(numbers), beside, 1.0, xtol=1e-15, rtol=1e-14), exactly)


def _enclosed(numbers: tuple, digits: int, certified: bool) -> tuple:
    """(least, rest): the one root of the drift's numerator on the attracting part where the drift falls through 0."""
    exactly = tuple(map(rational, numbers))
    coefficients = _numerator(numbers[:-1])

    def formula(arithmetic):
        least = stable_beyond(arithmetic, exactly)
        inside = [place for place in real_roots(coefficients) if below(least, place) and below(place, 1)]
        signs = [_drift(EXACT, P, *exactly[:-1]) > 0 for P in (*map(rational, between([least, *inside])[1:-1]), fmpq(1))]
        if signs != [True, False]:
            raise ValueError("the slow drift must have one point of rest on the attracting part of the line, "
                             f"P > {float(least.mid()):.6g}, got {len(inside)}")
        return least, inside[0]

    return from_balls(formula, digits, certified)


def _numerator(numbers: tuple) -> list[fmpq]:
    """Coefficients in rising powers of P; where it vanishes and the denominator does not, the drift does."""
    values = {symbol: Rational(value.numerator, value.denominator) for symbol, value in zip(PARAMETERS, numbers)}
    of_P = Poly(fraction(cancel(written_out(drift_of_any_noise).subs(values)))[0], P)
    return [fmpq(int(entry.p), int(entry.q)) for entry in reversed(of_P.all_coeffs())]


def _drift_of(numbers: tuple[float, ...]):
    return lambda P: _drift(FLOAT64, P, *numbers)
