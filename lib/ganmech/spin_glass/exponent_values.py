"""The exponent at Gaussian variables of the caller's own."""

import numpy as np

from ganmech.arrays import broadcast, float_array
from ganmech.spin_glass.loss_bounds import indices
from ganmech.spin_glass.programmes import exponent_of


def exponent_at(model, variables: tuple, k_D=None, k_G=None):
    """See `SpinGlassGAN.exponent`."""
    exponent = exponent_of(model)
    names = exponent.names
    if len(variables) != len(names):
        raise TypeError(f"the exponent takes {len(names)} variables, {', '.join(names)}, got {len(variables)}")
    given = broadcast(**{name: float_array(name, value) for name, value in zip(names, variables)})
    place = np.array([variable.ravel() for variable in given])
    shifts = np.array(exponent.shifts, float) @ place
    asked = np.broadcast_to(indices(exponent, k_D=k_D, k_G=k_G), shifts.shape)
    energy = (place**2 / np.array(exponent.variances, float)[:, None]).sum(axis=0) / 2
    found = exponent.of_shifts(shifts, asked) - energy
    found[~((exponent.outwards(shifts) >= 1) | ~exponent.asks(asked)).all(axis=0)] = -np.inf
    return found.reshape(given[0].shape)[()]
