r"""Both networks descend, each its own loss on its own sphere: the discriminator L_D in u, the generator L_G in v.

    u <- (u - eta_D grad_u L_D) / |...|,   v <- (v - eta_G grad_v L_G) / |...|,   eta = rate / sqrt(N v),

v_D and v_G being the variances of the gradients' components: at a random point a step has the length rate times sqrt(kappa), or
sqrt(kappa'), whatever the noise, the spins and the size. "simultaneous" takes both gradients at the same point, "alternating"
the generator's where the discriminator has just gone.
"""

from dataclasses import dataclass
from numbers import Real

import numpy as np

from derivations.spin_glass import bipartite_covariances, covariances
from derivations.spin_glass.notation import p, q, sigma_z
from ganmech.exact import exact_integer, random_generator, said
from ganmech.lowering import FLOAT64, lower
from ganmech.spin_glass.landscape import Surface
from ganmech.spin_glass.spheres import on_sphere

SCHEMES = ("simultaneous", "alternating")
TAIL = 4                    # the last quarter of a run is its tail
SETTLED = 0.01              # a run has settled if its gradient stays below this share of a random point's throughout the tail
LARGEST_RUN = 10**7         # steps times starts
LARGEST_RATE = 1000         # steps of so many radii already are jumps

GRADIENT_VARIANCES = {
    "shared": lower((covariances.v_D_model, covariances.v_G_model), (p, q, sigma_z)),
    "bipartite": lower((bipartite_covariances.v_D_bipartite, bipartite_covariances.v_G_bipartite), (p, q, sigma_z)),
}


@dataclass(frozen=True, eq=False)
class Descent:
    """A run from several starts on one surface.

    ``L_D``, ``L_G`` (steps + 1, starts) are the losses over sqrt(N) along the run and ``gradient`` the length of both
    Riemannian gradients over that expected at a random point; ``u``, ``v`` are the last points.
    """

    u: np.ndarray
    v: np.ndarray
    L_D: np.ndarray
    L_G: np.ndarray
    gradient: np.ndarray

    @property
    def tail(self) -> slice:
        """The last quarter of the steps."""
        return slice(len(self.L_D) - max(len(self.L_D) // TAIL, 1), None)

    @property
    def settled(self) -> np.ndarray:
        """Which starts came to rest, shape (starts,); the others rotate, or are still on their way."""
        return self.gradient[self.tail].max(axis=0) < SETTLED

    def reached(self) -> dict[str, np.ndarray]:
        """The least L_D, L_G and L_D + L_G in the tail and the largest |L_D - L_G|, over sqrt(N), each of shape (starts,)."""
        L_D, L_G = self.L_D[self.tail], self.L_G[self.tail]
        return {"L_D": L_D.min(axis=0), "L_G": L_G.min(axis=0), "L_D + L_G": (L_D + L_G).min(axis=0),
                "|L_D - L_G|": np.abs(L_D - L_G).max(axis=0)}

    def average(self) -> dict[str, np.ndarray]:
        """The means of L_D and L_G over the tail, over sqrt(N), each of shape (starts,)."""
        return {"mean L_D": self.L_D[self.tail].mean(axis=0), "mean L_G": self.L_G[self.tail].mean(axis=0)}


def descend(surface: Surface, steps=2000, rate_D=0.1, rate_G=0.1, scheme="simultaneous", starts=8, rng=None,
            sigma_z=None) -> Descent:
    """Descend from so many random points of a surface, or from the points ``starts`` = (u, v), and record the run.

    ``sigma_z`` is None for the surface's own, or one number for each start. ``rng`` is None, an int seed or a numpy Generator.

    Raises ValueError or TypeError for rates that are not positive or exceed 1000, for fewer than 4 steps, for more than 10^7
    steps times starts and for an unknown scheme.
    """
    steps, w = exact_integer("steps", steps, least=TAIL, most=LARGEST_RUN), _first(surface, starts, rng)
    if steps * len(w) > LARGEST_RUN:
        raise ValueError(f"steps times starts must be at most {LARGEST_RUN}, got {steps * len(w)}")
    if scheme not in SCHEMES:
        raise ValueError(f"scheme must be one of {', '.join(SCHEMES)}, got {said(scheme, repr)}")
    rates, noise = (checked_rate("rate_D", rate_D), checked_rate("rate_G", rate_G)), surface.noise(sigma_z, len(w))
    variances = gradient_variances(surface.model, noise)
    etas = [rate / np.sqrt(surface.N * variance)[:, None] for rate, variance in zip(rates, variances)]
    return _run(surface, w, noise, variances, etas, steps, scheme == "alternating")


def gradient_variances(model, noise: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """v_D and v_G of the model at these noise scales."""
    return GRADIENT_VARIANCES[model.coupling](FLOAT64, model.p, model.q, noise)


def checked_rate(name: str, rate) -> float:
    """A positive number of at most 1000, as a float."""
    if isinstance(rate, (bool, np.bool_)) or not isinstance(rate, Real):
        raise TypeError(f"{name} must be a positive number, got {said(rate, repr)}")
    if not 0 < rate <= LARGEST_RATE:
        raise ValueError(f"{name} must be positive and at most {LARGEST_RATE}, got {said(rate)}")
    return float(rate)


def _first(surface: Surface, starts, rng) -> np.ndarray:
    if isinstance(starts, tuple):
        return surface.points(*starts)
    count = exact_integer("starts", starts, least=1, most=surface.most_points)
    return surface.starts(count, random_generator(rng))


def _run(surface, w, noise, variances, etas, steps: int, alternating: bool) -> Descent:
    record = np.empty((3, steps + 1, len(w)))
    for step in range(steps + 1):
        L_D, L_G, of_D, of_G = surface.slopes(w, noise)
        record[:, step] = L_D / surface.N**0.5, L_G / surface.N**0.5, _relative_length((of_D, of_G), variances)
        if step < steps:
            w = _moved(surface, w, (of_D, of_G), noise, etas, alternating)
    return Descent(*surface.split(w), *record)


def _moved(surface, w, slopes, noise, etas, alternating: bool) -> np.ndarray:
    u, v = surface.split(w)
    u = on_sphere(u - etas[0] * slopes[0])
    of_G = surface.slopes(np.hstack([u, v]), noise)[3] if alternating else slopes[1]
    return np.hstack([u, on_sphere(v - etas[1] * of_G)])


def _relative_length(slopes, variances) -> np.ndarray:
    """Both gradients' length over its root mean square at a random point; each of the N - 2 components has its variance."""
    squares = sum((slope**2).sum(axis=1) / variance for slope, variance in zip(slopes, variances))
    return np.sqrt(squares / sum(slope.shape[1] - 1 for slope in slopes))
