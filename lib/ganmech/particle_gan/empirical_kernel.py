"""The neural-tangent kernel of one drawn generator of finite width, by backpropagation written out."""

from dataclasses import dataclass

import numpy as np

from ganmech.exact import exact_integer, random_generator
from ganmech.particle_gan.activation import Activation, activation_of
from ganmech.particle_gan.positive_numbers import nonnegative, positive

DEEPEST = 1000
MOST_NUMBERS = 10**8      # in one array: 0.8 GB
LATENTS = "gaussian", "sphere"


@dataclass(frozen=True)
class EmpiricalKernel:
    """``matrix[i, j, a, b]`` is the kernel of output a at latent i with output b at latent j; (N, N, d, d), float64."""

    matrix: np.ndarray

    @property
    def same(self) -> np.ndarray:
        """Entries of one latent and one output, N d of them: g1 in a wide generator."""
        return np.einsum("iiaa->ia", self.matrix).ravel()

    @property
    def distinct(self) -> np.ndarray:
        """Entries of one output at two distinct latents, N (N - 1)/2 pairs times d: g2 in a wide generator."""
        rows, columns = np.triu_indices(len(self.matrix), 1)
        return np.einsum("paa->pa", self.matrix[rows, columns]).ravel()

    @property
    def crossed(self) -> np.ndarray:
        """Entries of two distinct outputs, 0 in a wide generator; none for one output."""
        first, second = np.nonzero(~np.eye(self.matrix.shape[2], dtype=bool))
        return self.matrix[:, :, first, second].ravel()


@dataclass(frozen=True)
class Network:
    """Weights (n_out, n_in) and biases (n_out,) of every layer, all drawn standard normal, and the variances they stand for.

    A layer is h = sqrt(v_w/n_in) W s(h_below) + sqrt(v_b) b, the first on the latents themselves, the last linear.
    """

    weights: list[np.ndarray]
    biases: list[np.ndarray]
    v_w: float
    v_b: float
    s: Activation

    def inputs(self, z: np.ndarray) -> list[np.ndarray]:
        """h of every layer at latents (N, d_0); the last are the outputs (N, d)."""
        found, below = [], z
        for W, b in zip(self.weights, self.biases):
            found.append((self.v_w / W.shape[1])**0.5 * below @ W.T + self.v_b**0.5 * b)
            below = self.s.values(found[-1])
        return found

    def kernel(self, z: np.ndarray) -> np.ndarray:
        """The sum over all parameters of products of slopes of outputs, (N, N, d, d).

        A layer contributes the Gram matrix of the slopes in its h, times that of what it reads, v_w/n_in s.s' + v_b.
        """
        h, outputs = self.inputs(z), len(self.biases[-1])
        slopes = np.broadcast_to(np.eye(outputs), (len(z), outputs, outputs))       # of outputs (axis 1) in h (axis 2)
        total = 0.0
        for place in range(len(h) - 1, -1, -1):
            W, read = self.weights[place], z if place == 0 else self.s.values(h[place - 1])
            flat = slopes.reshape(-1, slopes.shape[2])
            gram = (flat @ flat.T).reshape(len(z), outputs, len(z), outputs).transpose(0, 2, 1, 3)
            total = total + gram * (self.v_w / W.shape[1] * read @ read.T + self.v_b)[:, :, None, None]
            if place:
                slopes = (self.v_w / W.shape[1])**0.5 * slopes @ W * self.s.slopes(h[place - 1])[:, None, :]
        return total


def empirical_kernel(N, d0, width, depth=1, activation="relu", weight_variance=2, bias_variance=0, latents="gaussian",
                     outputs=1, rng=None) -> EmpiricalKernel:
    """The kernel Gamma_ij = (dx_i/dtheta)(dx_j/dtheta)^T of a drawn generator at ``N`` drawn latents.

    Latents have ``d0`` dimensions, standard normal or, with ``latents`` "sphere", uniform on the sphere of radius sqrt(d0).
    ``depth`` hidden layers of ``width`` units lead to ``outputs`` outputs; weights enter as sqrt(weight_variance/n_in) W and
    biases as sqrt(bias_variance) b with W and b standard normal, and the kernel is that of W and b. ``activation`` as for
    `wide_kernel`. Time O(N depth width (width + N)).

    Raises ValueError or TypeError for sizes below 1 or with arrays of more than 1e8 numbers, other latents, and what
    `wide_kernel` refuses.
    """
    network, z = drawn_network(N, d0, width, depth, activation, weight_variance, bias_variance, latents, outputs, rng)
    return EmpiricalKernel(network.kernel(z))


def drawn_network(N, d0, width, depth, activation, weight_variance, bias_variance, latents, outputs, rng):
    """A Network and its latents (N, d0), from arguments as `empirical_kernel` takes them."""
    given = {"N": N, "d0": d0, "width": width, "outputs": outputs}
    N, d0, width, outputs = (exact_integer(name, size, least=1) for name, size in given.items())
    depth, s = exact_integer("depth", depth, least=1, most=DEEPEST), activation_of(activation)
    v_w, v_b = float(positive("weight_variance", weight_variance)), float(nonnegative("bias_variance", bias_variance))
    _check_size(max(N * d0, width * d0, depth * width**2, N * outputs * width, (N * outputs)**2))
    z, generator = _drawn(latents, N, d0, rng)
    shapes = [(width, d0), *[(width, width)] * (depth - 1), (outputs, width)]
    weights = [generator.standard_normal(shape) for shape in shapes]
    biases = [generator.standard_normal(shape[0]) for shape in shapes]
    return Network(weights, biases, v_w, v_b, s), z


def _drawn(latents: str, N: int, d0: int, rng) -> tuple[np.ndarray, np.random.Generator]:
    if latents not in LATENTS:
        raise ValueError(f"latents must be one of {', '.join(LATENTS)}, got {latents!r}")
    generator = random_generator(rng)
    z = generator.standard_normal((N, d0))
    return (z if latents == "gaussian" else z * (d0**0.5 / np.linalg.norm(z, axis=1, keepdims=True))), generator


def _check_size(numbers: int) -> None:
    if numbers > MOST_NUMBERS:
        raise ValueError(f"N, d0, width, depth and outputs must need arrays of at most {MOST_NUMBERS} numbers, got {numbers}")
