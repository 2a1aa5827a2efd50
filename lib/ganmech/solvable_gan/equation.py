"""The equation of the order parameters as numbers: the derived drift, lowered once for each d and kind of model.

The state is what moves, in the order of the derivations: P row by row, q, r, S on and above its diagonal, z; with pinned
lengths without S_ii and z.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from derivations.solvable_gan import order_parameters, pinned
from derivations.solvable_gan.notation import (Features, H_z, eta_G, eta_T, f1, f1_G, f2, f2_G, features, lambda_, tau, tau_G,
                                               v, v_G)
from ganmech.lowering import lower
from ganmech.solvable_gan.loss import H_PRIME, x

AVERAGES = (f1, f2, f1_G, f2_G)


@dataclass(frozen=True)
class Equation:
    """d(state)/dt for one model; ``parameters`` and the state may be numbers of any one arithmetic.

    ``averages(arithmetic, v, v~)`` gives <f'>, <f^2>, <f~'>, <f~^2>; None for the linear loss, where they are in the drift.
    """

    d: int
    pinned: bool
    parameters: tuple
    averages: Callable | None

    def __call__(self, arithmetic, state: Sequence) -> tuple:
        return _drift(self.d, self.pinned, self.averages is None)(arithmetic, *self.arguments(arithmetic, state))

    def arguments(self, arithmetic, state: Sequence) -> tuple:
        """What lowered expressions of this model take: the state, the parameters and the averages."""
        if self.averages is None:
            return *state, *self.parameters
        variances = _variances(self.d, self.pinned)(arithmetic, *state, *self.parameters)
        return *state, *self.parameters, *self.averages(arithmetic, *variances)


def parameters(m: Features) -> tuple:
    """tau, tau~, eta_T, eta_G, lambda, then the variances Lambda_i and Lambda~_i."""
    return tau, tau_G, eta_T, eta_G, lambda_, *m.Lambda.diagonal(), *m.Lambda_G.diagonal()


def symbols_of_state(m: Features, is_pinned: bool) -> tuple:
    return m.pinned_state if is_pinned else m.state


def lowered(expressions: tuple, d: int, is_pinned: bool, linear: bool) -> Callable:
    """Expressions in the state, the parameters and averages over the samples, to be called with `Equation.arguments`."""
    m = features(d)
    known = order_parameters.linear_loss(m) if linear else order_parameters.gaussian_latents(m)
    lengths = pinned.unit_lengths(m) if is_pinned else _penalties(m)
    found = tuple(expression.subs(known, simultaneous=True).subs(lengths) for expression in expressions)
    return lower(found, (*symbols_of_state(m, is_pinned), *parameters(m), *(() if linear else AVERAGES)))


@lru_cache
def _drift(d: int, is_pinned: bool, linear: bool) -> Callable:
    m = features(d)
    return lowered(tuple(pinned.drift(m) if is_pinned else order_parameters.drift(m)), d, is_pinned, linear)


@lru_cache
def _variances(d: int, is_pinned: bool) -> Callable:
    m = features(d)
    variances = order_parameters.projection_variances(m)
    lengths = pinned.unit_lengths(m) if is_pinned else {}
    return lower((variances[v].subs(lengths), variances[v_G].subs(lengths)), (*symbols_of_state(m, is_pinned), *parameters(m)))


def _penalties(m: Features) -> dict:
    """H'(z) and H'(S_ii) written out, by symbol."""
    slopes = {H_z: H_PRIME.subs(x, m.z)}
    return slopes | {m.H_S[i, i]: H_PRIME.subs(x, m.S[i, i]) for i in range(m.d)}


@lru_cache
def _places(d: int, is_pinned: bool) -> tuple[np.ndarray, np.ndarray]:
    """Where the state stands in M: for each entry its place in the state (-1 for a constant), and the constants."""
    m = features(d)
    M = order_parameters.overlaps(m).subs(pinned.unit_lengths(m) if is_pinned else {})
    state = list(symbols_of_state(m, is_pinned))
    places = np.array([state.index(entry) if entry in state else -1 for entry in M]).reshape(M.shape)
    constants = np.array([int(entry) if entry.is_Integer else 0 for entry in M]).reshape(M.shape)
    return places, constants


def gram_of(states: np.ndarray, d: int, is_pinned: bool) -> np.ndarray:
    """The Gram matrices (..., K, K) of states (..., N)."""
    places, constants = _places(d, is_pinned)
    return np.where(places >= 0, states[..., places], constants)


def state_of(gram: np.ndarray, is_pinned: bool) -> list:
    """The state of one Gram matrix."""
    places, _ = _places(len(gram) // 2, is_pinned)
    first = [tuple(np.argwhere(places == place)[0]) for place in range(places.max() + 1)]
    return [gram[at] for at in first]
