r"""How fast (1/N) log E|det(H - x)| reaches Phi: sampled determinants, and what is fitted to them.

log E|det(H - x)| - N Phi is fitted by a log N + c + d/N, weighted with its standard errors. Where x lies inside the spectrum,
log|det| has a variance that grows as log N, so the mean of |det| exceeds the typical |det| by a power of N; outside it has a
bounded variance. A sampled mean of |det| is therefore noisy inside, the more so the larger N.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp

from ganmech.arrays import float_array
from ganmech.exact import exact_integer, random_generator

LEAST_SAMPLES = 10
ENTRIES = 2_000_000     # of spectra less points, held at a time


@dataclass(frozen=True)
class Estimate:
    """``value`` and standard ``error`` at each point x, and their ``average`` over all points, which share their matrices."""

    value: np.ndarray
    error: np.ndarray
    average: float
    average_error: float

    @classmethod
    def of(cls, value: np.ndarray, influence: np.ndarray, shape: tuple) -> "Estimate":
        """``influence`` (samples, points) is what each sample adds to the value, to first order, less its mean."""
        root = len(influence) ** 0.5
        return cls(value.reshape(shape), (influence.std(axis=0) / root).reshape(shape), float(value.mean()),
                   float(influence.mean(axis=1).std() / root))


@dataclass(frozen=True)
class SampledDeterminant:
    """log E|det(H - x)|, and the mean and the variance of log|det(H - x)|.

    The error of ``log_mean`` is the relative error of the sampled mean of |det|: where it is not small, it is not well known.
    """

    N: int
    log_mean: Estimate
    mean_log: Estimate
    variance_log: Estimate


@dataclass(frozen=True)
class Fit:
    """a log N + c + d/N: (a, c, d), their standard errors, and chi squared with its degrees of freedom."""

    coefficients: np.ndarray
    errors: np.ndarray
    chi_squared: float
    degrees: int


def sampled_determinant(ensemble, N, x, x1, samples, rng=None) -> SampledDeterminant:
    """From ``samples`` spectra of size N at the shift x1, the same for all points x.

    Raises ValueError or TypeError for bad points and sizes, as the ensemble does, and for fewer than 10 samples.
    """
    x, rng = float_array("x", x), random_generator(rng)
    logs = _log_determinants(ensemble, N, x.ravel(), x1, exact_integer("samples", samples, least=LEAST_SAMPLES), rng)
    log_mean = logsumexp(logs, axis=0) - np.log(len(logs))
    mean, variance = logs.mean(axis=0), logs.var(axis=0)
    return SampledDeterminant(
        int(N), Estimate.of(log_mean, np.exp(logs - log_mean), x.shape), Estimate.of(mean, logs, x.shape),
        Estimate.of(variance, (logs - mean) ** 2, x.shape))


def fitted_growth(sizes, excess, errors) -> Fit:
    """a log N + c + d/N through the excess of a logarithm over N Phi, at four sizes or more.

    Raises ValueError for fewer sizes, or for errors that are not positive.
    """
    given = {"sizes": sizes, "excess": excess, "errors": errors}
    sizes, excess, errors = (float_array(name, values) for name, values in given.items())
    if sizes.size < 4:
        raise ValueError(f"sizes must be four or more, got {sizes.size}")
    if not (errors > 0).all():
        raise ValueError(f"errors must be positive, got {errors.min()}")
    rows = np.stack([np.log(sizes), np.ones_like(sizes), 1 / sizes], axis=1) / errors[:, None]
    covariance = np.linalg.inv(rows.T @ rows)
    coefficients = covariance @ rows.T @ (excess / errors)
    chi_squared = float(np.sum((rows @ coefficients - excess / errors) ** 2))
    return Fit(coefficients, np.sqrt(np.diag(covariance)), chi_squared, sizes.size - 3)


def _log_determinants(ensemble, N, x, x1, samples, rng) -> np.ndarray:
    """log|det(H - x)| of so many matrices: shape (samples, points)."""
    logs = np.empty((samples, x.size))
    for row in logs:
        spectrum = ensemble.sample_spectrum(N, x1, rng)
        row[:] = np.concatenate([np.log(np.abs(spectrum - part[:, None])).sum(axis=1)
                                 for part in np.array_split(x, 1 + x.size * spectrum.size // ENTRIES)])
    return logs
