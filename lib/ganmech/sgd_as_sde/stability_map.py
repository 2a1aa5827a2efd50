"""Maps of the linear-quadratic game over arrays of penalties: how fast a step contracts, and up to which learning rate."""

import numpy as np

from derivations.sgd_as_sde import chain_stability, linear_chain
from derivations.sgd_as_sde.notation import eta, lambda_, mu
from ganmech.exact import said
from ganmech.lowering import FLOAT64, lower
from ganmech.sgd_as_sde.training import SCHEMES

_MAPS = {"SML": linear_chain.simultaneous.result, "ALT": linear_chain.alternating.result}
_CONDITIONS = {"SML": chain_stability.simultaneous_conditions.result, "ALT": chain_stability.alternating_conditions.result}


def spectral_radii(scheme: str, rate, lam, penalty) -> np.ndarray:
    """The spectral radius of T, float64, over arrays of eta, lambda and mu that broadcast."""
    rate, lam, penalty = np.broadcast_arrays(*(np.asarray(values, dtype=float) for values in (rate, lam, penalty)))
    entries = lower(tuple(_of(_MAPS, scheme)), (eta, lambda_, mu))(FLOAT64, rate, lam, penalty)
    T = np.stack([np.broadcast_to(entry, rate.shape) for entry in entries], axis=-1).reshape(*rate.shape, 2, 2)
    return np.abs(np.linalg.eigvals(T)).max(axis=-1)


def stability_bounds(scheme: str, lam, penalty) -> np.ndarray:
    """The first eta at which one of Jury's conditions, quadratics in eta, fails, over arrays of lambda and mu; inf for none.

    For lambda and mu of 0 or more and not both 0; a bound to any digits, and of any game, is `stability_bound`.
    """
    lam, penalty = np.broadcast_arrays(np.asarray(lam, dtype=float), np.asarray(penalty, dtype=float))
    roots = [_positive_roots(condition, lam, penalty) for condition in _of(_CONDITIONS, scheme)]
    return np.min(np.concatenate(roots), axis=0)


def _positive_roots(condition, lam, penalty) -> np.ndarray:
    """Of one quadratic, (2, ...); inf in the place of what is not real or not positive."""
    powers = [condition.expand().coeff(eta, power) for power in (0, 1, 2)]
    c, b, a = (np.broadcast_to(lower(coefficient, (lambda_, mu))(FLOAT64, lam, penalty), lam.shape) for coefficient in powers)
    with np.errstate(divide="ignore", invalid="ignore"):
        q = -(b + np.where(b < 0, -1, 1) * np.sqrt(b**2 - 4 * a * c)) / 2      # a eta^2 + b eta + c has the roots q/a and c/q
        roots = np.stack([q / a, c / q])
    return np.where(roots > 0, roots, np.inf)


def _of(table: dict, scheme: str):
    if scheme not in SCHEMES:
        raise ValueError(f"scheme must be one of {', '.join(SCHEMES)}, got {said(scheme, repr)}")
    return table[scheme]
