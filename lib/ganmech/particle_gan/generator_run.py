"""A drawn generator under a critic that does not learn, beside the particles that should move as its outputs do."""

from dataclasses import dataclass

import numpy as np

from derivations.particle_gan.effective_dynamics import place, two_wells
from ganmech.exact import exact_integer, nearest_float
from ganmech.lowering import FLOAT64, lower
from ganmech.particle_gan.empirical_kernel import Network, drawn_network
from ganmech.particle_gan.wide_kernel import wide_kernel

MOST_STEPS = 10**6
FAR = 1e6      # no place of a run that converges is so far out
_slope = lower(two_wells.result[0], (place,))


@dataclass(frozen=True)
class GeneratorRun:
    """Places at the times ``t``, (T, N) each: ``outputs`` of the generator itself; particles from the same start with its own
    kernel at the start, ``frozen``; and with two numbers for all entries, ``two_numbers``. ``kernel_change`` is the relative
    change of its kernel from start to end, in the Frobenius norm."""

    t: np.ndarray
    outputs: np.ndarray
    frozen: np.ndarray
    two_numbers: np.ndarray
    kernel_change: float


@np.errstate(over="ignore", invalid="ignore")
def generator_run(N, d0, width, T, depth=1, activation="relu", weight_variance=2, bias_variance=0, latents="gaussian",
                  steps=200, rng=None) -> GeneratorRun:
    """A generator of one output descends -(1/N) sum_j D(x_j) from t = 0 to T, D(x) = log cosh(2x) - x^2/2, eta_G = 1.

    Euler steps of size T/``steps`` in all parameters. The particles take the same steps of x' = (1/N) Gamma D'(x), Gamma being
    the generator's kernel at the start, or g1 on and g2 off its diagonal as `wide_kernel` gives them. Other arguments as for
    `empirical_kernel`. Raises ValueError or TypeError as it does, and for a T that is not positive; ArithmeticError where
    outputs or particles diverge because their steps are too long.
    """
    exact_integer("N", N, least=2)
    steps, T = exact_integer("steps", steps, least=1, most=MOST_STEPS), nearest_float("T", T)
    if not T > 0:
        raise ValueError(f"T must be positive, got {T:g}")
    network, z = drawn_network(N, d0, width, depth, activation, weight_variance, bias_variance, latents, 1, rng)
    wide = wide_kernel(depth, activation, weight_variance, bias_variance, digits=None)
    start, kernel, dt = network.inputs(z)[-1][:, 0], network.kernel(z)[:, :, 0, 0], T / steps
    pair = (wide.g1 - wide.g2) * np.eye(len(z)) + wide.g2
    outputs = [start]
    for _ in range(steps):
        climb(network, z, _slope(FLOAT64, outputs[-1])[:, None] / len(z), dt)
        outputs.append(network.inputs(z)[-1][:, 0])
    change = np.linalg.norm(network.kernel(z)[:, :, 0, 0] - kernel) / np.linalg.norm(kernel)
    found = np.array(outputs), *(particle_run(start, matrix, dt, steps) for matrix in (kernel, pair))
    if not all(np.all(np.abs(places) < FAR) for places in found):
        raise ArithmeticError(f"steps of length T/steps = {dt:.3g} are too long: places diverge")
    return GeneratorRun(dt * np.arange(steps + 1), *found, float(change))


def particle_run(start: np.ndarray, kernel: np.ndarray, dt: float, steps: int) -> np.ndarray:
    """Euler steps of x' = (1/N) Gamma D'(x)."""
    found = [start]
    for _ in range(steps):
        found.append(found[-1] + dt / len(start) * kernel @ _slope(FLOAT64, found[-1]))
    return np.array(found)


def climb(network: Network, z: np.ndarray, force: np.ndarray, step: float) -> None:
    """Move every parameter by ``step`` times the slope of sum_j force_j . x_j in it, force (N, d); in place."""
    h = network.inputs(z)
    slopes, moves = force, []                                       # of the sum, in h of the layer
    for layer in range(len(h) - 1, -1, -1):
        W, read = network.weights[layer], z if layer == 0 else network.s.values(h[layer - 1])
        scale = (network.v_w / W.shape[1])**0.5
        moves.append((scale * slopes.T @ read, network.v_b**0.5 * slopes.sum(axis=0)))
        if layer:
            slopes = scale * slopes @ W * network.s.slopes(h[layer - 1])
    for W, b, (in_W, in_b) in zip(network.weights, network.biases, reversed(moves)):
        W += step * in_W
        b += step * in_b
