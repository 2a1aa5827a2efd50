"""The spectrum with which a small (q, r) grows or decays at any state of a fooled discriminator, q = r = 0."""

from functools import lru_cache

import numpy as np
from flint import fmpq_mat

from derivations.solvable_gan.notation import features, written_out
from derivations.solvable_gan.phases import transverse
from ganmech.algebraic import eigenvalues
from ganmech.digits import asked_digits
from ganmech.enclosed import from_balls
from ganmech.exact import rational
from ganmech.lowering import EXACT, FLOAT64, lower
from ganmech.solvable_gan.equation import parameters, state_of
from ganmech.solvable_gan.solution import equation


def fooled_spectrum(model, gram: np.ndarray, digits: int | None = None, certified: bool = False):
    """The 2d eigenvalues of K(P, S), by falling real part, at the P and S of a Gram matrix of exact entries."""
    if not model.pinned or not (model.f.linear and model.f_tilde.linear):
        raise ValueError("the spectrum is known for the linear loss and pinned lengths (lam=None), "
                         f"got loss {model.loss!r} and lam {model.lam}")
    state, size = state_of(gram, is_pinned=True), 2 * model.d
    if asked_digits(digits, certified) is not None:
        entries = _lowered(model.d)(EXACT, *map(rational, state), *equation(model, digits).parameters)
        return from_balls(lambda _: tuple(eigenvalues(fmpq_mat(size, size, list(entries)))), digits, certified)
    entries = _lowered(model.d)(FLOAT64, *map(float, state), *equation(model).parameters)
    found = np.linalg.eigvals(np.array(entries, dtype=float).reshape(size, size))
    return found[np.argsort(-found.real, kind="stable")]


@lru_cache
def _lowered(d: int):
    m = features(d)
    return lower(tuple(written_out(entry) for entry in transverse(m)), (*m.pinned_state, *parameters(m)))
