"""How a cloud of particles covers the modes of a ring: the order parameters of mode collapse."""

import numpy as np


def ring(modes: int) -> np.ndarray:
    """Centres of equally spaced modes on the unit circle, (modes, 2)."""
    angles = 2 * np.pi * np.arange(modes) / modes
    return np.column_stack([np.cos(angles), np.sin(angles)])


def order_parameters(x: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Occupancy entropy, spread and distance of clouds x, (..., N, 2): an array (..., 3).

    entropy     -sum_m n_m ln n_m / ln M, n_m the fraction of the particles whose nearest mode is m: 1 when all M modes are
                covered alike, 0 when one mode has all particles (collapse);
    spread      (1/N) sum_i |x_i - xbar|^2;
    distance    mean over the particles of the distance to the nearest mode.

    ``centres`` lie on the unit circle, so that the nearest has the largest inner product.
    """
    inner = x @ centres.T
    nearest, N, M = inner.argmax(axis=-1), x.shape[-2], len(centres)
    fractions = (nearest[..., None] == np.arange(M)).sum(axis=-2) / N
    entropy = -(fractions * np.log(np.where(fractions > 0, fractions, 1))).sum(axis=-1) / np.log(M)
    squares = (x**2).sum(axis=-1)
    spread = ((x - x.mean(axis=-2, keepdims=True))**2).sum(axis=-1).mean(axis=-1)
    distance = np.sqrt(np.maximum(squares + 1 - 2 * inner.max(axis=-1), 0)).mean(axis=-1)
    return np.stack([entropy + 0.0, spread, distance], axis=-1)
