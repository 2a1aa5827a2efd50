"""Points of unit spheres, one a row: random points, tangent parts of slopes, indices of Riemannian Hessians."""

import numpy as np

ON_SPHERE = 1e-8


def on_sphere(points: np.ndarray) -> np.ndarray:
    """Each row over its length."""
    return points / np.linalg.norm(points, axis=-1, keepdims=True)


def tangent(points: np.ndarray, slopes: np.ndarray) -> np.ndarray:
    """The part of each slope that is tangent to the sphere at its point: the Riemannian gradient."""
    return slopes - points * np.einsum("sn,sn->s", points, slopes)[:, None]


def index(point: np.ndarray, hessian: np.ndarray, slope: np.ndarray) -> int:
    """How many eigenvalues of the Riemannian Hessian, the tangent part of ``hessian`` less (point . slope) I, are negative."""
    onto = np.eye(len(point)) - np.outer(point, point)
    inside = onto @ hessian @ onto - (point @ slope) * onto
    radial = np.abs(inside).max() * np.outer(point, point)      # makes the direction off the sphere count as positive
    return int((np.linalg.eigvalsh(inside + radial) < 0).sum())


def unit(name: str, value, size: int) -> np.ndarray:
    """Points given by a caller, as rows; raises ValueError for another dimension or length."""
    points = np.atleast_2d(np.asarray(value, float))
    if points.ndim != 2 or points.shape[1] != size:
        raise ValueError(f"{name} must have shape (starts, {size}), got {np.shape(value)}")
    lengths = np.linalg.norm(points, axis=1)
    wrong = ~(np.abs(lengths - 1) < ON_SPHERE)
    if wrong.any():
        raise ValueError(f"{name} must have unit length, got a point of length {lengths[wrong][0]}")
    return points
