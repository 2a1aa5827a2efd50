"""Fluctuations of descent about the solution: the covariance Sigma(t) of sqrt(n) (state of step nt - solution at t).

Sigma' = J Sigma + Sigma J^T + D with the derived Jacobian J and the derived covariance D of a step, both at the solution.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from sympy import ImmutableMatrix

from derivations.solvable_gan import fluctuations as derived
from derivations.solvable_gan.notation import features, written_out
from ganmech.lowering import FLOAT64, lower
from ganmech.solvable_gan.equation import Equation, parameters, state_of
from ganmech.solvable_gan.integrate import integrate
from ganmech.solvable_gan.solution import equation, increasing_times


@dataclass(frozen=True)
class Fluctuations:
    """At times t the solution ``state`` (T, N) and n times the covariance of descent about it, ``Sigma`` (T, N, N).

    ``names`` are the N order parameters, as "P11", in their order. At finite n the standard deviations are about
    ``standard_deviations(n)``, (T, N).
    """

    t: np.ndarray
    names: tuple[str, ...]
    state: np.ndarray
    Sigma: np.ndarray

    def standard_deviations(self, n: int) -> np.ndarray:
        return np.sqrt(np.diagonal(self.Sigma, axis1=1, axis2=2) / n)


def fluctuations(model, gram: np.ndarray, t) -> Fluctuations:
    """Sigma(t) from a start without fluctuations; the linear loss, pinned lengths, Gaussian latents, float64."""
    if not model.pinned or not (model.f.linear and model.f_tilde.linear):
        raise ValueError("fluctuations are known for the linear loss and pinned lengths (lam=None), "
                         f"got loss {model.loss!r} and lam {model.lam}")
    times, found = np.array(increasing_times(t), dtype=float), equation(model)
    state = np.array(state_of(gram, is_pinned=True), dtype=float)
    size = len(state)

    def slope(y: np.ndarray) -> np.ndarray:
        jacobian, diffusion = jacobian_and_diffusion(found, y[:size])
        moving = jacobian @ y[size:].reshape(size, size)
        return np.concatenate([found(FLOAT64, y[:size]), (moving + moving.T + diffusion).ravel()])

    reached, values = integrate(slope, np.concatenate([state, np.zeros(size**2)]), times)
    return Fluctuations(reached, names_of_state(model.d), values[:, :size], values[:, size:].reshape(-1, size, size))


def jacobian_and_diffusion(found: Equation, state: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """J and D, each N x N, at a state."""
    entries = _lowered(found.d)(FLOAT64, *found.arguments(FLOAT64, state))
    return tuple(np.array(entries, dtype=float).reshape(2, len(state), len(state)))


def names_of_state(d: int) -> tuple[str, ...]:
    """P11, P12, ..., q1, ..., r1, ..., S12, ...: the pinned state."""
    return tuple(symbol.name.replace("_", "").replace(",", "")
                 for symbol in features(d).pinned_state)


@lru_cache
def _lowered(d: int):
    m = features(d)
    both = (*derived.jacobian(m), *ImmutableMatrix(written_out(derived.diffusion(m))))
    return lower(both, (*m.pinned_state, *parameters(m)))
