"""The GOE at finite N: its exact density of eigenvalues, its spectra drawn at random, and how often they lie below a wall.

Units as in the rates: the joint density of the eigenvalues is prod |l_i - l_j| exp(-N sum l_i^2 / E^2), so the limiting
semicircle ends at E. Nothing here knows of a rate function.
"""
import numpy as np
from numpy.polynomial.legendre import leggauss
from scipy.special import erfc

from ganmech.arrays import float_array
from ganmech.digits import asked_digits
from ganmech.exact import exact_integer, nearest_float, random_generator
from ganmech.lowering import FLOAT64

LARGEST_EXPONENT = 700      # exp(-x^2/2) must not underflow, for the recurrences start from it
PANELS, NODES = 40, 20      # of the quadrature for tails
TAIL = 60.0                 # beyond the point where the density has fallen by e^-TAIL nothing is counted


def density(u, N: int, E=1, digits: int | None = None, certified: bool = False):
    """The expected number of eigenvalues per unit length at u, exact for even N >= 2; it integrates to N.

    With phi_k the Hermite functions, x = u sqrt(2N)/E and even N (Mehta, Random Matrices, chapter 7):
    sum_{k<N} phi_k(x)^2 + sqrt(N/2) phi_{N-1}(x) (int phi_N / 2 - int_x^oo phi_N). float64, of the shape of u; with ``digits``,
    at one exact u, an mpf, or with ``certified=True`` too an arb of radius below 10**-digits.
    Raises ValueError for odd N and, in float64, beyond N u^2/E^2 = 700.
    """
    if asked_digits(digits, certified) is not None:
        from ganmech.spin_glass.goe_finite_balls import density_to_digits
        return density_to_digits(u, even(N), E, digits, certified)
    N, scale = even(N), np.sqrt(2 * N) / _edge(E)
    x = float_array("u", u) * scale
    if np.any(x**2 / 2 > LARGEST_EXPONENT):
        raise ValueError(f"N u^2/E^2 must be at most {LARGEST_EXPONENT} in float64, got {np.max(x**2) / 2:.6g}")
    return scale * density_at(FLOAT64, x, N)


def density_at(arithmetic, x, N: int):
    """The same in x = u sqrt(2N)/E and per unit of x, an entire function, in any arithmetic."""
    phi = _hermite_functions(arithmetic, x, N)
    beyond, half = (_tail_integral(arithmetic, at, functions) for at, functions in (
        (x, phi), (0 * x, _hermite_functions(arithmetic, 0 * x, N))))
    return sum(part * part for part in phi[:N]) + arithmetic.sqrt(arithmetic.rational(N, 2)) * phi[N - 1] * (half - beyond)


def expected_above(u, N: int, E=1, digits: int | None = None, certified: bool = False):
    """The expected number of eigenvalues above the number u, for even N; far out this is P(largest eigenvalue > u).

    A float; with ``digits`` an mpf, or with ``certified=True`` too an arb of radius below 10**-digits, by rigorous quadrature.
    """
    if asked_digits(digits, certified) is not None:
        from ganmech.spin_glass.goe_finite_balls import expected_above_to_digits
        return expected_above_to_digits(u, even(N), E, digits, certified)
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


def even(N) -> int:
    """An even number of eigenvalues, 2 or more. Raises ValueError or TypeError."""
    N = exact_integer("N", N, least=2)
    if N % 2:
        raise ValueError(f"N must be even, got {N}")
    return N


def _edge(E) -> float:
    E = nearest_float("E", E)
    if E <= 0:
        raise ValueError(f"E must be positive, got {E:g}")
    return E


def _hermite_functions(arithmetic, x, N: int) -> list:
    """phi_0 ... phi_N at x, orthonormal on the line."""
    sqrt, rational = arithmetic.sqrt, arithmetic.rational
    phi = [arithmetic.exp(-x * x / 2) / sqrt(sqrt(arithmetic.pi()))]
    phi.append(sqrt(2) * x * phi[0])
    for k in range(1, N):
        phi.append(sqrt(rational(2, k + 1)) * x * phi[k] - sqrt(rational(k, k + 1)) * phi[k - 1])
    return phi


def _tail_integral(arithmetic, x, phi: list):
    """int_x^oo phi_N for even N, by integrating phi_k' = sqrt(k/2) phi_{k-1} - sqrt((k+1)/2) phi_{k+1}."""
    sqrt, rational, at = arithmetic.sqrt, arithmetic.rational, x / arithmetic.sqrt(2)
    above = sqrt(sqrt(arithmetic.pi())) / sqrt(2) * (erfc(at) if arithmetic is FLOAT64 else 1 - arithmetic.erf(at))
    for k in range(1, len(phi) - 1, 2):
        above = sqrt(rational(2, k + 1)) * phi[k] + sqrt(rational(k, k + 1)) * above
    return above


def _decay_length(u: float, N: int, E) -> float:
    """How far beyond u the density has fallen by e^-TAIL from its largest value there."""
    width, farthest = _edge(E) / N, _edge(E) * np.sqrt(LARGEST_EXPONENT / N) - u
    while width < farthest and density(u + width, N, E) > np.exp(-TAIL) * density(np.linspace(u, u + width, PANELS), N, E).max():
        width *= 1.5
    return min(width, max(farthest, 0.0))
