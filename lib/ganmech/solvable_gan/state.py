"""Order parameters of the solvable GAN: a start as the caller gives it, and what a run returns.

With U the true features, V the generator's weights and w the discriminator's, P = U^T V (d x d), q = U^T w (d), r = V^T w (d),
S = V^T V (d x d), z = w^T w. They are the blocks of the Gram matrix of X = [U, V, w], of size K = 2d + 1:

    M = X^T X = [[I, P, q], [P^T, S, r], [q^T, r^T, z]].
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ganmech.exact import exact

SHAPES = {"P": "d x d", "q": "d", "r": "d", "S": "d x d", "z": ""}
ROUNDING = 1e-12        # an eigenvalue of the Gram matrix of a start may fall below 0 by so much


@dataclass(frozen=True)
class Trajectory:
    """Order parameters at times t, time first: P (T, d, d), q (T, d), r (T, d), S (T, d, d), z (T).

    A simulation has the replicas second: P (T, replicas, d, d) and so on. t = k/n for step k. Entries are float64, or mpf.
    ``gram`` is the matrix M, (..., K, K).
    """

    t: np.ndarray
    P: np.ndarray
    q: np.ndarray
    r: np.ndarray
    S: np.ndarray
    z: np.ndarray

    @property
    def gram(self) -> np.ndarray:
        return gram_matrix(self.P, self.q, self.r, self.S, self.z)


def little_learned(d: int) -> dict:
    """The start P = I/10, q_i = 1/10, from which runs begin that name none."""
    return {"P": [["0.1" if i == j else 0 for j in range(d)] for i in range(d)], "q": ["0.1"] * d}


def initial_gram(initial: Mapping, d: int, pinned: bool) -> np.ndarray:
    """The Gram matrix of a start, K x K, of exact Fractions; missing are r = P^T q, S = I, z = 1.

    Raises ValueError or TypeError, naming the order parameter: unknown or missing names, a wrong shape, a Gram matrix that
    has a negative eigenvalue; and, for pinned lengths, S_ii or z other than 1.
    """
    given = _given(initial, d)
    P, q = given["P"], given["q"]
    S = given.get("S", np.array([[exact("S", int(i == j)) for j in range(d)] for i in range(d)], object))
    r, z = given.get("r", P.T @ q), given.get("z", exact("z", 1))
    _check_norms(P, q, S, z, pinned)
    gram = gram_matrix(P, q, r, S, z)
    lowest = np.linalg.eigvalsh(gram.astype(float))[0]
    if lowest < -ROUNDING:
        raise ValueError("P, q, r, S and z must make a Gram matrix without negative eigenvalues "
                         f"(Cauchy and Schwarz: |P_ij| <= sqrt(S_jj) and so on), got one of {lowest:.3g}")
    return gram


def gram_matrix(P, q, r, S, z) -> np.ndarray:
    """M of its blocks; leading axes (times, replicas) are kept."""
    P, q, r, S, z = map(np.asarray, (P, q, r, S, z))
    d = q.shape[-1]
    M = np.empty((*q.shape[:-1], 2 * d + 1, 2 * d + 1), P.dtype)
    M[..., :d, :d] = np.eye(d, dtype=int)
    M[..., :d, d:-1], M[..., d:-1, :d], M[..., d:-1, d:-1] = P, P.swapaxes(-1, -2), S
    M[..., :d, -1] = M[..., -1, :d] = q
    M[..., d:-1, -1] = M[..., -1, d:-1] = r
    M[..., -1, -1] = z
    return M


def from_gram(t: np.ndarray, M: np.ndarray) -> Trajectory:
    """The trajectory whose Gram matrices are M, (T, ..., K, K)."""
    d = M.shape[-1] // 2
    return Trajectory(t, M[..., :d, d:-1], M[..., :d, -1], M[..., d:-1, -1], M[..., d:-1, d:-1], M[..., -1, -1])


def _given(initial: Mapping, d: int) -> dict[str, np.ndarray]:
    if not isinstance(initial, Mapping):
        raise TypeError(f"initial must be a mapping of P, q and perhaps r, S, z, got {type(initial).__name__}")
    unknown = [str(name) for name in initial if name not in SHAPES]
    missing = [name for name in ("P", "q") if name not in initial]
    if unknown or missing:
        raise ValueError(f"initial must hold P and q, and may hold r, S and z, got {', '.join(map(str, initial)) or 'nothing'}")
    return {name: _block(name, value, d) for name, value in initial.items()}


def _block(name: str, value, d: int):
    """The exact entries of one order parameter; with one feature a number may stand for itself."""
    shape = tuple(d for _ in SHAPES[name].split(" x ")) if SHAPES[name] else ()
    try:
        entries = np.array(value, dtype=object)
    except ValueError:
        raise ValueError(f"{name} must be an array of shape {shape}, got rows of different lengths") from None
    if d == 1 and entries.ndim == 0:
        entries = entries.reshape(shape)
    if entries.shape != shape:
        raise ValueError(f"{name} must have shape {shape} for {d} feature{'s' if d > 1 else ''}, got {entries.shape}")
    if not shape:
        return exact(name, entries[()])
    numbers = np.empty(shape, dtype=object)
    numbers.flat = [exact(name, entry) for entry in entries.flat]
    return numbers


def _check_norms(P, q, S, z, pinned: bool) -> None:
    if z <= 0:
        raise ValueError(f"z must be positive, got {float(z):g}")
    if (S != S.T).any():
        raise ValueError("S must be symmetric")
    if pinned and z != 1:
        raise ValueError(f"z must be 1 for pinned lengths (lam=None), got {float(z):g}")
    if pinned and any(S[i, i] != 1 for i in range(len(S))):
        found = ", ".join(f"{float(length):g}" for length in np.diag(S))
        raise ValueError(f"S must have diagonal 1 for pinned lengths (lam=None), got {found}")
    longest = max(float(sum(P[:, i]**2)) - float(S[i, i]) for i in range(len(S)))
    if longest > ROUNDING:
        raise ValueError("P must have columns no longer than the generator's weights, |P_i|^2 <= S_ii (1 if S is not given), "
                         f"got an excess of {longest:.3g}")
    if float(sum(q**2)) > float(z) + ROUNDING:
        raise ValueError(f"q must be no longer than the discriminator's weights, |q|^2 <= z = {float(z):g}, "
                         f"got {float(sum(q**2)):g}")
