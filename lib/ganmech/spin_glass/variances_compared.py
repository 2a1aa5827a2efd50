"""Variances of the model as derived, as the released code has them, and as sampled surfaces have them.

All in one unit: gradients, second derivatives and shifts of the losses themselves, not divided by sqrt(N). The released code
divides its matrix by sqrt(2N), so that its variances of shifts and of Hessian entries are doubled here.
"""

from dataclasses import dataclass

import numpy as np
from sympy import Rational

from derivations.spin_glass import covariances, published
from derivations.spin_glass.complexity import covariance_of_x_x1
from derivations.spin_glass.kac_rice import shifts
from derivations.spin_glass.notation import kappa, l_D, p, q, sigma_z
from derivations.spin_glass.radial import R_D, R_G
from ganmech.exact import exact_integer
from ganmech.lowering import FLOAT64, lower
from ganmech.spin_glass.poles import MOST_DRAWS, sampled_at_pole

# name: derived, released. An amplitude b^2 (b1^2) is twice the off-diagonal variance (times kappa) of the model's Hessians.
EXPECTED = {
    r"gradient component of $L_D$": (covariances.v_D_model, published.released_v_D.expr),
    r"gradient component of $L_G$": (covariances.v_G_model, published.released_v_G.expr),
    r"Hessian entry of $l_D$": (covariances.b1_squared / (2 * kappa), published.released_b1.expr**2 / kappa),
    r"Hessian entry of $L_G$": (covariances.b_squared / 2, published.released_b.expr**2),
    r"$x$": (covariance_of_x_x1[0, 0], 2 * published.released_var_x.expr),
    r"$x_1$": (covariance_of_x_x1[1, 1], 2 * published.released_var_x1.expr),
    r"$x$ with $x_1$": (covariance_of_x_x1[0, 1], 2 * published.released_covariance.expr),
}
SHIFTS = lower(tuple(shifts.start), (p, sigma_z, l_D, R_D, R_G))


@dataclass(frozen=True)
class Compared:
    """One variance (or covariance): what follows from the model, what the released code uses, and the sampled mean with its error."""

    name: str
    derived: float
    released: float
    sampled: float
    standard_error: float


def variances_compared(model, draws, rng=None) -> list[Compared]:
    """Each variance from so many independent surfaces at N_D = N_G = 3, two tangents on each sphere; shared coupling.

    ``rng`` is None, an int seed or a numpy Generator. Raises ValueError for fewer than 2 draws.
    """
    draws = exact_integer("draws", draws, least=2, most=MOST_DRAWS)
    values = {p: model.p, q: model.q, sigma_z: Rational(model.sigma_z), kappa: Rational(model.kappa)}
    products = _products(model, *sampled_at_pole(model, 3, 3, draws, rng))
    return [Compared(name, float(derived.subs(values)), float(released.subs(values)), sample.mean(),
                     sample.std(ddof=1) / np.sqrt(len(sample)))
            for (name, (derived, released)), sample in zip(EXPECTED.items(), products)]


def _products(model, of_l_D, of_l_G):
    """One array of squares (products) for each expected variance: all these variables have mean 0."""
    noise = float(model.sigma_z)
    generator = noise * of_l_G.tangent_slope
    discriminator = of_l_D.tangent_slope - generator
    y_D, y_G = SHIFTS(FLOAT64, float(model.p), noise, of_l_D.value, *of_l_G.radial)
    x, x1 = y_G, y_D - y_G
    yield discriminator[:, 0] ** 2
    yield generator[:, -1] ** 2
    yield of_l_D.tangent_hessian[:, 0, 1] ** 2
    yield (noise * of_l_G.tangent_hessian[:, 0, 1]) ** 2
    yield from (x**2, x1**2, x * x1)
