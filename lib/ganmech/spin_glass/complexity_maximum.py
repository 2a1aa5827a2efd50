"""One complexity with everything about its maximum: where it is reached, which bounds hold it there, and why it is the largest.

At a maximum the slope of the exponent is a combination, with multipliers of 0 or more, of the normals of the bounds that are
met (Karush, Kuhn, Tucker). Where the exponent is concave such a point is the maximum everywhere. How far the slope is from the
nearest such combination, in units in which every Gaussian variable has variance 1, is the residual reported.
"""

from dataclasses import dataclass

import numpy as np
from flint import arb
from mpmath import mpf
from scipy.optimize import nnls

from ganmech.spin_glass.active_sets import FIRST_VARIABLE, maxima
from ganmech.spin_glass.exponent import D, G, Exponent
from ganmech.spin_glass.loss_bounds import bound, indices
from ganmech.spin_glass.programmes import exponent_of

MET = 1e-12      # relative to the bound


@dataclass(frozen=True)
class ComplexityMaximum:
    """The largest exponent: its ``value``; by name the Gaussian ``variables``, ``shifts`` y_D, y_G and ``losses`` there.

    ``multipliers`` holds, for every bound that is met, by how much the value would rise per unit of it; ``residual`` is what
    the conditions for a maximum miss, relative to 1 + the distance from the origin; ``certificate`` says what follows. Where no
    point satisfies the bounds the value is -inf and the rest is empty.
    """

    value: float | mpf | arb
    variables: dict[str, float | mpf | arb]
    shifts: dict[str, float | mpf | arb]
    losses: dict[str, float | mpf | arb]
    multipliers: dict[str, float]
    residual: float
    certificate: str


def complexity_maximum(model, u_D=np.inf, u_G=np.inf, k_D=None, k_G=None) -> ComplexityMaximum:
    """See `SpinGlassGAN.complexity_maximum`."""
    exponent = exponent_of(model)
    bounds = np.array([bound("u_D", u_D), bound("u_G", u_G)])
    asked = indices(exponent, k_D=k_D, k_G=k_G)
    found = maxima(exponent, bounds[:, None], asked)
    value, (y_D, y_G, L_D, L_G, *variables) = float(found.value[0]), map(float, found.functions[:, 0])
    if value == -np.inf:
        return ComplexityMaximum(value, {}, {}, {}, {}, 0.0, "no point satisfies the bounds")
    multipliers, residual = _conditions(exponent, found.functions[:, 0], bounds, asked)
    return ComplexityMaximum(value, dict(zip(exponent.names, variables)), dict(y_D=y_D, y_G=y_G), dict(L_D=L_D, L_G=L_G),
                             multipliers, residual, _certificate(exponent, residual))


def _conditions(exponent: Exponent, functions, bounds, asked) -> tuple[dict[str, float], float]:
    """Multipliers of the bounds that are met, and the residual."""
    deviations = np.array([float(variance) ** 0.5 for variance in exponent.variances])
    shift_rows, loss_rows = (np.array(rows, float) * deviations for rows in (exponent.shifts, exponent.losses))
    place = functions[FIRST_VARIABLE:] / deviations
    slope = shift_rows.T @ exponent.slopes(functions[:2, None], asked)[:, 0] - place
    normals = {name: row for name, row, met in _met(exponent, shift_rows, loss_rows, functions, bounds, asked) if met}
    sizes = np.array([np.linalg.norm(row) for row in normals.values()])
    multipliers, missed = nnls(np.array([*normals.values()]).T / sizes, slope) if normals else (sizes, np.linalg.norm(slope))
    return dict(zip(normals, (multipliers / sizes).tolist())), float(missed / (1 + np.linalg.norm(place)))


def _met(exponent, shift_rows, loss_rows, functions, bounds, asked):
    """(name, outward normal, whether it is met) of every bound."""
    outwards = exponent.outwards(functions[:2, None])
    names = ("|y_D| >= E_D", "|y_G| >= E_G") if exponent.either_sign else ("y_D >= E_D", "-y_G >= E_G")
    for side, name in enumerate(names):
        met = exponent.asks(asked[side, 0]) and outwards[side, 0] <= 1 + MET
        yield name, -np.sign(functions[side]) * shift_rows[side], met
    for side, name in ((D, "L_D <= u_D"), (G, "L_G <= u_G")):
        met = np.isfinite(bounds[side]) and functions[2 + side] >= bounds[side] - MET * abs(bounds[side])
        yield name, loss_rows[side], met


def _certificate(exponent: Exponent, residual: float) -> str:
    if exponent.concave:
        return f"global maximum: the exponent is concave and the conditions for a maximum hold to {residual:.1e}"
    return f"the largest of the stationary points found; the conditions for a maximum hold to {residual:.1e}"
