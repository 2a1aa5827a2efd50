r"""Wide generators reach the mean kernel: drawn networks with two hidden layers, against two layers of the recursion.

That the kernel of a layer tends to its mean as the layer below widens is the one step taken on trust. Here its conclusion is
tested for rectified linear units and orthogonal latents. The correction of order 1/width is cancelled between two widths.
"""
import numpy as np
from sympy import Function, I, ImmutableMatrix as Matrix, Rational, Symbol, asin, pi

from derivations.calculus import Domain, Is, Line, Sampled, Stated, calc
from derivations.particle_gan import published
from derivations.particle_gan.layer import at_start, deeper, relu
from derivations.particle_gan.notation import v_b, v_w
from derivations.particle_gan.relu_kernel import f

CRITICAL = {v_w: 2, v_b: 0}


def drawn_generator(width: int, at: dict, rng: np.random.Generator) -> tuple[complex]:
    """Theta_1 + i Theta_2 of one generator: x = (2/n)^(1/2) a s(k), k = (2/n)^(1/2) V s(h), h = 2^(1/2) W z."""
    W, V, a = (rng.standard_normal(shape) for shape in ((width, 2), (width, width), width))
    h = np.sqrt(2) * W                                             # the latents z/sqrt(d_0) are the columns of the identity
    k = np.sqrt(2 / width) * V @ np.maximum(h, 0)
    in_k = np.sqrt(2 / width) * a[:, None] * (k > 0)
    in_h = np.sqrt(2 / width) * V.T @ in_k * (h > 0)
    reads_k, reads_h, reads_z = (scale * below.T @ below for scale, below in (
        (2 / width, np.maximum(k, 0)), (2 / width, np.maximum(h, 0)), (2, np.eye(2))))
    kernel = reads_k + in_k.T @ in_k * reads_h + in_h.T @ in_h * reads_z
    return (kernel[0, 0] + 1j * kernel[0, 1],)


two_layers = calc(
    Matrix(deeper(relu.result, deeper(relu.result, at_start))[2:]).subs(CRITICAL),
    Line(r"$\sigma_w^2 = 2$, no bias: the second layer adds its own kernel to what it passes on",
         Matrix([6, 2 * f(1 / pi) + (Rational(1, 2) + asin(1 / pi) / pi) * 2 / pi])),
    on=Domain({}), title="Two hidden layers of rectified linear units")

Theta = Symbol("Theta")                                                # Theta_1 + i Theta_2, to hold two means in one
AT = {Theta: two_layers.result[0] + I * two_layers.result[1]}

drawn = calc(
    Matrix([Function("E")(Theta)]),
    Line(r"in wide layers means over units take the place of the units; $\Theta = \Theta_1 + i\,\Theta_2$", Matrix([Theta]),
         by=Stated(published.WIDE_LIMIT)),
    Line("and drawn generators agree", Matrix([Theta]), by=Sampled(drawn_generator, AT)),
    on=Domain({Theta: Is(AT[Theta])}), title="The mean kernel of drawn generators")
