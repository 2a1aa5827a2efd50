r"""The mean count on the torus with other variances of the Kac-Rice matrix than the model's, to compare with direct counts.

Where Cov(m_11, m_22) is not Var m_12 the mean count is an integral over one angle, whose integrand is smooth and periodic:
the trapezoidal rule converges exponentially. The variants: "derived" (to check it), "without Delta", where R_D = R_G = n
l_G/2, and "released", with the variances that the released code gives to gradients, Hessians and shifts.
"""

from typing import NamedTuple

import numpy as np
from sympy import sqrt

from derivations.spin_glass import published, torus_count, torus_minima
from derivations.spin_glass.covariances import v_D_model, v_G_model
from derivations.spin_glass.notation import p, q, sigma_z, v_D, v_G
from derivations.spin_glass.quadratic_form import phi
from derivations.spin_glass.torus_hessian import released, spread, without_delta
from ganmech.lowering import FLOAT64, lower

GRADIENTS = v_D_model, v_G_model
VARIANTS = {
    "derived": (spread.result, *GRADIENTS),
    "without Delta": (without_delta.result, *GRADIENTS),
    "released": (released.result, published.released_v_D.expr, published.released_v_G.expr),
}
EXPRESSIONS = (torus_count.factor.result, torus_count.positive_part_of_any, torus_count.excess_of_any,
               torus_minima.any_minima.result)
NODES = 20_000
_angles = np.linspace(0, np.pi / 2, NODES + 1)


class MeanCounts(NamedTuple):
    """Of critical points in all, of joint minima, and with the signs of the Jacobian's determinant."""

    total: float
    joint_minima: float
    signed: float


def _entries(covariances, of_D, of_G) -> dict:
    return {torus_count.g: sqrt(covariances[0, 0] * covariances[1, 1]), torus_count.c: covariances[0, 1],
            torus_count.var_12: covariances[2, 2], v_D: of_D, v_G: of_G}


_LOWERED = {
    name: lower(tuple(expression.subs(_entries(*variant)) for expression in EXPRESSIONS), (p, q, sigma_z, phi))
    for name, variant in VARIANTS.items()
}


def mean_counts(model, variant: str) -> MeanCounts:
    """The mean numbers of critical points at N_D = N_G = 2, in float64 for 1e-3 < sigma_z < 1e3."""
    if variant not in VARIANTS:
        raise ValueError(f"variant must be one of {', '.join(VARIANTS)}, got {variant!r}")
    factor, integrand, excess, minima = _LOWERED[variant](FLOAT64, model.p, model.q, float(model.sigma_z), _angles)
    positive = np.trapezoid(integrand, _angles)
    return MeanCounts(float(factor * (2 * positive - excess)), float(minima), 0.0 - float(factor * excess))
