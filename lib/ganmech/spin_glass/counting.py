r"""Every critical point of sampled surfaces at small N_D, N_G: all complex solutions, of which the real ones are counted.

Each surface's solutions are followed from those of one generic complex surface (`generic_roots`, `continuation`). They are
as many, and no surface has more; so when all have arrived, each in a ball of its own that holds one solution (`isolation`,
and `ball_isolation` where float64 does not decide), they are all. A solution whose ball is centred at a real point is real.
"""

import sys
from fractions import Fraction

import numpy as np
from rich.console import Console
from rich.progress import Progress

from ganmech.exact import exact_integer, random_generator
from ganmech.spin_glass.ball_isolation import solution_near
from ganmech.spin_glass.continuation import followed
from ganmech.spin_glass.critical_points import CriticalPoints, losses
from ganmech.spin_glass.critical_system import Coefficients, CriticalSystem
from ganmech.spin_glass.generic_roots import generic_roots, repeated
from ganmech.spin_glass.isolation import disjoint, radii

MOST_SPINS = {4: 6, 5: 4, 6: 3}               # n = p + q at most, for each N = N_D + N_G: paths take seconds a surface beyond
LEAST_NOISE, MOST_NOISE = Fraction(1, 1000), 1000      # beyond, most complex solutions are nearly infinite
PATHS_AT_ONCE = 3000
REAL = 1e-7                                   # imaginary parts below this, relative, are tried as 0


def count_critical_points(model, N_D=2, N_G=2, samples=400, rng=None) -> CriticalPoints:
    """See `SpinGlassGAN.count_critical_points`."""
    system, samples, rng = _checked_system(model, N_D, N_G), exact_integer("samples", samples, least=2), random_generator(rng)
    sigma_z = float(model.sigma_z)
    X, Z = (rng.standard_normal((samples, count)) for count in system.number_of_coefficients)
    coefficients, start = system.scaled(X, Z, sigma_z), generic_roots(system)
    batches = np.array_split(np.arange(samples), -(-samples * len(start[1]) // PATHS_AT_ONCE))
    real, console = [], Console(file=sys.stderr)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        for batch in progress.track(batches, description="critical points"):
            real += real_solutions(system, start, coefficients[batch])
    surface = np.repeat(np.arange(samples), [len(found) for found in real])
    x, at = np.vstack(real), coefficients[surface]
    u, v = x[:, :system.N_D], x[:, system.N_D:system.N]
    spins = model.p, model.p + model.q
    return CriticalPoints(samples, sigma_z, surface, u, v, *losses(*spins, X[surface], Z[surface], sigma_z, u, v),
                          *_indices_and_sign(system, at, x), len(start[1]), X, Z, spins)


def real_solutions(system: CriticalSystem, start, coefficients: Coefficients) -> list[np.ndarray]:
    """The real solutions x of each surface, one array (points, N + 2) for each row of the coefficients.

    Raises ArithmeticError unless all solutions, complex ones too, were shown to be distinct.
    """
    base, roots = start
    surfaces, count = len(coefficients.f), len(roots)
    at = coefficients[np.repeat(np.arange(surfaces), count)]
    x, _ = followed(system, repeated(base, len(at.f)), at, np.tile(roots, (surfaces, 1)))
    is_real = np.abs(x.imag).max(axis=1) < REAL * (1 + np.abs(x).max(axis=1))
    x = np.where(is_real[:, None], x.real, x)
    within = radii(system, at, x)[0]
    for place in np.flatnonzero(np.isnan(within)):
        x[place], within[place] = solution_near(system, at[[place]], x[place])
    is_real = (x.imag == 0).all(axis=1)
    certain = disjoint(x.reshape(surfaces, count, -1), within.reshape(surfaces, count))
    certain &= (is_real | (np.abs(x.imag).max(axis=1) > within)).reshape(surfaces, count).all(axis=1)
    if not certain.all():
        raise ArithmeticError(f"{(~certain).sum()} of {surfaces} surfaces have solutions that float64 does not tell apart: "
                              f"take sigma_z nearer to 1, fewer spins or another seed")
    return [found[real].real for found, real in zip(x.reshape(surfaces, count, -1), is_real.reshape(surfaces, count))]


def _checked_system(model, N_D, N_G) -> CriticalSystem:
    N_D, N_G = exact_integer("N_D", N_D, least=2), exact_integer("N_G", N_G, least=2)
    if getattr(model, "coupling", "shared") != "shared":
        raise ValueError(f"coupling must be 'shared' for a direct count, got {model.coupling!r}")
    if N_D + N_G not in MOST_SPINS:
        raise ValueError(f"N_D + N_G must be at most {max(MOST_SPINS)} for a direct count, got {N_D + N_G}")
    if model.p + model.q > MOST_SPINS[N_D + N_G]:
        raise ValueError(f"p + q must be at most {MOST_SPINS[N_D + N_G]} for a direct count with N_D + N_G = {N_D + N_G}, "
                         f"got {model.p + model.q}")
    if not LEAST_NOISE <= model.sigma_z <= MOST_NOISE:
        raise ValueError(f"sigma_z must lie between {LEAST_NOISE} and {MOST_NOISE} for a direct count, "
                         f"got {float(model.sigma_z):g}")
    return CriticalSystem(N_D, N_G, model.p, model.q)


def _indices_and_sign(system: CriticalSystem, at: Coefficients, x: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """k_D, k_G and the sign of the Jacobian's determinant along the spheres; losses and slopes scaled as in the equations."""
    matrix, onto = system.slopes(at, x)[1], np.zeros((len(x), system.N, system.N))
    blocks = (slice(0, system.N_D), slice(system.N_D, system.N))
    for which, block in enumerate(blocks, start=system.N):
        w, rows = x[:, block], np.arange(block.start, block.stop)
        matrix[:, rows, rows] -= x[:, which, None]
        onto[:, block, block] = np.eye(len(rows)) - w[:, :, None] * w[:, None, :]
    along = onto @ matrix @ onto
    normal = (np.eye(system.N) - onto) * np.abs(along).max(axis=(1, 2), keepdims=True)      # positive off the spheres
    indices = [(np.linalg.eigvalsh((along + normal)[:, block, block]) < 0).sum(axis=1) for block in blocks]
    return *indices, np.sign(np.linalg.det(along + normal)).astype(int)
