"""One step of stochastic gradient descent, as a random linear map of X = [U, V, w]; the two simulators share it.

The model's step, with fresh samples y = U c + sqrt(eta_T) a, and y~, y~' = V c~ + sqrt(eta_G) a~:

    w <- w + (tau/n)  [f(y.w) y - f~(y~.w) y~ - lambda H'(w.w) w],
    V <- V + (tau~/n) [f~(y~'.w) w c~'^T - lambda V diag(H'(V_i.V_i))],      w on the right the one before the step,

and, for pinned lengths, division of w and of each V_i by its length instead of the terms with lambda.

How few random numbers its law needs. V sees y~' only through c~' and the scalar y~'.w. In w, the noise along w is that of the
scalars y.w and y~.w. Given those, the noises' parts orthogonal to w are independent isotropic Gaussians, so f sqrt(eta_T) a -
f~ sqrt(eta_G) a~ there is one of variance f^2 eta_T + f~^2 eta_G. Hence, in law,

    X <- X T + gamma xi e_w^T,      xi a standard Gaussian vector of the space orthogonal to w,

where T (K x K) and gamma are made here of 3(d + 1) scalars. Nothing is approximated: n is finite.
"""

from dataclasses import dataclass

import numpy as np

from ganmech.solvable_gan.loss import Slope

REAL, FAKE, GENERATED = range(3)        # y and y~ of w's step, y~' of V's step


@dataclass(frozen=True)
class Update:
    """The step of a model in dimension n, in float64; ``lam`` None pins the lengths."""

    n: int
    Lambda: np.ndarray
    Lambda_tilde: np.ndarray
    eta_T: float
    eta_G: float
    tau: float
    tau_tilde: float
    lam: float | None
    f: Slope
    f_tilde: Slope
    H_prime: Slope

    @property
    def d(self) -> int:
        return len(self.Lambda)

    @property
    def latent_scales(self) -> np.ndarray:
        """Deviations of c, c~, c~': (3, d)."""
        return np.sqrt([self.Lambda, self.Lambda_tilde, self.Lambda_tilde])

    @property
    def noise_scales(self) -> np.ndarray:
        """Deviations of the noise of y, y~, y~' in any direction: (3,)."""
        return np.sqrt([self.eta_T, self.eta_G, self.eta_G])

    def latents(self, rng: np.random.Generator, steps: int, replicas: int) -> np.ndarray:
        """c, c~, c~' of so many steps: (steps, replicas, 3, d)."""
        return self.latent_scales * rng.standard_normal((steps, replicas, 3, self.d))

    def noises(self, rng: np.random.Generator, steps: int, replicas: int) -> np.ndarray:
        """The components along w/|w| of the noise of y, y~, y~': (steps, replicas, 3)."""
        return self.noise_scales * rng.standard_normal((steps, replicas, 3))

    def map(self, last, S_diagonal, latents, noises) -> tuple[np.ndarray, np.ndarray]:
        """T (replicas, K, K) and gamma (replicas) of one step.

        ``last`` is the last column (q, r, z) of M (replicas, K) and ``S_diagonal`` the S_ii, read only if they are not pinned.
        """
        d, rate, z = self.d, self.tau / self.n, last[:, -1]
        length = np.sqrt(z)
        overlaps = last[:, :-1].reshape(-1, 2, d)[:, [0, 1, 1]]                 # q, r, r: of y, y~, y~' with w
        projections = (latents * overlaps).sum(axis=-1) + length[:, None] * noises
        f, f_tilde = self.f.values(projections[:, REAL]), self.f_tilde.values(projections[:, FAKE:])
        fake, generated = f_tilde[:, 0], f_tilde[:, 1]
        T = np.tile(np.eye(2 * d + 1), (len(last), 1, 1))
        T[:, :d, -1] = rate * f[:, None] * latents[:, REAL]
        T[:, d:-1, -1] = -rate * fake[:, None] * latents[:, FAKE]
        T[:, -1, -1] += rate * (f * noises[:, REAL] - fake * noises[:, FAKE]) / length
        T[:, -1, d:-1] = self.tau_tilde / self.n * generated[:, None] * latents[:, GENERATED]
        if self.lam is not None:
            T[:, range(d, 2 * d), range(d, 2 * d)] -= self.tau_tilde / self.n * self.lam * self.H_prime.values(S_diagonal)
            T[:, -1, -1] -= rate * self.lam * self.H_prime.values(z)
        return T, rate * np.sqrt(self.eta_T * f**2 + self.eta_G * fake**2)
