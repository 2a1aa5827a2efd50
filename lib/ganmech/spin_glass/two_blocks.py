"""A Gaussian matrix with any two-block profile of variances: its log-determinant at two shifts, its density, its samples."""

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from flint import fmpq

from derivations.spin_glass.two_block_mean_field import two_block_matrix
from ganmech.exact import exact, exact_integer, random_generator, rational, said
from ganmech.spin_glass.ensemble import LARGEST_SAMPLE, SMALLEST_SHARE
from ganmech.spin_glass.two_block_evaluation import DENSITY, GRADIENT, HESSIAN, LOG_DETERMINANT, dependent, evaluate, shifts

# Within these bounds float64 holds every number made of the parameters on the way.
LARGEST_VARIANCE, LARGEST_RATIO = 10**300, 10**200
NAMES = ("kappa", "S_DD", "S_DG", "S_GG")


@dataclass(frozen=True)
class TwoBlocks:
    """H0 + diag(y_D I, y_G I) in the limit of large N; H0 symmetric and Gaussian, of blocks of kappa N and (1 - kappa) N rows.

    Entries of H0 have variance S_DD/N, S_DG/N or S_GG/N by their blocks, twice that on the diagonal. ``kappa`` lies strictly
    between 0 and 1, ``S_DD`` and ``S_DG`` are positive, ``S_GG`` is positive or 0, none below 1e-200 of the largest; numbers
    are exact, as in `CoupledEnsemble`. H0 and -H0 have one law, so nothing changes under (y_D, y_G) -> (-y_D, -y_G) but the sign
    of a gradient; the `CoupledEnsemble` is the case S_DD = b^2/2 + b1^2/(2 kappa), S_DG = S_GG = b^2/2, y_D = x + x1, y_G = x.

    Methods return float64, with ``digits`` mpf of so many significant digits, or with ``certified=True`` too arb balls of
    radius below 10**-digits that contain the true value; arguments broadcast, arrays give arrays. Shifts are at most 1e100 times
    the square root of the largest variance in size.

    Where S_GG = 0 and y_G = 0 the generator's rows reach into kappa N dimensions only: for kappa < 1/2 the determinant is 0,
    Phi is -inf there and its derivatives raise ValueError.

    Raises ValueError or TypeError, naming the parameter, its value and what is allowed.
    """

    kappa: Fraction
    S_DD: Fraction
    S_DG: Fraction
    S_GG: Fraction
    law: tuple[fmpq, ...] = field(init=False, repr=False, compare=False)      # (kappa, kappa', S_DD, S_DG, S_GG)

    def __post_init__(self):
        given = {name: getattr(self, name) for name in NAMES}
        values = {name: exact(name, value) for name, value in given.items()}
        _check(values, given)
        for name, value in values.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "law", tuple(map(rational, (self.kappa, 1 - self.kappa, self.S_DD, self.S_DG, self.S_GG))))

    def log_determinant(self, y_D, y_G, digits: int | None = None, certified: bool = False):
        """Phi(y_D, y_G) = lim (1/N) log |det(H0 + diag(y_D, y_G))|.

        In float64 the error is a few rounding units, at edges too: Phi is stationary in the solution that it is evaluated at.
        """
        return evaluate(self.law, LOG_DETERMINANT, y_D, y_G, digits, certified)[0]

    def log_determinant_gradient(self, y_D, y_G, digits: int | None = None, certified: bool = False):
        """(d Phi / d y_D, d Phi / d y_G) = -(kappa Re m_D, (1 - kappa) Re m_G), a tuple of two.

        In float64 the error is a few rounding units of kappa |m_D| and of (1 - kappa) |m_G|, whose real parts may be smaller
        by far; at a relative distance e of an edge of the spectrum it grows as 1/sqrt(e).
        """
        return evaluate(self.law, GRADIENT, y_D, y_G, digits, certified)

    def log_determinant_hessian(self, y_D, y_G, digits: int | None = None, certified: bool = False):
        """(d^2 Phi / d y_D^2, d^2 Phi / d y_D d y_G, d^2 Phi / d y_G^2), a tuple of three.

        They diverge at an edge: there float64 is meaningless, and a number of digits raises ArithmeticError.
        """
        return evaluate(self.law, HESSIAN, y_D, y_G, digits, certified)

    def has_dependent_rows(self, y_G) -> np.ndarray:
        """Whether y_G = 0, S_GG = 0 and kappa <= 1/2: the only shifts at which Phi has no derivatives, or no value."""
        return np.asarray(dependent(self.law, np.asarray(y_G)))

    def density(self, lam, y_D=0, y_G=0, digits: int | None = None, certified: bool = False):
        """The density of eigenvalues of H0 + diag(y_D, y_G) at ``lam``; its integral is 1, less an atom where S_GG = 0."""
        lam, y_D, y_G = shifts(self.law, digits, lam=lam, y_D=y_D, y_G=y_G)
        return evaluate(self.law, DENSITY, lam - y_D, lam - y_G, digits, certified)[0]

    def sample_spectrum(self, N, y_D=0, y_G=0, rng=None) -> np.ndarray:
        """The N eigenvalues of one random H0 + diag(y_D, y_G) of size 2 <= N <= 20000, increasing.

        round(kappa N) of its rows, at least 1, are the discriminator's. ``rng`` is None, an int seed or a numpy Generator.
        """
        N, rng = exact_integer("N", N, least=2, most=LARGEST_SAMPLE), random_generator(rng)
        sizes = self.block_sizes(N)
        H0 = two_block_matrix(*sizes, tuple(map(float, self.law[2:])), rng)
        return np.linalg.eigvalsh(H0 + np.diag(np.repeat(shifts(self.law, None, y_D=y_D, y_G=y_G), sizes)))

    def block_sizes(self, N: int) -> tuple[int, int]:
        """(N_D, N_G): N_D is kappa N, rounded, both at least 1."""
        N_D = min(max(round(float(self.kappa) * N), 1), N - 1)
        return N_D, N - N_D


def _check(values: dict, given: dict) -> None:
    """Raises ValueError for what is not a two-block matrix, or lies beyond what float64 can hold."""
    if not 0 < values["kappa"] < 1:
        raise ValueError(f"kappa must lie strictly between 0 and 1, got {said(given['kappa'])}")
    if min(values["kappa"], 1 - values["kappa"]) < SMALLEST_SHARE:
        raise ValueError(f"kappa must stay 1e-50 away from 0 and from 1, got {said(given['kappa'])}")
    largest = max(values[name] for name in NAMES[1:])
    for name, allowed in zip(NAMES[1:], ("positive", "positive", "0 or positive")):
        if values[name] < 0 or values[name] == 0 and allowed == "positive":
            raise ValueError(f"{name} must be {allowed}, got {said(given[name])}")
        if values[name] and not largest / LARGEST_RATIO <= values[name] <= LARGEST_VARIANCE:
            raise ValueError(f"{name} must be at most 1e300, at least 1e-200 of the largest variance, got {said(given[name])}")
