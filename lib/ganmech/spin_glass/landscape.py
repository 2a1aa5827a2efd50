"""One random surface of the model at finite N: both losses, their gradients and their Hessians' indices at any points."""

import numpy as np

from ganmech.arrays import float_array
from ganmech.exact import exact_integer, random_generator
from ganmech.spin_glass.glass import sampled_glass
from ganmech.spin_glass.model import LEAST_NOISE, MOST_NOISE
from ganmech.spin_glass.spheres import index, on_sphere, tangent, unit

LARGEST_WIDTH = 10_000      # weights of one network
LARGEST_WORK = 2**27        # numbers held at once for the gradients at all points: 1 GB


class Surface:
    """L_D = l_D - sigma_z l_G and L_G = sigma_z l_G on the product of the unit spheres of R^N_D and R^N_G, drawn once.

    ``model`` gives p, q, sigma_z and the coupling; its convention does not matter, since conventions are formulas for this
    surface, and N_D, N_G replace its kappa. ``rng`` is None, an int seed or a numpy Generator. The same draw serves every
    sigma_z: methods take ``sigma_z``, one number or one for each point, in place of the model's.

    Points u, v have shapes (starts, N_D), (starts, N_G) and unit length. Losses are of order sqrt(N), as are gradients.

    Raises ValueError or TypeError for sizes below 2, a glass of more than 2^25 numbers (268 MB), points off the spheres, and
    more points than 1 GB holds the gradients of.
    """

    def __init__(self, model, N_D, N_G, rng=None):
        self.model, rng = model, random_generator(rng)
        self.N_D = exact_integer("N_D", N_D, least=2, most=LARGEST_WIDTH)
        self.N_G = exact_integer("N_G", N_G, least=2, most=LARGEST_WIDTH)
        self.N = self.N_D + self.N_G
        self.l_D, self.l_G = (sampled_glass(*form, rng) for form in self._forms(model.p, model.q, model.coupling))

    def losses(self, u, v, sigma_z=None) -> tuple[np.ndarray, np.ndarray]:
        """L_D and L_G, each of shape (starts,)."""
        w = self.points(u, v)
        return coupled_losses(self.l_D.values(w), self.l_G.values(w), self.noise(sigma_z, len(w)))

    def losses_and_gradients(self, u, v, sigma_z=None):
        """L_D and L_G, of shape (starts,), and the Riemannian gradients grad_u L_D (starts, N_D), grad_v L_G (starts, N_G)."""
        w = self.points(u, v)
        return self.slopes(w, self.noise(sigma_z, len(w)))

    def indices(self, u, v, sigma_z=None) -> tuple[np.ndarray, np.ndarray]:
        """k_D and k_G, each of shape (starts,): the negative eigenvalues of the Riemannian Hess_u L_D and Hess_v L_G."""
        w = self.points(u, v)
        return tuple(np.array([self._indices(*point) for point in zip(w, self.noise(sigma_z, len(w)))]).reshape(-1, 2).T)

    def slopes(self, w: np.ndarray, sigma_z):
        """The same as `losses_and_gradients` at points w = (u, v) that are known to lie on the spheres."""
        (l_D, slope_D), (l_G, slope_G) = self.l_D.values_and_gradient(w), self.l_G.values_and_gradient(w)
        L_D, L_G = coupled_losses(l_D, l_G, sigma_z)
        of_D, of_G = coupled_losses(slope_D.T, slope_G.T, sigma_z)
        return L_D, L_G, *(tangent(point, slope.T) for point, slope in zip(self.split(w), (of_D[:self.N_D], of_G[self.N_D:])))

    @property
    def most_points(self) -> int:
        """How many points can be treated at once, so that their gradients take at most 1 GB."""
        return LARGEST_WORK // max(family.raised.size for glass in (self.l_D, self.l_G) for family in (glass.a, glass.b))

    def points(self, u, v) -> np.ndarray:
        """w = (u, v), shape (starts, N), from points given by a caller."""
        u, v = (unit(name, value, size) for name, value, size in (("u", u, self.N_D), ("v", v, self.N_G)))
        if len(u) != len(v):
            raise ValueError(f"u and v must hold the same number of points, got {len(u)} and {len(v)}")
        if len(u) > self.most_points:
            raise ValueError(f"u and v must hold at most {self.most_points} points of this surface, got {len(u)}")
        return np.hstack([u, v])

    def noise(self, sigma_z, count: int) -> np.ndarray:
        """The noise scale at each of so many points: the model's where ``sigma_z`` is None, else one for all or one each."""
        given = float_array("sigma_z", self.model.sigma_z if sigma_z is None else sigma_z)
        if given.shape not in ((), (count,)):
            raise ValueError(f"sigma_z must be one number or one for each of the {count} points, got shape {given.shape}")
        outside = ~((given >= LEAST_NOISE) & (given <= MOST_NOISE))
        if outside.any():
            raise ValueError(f"sigma_z must be positive, between 1e-50 and 1e50, got {given[outside][0]}")
        return np.broadcast_to(given, count)

    def split(self, w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """u and v of w."""
        return w[..., :self.N_D], w[..., self.N_D:]

    def starts(self, count: int, rng: np.random.Generator) -> np.ndarray:
        """So many points w = (u, v), uniform on both spheres."""
        return np.hstack([on_sphere(rng.standard_normal((count, size))) for size in (self.N_D, self.N_G)])

    def _forms(self, p: int, q: int, coupling: str) -> tuple[tuple, tuple]:
        """Which weights enter l_D and l_G, and to which degrees; halves of a power take the least memory."""
        D, whole, G = slice(0, self.N_D), slice(0, self.N), slice(self.N_D, self.N)
        n = p + q
        coupled = (D, p, G, q) if coupling == "bipartite" else (whole, n // 2, whole, n - n // 2)
        return (D, p // 2, D, p - p // 2), coupled

    def _indices(self, w: np.ndarray, sigma_z: float) -> tuple[int, int]:
        slopes = (glass.values_and_gradient(w[None])[1][0] for glass in (self.l_D, self.l_G))
        of_D, of_G = coupled_losses(self.l_D.hessian(w), self.l_G.hessian(w), sigma_z)
        slope_D, slope_G = coupled_losses(*slopes, sigma_z)
        D, G = slice(0, self.N_D), slice(self.N_D, self.N)
        return index(w[D], of_D[D, D], slope_D[D]), index(w[G], of_G[G, G], slope_G[G])


def coupled_losses(l_D, l_G, sigma_z):
    """L_D = l_D - sigma_z l_G and L_G = sigma_z l_G, of values or of derivatives alike."""
    return l_D - sigma_z * l_G, sigma_z * l_G
