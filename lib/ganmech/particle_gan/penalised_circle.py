"""The nonlinear GAN on the circle with N data, one for each particle, its critic's slopes penalised at the data.

N particles x_i, N equally spaced data y_j; the critic is D(x) = Re sum_k d_k e^(ikx), k = 1..K, with s_k = k^(-2 s):

    d_k' = eta_D s_k (p_k - q_k + lam i k mean_j D'(y_j) e^(-ik y_j)),   p_k - q_k = mean_j (e^(-ik y_j) - e^(-ik x_j)),
    x_i' = (eta_G/N) (g1 - g2) D'(x_i) + eta_G g2 mean_j D'(x_j),        g2 = phi g1.

Runs of several strengths lam go side by side; arrays have the strength first. float64.
"""

import numpy as np

from ganmech.particle_gan.critical_damping import circle_modes
from ganmech.particle_gan.positive_numbers import nonnegative, positive


class PenalisedCircle:
    """The flow of (d, x), of shapes (strengths, K) and (strengths, N)."""

    def __init__(self, lam: np.ndarray, N, K, s, phi, eta_D, eta_G, g1):
        self.kappas, self.gs = circle_modes(N, K, s, phi, g1)
        if not self.kappas.all():
            raise ValueError(f"K must be large enough for the critic to see every mode of N = {N} data, K >= N, got {K}")
        self.lam, self.N = lam[:, None], len(self.gs)
        self.eta_D, self.eta_G = float(positive("eta_D", eta_D)), float(positive("eta_G", eta_G))
        self.mean, self.relative = self.gs[0] / self.N, self.gs[1] / self.N
        self.k = np.arange(1, int(K) + 1)
        self.spectrum = self.k ** (-2.0 * float(nonnegative("s", s)))
        self.y = 2 * np.pi * np.arange(self.N) / self.N
        self.at_data = np.exp(1j * np.outer(self.y, self.k))        # N x K

    def waves(self, x: np.ndarray) -> np.ndarray:
        """e^(ikx), (strengths, N, K)."""
        return np.exp(1j * x[:, :, None] * self.k)

    def critic(self, d: np.ndarray, waves: np.ndarray) -> np.ndarray:
        """d'."""
        seen = (self.at_data.mean(axis=0) - waves.mean(axis=1)).conj()
        penalty = 1j * self.k * (self.slopes_at_data(d) @ self.at_data.conj()) / self.N
        return self.eta_D * self.spectrum * (seen + self.lam * penalty)

    def particles(self, d: np.ndarray, waves: np.ndarray) -> np.ndarray:
        """x'."""
        slopes = -(waves @ (d * self.k)[:, :, None])[:, :, 0].imag
        average = slopes.mean(axis=1, keepdims=True)
        return self.eta_G * (self.relative * (slopes - average) + self.mean * average)

    def flow(self, d: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(d', x')."""
        waves = self.waves(x)
        return self.critic(d, waves), self.particles(d, waves)

    def slopes_at_data(self, d: np.ndarray) -> np.ndarray:
        """f."""
        return -((d * self.k) @ self.at_data.T).imag

    def size(self, d: np.ndarray, x: np.ndarray) -> np.ndarray:
        """The distance from equilibrium of each run."""
        modes = [np.abs(np.fft.fft(values, axis=1)) ** 2 / self.N for values in (x - self.y, self.slopes_at_data(d))]
        return np.sqrt((modes[0] / (self.eta_G * self.gs) + modes[1] / (self.eta_D * self.kappas)).sum(axis=1))
