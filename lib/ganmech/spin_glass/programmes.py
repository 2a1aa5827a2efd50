"""The exponent of a model: its derived programme and its ensemble, at its parameters."""

from functools import lru_cache

import numpy as np
from flint import fmpq
from sympy import Matrix, Rational, sqrt, sympify

from derivations.spin_glass.complexity import shared
from derivations.spin_glass.index import shared_edges
from derivations.spin_glass.notation import b, b1, kappa, p, q, sigma_z, written_out
from ganmech.spin_glass.exponent import Exponent

PROGRAMMES = {"derived": shared}


@lru_cache(maxsize=1024)
def exponent_of(model) -> Exponent:
    """The exponent of this model, in its convention; everything in it but the costs is exact until it is rounded once."""
    values = {p: model.p, q: model.q, sigma_z: Rational(model.sigma_z), kappa: Rational(model.kappa)}
    programme = PROGRAMMES[model.convention]

    def numbers(expressions):
        return tuple(_rational(sympify(expression).subs(values)) for expression in expressions)

    def rows(functions):
        return tuple(numbers(row) for row in Matrix(functions).jacobian(programme.variables).tolist())

    return Exponent(
        names=tuple(variable.name for variable in programme.variables), variances=numbers(programme.variances),
        shifts=rows(programme.shifts), losses=rows(programme.losses), constant=model.constant(),
        shares=(float(model.kappa), float(1 - model.kappa)), edges=_edges(model), concave=True,
        **_log_determinant(model.ensemble))


def _edges(model) -> tuple[float, float]:
    """Where the semicircle of each block ends, E_D and E_G."""
    values = {kappa: Rational(model.kappa), b: sqrt(Rational(model.ensemble.b_squared)), b1: sqrt(Rational(model.ensemble.b1_squared))}
    return tuple(float(written_out(edge).subs(values)) for edge in shared_edges.result)


def _log_determinant(ensemble) -> dict:
    """Phi and its first and second derivatives as functions of y_D = x + x1 and y_G = x."""

    def gradient(y_D, y_G):
        by_x, by_x1 = ensemble.log_determinant_gradient(y_G, y_D - y_G)
        return np.array([by_x1, by_x - by_x1])

    def hessian(y_D, y_G):
        xx, xx1, x1x1 = ensemble.log_determinant_hessian(y_G, y_D - y_G)
        return np.array([x1x1, xx1 - x1x1, xx - 2 * xx1 + x1x1])

    return dict(log_determinant=lambda y_D, y_G: ensemble.log_determinant(y_G, y_D - y_G),
                log_determinant_gradient=gradient, log_determinant_hessian=hessian)


def _rational(number) -> fmpq:
    return fmpq(int(number.p), int(number.q))
