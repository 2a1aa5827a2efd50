"""Paths of the modified SDEs: of linear games exactly, of others by the schemes of Euler and Maruyama or of Heun."""

import numpy as np

from ganmech.exact import exact_integer, random_generator, said
from ganmech.lowering import FLOAT64, lower, multiprecision
from ganmech.sgd_as_sde.chains import Paths, recorded
from ganmech.sgd_as_sde.exact_matrices import from_context, working
from ganmech.sgd_as_sde.gaussian_law import flow_and_noise
from ganmech.sgd_as_sde.linear_maps import rational
from ganmech.sgd_as_sde.minibatch_step import started
from ganmech.sgd_as_sde.modified import modified_equation

METHODS = ("heun", "euler")
SLACK = 1e-12       # below 0, relative to the largest eigenvalue, that rounding may cause


class OrnsteinUhlenbeck:
    """Steps of the time eta of a linear SDE, drawn from their exact Gaussian law."""

    def __init__(self, game, scheme: str, order: int, theta, omega, rng):
        M, Q = game.sde_slopes(scheme, order)
        with multiprecision(working(None)) as arithmetic:
            flow, noise = (from_context(part, None) for part in flow_and_noise(arithmetic.context, M, Q, rational(game.eta)))
        self.flow, self.root, self.rng = flow, square_root(noise), rng
        self.rest, self.split = game.x_star, theta.shape[1]
        self.y = np.hstack([theta, omega]) - self.rest

    @property
    def theta(self) -> np.ndarray:
        return (self.y + self.rest)[:, :self.split]

    @property
    def omega(self) -> np.ndarray:
        return (self.y + self.rest)[:, self.split:]

    def advance(self, steps: int) -> None:
        for _ in range(steps):
            self.y = self.y @ self.flow.T + self.rng.standard_normal(self.y.shape) @ self.root.T


class Integrated:
    """Steps of the time eta of a modified equation, each of ``substeps`` by Euler-Maruyama, or by Heun's method."""

    def __init__(self, game, scheme: str, order: int, theta, omega, rng, substeps: int, method: str):
        found = modified_equation(game, scheme=scheme, order=order)
        drift, noise = found.total_drift(), found.total_diffusion()
        self.x, self.split, self.rng = np.hstack([theta, omega]), theta.shape[1], rng
        self.substeps, self.dt = substeps, float(game.eta) / substeps
        self.constant, self.heun = not noise.free_symbols, method == "heun"
        if self.heun and not self.constant:
            raise ValueError("method must be euler where the noise depends on the parameters, got heun")
        self._drift, self._noise = lower(tuple(drift), found.x), lower(tuple(noise), found.x)
        self.constant_root = square_root(np.array(noise, dtype=float)) if self.constant else None

    theta = property(lambda self: self.x[:, :self.split])
    omega = property(lambda self: self.x[:, self.split:])

    def advance(self, steps: int) -> None:
        for _ in range(steps * self.substeps):
            self.move(np.sqrt(self.dt) * self.rng.standard_normal(self.x.shape))

    def move(self, dW: np.ndarray) -> None:
        """One substep with the increments dW, (chains, d)."""
        noise = dW @ self.constant_root.T if self.constant else np.einsum("kij,kj->ki", self.root(self.x), dW)
        slope = self.drift(self.x)
        if self.heun:
            slope = (slope + self.drift(self.x + self.dt * slope + noise)) / 2
        self.x = self.x + self.dt * slope + noise

    def drift(self, x: np.ndarray) -> np.ndarray:
        return np.stack([np.broadcast_to(entry, len(x)) for entry in self._drift(FLOAT64, *x.T)], axis=1)

    def root(self, x: np.ndarray) -> np.ndarray:
        """A square root of the noise at every point, (chains, d, d)."""
        entries = [np.broadcast_to(entry, len(x)) for entry in self._noise(FLOAT64, *x.T)]
        return square_root(np.stack(entries, axis=1).reshape(-1, x.shape[1], x.shape[1]))


def square_root(covariance: np.ndarray) -> np.ndarray:
    """L with L L^T the covariance, of one matrix or of each. Raises ValueError where it is not positive semidefinite."""
    values, axes = np.linalg.eigh(covariance)
    if np.any(values < -SLACK * np.abs(values).max(axis=-1, keepdims=True)):
        raise ValueError("the noise of the SDE must be positive semidefinite to have paths, "
                         f"got the eigenvalue {values.min():.3g}; its moments exist")
    return axes * np.sqrt(np.maximum(values, 0))[..., None, :]


def sde_paths(game, x0, steps, scheme: str, order: int, chains=1, rng=None, records=1, substeps=4, method=None) -> Paths:
    """Paths of the modified SDE of an order from the point ``x0``, for the time steps * eta.

    Exact Gaussian steps for games with linear gradients and constant noise; with ``method`` "euler" (Euler-Maruyama) or "heun"
    (constant noise only) ``substeps`` of either in the time eta. Raises ValueError where the noise is no covariance.
    """
    steps, records = exact_integer("steps", steps, least=1), exact_integer("records", records, least=1)
    theta, omega = started(game, x0, chains, records + 1)
    if method is None and hasattr(game, "sde_slopes"):
        path = OrnsteinUhlenbeck(game, scheme, order, theta, omega, random_generator(rng))
    else:
        path = integrated(game, scheme, order, theta, omega, random_generator(rng), substeps, method)
    return recorded(path, float(game.eta), steps, records)


def integrated(game, scheme: str, order: int, theta, omega, rng, substeps, method) -> Integrated:
    substeps, method = exact_integer("substeps", substeps, least=1), "euler" if method is None else method
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}, got {said(method, repr)}")
    return Integrated(game, scheme, order, theta, omega, rng, substeps, method)
