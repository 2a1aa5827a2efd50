"""The spin-glass model of two coupled networks: its random matrix and the constant of its Kac-Rice formula."""

from dataclasses import dataclass, field
from fractions import Fraction

from sympy import Rational

from derivations.spin_glass import published
from derivations.spin_glass.covariances import b1_squared, b_squared, v_D_model, v_G_model
from derivations.spin_glass.notation import kappa, p, q, sigma_z, v_D, v_G, written_out
from derivations.spin_glass.stirling import rate_of_constant
from ganmech.lowering import lower
from ganmech.spin_glass.complexity import complexity
from ganmech.spin_glass.ensemble import CoupledEnsemble
from ganmech.spin_glass.exact import exact, exact_integer, said
from ganmech.spin_glass.rigour import to_digits

PARAMETERS = (p, q, sigma_z, kappa)

# Within these bounds the ensemble's amplitudes stay within its own.
MOST_SPINS = 200
LEAST_NOISE, MOST_NOISE = Fraction(1, 10**50), 10**50

# b^2, b1^2 and K, as the model gives them and as the released code has them.
AMPLITUDES = {
    "derived": (b_squared, b1_squared),
    "released": (published.released_b.expr**2, published.released_b1.expr**2),
}
CONSTANT = {
    "derived": lower(written_out(rate_of_constant.subs({v_D: v_D_model, v_G: v_G_model})), PARAMETERS),
    "released": lower(published.released_constant.expr, PARAMETERS),
}


@dataclass(frozen=True)
class SpinGlassGAN:
    """A discriminator of p >= 2 spins, a generator that adds q >= 1, noise ``sigma_z`` > 0 and size ratio 0 < ``kappa`` < 1.

    p and q are at most 200, and sigma_z lies between 1e-50 and 1e50.

    ``convention`` "derived" computes with the variances that follow from the model, "released" with those of the code released
    with the paper (the matrix then divided by sqrt(2N)). Numbers are exact, as in `CoupledEnsemble`.

    Raises ValueError or TypeError, naming the parameter, its value and what is allowed.
    """

    p: int
    q: int
    sigma_z: Fraction
    kappa: Fraction
    convention: str = "derived"
    ensemble: CoupledEnsemble = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        if self.convention not in tuple(AMPLITUDES):
            raise ValueError(f"convention must be one of {', '.join(AMPLITUDES)}, got {self.convention!r}")
        object.__setattr__(self, "p", exact_integer("p", self.p, least=2, most=MOST_SPINS))
        object.__setattr__(self, "q", exact_integer("q", self.q, least=1, most=MOST_SPINS))
        object.__setattr__(self, "sigma_z", _noise(self.sigma_z))
        object.__setattr__(self, "kappa", exact("kappa", self.kappa))
        object.__setattr__(self, "ensemble", self._ensemble())

    def constant(self, digits: int | None = None, certified: bool = False):
        """K = lim (1/N) log of the constant in front of E|det| in the Kac-Rice formula.

        A float; with ``digits`` an mpf of so many digits, or with ``certified=True`` too an arb of radius below 10**-digits.
        """
        parameters = self.p, self.q, self.sigma_z, self.kappa
        return to_digits(CONSTANT[self.convention], parameters, digits, certified)

    def complexity(self, u_D, u_G, k_D: int | None = None, k_G: int | None = None):
        """Theta(u_D, u_G) = lim (1/N) log of the mean number of critical points with L_D <= sqrt(N) u_D and L_G <= sqrt(N) u_G.

        With ``k_D`` (``k_G``) those only whose discriminator's (generator's) Hessian has so many negative eigenvalues, a number that
        does not grow with N; None asks for nothing. u_D and u_G broadcast, inf meaning no bound; float64, to about 1e-12, relative
        where |Theta| > 1.
        """
        return complexity(self, u_D, u_G, k_D, k_G)

    def _ensemble(self) -> CoupledEnsemble:
        values = dict(zip(PARAMETERS, (self.p, self.q, Rational(self.sigma_z), Rational(self.kappa))))
        squares = (square.subs(values) for square in AMPLITUDES[self.convention])
        return CoupledEnsemble.from_squares(self.kappa, *(Fraction(int(square.p), int(square.q)) for square in squares))


def _noise(given) -> Fraction:
    sigma_z = exact("sigma_z", given)
    if not LEAST_NOISE <= sigma_z <= MOST_NOISE:
        raise ValueError(f"sigma_z must be positive, between 1e-50 and 1e50, got {said(given)}")
    return sigma_z
