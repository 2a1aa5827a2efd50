"""Reads the parameters of a model: exact numbers within bounds, as many variances on both sides."""

from fractions import Fraction

import numpy as np

from ganmech.exact import exact, said
from ganmech.solvable_gan.loss import Slope

LARGEST = 10**6


def nonnegative(name: str, value) -> Fraction:
    """A number from 0 to 1e6, exactly."""
    number = exact(name, value)
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{name} must be 0 or positive, at most {LARGEST}, got {said(value)}")
    return number


def positive(name: str, value) -> Fraction:
    """A number above 0 and up to 1e6, exactly."""
    number = exact(name, value)
    if not 0 < number <= LARGEST:
        raise ValueError(f"{name} must be positive, at most {LARGEST}, got {said(value)}")
    return number


def variances(name: str, given) -> tuple[Fraction, ...]:
    """One positive number, or several, one for each feature."""
    listed = [given] if isinstance(given, str) or not np.iterable(given) else list(given)
    if not listed:
        raise ValueError(f"{name} must hold one variance for each feature, got none")
    names = [f"{name}[{place}]" for place in range(len(listed))] if len(listed) > 1 else [name]
    return tuple(map(positive, names, listed))


def generated_variances(given, Lambda: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    """The generator's variances, as many as the data's; None for the same."""
    found = Lambda if given is None else variances("Lambda_tilde", given)
    if len(found) != len(Lambda):
        raise ValueError(f"Lambda_tilde must hold as many numbers as Lambda, {len(Lambda)}, got {len(found)}")
    return found


def check_noise(name: str, eta: Fraction, slope: Slope) -> None:
    """Without noise the projections of the data may be 0, where only the average of a linear f is known here."""
    if not eta and not slope.linear:
        raise ValueError(f"{name} must be positive unless the loss is linear, got 0")
