"""The GOE at finite N: its exact density of eigenvalues, its spectra drawn at random, and how often they lie below a wall.

Units as in the rates: the joint density of the eigenvalues is prod |l_i - l_j| exp(-N sum l_i^2 / E^2), so the limiting
semicircle ends at E. Nothing here knows of a rate function.
"""
from math import erfc

import numpy as np
from numpy.polynomial.legendre import leggauss

from ganmech.arrays import float_array
from ganmech.exact import exact_integer, nearest_float, random_generator

LARGEST_EXPONENT = 700      # exp(-x^2/2) must not underflow, for the recurrences start from it
PANELS, NODES = 40, 20      # of the quadrature for tails
TAIL = 60.0                 # beyond the point where the density has fallen by e^-TAIL nothing is counted


def density(u, N: int, E=1):
    """The expected number of eigenvalues per unit length at u, exact for even N >= 2; it integrates to N.

    With phi_k the Hermite functions, x = u sqrt(2N)/E and even N (Mehta, Random Matrices, chapter 7):
    sum_{k<N} phi_k(x)^2 + sqrt(N/2) phi_{N-1}(x) (int phi_N / 2 - int_x^oo phi_N). float64, of the shape of u.
    Raises ValueError for odd N and beyond N u^2/E^2 = 700.
    """
    N, scale = _even(N), np.sqrt(2 * N) / _edge(E)
    x = float_array("u", u) * scale
    if np.any(x**2 / 2 > LARGEST_EXPONENT):
        raise ValueError(f"N u^2/E^2 must be at most {LARGEST_EXPONENT} in float64, got {np.max(x**2) / 2:.6g}")
    phi, above = _hermite_functions(x, N), _tail_integrals(x, N)
    half = _tail_integrals(np.array(0.0), N)[N]
    return scale * (np.sum(phi[:N]**2, axis=0) + np.sqrt(N / 2) * phi[N - 1] * (half - above[N]))


def expected_above(u, N: int, E=1) -> float:
    """The expected number of eigenvalues above the number u, for even N; far out this is P(largest eigenvalue > u)."""
    u = nearest_float("u", u)
    if u < 0:
        return N - expected_above(-u, N, E)
    width = _decay_length(u, N, E)
    nodes, weights = leggauss(NODES)
    starts = u + width * np.arange(PANELS) / PANELS
    places = starts[:, None] + width / PANELS * (nodes + 1) / 2
    return float(np.sum(density(places, N, E) * weights) * width / PANELS / 2)


def sample_spectra(N: int, count: int, E=1, rng=None) -> np.ndarray:
    """``count`` spectra of N eigenvalues each, increasing: shape (count, N).

    Eigenvalues of the tridiagonal matrices of Dumitriu and Edelman 2002. ``rng`` is None, an int seed or a numpy Generator.
    """
    N, rng = exact_integer("N", N, least=1), random_generator(rng)
    matrices = np.zeros((exact_integer("count", count, least=1), N, N))
    places = np.arange(N)
    matrices[:, places, places] = np.sqrt(2) * rng.standard_normal((count, N))
    beside = np.sqrt(rng.chisquare(places[:0:-1], (count, N - 1)))
    matrices[:, places[1:], places[:-1]] = beside       # eigvalsh reads the lower triangle
    return np.linalg.eigvalsh(matrices) * _edge(E) / np.sqrt(4 * N)


def sampled_probability_below(u, N: int, count: int, E=1, rng=None) -> tuple[float, float]:
    """P(all N eigenvalues < u) by simulation, and its standard error.

    Spectra are drawn about another centre and narrower, l = centre + width x, and weighted with the ratio of the two densities,
    width^(N(N+1)/2) exp(-N/E^2 (sum l^2 - sum x^2)). The mean is right for every centre and width; those chosen here make
    the wanted spectra frequent.
    """
    u, E = nearest_float("u", u), _edge(E)
    width = min(1.0, (u / E + np.sqrt(u**2 / E**2 + 3)) / 2.5)
    x = sample_spectra(N, count, E, rng)
    spectra = min(0.0, u - 0.6 * width * E) + width * x
    exponents = N * (N + 1) / 2 * np.log(width) - N / E**2 * np.sum(spectra**2 - x**2, axis=1)
    weights = np.exp(exponents) * (spectra[:, -1] < u)
    return float(weights.mean()), float(weights.std() / np.sqrt(count))


def _even(N) -> int:
    N = exact_integer("N", N, least=2)
    if N % 2:
        raise ValueError(f"N must be even, got {N}")
    return N


def _edge(E) -> float:
    E = nearest_float("E", E)
    if E <= 0:
        raise ValueError(f"E must be positive, got {E:g}")
    return E


def _hermite_functions(x: np.ndarray, N: int) -> np.ndarray:
    """phi_0 ... phi_N at x, orthonormal on the line."""
    phi = np.empty((N + 1, *np.shape(x)))
    phi[0] = np.pi**-0.25 * np.exp(-x**2 / 2)
    phi[1] = np.sqrt(2) * x * phi[0]
    for k in range(1, N):
        phi[k + 1] = np.sqrt(2 / (k + 1)) * x * phi[k] - np.sqrt(k / (k + 1)) * phi[k - 1]
    return phi


def _tail_integrals(x: np.ndarray, N: int) -> np.ndarray:
    """int_x^oo phi_k for k = 0 ... N, by integrating phi_k' = sqrt(k/2) phi_{k-1} - sqrt((k+1)/2) phi_{k+1}."""
    phi = _hermite_functions(x, N)
    above = np.empty_like(phi)
    above[0] = np.pi**0.25 / np.sqrt(2) * _erfc(x / np.sqrt(2))
    above[1] = np.sqrt(2) * phi[0]
    for k in range(1, N):
        above[k + 1] = np.sqrt(2 / (k + 1)) * phi[k] + np.sqrt(k / (k + 1)) * above[k - 1]
    return above


_erfc = np.vectorize(erfc, otypes=[float])


def _decay_length(u: float, N: int, E) -> float:
    """How far beyond u the density has fallen by e^-TAIL from its largest value there."""
    width, farthest = _edge(E) / N, _edge(E) * np.sqrt(LARGEST_EXPONENT / N) - u
    while width < farthest and density(u + width, N, E) > np.exp(-TAIL) * density(np.linspace(u, u + width, PANELS), N, E).max():
        width *= 1.5
    return min(width, max(farthest, 0.0))
