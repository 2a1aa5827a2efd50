"""The spin-glass model of two coupled networks: its random matrix and the constant of its Kac-Rice formula."""

from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from functools import cached_property
from math import inf

from sympy import Rational

from derivations.spin_glass import published
from derivations.spin_glass.bipartite_covariances import block_variances, v_D_bipartite, v_G_bipartite
from derivations.spin_glass.covariances import b1_squared, b_squared, v_D_model, v_G_model
from derivations.spin_glass.notation import kappa, p, q, sigma_z, v_D, v_G, written_out
from derivations.spin_glass.stirling import rate_of_constant
from ganmech.digits import asked_digits
from ganmech.exact import exact, exact_integer, said
from ganmech.lowering import lower
from ganmech.rigour import to_digits
from ganmech.spin_glass.bands import MOST, Bands, bands, ground_state
from ganmech.spin_glass.complexity import complexity
from ganmech.spin_glass.complexity_maximum import ComplexityMaximum, complexity_maximum
from ganmech.spin_glass.ensemble import CoupledEnsemble
from ganmech.spin_glass.exponent_values import exponent_at
from ganmech.spin_glass.minimum_losses import MinimumLosses, minimum_losses
from ganmech.spin_glass.nash_thresholds import nash_thresholds
from ganmech.spin_glass.two_blocks import TwoBlocks

PARAMETERS = (p, q, sigma_z, kappa)

# Within these bounds the ensemble's amplitudes stay within its own.
MOST_SPINS = 200
LEAST_NOISE, MOST_NOISE = Fraction(1, 10**50), 10**50

COUPLINGS = ("shared", "bipartite")

# b^2, b1^2 and K, as the model gives them and as the released code has them.
AMPLITUDES = {
    "derived": (b_squared, b1_squared),
    "released": (published.released_b.expr**2, published.released_b1.expr**2),
}


def _constant(of_D, of_G):
    return lower(written_out(rate_of_constant.subs({v_D: of_D, v_G: of_G})), PARAMETERS)


CONSTANT = {
    ("derived", "shared"): _constant(v_D_model, v_G_model),
    ("released", "shared"): lower(published.released_constant.expr, PARAMETERS),
    ("derived", "bipartite"): _constant(v_D_bipartite, v_G_bipartite),
}


