"""The spectrum with which a small (q, r) grows or decays at any state of a fooled discriminator, q = r = 0."""

from functools import lru_cache

import numpy as np

from derivations.solvable_gan.notation import features, written_out
from derivations.solvable_gan.phases import transverse
from ganmech.lowering import FLOAT64, lower
from ganmech.solvable_gan.equation import parameters, state_of
from ganmech.solvable_gan.solution import equation


def fooled_spectrum(model, gram: np.ndarray) -> np.ndarray:
    """The 2d eigenvalues of K(P, S), by falling real part, at the P and S of a Gram matrix; float64, complex."""
    if not model.pinned or not (model.f.linear and model.f_tilde.linear):
        raise ValueError("the spectrum is known for the linear loss and pinned lengths (lam=None), "
                         f"got loss {model.loss!r} and lam {model.lam}")
    state = tuple(map(float, state_of(gram, is_pinned=True)))
    entries = _lowered(model.d)(FLOAT64, *state, *equation(model).parameters)
    eigenvalues = np.linalg.eigvals(np.array(entries, dtype=float).reshape(2 * model.d, 2 * model.d))
    return eigenvalues[np.argsort(-eigenvalues.real, kind="stable")]


@lru_cache
def _lowered(d: int):
    m = features(d)
    return lower(tuple(written_out(entry) for entry in transverse(m)), (*m.pinned_state, *parameters(m)))
