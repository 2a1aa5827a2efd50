r"""Balls around approximate solutions that hold exactly one solution each (Newton and Kantorovich).

With J = dF/dx at a point x, beta = |J^(-1)|, eta = |J^(-1) F| and L a Lipschitz constant of dF/dx around it, h = beta L eta
<= 1/2 implies a solution within (1 - sqrt(1 - 2 h)) / (beta L) of x, and no other one within (1 + sqrt(1 - 2 h)) / (beta
L). The coefficients of a form in weighted monomials have the Euclidean length of its symmetric tensor, which bounds third
derivatives:

    L <= p(p-1)(p-2) |f| r^(p-3) + (1 + |c|) n(n-1)(n-2) |g| r^(n-3) + 2,        r the length of x and of the ball's radius.

A ball around a real point holds with a solution its conjugate: so a solution in it is real. Rounding is allowed for by a
multiple of its unit, not followed operation by operation.
"""

import numpy as np

from ganmech.spin_glass.critical_system import Coefficients, CriticalSystem

ROUNDING = 64 * np.finfo(float).eps      # of the left-hand sides, relative to the sizes of their terms
LARGEST_BALL = 1.0                       # in which the Lipschitz constant is taken


def radii(system: CriticalSystem, at: Coefficients, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For every point, a radius within which a solution lies and a radius within which there is no other; nan if not shown.

    Shapes (points,). Lengths are Euclidean, in all N + 2 unknowns.
    """
    left, jacobian = system.equations(at, x)
    inverse = np.linalg.inv(jacobian)
    beta = np.linalg.norm(inverse, axis=(1, 2))
    eta = np.linalg.norm((inverse @ left[:, :, None])[:, :, 0], axis=1) + beta * ROUNDING * _size(system, at, x)
    slope = beta * _lipschitz(system, at, np.linalg.norm(x, axis=1) + LARGEST_BALL)
    h = slope * eta
    with np.errstate(invalid="ignore"):
        root = np.sqrt(1 - 2 * h)
    within = 2 * eta / (1 + root)
    shown = within < LARGEST_BALL
    return np.where(shown, within, np.nan), np.where(shown, np.minimum((1 + root) / slope, LARGEST_BALL), np.nan)


def disjoint(x: np.ndarray, radius: np.ndarray) -> np.ndarray:
    """Whether all balls of one set are disjoint; x (sets, points, unknowns), radius (sets, points), nan meaning no ball."""
    gaps = np.linalg.norm(x[:, :, None] - x[:, None], axis=-1) - (radius[:, :, None] + radius[:, None])
    others = ~np.eye(x.shape[1], dtype=bool)
    return np.all(gaps[:, others] > 0, axis=1)


def _lipschitz(system, at, r):
    p, n = system.p, system.p + system.q
    of_f = p * (p - 1) * (p - 2) * np.linalg.norm(at.f, axis=1) * r ** max(p - 3, 0)
    of_g = n * (n - 1) * (n - 2) * np.linalg.norm(at.g, axis=1) * r ** (n - 3)
    return of_f + (1 + np.abs(at.c[:, 0])) * of_g + 2


def _size(system, at, x):
    """A bound on the terms that the left-hand sides add up."""
    p, n, r = system.p, system.p + system.q, np.linalg.norm(x, axis=1)
    of_f = p * np.linalg.norm(at.f, axis=1) * r ** (p - 1)
    of_g = n * np.linalg.norm(at.g, axis=1) * r ** (n - 1)
    return of_f + (1 + np.abs(at.c[:, 0])) * of_g + r**2 + 1
