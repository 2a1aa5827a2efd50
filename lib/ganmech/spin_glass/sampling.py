"""One random matrix of the coupled ensemble."""

import numpy as np

from derivations.spin_glass.mean_field import goe


def coupled_matrix(N: int, kappa: float, b: float, b1: float, x1: float, rng: np.random.Generator) -> np.ndarray:
    """H = b M + b1 diag(M1, 0) - x1 diag(I, 0), N x N, with round(kappa N) rows in the discriminator's block, at least 1 in each.

    M has off-diagonal variance 1/(2N), M1 has 1/(2 N_D).
    """
    N_D = min(max(round(kappa * N), 1), N - 1)
    H = b * goe(N, rng)
    H[:N_D, :N_D] += b1 * goe(N_D, rng) - x1 * np.eye(N_D)
    return H
