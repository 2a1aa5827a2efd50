"""Both glasses and their derivatives at a pole of both spheres, over many independent draws of the model.

At the pole u = (1, 0, ..., 0), v = (1, 0, ..., 0) the first coordinate of each sphere is the radial direction and the others
are tangents, so that radial and tangent derivatives can be read off; by rotation invariance any other point has the same law.
"""

from dataclasses import dataclass

import numpy as np

from ganmech.exact import exact_integer, random_generator
from ganmech.spin_glass.landscape import Surface

MOST_DRAWS = 1_000_000


@dataclass(frozen=True)
class Jets:
    """Derivatives of one glass in the whole space, along u first and v after: ``value`` (draws,), ``slope`` (draws, N),
    ``hessian`` (draws, N, N). Nothing is divided by sqrt(N). ``N_D`` of the coordinates are the discriminator's.
    """

    value: np.ndarray
    slope: np.ndarray
    hessian: np.ndarray
    N_D: int

    @property
    def radial(self) -> tuple[np.ndarray, np.ndarray]:
        """u.d_u and v.d_v of the glass, (draws,) each."""
        return self.slope[:, 0], self.slope[:, self.N_D]

    @property
    def tangent_slope(self) -> np.ndarray:
        """Derivatives along the tangents of both spheres, the discriminator's N_D - 1 first, (draws, N - 2)."""
        return np.delete(self.slope, [0, self.N_D], axis=1)

    @property
    def tangent_hessian(self) -> np.ndarray:
        """Second derivatives along the tangents, of the whole space and not yet of the spheres, (draws, N - 2, N - 2)."""
        return np.delete(np.delete(self.hessian, [0, self.N_D], axis=1), [0, self.N_D], axis=2)


def sampled_at_pole(model, N_D, N_G, draws, rng=None) -> tuple[Jets, Jets]:
    """The jets of l_D and l_G in ``draws`` independent surfaces; sizes as for `Surface`. ``rng`` as there.

    l_D does not vary along v: its derivatives there are 0.
    """
    draws, rng = exact_integer("draws", draws, least=1, most=MOST_DRAWS), random_generator(rng)
    found = [_glasses(Surface(model, N_D, N_G, rng)) for _ in range(draws)]
    return tuple(Jets(*map(np.array, zip(*jets)), N_D=N_D) for jets in zip(*found))


def _glasses(surface: Surface):
    """(value, slope, Hessian) of l_D and of l_G at the pole."""
    pole = np.zeros(surface.N)
    pole[[0, surface.N_D]] = 1
    for glass in (surface.l_D, surface.l_G):
        (value,), (slope,) = glass.values_and_gradient(pole[None])
        yield value, slope, glass.hessian(pole)