@dataclass(frozen=True)
class SpinGlassGAN:
    """A discriminator of p >= 2 spins, a generator that adds q >= 1, noise ``sigma_z`` > 0 and size ratio 0 < ``kappa`` < 1.

    p and q are at most 200, and sigma_z lies between 1e-50 and 1e50.

    ``convention`` "derived" computes with the variances that follow from the model, "released" with those of the code released
    with the paper (the matrix then divided by sqrt(2N)). Numbers are exact, as in `CoupledEnsemble`.

    ``coupling`` "shared" is the paper's model, l_G a glass of p + q spins in u and v together; "bipartite" that of the
    appendix, l_G a glass of p spins in u and q in v. It has no released formulas.

    Raises ValueError or TypeError, naming the parameter, its value and what is allowed.
    """

    p: int
    q: int
    sigma_z: Fraction
    kappa: Fraction
    convention: str = "derived"
    _: KW_ONLY
    coupling: str = "shared"

    def __post_init__(self):
        if self.convention not in tuple(AMPLITUDES):
            raise ValueError(f"convention must be one of {', '.join(AMPLITUDES)}, got {self.convention!r}")
        if self.coupling not in COUPLINGS:
            raise ValueError(f"coupling must be one of {', '.join(COUPLINGS)}, got {self.coupling!r}")
        if (self.convention, self.coupling) not in CONSTANT:
            raise ValueError(f"convention must be derived for the {self.coupling} coupling, got {self.convention!r}")
        object.__setattr__(self, "p", exact_integer("p", self.p, least=2, most=MOST_SPINS))
        object.__setattr__(self, "q", exact_integer("q", self.q, least=1, most=MOST_SPINS))
        object.__setattr__(self, "sigma_z", _noise(self.sigma_z))
        object.__setattr__(self, "kappa", exact("kappa", self.kappa))
        self.blocks      # refuses what it cannot hold

    def constant(self, digits: int | None = None, certified: bool = False):
        """K = lim (1/N) log of the constant in front of E|det| in the Kac-Rice formula.

        A float; with ``digits`` an mpf of so many digits, or with ``certified=True`` too an arb of radius below 10**-digits.
        """
        parameters = self.p, self.q, self.sigma_z, self.kappa
        return to_digits(CONSTANT[self.convention, self.coupling], parameters, digits, certified)

    def complexity(self, u_D, u_G, k_D: int | None = None, k_G: int | None = None, digits: int | None = None,
                   certified: bool = False):
        """Theta(u_D, u_G) = lim (1/N) log of the mean number of critical points with L_D <= sqrt(N) u_D and L_G <= sqrt(N) u_G.

        With ``k_D`` (``k_G``) those only whose discriminator's (generator's) Hessian has so many negative eigenvalues, a number
        that does not grow with N; None asks for nothing. u_D and u_G broadcast, inf meaning no bound; float64, to about 1e-12,
        relative where |Theta| > 1. Derived, it is a global maximum by a theorem, except for the bipartite coupling with q = 1;
        there and in the released convention, the best of all local maxima that scans find.

        With ``digits`` mpf, for bounds that are exact numbers; with ``certified=True`` too an arb of radius below 10**-digits,
        Theta proved from both sides. Raises ValueError where only the lower side can be: see `complexity_bounds`.
        """
        if asked_digits(digits, certified) is None:
            return complexity(self, u_D, u_G, k_D, k_G)
        from ganmech.spin_glass.certified_complexity import complexity_to_digits
        return complexity_to_digits(self, u_D, u_G, k_D, k_G, digits, certified)

    def complexity_bounds(self, u_D=inf, u_G=inf, k_D: int | None = None, k_G: int | None = None, digits: int = 30):
        """What is proved of Theta at one pair of bounds, as `ComplexityBounds`: from both sides, or from below alone."""
        from ganmech.spin_glass.certified_complexity import complexity_bounds
        return complexity_bounds(self, u_D, u_G, k_D, k_G, digits)

    def total_complexity(self, digits: int | None = None, certified: bool = False):
        """Theta without bounds on the losses, in closed form: a float, an mpf or an arb.

        Raises ValueError for the released convention, whose exponent is not concave, and for the bipartite coupling.
        """
        from ganmech.spin_glass.total_complexity import total_complexity
        return total_complexity(self, digits, certified)

    def exponent(self, *variables, k_D: int | None = None, k_G: int | None = None, digits: int | None = None,
                 certified: bool = False):
        """F = K - sum xi^2 / (2 var xi) + Phi(y_D, y_G) - costs of the indices, whose constrained maximum Theta is.

        The Gaussian variables xi, in units of sqrt(N), are l_D, L_G and D; l_D and L_G for the bipartite coupling; x and x1 in
        the released convention. They broadcast; float64, -inf where a shift does not lie beyond its edge as an index asks.

        With ``digits`` an mpf, or with ``certified=True`` too an arb, at single exact numbers.
        """
        return exponent_at(self, variables, k_D, k_G, digits, certified)

    def complexity_maximum(self, u_D=inf, u_G=inf, k_D: int | None = None, k_G: int | None = None, digits: int | None = None,
                           certified: bool = False) -> ComplexityMaximum:
        """The maximum that Theta is, at one pair of bounds: where it is reached, multipliers of the bounds, a certificate.

        With ``digits`` the value and the place are mpf, right to 10**-digits, or with ``certified=True`` too arb of radius below
        that which contain the only maximum. Raises ValueError where the exponent is not known to be concave.
        """
        if asked_digits(digits, certified) is None:
            return complexity_maximum(self, u_D, u_G, k_D, k_G)
        from ganmech.spin_glass.certified_maximum import maximum_to_digits
        return maximum_to_digits(self, u_D, u_G, k_D, k_G, digits, certified)

    def bands(self, u_D, u_G, most: int = MOST, other: int | None = 0) -> Bands:
        """The largest k_D, and the largest k_G, with Theta > 0 at each pair of bounds; see `Bands` for -1 and inf.

        The other network's index is ``other``: 0, at which the complexity is largest, or None to leave it free, of order N too.
        Indices up to ``most`` are tried.
        """
        return bands(self, u_D, u_G, most, other)

    def ground_state(self, u_D, k_D: int | None = None, k_G: int | None = None):
        """The least u_G with Theta(u_D, u_G) >= 0 at each u_D, in float64; nan where no u_G has it."""
        return ground_state(self, u_D, k_D, k_G)

    def minimum_losses(self, k_D: int | None = None, k_G: int | None = None, digits: int | None = None,
                       certified: bool = False) -> MinimumLosses:
        """The least L_D, L_G and L_D + L_G and the largest |L_D - L_G| of losses at which the exponent is not negative.

        Floats; with ``digits`` mpf, or with ``certified=True`` too arb of radius below 10**-digits: each the only root of a
        complexity that rises with its bound. Raises ValueError for a certificate where the exponent is not known to be concave.
        """
        if asked_digits(digits, certified) is None:
            return minimum_losses(self, k_D, k_G)
        from ganmech.spin_glass.certified_losses import certified_losses
        return certified_losses(self, k_D, k_G, digits, certified)

    def nash_thresholds(self, vary: str = "sigma_z", digits: int | None = None, certified: bool = False):
        """Every value of ``vary``, "sigma_z" or "kappa", at which max Theta_00 over all losses changes sign, increasing.

        The other parameters stay. A float64 array, empty where the sign never changes; sigma_z is followed from 1e-8 to 1e4,
        kappa from 1e-6 to 1 - 1e-6. Below the threshold in sigma_z joint minima abound, above it they are exponentially rare.

        With ``digits`` a tuple of mpf, or with ``certified=True`` too of arb of radius below 10**-digits, at whose ends the signs
        of max Theta_00 are proved to differ. That these are all sign changes rests on the scan in float64.
        """
        if asked_digits(digits, certified) is None:
            return nash_thresholds(self, vary)
        from ganmech.spin_glass.certified_thresholds import certified_thresholds
        return certified_thresholds(self, vary, digits, certified)

    def nash_threshold(self, vary: str = "sigma_z", digits: int | None = None, certified: bool = False):
        """The value of ``vary`` at which max Theta_00 changes sign: a float, an mpf or an arb, as `nash_thresholds` has it.

        Raises ValueError where there is none or several.
        """
        found = self.nash_thresholds(vary)
        if len(found) != 1:
            places = " and ".join(map(repr, found.tolist())) or "none"
            raise ValueError("vary must be a parameter in which max Theta_00 changes sign once, "
                             f"got {vary!r} with sign changes at {places}")
        return float(found[0]) if digits is None and not certified else self.nash_thresholds(vary, digits, certified)[0]

    def expected_critical_points(self, N_D, N_G, k_D: int | None = None, k_G: int | None = None, samples: int = 10_000, rng=None,
                                 digits: int | None = None, certified: bool = False):
        """The mean number of critical points on spheres in N_D and N_G dimensions; kappa is not used.

        With ``k_D`` (``k_G``) those only whose discriminator's (generator's) Hessian has so many negative eigenvalues. At
        N_D = N_G = 2 exact: a float, with ``digits`` an mpf of so many digits, or with ``certified=True`` too an arb of radius
        below 10**-digits. Otherwise a `MeanCount` from ``samples`` draws of the determinant, where ``rng`` is None, an int seed or
        a numpy Generator.

        Raises ValueError or TypeError for sizes below 2, an index that does not exist, digits where no exact mean is known, and
        the released convention, which has no formula at finite N.
        """
        from ganmech.spin_glass.expected_count import expected_critical_points
        return expected_critical_points(self, N_D, N_G, k_D, k_G, samples, rng, digits, certified)

    def count_critical_points(self, N_D=2, N_G=2, samples: int = 400, rng=None):
        """Every critical point of ``samples`` random surfaces on spheres in N_D and N_G dimensions, as `CriticalPoints`.

        Surfaces are drawn from the model's definition, which all conventions share (they are formulas for it); kappa is not used.
        At N_D = N_G = 2 some 400 surfaces take seconds. ``rng`` is None, an int seed or a numpy Generator.

        Raises ValueError or TypeError for N_D or N_G below 2, N_D + N_G above 6, p + q above 6 (4 at N_D + N_G = 5, 3 at 6), sigma_z
        outside 1/1000..1000, fewer than 2 samples (no standard error) or the bipartite coupling; ArithmeticError where solutions
        are too close to be told apart.
        """
        from ganmech.spin_glass.counting import count_critical_points
        return count_critical_points(self, N_D, N_G, samples, rng)

    @cached_property
    def ensemble(self) -> CoupledEnsemble:
        """The random matrix b M + b1 diag(M1, 0) - x1 diag(I, 0) of the shared coupling."""
        if self.coupling != "shared":
            raise ValueError(f"coupling must be shared for an ensemble of one matrix, got {self.coupling!r}; see blocks")
        return CoupledEnsemble.from_squares(self.kappa, *self._values(AMPLITUDES[self.convention]))

    @cached_property
    def blocks(self) -> TwoBlocks:
        """The random matrix H0 of either coupling by the variances of its blocks, in the unit of its convention."""
        if self.coupling == "bipartite":
            return TwoBlocks(self.kappa, *self._values(block_variances.result))
        _, _, shared, own = self.ensemble.law
        return TwoBlocks(self.kappa, shared + own / self.ensemble.law[0], shared, shared)

    def _values(self, expressions) -> list[Fraction]:
        """Exact numbers of expressions in p, q, sigma_z and kappa."""
        values = dict(zip(PARAMETERS, (self.p, self.q, Rational(self.sigma_z), Rational(self.kappa))))
        found = (expression.subs(values) for expression in expressions)
        return [Fraction(int(number.p), int(number.q)) for number in found]


def _noise(given) -> Fraction:
    sigma_z = exact("sigma_z", given)
    if not LEAST_NOISE <= sigma_z <= MOST_NOISE:
        raise ValueError(f"sigma_z must be positive, between 1e-50 and 1e50, got {said(given)}")
    return sigma_z
