"""The best learning rate in time of the isotropic linear-quadratic game: the SDE in closed form, the chain step by step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from flint import arb, fmpq
from scipy.integrate import solve_ivp

from derivations.sgd_as_sde import learning_rate_control as control
from derivations.sgd_as_sde.notation import lambda_, t as time
from ganmech.digits import asked_digits, float_digits, rounded
from ganmech.enclosed import below, enclosed
from ganmech.exact import exact_integer, nearest_float, rational
from ganmech.lowering import EXACT, FLOAT64, lower, multiprecision
from ganmech.sgd_as_sde.training import nonnegative, positive

MOST_EXACT_STEPS = 16       # each step doubles the digits of the fractions
MOST_STEPS = 10**6
_OF = control.r_0, lambda_, control.k, time
_SWITCH = lower(control.switch.result[0], _OF[:3])
_FULL, _FALLING = lower(control.full_rate, _OF), lower(control.falling, _OF)
_U = lower(control.optimal_u, (control.r, lambda_, control.k))
_CONSTANT = lower(control.constant, (control.u, *_OF))
_SLOPE = lower(control.rate.result, (control.u, control.r, lambda_, control.k))
_STEP = lower((control.optimal_h, control.best_step.result), (control.r, lambda_, control.q))
_CHAIN = lower(control.chain.result, (control.h, control.r, lambda_, control.q))


@dataclass(frozen=True)
class OptimalSchedule:
    """The best learning rate u(t) eta, 0 <= u <= 1, and the error r(t) = E|x - x*|^2 under it.

    Until ``switch_time`` the rate is full; there the error is ``switch_error`` = k/lambda or, if r0 is less, r0 at time 0.
    ``r_T`` is the error at T, ``r_T_constant`` that at the full rate throughout: float, mpf or arb.
    """

    lam: Fraction
    k: Fraction
    r0: Fraction
    T: Fraction
    switch_time: object
    switch_error: object
    r_T: object
    r_T_constant: object

    def error(self, t) -> np.ndarray:
        """r at the times t >= 0, float64."""
        t = _times(t)
        lam, k, r0, start, level = map(float, (self.lam, self.k, self.r0, self.switch_time, self.switch_error))
        before, after = np.minimum(t, start), np.maximum(t - start, 0)
        return np.where(t < start, _FULL(FLOAT64, r0, lam, k, before), _FALLING(FLOAT64, level, lam, k, after))

    def u(self, t) -> np.ndarray:
        """The best learning rate over eta at the times t >= 0, float64."""
        return np.minimum(1, _U(FLOAT64, self.error(t), float(self.lam), float(self.k)))


def optimal_schedule(lam, k, r0, T, digits: int | None = None, certified: bool = False) -> OptimalSchedule:
    """The schedule that minimises r(T), and r at every earlier time, of r' = -2 lam u r + u^2 k over 0 <= u <= 1.

    ``lam`` the decay of both players, ``k`` = eta Tr S/B, ``r0`` the error at the start; all positive, exact numbers; T >= 0.
    Numbers are float64, mpf with so many ``digits``, or with ``certified`` balls as small as `ganmech.enclosed` says.
    Raises ValueError or TypeError, naming the parameter.
    """
    lam, k, r0 = (positive(name, value) for name, value in (("lam", lam), ("k", k), ("r0", r0)))
    T = nonnegative("T", T)
    asked = asked_digits(digits, certified) or 17
    if certified:
        return OptimalSchedule(lam, k, r0, T, *enclosed(lambda arithmetic: _ends(
            arithmetic, *(arb(rational(number)) for number in (lam, k, r0, T)), r0 * lam <= k), asked))
    with multiprecision(int(3.33 * (asked + float_digits(lam, k, r0, T + 1)))) as arithmetic:
        found = _ends(arithmetic, *(arithmetic.rational(x.numerator, x.denominator) for x in (lam, k, r0, T)), r0 * lam <= k)
    numbers = [rounded(value, asked) for value in found]
    return OptimalSchedule(lam, k, r0, T, *(numbers if digits is not None else map(float, numbers)))


def optimal_steps(lam, noise, r0, steps: int) -> list[tuple[Fraction, Fraction]]:
    """The best learning rate h of each step of simultaneous descent and the error after it, exactly: at most 16 steps.

    r+ = ((1 - lam h)^2 + h^2) r + h^2 noise with ``noise`` = Tr S/B; lam, noise and r0 positive.
    """
    lam, noise, r = (positive(name, value) for name, value in (("lam", lam), ("noise", noise), ("r0", r0)))
    found, r = [], rational(r)
    for _ in range(exact_integer("steps", steps, least=0, most=MOST_EXACT_STEPS)):
        h, r = _STEP(EXACT, r, rational(lam), rational(noise))
        found.append((_fraction(h), _fraction(r)))
    return found


def optimal_steps_float(lam, noise, r0, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """As `optimal_steps` in float64, up to a million steps: the rates (steps,) and the errors (steps + 1,), the start first."""
    lam, noise, r0 = (float(positive(name, value)) for name, value in (("lam", lam), ("noise", noise), ("r0", r0)))
    steps = exact_integer("steps", steps, least=0, most=MOST_STEPS)
    rates, errors = np.empty(steps), np.full(steps + 1, r0)
    for i in range(steps):
        rates[i], errors[i + 1] = _STEP(FLOAT64, errors[i], lam, noise)
    return rates, errors


def errors_of_steps(lam, noise, r0, rates: Sequence) -> np.ndarray:
    """The errors (steps + 1,) of simultaneous descent at learning rates chosen beforehand, float64."""
    lam, noise, r0 = (float(positive(name, value)) for name, value in (("lam", lam), ("noise", noise), ("r0", r0)))
    errors = [r0]
    for h in np.asarray(rates, dtype=float):
        errors.append(_CHAIN(FLOAT64, h, errors[-1], lam, noise))
    return np.array(errors)


def constant_error(lam, k, r0, t, u=1) -> np.ndarray:
    """r at the times t under a constant rate u eta, float64."""
    numbers = (float(positive(name, value)) for name, value in (("u", u), ("r0", r0), ("lam", lam), ("k", k)))
    return _CONSTANT(FLOAT64, *numbers, _times(t))


def scheduled_error(lam, k, r0, t, u: Callable[[float], float]) -> np.ndarray:
    """r at the increasing times t under any rate u(t) eta, by integration of r' to 1e-10."""
    lam, k, r0, t = *(float(positive(name, value)) for name, value in (("lam", lam), ("k", k), ("r0", r0))), _times(t)
    run = solve_ivp(lambda s, r: _SLOPE(FLOAT64, u(s), r, lam, k), (0, t[-1]), [r0], "DOP853", t_eval=t, rtol=1e-10, atol=1e-14)
    return run.y[0]


def _ends(arithmetic, lam, k, r0, T, early: bool) -> tuple:
    """The time and the error of the switch, the errors at T under the best schedule and under the full rate.

    ``early``: the error is at the switch, or below it, from the start.
    """
    start, level = (0 * T, r0) if early else (_SWITCH(arithmetic, r0, lam, k), k / lam)
    best = _FULL(arithmetic, r0, lam, k, T) if below(T, start) else _FALLING(arithmetic, level, lam, k, T - start)
    return start, level, best, _FULL(arithmetic, r0, lam, k, T)


def _fraction(number: fmpq) -> Fraction:
    return Fraction(int(number.p), int(number.q))


def _times(t) -> np.ndarray:
    """Times of 0 or more, as an array."""
    times = np.vectorize(lambda one: nearest_float("t", one), otypes=[float])(t)
    if np.any(times < 0):
        raise ValueError(f"t must be 0 or positive, got {times.min():g}")
    return times
