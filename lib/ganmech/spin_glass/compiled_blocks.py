"""The compiled route of two-block matrices: loops over the lowered saddle equations, as NumPy arrays in and out.

It says of every point whether the value is right to the bound that the NumPy route states; what is not is computed there. Laws
are float64 (kappa, kappa', S_DD, S_DG, S_GG) and points, of one dimension, in a unit in which all of these are about 1.
"""

from collections.abc import Callable
from functools import lru_cache
from types import ModuleType

import numpy as np
from sympy import diff

from derivations.spin_glass.goe_right_tail import pull
from derivations.spin_glass.notation import E, m_D, m_G, u
from derivations.spin_glass.two_block_exponent import Phi, gradient
from ganmech.lowering import compiled_source
from ganmech.lowering.compiled import compiled
from ganmech.spin_glass import compiled_line_loops, compiled_root_loops
from ganmech.spin_glass.two_block_saddle import EQUATIONS, POINT

ENOUGH = 20_000      # points; below, NumPy is done while numba is being imported
PARTS = {"log_determinant": 1, "log_determinant_gradient": 2}


def evaluated(name: str, law: tuple, x: np.ndarray, y: np.ndarray) -> tuple[tuple, np.ndarray]:
    """((Phi,), right), or ((dPhi/dx, dPhi/dy), right) at shifts (x, y), by the name of their loop."""
    found, right = tuple(np.empty((PARTS[name], x.size))), np.empty(x.size, bool)
    getattr(loops(), name)(law, x, y, *found, right)
    return found, right


def roots(law: tuple, x: np.ndarray, y: np.ndarray) -> tuple[tuple, np.ndarray]:
    """((m_D, m_G), right), complex."""
    found_D, found_G, right = np.empty(x.size, complex), np.empty(x.size, complex), np.empty(x.size, bool)
    loops().roots(law, x, y, found_D, found_G, right)
    return (found_D, found_G), right


def completed(values, right, numpy_way: Callable, *points) -> list[np.ndarray]:
    """The values, with those that are not right taken from ``numpy_way(*points)`` there."""
    if not right.all():
        rest = np.flatnonzero(~right)
        for value, found in zip(values, numpy_way(*(point[rest] for point in points))):
            value[rest] = found
    return values


@lru_cache(1)
def loops() -> ModuleType:
    """The compiled module."""
    first, second = EQUATIONS
    at_solution = *POINT, m_D, m_G

    def in_parts(expressions, unknowns, arguments, parts=slice(None)):
        found, of = compiled_source.in_parts(expressions, unknowns, arguments)
        return found[parts], of

    def quadratic(equation, own, other):
        return in_parts((equation.coeff(own, 2), equation.coeff(own, 1)), (other,), (*POINT, other))

    exponents, of_exponent = in_parts((Phi,), (m_D, m_G), at_solution)
    cost = pull(u).subs(E, 1)
    return compiled({
        "start": ((first.coeff(m_D, 2), first.coeff(m_D, 1).subs(m_G, 0)), POINT),
        "quadratic_D": quadratic(first, m_D, m_G), "quadratic_G": quadratic(second, m_G, m_D),
        "newton_parts": in_parts((*EQUATIONS, *(diff(equation, unknown) for equation in EQUATIONS for unknown in (m_D, m_G))),
                                 (m_D, m_G), at_solution),
        "exponent": (exponents[0], of_exponent),
        "gradient": in_parts(tuple(gradient.result), (m_D, m_G), at_solution, parts=slice(None, None, 2)),
        "pull": (cost, (u,)), "stiffness": (diff(cost, u), (u,)),
    }, compiled_line_loops, compiled_root_loops)
