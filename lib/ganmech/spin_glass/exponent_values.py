"""The exponent at Gaussian variables of the caller's own."""

import mpmath
import numpy as np
from flint import arb

from ganmech.arrays import broadcast, float_array
from ganmech.digits import asked_digits, rounded
from ganmech.exact import exact, rational
from ganmech.rigour import at_rising_precision
from ganmech.spin_glass.exponent_balls import ball_exponent_of, dot
from ganmech.spin_glass.loss_bounds import indices
from ganmech.spin_glass.programmes import exponent_of


def exponent_at(model, variables: tuple, k_D=None, k_G=None, digits=None, certified=False):
    """See `SpinGlassGAN.exponent`."""
    asked_of = asked_digits(digits, certified)
    exponent = exponent_of(model)
    names = exponent.names
    if len(variables) != len(names):
        raise TypeError(f"the exponent takes {len(names)} variables, {', '.join(names)}, got {len(variables)}")
    if asked_of is not None:
        return _to_digits(model, dict(zip(names, variables)), (k_D, k_G), asked_of, certified)
    given = broadcast(**{name: float_array(name, value) for name, value in zip(names, variables)})
    place = np.array([variable.ravel() for variable in given])
    shifts = np.array(exponent.shifts, float) @ place
    asked = np.broadcast_to(indices(exponent, k_D=k_D, k_G=k_G), shifts.shape)
    energy = (place**2 / np.array(exponent.variances, float)[:, None]).sum(axis=0) / 2
    found = exponent.of_shifts(shifts, asked) - energy
    found[~((exponent.outwards(shifts) >= 1) | ~exponent.asks(asked)).all(axis=0)] = -np.inf
    return found.reshape(given[0].shape)[()]


def _to_digits(model, variables: dict, given: tuple, digits: int, certified: bool):
    exponent = ball_exponent_of(model)
    place = [rational(exact(name, value)) for name, value in variables.items()]
    asked = tuple(int(number) for number in indices(exponent.exponent, k_D=given[0], k_G=given[1])[:, 0])
    if not exponent.allows([dot(row, place) for row in exponent.exponent.shifts], asked):
        return arb.neg_inf() if certified else -mpmath.inf

    def attempt(arithmetic):
        found = exponent.at(arithmetic, place, asked)
        return None if found is None else (found.value,)

    ball, = at_rising_precision(attempt, digits, relative=not certified)
    return ball if certified else rounded(ball, digits)
