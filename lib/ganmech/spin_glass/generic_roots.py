r"""All complex solutions of one generic surface, found once: every other surface's are reached from them.

Coefficients of generic surfaces have a number of solutions that no surface exceeds. The solutions of one are found by
monodromy: a few points are made solutions by choosing the coefficients, which enter linearly; then the coefficients move
along closed triangles, and solutions return as other solutions. Every solution can be reached so, since the pairs of a
point and coefficients that it solves form a connected set. When several triangles in a row bring nothing new, all are taken
to be found.

On the torus, N_D = N_G = 2, their number is known: in the variables e^(ia), e^(ib) both Newton polygons lie in the square of
corners (n, 0), (0, n), (-n, 0), (0, -n), and Bernstein's bound is its mixed area 4 n^2.
"""

from functools import lru_cache

import numpy as np

from ganmech.spin_glass.continuation import followed
from ganmech.spin_glass.critical_system import Coefficients, CriticalSystem

SEED = 2101
WITHOUT_NEWS = 6
MOST_TRIANGLES = 200
SAME = 1e-6           # relative distance below which two solutions are one
BETWEEN = 0.5         # share of the coefficients that the first points use up


@lru_cache(maxsize=16)
def generic_roots(system: CriticalSystem) -> tuple[Coefficients, np.ndarray]:
    """One generic complex set of coefficients (one row) and all its solutions, shape (solutions, N + 2)."""
    rng = np.random.default_rng(SEED)
    base, found = _planted(system, rng)
    without_news = triangles = 0
    while without_news < WITHOUT_NEWS and not _all_known(system, found):
        returned = _around(system, [base, *(_generic(system, rng) for _ in range(2)), base], found)
        before, found = len(found), distinct(np.concatenate([found, returned]))
        without_news, triangles = (without_news + 1 if len(found) == before else 0), triangles + 1
        if triangles == MOST_TRIANGLES:
            raise ArithmeticError(f"the solutions of {system} were not all found in {MOST_TRIANGLES} triangles")
    return base, found


def distinct(x: np.ndarray) -> np.ndarray:
    """The solutions without repetitions, in their order."""
    return x[[place for place, point in enumerate(x) if not np.any(_near(x[:place], point))]]


def _all_known(system, found) -> bool:
    return system.N_D == system.N_G == 2 and len(found) == torus_bound(system)


def torus_bound(system: CriticalSystem) -> int:
    """Bernstein's bound for N_D = N_G = 2."""
    return 4 * (system.p + system.q) ** 2


def repeated(at: Coefficients, count: int) -> Coefficients:
    """The same coefficients for so many points."""
    return at[np.zeros(count, int)]


def _near(points, point):
    return np.abs(points - point).max(axis=1) < SAME * (1 + np.abs(point).max())


def _around(system, corners, x):
    for start, end in zip(corners, corners[1:]):
        x, arrived = followed(system, repeated(start, len(x)), repeated(end, len(x)), x)
        x = x[arrived & np.isfinite(x).all(axis=1)]
    return x


def _generic(system, rng) -> Coefficients:
    """Complex normal coefficients, at sigma_z = 1."""
    X, Z = (rng.standard_normal((2, 1, count)) for count in system.number_of_coefficients)
    return system.scaled(X[0] + 1j * X[1], Z[0] + 1j * Z[1], 1.0)


def _planted(system: CriticalSystem, rng) -> tuple[Coefficients, np.ndarray]:
    """Generic coefficients changed so that a few random points solve the equations, and those points."""
    at, count = _generic(system, rng), system.number_of_coefficients[1]
    points = _random_points(system, rng, max(1, int(BETWEEN * count / (system.N - 2))))
    residual = _tangent_slopes(system, at, points)[0]
    units = Coefficients(np.zeros((count, at.f.shape[1])), np.eye(count, dtype=complex), repeated(at, count).c)
    effects = [_tangent_slopes(system, units, np.repeat(point[None], count, axis=0))[0].T for point in points]
    change = np.linalg.lstsq(np.vstack(effects), -residual.ravel(), rcond=None)[0]
    base = Coefficients(at.f, at.g + change, at.c)
    return base, np.hstack([points, _tangent_slopes(system, base, points)[1]])


def _random_points(system, rng, count: int) -> np.ndarray:
    w = rng.standard_normal((count, system.N)) + 1j * rng.standard_normal((count, system.N))
    for block in (slice(0, system.N_D), slice(system.N_D, system.N)):
        w[:, block] /= np.sqrt((w[:, block] ** 2).sum(axis=1, keepdims=True))
    return w


def _tangent_slopes(system, at, w) -> tuple[np.ndarray, np.ndarray]:
    """The part of both slopes along the spheres, (points, N), and the multipliers, (points, 2)."""
    at = repeated(at, len(w)) if len(at.f) == 1 else at
    slopes, multipliers = system.slopes(at, w)[0], []
    for block in (slice(0, system.N_D), slice(system.N_D, system.N)):
        multipliers.append((slopes[:, block] * w[:, block]).sum(axis=1, keepdims=True))
        slopes[:, block] -= multipliers[-1] * w[:, block]
    return slopes, np.hstack(multipliers)
