"""The order parameters of a model as functions of time, in float64 or to any number of digits."""

from fractions import Fraction

import mpmath
import numpy as np

from ganmech.digits import rounded
from ganmech.exact import exact, rational
from ganmech.lowering import FLOAT64
from ganmech.solvable_gan import integrate, taylor
from ganmech.solvable_gan.averages import float64_averages, series_averages
from ganmech.solvable_gan.equation import Equation, gram_of, state_of
from ganmech.solvable_gan.recording import Diverged
from ganmech.solvable_gan.state import Trajectory, from_gram


def equation(model, digits: int | None = None) -> Equation:
    """The equation of a model in float64, or for ``taylor`` at so many digits."""
    linear = model.f.linear and model.f_tilde.linear
    rates = model.tau, model.tau_tilde, model.eta_T, model.eta_G, model.lam or Fraction(0)
    values = *rates, *model.Lambda, *model.Lambda_tilde
    if digits is None:
        averages = None if linear else float64_averages(model.f, model.f_tilde)
        return Equation(model.d, model.pinned, tuple(map(float, values)), averages)
    averages = None if linear else series_averages(model.f, model.f_tilde, digits + taylor.GUARD_DIGITS)
    return Equation(model.d, model.pinned, tuple(map(rational, values)), averages)


def solve(model, gram: np.ndarray, t, digits: int | None) -> Trajectory:
    """The trajectory at the times t from the start ``gram``, of exact entries."""
    times = increasing_times(t)
    start = state_of(gram, model.pinned)
    if digits is None:
        found = equation(model)
        floats = np.array(times, dtype=float)
        reached, states = integrate.integrate(lambda state: found(FLOAT64, state), np.array(start, dtype=float), floats)
    else:
        found = equation(model, digits)
        balls = taylor.solve(found, start, times, digits)
        states = np.array([[rounded(ball, digits) for ball in state] for state in balls], object).reshape(-1, len(start))
        reached = np.array([mpmath.mpf(time.numerator) / time.denominator for time in times[:len(balls)]], dtype=object)
    trajectory = from_gram(reached, gram_of(states, model.d, model.pinned))
    if len(reached) < len(times):
        raise Diverged(f"the order parameters diverge before t = {float(times[len(reached)]):g}; "
                       "the attribute partial holds the trajectory until then", trajectory)
    return trajectory


def increasing_times(t) -> list[Fraction]:
    """One time or several, 0 or later, increasing; exact."""
    listed = np.atleast_1d(np.asarray(t, dtype=object))
    if listed.ndim != 1 or not listed.size:
        raise ValueError(f"t must be a time or a sequence of times, got an array of shape {listed.shape}")
    times = [exact("t", time) for time in listed]
    if times[0] < 0 or any(later <= earlier for earlier, later in zip(times, times[1:])):
        raise ValueError("t must be increasing times, the first at 0 or later")
    return times
