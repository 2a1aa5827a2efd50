"""The learning rates at which a chain is stable: its mean contracts about the point of rest."""

import math

import mpmath
import numpy as np
from scipy.optimize import brentq
from sympy import Poly, cancel, lambdify

from derivations.sgd_as_sde import chain_stability
from derivations.sgd_as_sde.notation import eta
from ganmech.digits import asked_digits, rounded
from ganmech.lowering import multiprecision
from ganmech.sgd_as_sde import enclosed_stability
from ganmech.sgd_as_sde.exact_matrices import working
from ganmech.sgd_as_sde.linear_maps import chain_map, rational
from ganmech.sgd_as_sde.training import checked_scheme

SCANNED, FACTOR = 400, 1.025      # learning rates tried before the first crossing is refined


class StableSteps:
    """Of a game with ``linear``, the slopes about its point of rest."""

    def spectral_radius(self, scheme: str, digits: int | None = None, certified: bool = False):
        """Of the mean of one iteration about rest: below 1 exactly where the chain is stable. float, mpf or arb."""
        T = chain_map(self, self.linear, scheme, rational(self.eta))[0]
        return radius(T) if asked_digits(digits, certified) is None else enclosed_stability.radius(T, digits, certified)

    def stability_bound(self, scheme: str, digits: int | None = None, certified: bool = False):
        """The eta below which the chain is stable: 0 if at none, inf if at all.

        From Jury's conditions for one parameter each without momentum; otherwise in float64 from spectral radii, to about
        1e-12, and with ``digits`` from the products of eigenvalues, of up to 8 parameters counted twice with momentum.
        ``certified`` gives a ball. Stability of the mean counts, and near rest where gradients are not linear.
        """
        T = chain_map(self, self.linear, checked_scheme(self, scheme), eta)[0]
        if asked_digits(digits, certified) is not None and (certified or T.rows > 2):
            return enclosed_stability.bound(T, digits, certified)
        return jury_bound(T, digits) if T.rows == 2 else scanned_bound(T)


def check_stable(game, scheme: str, allow_unstable: bool = False) -> None:
    """Raises ValueError, naming the bound, unless the chain is stable."""
    if allow_unstable or contracts(chain_map(game, game.linear, scheme, rational(game.eta))[0]):
        return
    bound = game.stability_bound(scheme)
    if bound == 0:
        raise ValueError(f"eta must be one at which the scheme {scheme} is stable, and for this game there is none, "
                         f"got {game.eta}")
    raise ValueError(f"eta must be below {bound:.6g}, the stability bound of the scheme {scheme}, got {game.eta}")


def contracts(T) -> bool:
    """Whether all eigenvalues of T are inside the unit circle: of two rows by Jury's conditions, exactly."""
    return all(condition > 0 for condition in chain_stability.jury(T)) if T.rows == 2 else radius(T) < 1


def radius(T) -> float:
    return float(abs(np.linalg.eigvals(np.array(T, dtype=float))).max())


def jury_bound(T, digits: int | None):
    """The first eta at which one of Jury's three conditions fails."""
    polynomials = [Poly(cancel(condition), eta) for condition in chain_stability.jury(T)]
    if any(polynomial.is_zero or polynomial.all_coeffs()[-1 - lowest(polynomial)] < 0 for polynomial in polynomials):
        return 0 if digits is None else mpmath.mpf(0)
    with multiprecision(working(digits)) as arithmetic:
        roots = [root for polynomial in polynomials for root in positive_roots(arithmetic.context, polynomial)]
        first = min(roots, default=math.inf)
        return float(first) if digits is None or first == math.inf else rounded(first, digits)


def lowest(polynomial: Poly) -> int:
    """The lowest power present."""
    return min(power for (power,) in polynomial.monoms())


def positive_roots(context, polynomial: Poly) -> list:
    """Real positive roots, in an mpmath context."""
    coefficients = [context.mpf(str(c.evalf(context.dps))) for c in polynomial.all_coeffs()]
    coefficients = coefficients[:len(coefficients) - lowest(polynomial)]
    if len(coefficients) == 1:
        return []
    roots = context.polyroots(coefficients, maxsteps=200, extraprec=200)
    return [root.real for root in map(context.mpc, roots) if root.real > 0 and abs(root.imag) < context.eps**0.4 * abs(root)]


def scanned_bound(T) -> float:
    """The first eta at which the spectral radius reaches 1, looked for from small learning rates up."""
    map_at = lambdify(eta, T)

    def excess(value: float) -> float:
        return radius(map_at(value)) - 1

    rate = 1e-3 / max(1.0, float(abs(np.linalg.eigvals(np.array(T.diff(eta).subs(eta, 0), dtype=float))).max()))
    if excess(rate) >= 0:
        return 0.0
    for _ in range(SCANNED):
        if excess(rate * FACTOR) >= 0:
            return brentq(excess, rate, rate * FACTOR, xtol=1e-14)
        rate *= FACTOR
    return math.inf
