r"""How fast (1/N) log E|det(H - x)| reaches Phi: sampled determinants, and what is fitted to them.

log E|det(H - x)| - N Phi is fitted by a log N + c + d/N, weighted with its standard errors. Where x lies inside the spectrum,
log|det| has a variance that grows as log N, so the mean of |det| exceeds the typical |det| by a power of N; outside it has a bounded
variance. A sampled mean of |det| is therefore noisy inside: its relative error grows about as sqrt(N / samples).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp

from ganmech.spin_glass.arrays import float_array
from ganmech.spin_glass.exact import exact_integer, random_generator

LEAST_SAMPLES = 10
ENTRIES = 2_000_000     # of spectra less points, held at a time


@dataclass(frozen=True)
class SampledDeterminant:
    """Arrays of the shape of x: log E|det(H - x)| and the mean and variance of log|det(H - x)|, each with its standard error.

    The error of ``log_mean`` is the relative error of the sampled mean of |det|: where it is not small, neither is it well known.
    """

    N: int
    log_mean: np.ndarray
    log_mean_error: np.ndarray
    mean_log: np.ndarray
    mean_log_error: np.ndarray
    variance_log: np.ndarray
    variance_log_error: np.ndarray


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
    samples, mean = len(logs), logs.mean(axis=0)
    log_mean = logsumexp(logs, axis=0) - np.log(samples)
    squares = (logs - mean) ** 2
    found = (log_mean, np.exp(logs - log_mean).std(axis=0) / samples**0.5, mean, logs.std(axis=0) / samples**0.5,
             squares.mean(axis=0), squares.std(axis=0) / samples**0.5)
    return SampledDeterminant(int(N), *(array.reshape(x.shape) for array in found))


def fitted_growth(sizes, excess, errors) -> Fit:
    """a log N + c + d/N through the excess of a logarithm over N Phi, at four sizes or more.

    Raises ValueError for fewer sizes, or for errors that are not positive.
    """
    sizes, excess, errors = (float_array(name, values) for name, values in (("sizes", sizes), ("excess", excess), ("errors", errors)))
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
