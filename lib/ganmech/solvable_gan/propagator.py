"""The law of single entries of the weights: x = sqrt(n) (a row of [U, V, w]) obeys a linear stochastic equation.

dx = A(t) x dt + tau sqrt(b(t)) e_w dB with A and b at the order parameters, so x(t) = Phi(t) x(0) + a Gaussian of covariance
N(t),

    Phi' = A Phi,   Phi(0) = I,      N' = A N + N A^T + tau^2 b e_w e_w^T,   N(0) = 0,      Phi M(0) Phi^T + N = M(t).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from derivations.solvable_gan import microscopic, order_parameters, pinned
from derivations.solvable_gan.notation import features
from ganmech.lowering import FLOAT64
from ganmech.solvable_gan.equation import Equation, lowered, state_of
from ganmech.solvable_gan.integrate import integrate
from ganmech.solvable_gan.recording import Diverged
from ganmech.solvable_gan.solution import equation, increasing_times


@dataclass(frozen=True)
class Propagator:
    """Phi and N at times t, each (T, K, K), rows and columns in the order U, V, w."""

    t: np.ndarray
    Phi: np.ndarray
    N: np.ndarray


def propagator(model, gram: np.ndarray, t) -> Propagator:
    """Phi(t) and N(t) along the solution from the start ``gram``, float64."""
    times, found, K = np.array(increasing_times(t), dtype=float), equation(model), len(gram)
    state = np.array(state_of(gram, model.pinned), dtype=float)
    size = len(state)

    def slope(y: np.ndarray) -> np.ndarray:
        A, noise = _mean_update(found, y[:size])
        Phi, N = y[size:].reshape(2, K, K)
        moving = A @ N + N @ A.T
        moving[-1, -1] += noise
        return np.concatenate([found(FLOAT64, y[:size]), (A @ Phi).ravel(), moving.ravel()])

    start = np.concatenate([state, np.eye(K).ravel(), np.zeros(K * K)])
    reached, values = integrate(slope, start, times)
    matrices = values[:, size:].reshape(-1, 2, K, K)
    result = Propagator(reached, matrices[:, 0], matrices[:, 1])
    if len(reached) < len(times):
        raise Diverged("the order parameters diverge; the attribute partial holds the propagator until then", result)
    return result


def _mean_update(found: Equation, state: np.ndarray) -> tuple[np.ndarray, float]:
    """A (K x K) and tau^2 b at a state."""
    linear, K = found.averages is None, 2 * found.d + 1
    *entries, noise = _lowered_update(found.d, found.pinned, linear)(FLOAT64, *found.arguments(FLOAT64, state))
    return np.array(entries, dtype=float).reshape(K, K), noise


@lru_cache
def _lowered_update(d: int, is_pinned: bool, linear: bool):
    m = features(d)
    if is_pinned:
        A = order_parameters.mean_update(m, pinned.pulled(m), pinned.generator_pulled(m))
    else:
        A = order_parameters.mean_update(m, order_parameters.growth, order_parameters.generator_growth(m))
    return lowered((*A, microscopic.diffusion), d, is_pinned, linear)
