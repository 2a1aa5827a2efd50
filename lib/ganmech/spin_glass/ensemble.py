"""The coupled random-matrix ensemble of the two spin glasses: its limiting spectrum and its log-determinant."""

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from flint import fmpq

from ganmech.digits import asked_digits, float_digits, rounded
from ganmech.exact import exact, exact_integer, exact_square, random_generator, rational, said
from ganmech.lowering import EXACT
from ganmech.spin_glass import quantities, saddle_point, support
from ganmech.spin_glass.evaluation import evaluate
from ganmech.spin_glass.points import point
from ganmech.spin_glass.sampling import coupled_matrix

# Within these bounds float64 holds every number made of the parameters on the way.
SMALLEST_SHARE, LARGEST_RATIO = Fraction(1, 10**50), 10**50
SMALLEST_AMPLITUDE, LARGEST_AMPLITUDE = Fraction(1, 10**150), 10**150
LARGEST_SAMPLE = 20_000     # rows; a matrix of 3 GB


@dataclass(frozen=True, init=False)
class CoupledEnsemble:
    """H = b M + b1 diag(M1, 0) - x1 diag(I, 0), in the limit of large N.

    M is a GOE matrix of size N with off-diagonal variance 1/(2N), M1 one on the discriminator's block of size kappa N with
    off-diagonal variance 1/(2 kappa N); diagonal variances are twice these. ``kappa`` lies strictly between 0 and 1, ``b`` is
    positive, ``b1`` is 0 or positive and at most 1e50 b; points x and shifts x1 are at most 1e100 b in size. Numbers may be
    strings ("9/10"), Fractions, ints, floats (taken at their exact binary value), mpmath numbers or SymPy numbers whose square
    is rational; every arithmetic computes for exactly these parameters.

    Methods return float64 unless ``digits`` is given: then mpmath ``mpf``, or with ``certified=True`` python-flint ``arb`` balls
    that contain the true value, of radius below 10**-digits (``ball.str(digits)`` prints them all). Arguments broadcast;
    arrays give arrays (of dtype object for mpf and arb), numbers give numbers. Precisions set by the caller in mpmath and
    python-flint stay as they were.

    Raises ValueError or TypeError, naming the parameter, its value and what is allowed.
    """

    kappa: Fraction
    b_squared: Fraction
    b1_squared: Fraction
    law: tuple[fmpq, ...] = field(repr=False, compare=False)      # (kappa, kappa', beta, h), as the saddle equations take them

    def __init__(self, kappa, b, b1):
        values = exact("kappa", kappa), exact_square("b", b), exact_square("b1", b1)
        _check(*values, given=(kappa, b, b1))
        self._set(*values)

    @classmethod
    def from_squares(cls, kappa, b_squared, b1_squared) -> "CoupledEnsemble":
        """The ensemble whose amplitudes are given by their squares, b^2 > 0 and b1^2 >= 0."""
        values = exact("kappa", kappa), exact("b_squared", b_squared), exact("b1_squared", b1_squared)
        _check(*values, given=(kappa, f"sqrt({b_squared})", f"sqrt({b1_squared})"))
        ensemble = object.__new__(cls)
        ensemble._set(*values)
        return ensemble

    def log_determinant(self, x, x1, digits: int | None = None, certified: bool = False):
        """Phi(x, x1) = lim (1/N) log |det(H - x)| = int log|lambda - x| dmu(lambda).

        In float64 the error is below 1e-13 (relative where |Phi| > 1), at edges too: Phi is stationary in the solution that it is
        evaluated at.
        """
        return evaluate(self.law, quantities.LOG_DETERMINANT, x, x1, digits, certified)[0]

    def log_determinant_gradient(self, x, x1, digits: int | None = None, certified: bool = False):
        """(d Phi / dx, d Phi / dx1) = (-Re m, -kappa Re m_D), a tuple of two.

        In float64 the error is a few rounding units of kappa |m_D| + (1 - kappa) |m_G|, for m = kappa m_D + (1 - kappa) m_G is
        complex and either part may be the smaller by far. Within a distance e of an edge, relative to the edge's
        own from 0 or, if larger, from -x1, it grows as 1/sqrt(e), to about the square root of a rounding unit (at the merging
        point: the cube root).
        """
        return evaluate(self.law, quantities.GRADIENT, x, x1, digits, certified)

    def log_determinant_hessian(self, x, x1, digits: int | None = None, certified: bool = False):
        """(d^2 Phi / dx^2, d^2 Phi / dx dx1, d^2 Phi / dx1^2), a tuple of three.

        They diverge at an edge: there float64 is meaningless, and a number of digits raises ArithmeticError. In float64 the
        relative error at a relative distance e of an edge is a few rounding units over e.
        """
        return evaluate(self.law, quantities.HESSIAN, x, x1, digits, certified)

    def density(self, lam, x1, digits: int | None = None, certified: bool = False):
        """The density of eigenvalues of H at ``lam``, which integrates to 1; exactly 0 off the support.

        In float64 as accurate as the gradient is.
        """
        return evaluate(self.law, quantities.DENSITY, lam, x1, digits, certified, name="lam")[0]

    def edges(self, x1, digits: int | None = None, certified: bool = False):
        """The ends of the support at the number ``x1``, increasing: two for one band, four for two.

        A float64 array; or a tuple of mpf or arb. A point where two bands touch is not an end.
        """
        shift, asked = point(self.law, "x1", x1), asked_digits(digits, certified)
        found = support.edges(self.law, shift, asked or float_digits(*self.law, shift))
        if asked is None:
            return np.array([float(edge.mid()) for edge in found])
        return found if certified else tuple(rounded(edge, digits) for edge in found)

    def merging_x1(self, digits: int | None = None, certified: bool = False):
        """The positive x1 at which the two bands touch: for |x1| beyond it the spectrum has two bands, below it one.

        A float, an mpf or an arb.
        """
        asked = asked_digits(digits, certified)
        found = support.merging_x1(self.law, asked or float_digits(*self.law))
        if asked is None:
            return float(found.mid())
        return found if certified else rounded(found, digits)

    def sample_spectrum(self, N, x1, rng=None) -> np.ndarray:
        """The N eigenvalues of one random H of size 2 <= N <= 20000, increasing.

        round(kappa N) of its rows, at least 1, are the discriminator's.
        ``rng`` is None, an int seed or a numpy Generator.
        """
        N, x1, rng = exact_integer("N", N, least=2, most=LARGEST_SAMPLE), point(self.law, "x1", x1), random_generator(rng)
        b, ratio = float(self.b_squared) ** 0.5, float(self.b1_squared / self.b_squared) ** 0.5
        return np.linalg.eigvalsh(coupled_matrix(N, float(self.kappa), b, b * ratio, float(x1), rng))

    def _set(self, kappa, b_squared, b1_squared):
        law = saddle_point.law_of(EXACT, *map(rational, (kappa, b_squared, b1_squared)))
        for name, value in {"kappa": kappa, "b_squared": b_squared, "b1_squared": b1_squared, "law": law}.items():
            object.__setattr__(self, name, value)


def _check(kappa: Fraction, b_squared: Fraction, b1_squared: Fraction, given: tuple) -> None:
    """Raises ValueError for what is not an ensemble, or lies beyond what float64 can hold; says it in the caller's numbers."""
    if not 0 < kappa < 1:
        raise ValueError(f"kappa must lie strictly between 0 and 1, got {said(given[0])}")
    if min(kappa, 1 - kappa) < SMALLEST_SHARE:
        raise ValueError(f"kappa must stay 1e-50 away from 0 and from 1, got {said(given[0])}")
    if not SMALLEST_AMPLITUDE**2 <= b_squared <= LARGEST_AMPLITUDE**2:
        raise ValueError(f"b must be positive, between 1e-150 and 1e150, got {said(given[1])}")
    if not 0 <= b1_squared <= LARGEST_RATIO**2 * b_squared:
        raise ValueError(f"b1 must be 0 or positive, at most 1e50 times b, got {said(given[2])}")
