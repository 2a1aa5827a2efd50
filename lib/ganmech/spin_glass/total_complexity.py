"""The complexity without bounds, in closed form: the exponent at zero shifts, which is its maximum because it is concave."""

from derivations.spin_glass.notation import kappa, p, q, sigma_z, written_out
from derivations.spin_glass.total_complexity import ratio_shared, rho, total
from ganmech.lowering import lower
from ganmech.rigour import to_digits

_total = lower(written_out(total.result.subs(rho, ratio_shared)), (p, q, sigma_z, kappa))


def total_complexity(model, digits: int | None = None, certified: bool = False):
    """Theta(inf, inf) of a model of shared coupling in the derived convention.

    A float; with ``digits`` an mpf of so many digits, or with ``certified=True`` too an arb of radius below 10**-digits.
    Raises ValueError for the released code's convention, whose exponent is not concave, and for the bipartite coupling.
    """
    if (model.convention, model.coupling) != ("derived", "shared"):
        given = f"{model.convention!r}, {model.coupling!r}"
        raise ValueError(f"convention must be derived and coupling shared for the closed form, got {given}")
    return to_digits(_total, (model.p, model.q, model.sigma_z, model.kappa), digits, certified)
