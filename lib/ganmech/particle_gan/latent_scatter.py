"""What finite latent dimension does to single entries of a wide generator's kernel: rectified units, variance 2, no bias."""

from dataclasses import dataclass

from sympy import lambdify

from derivations.particle_gan import finite_latent_dimension as finite
from derivations.particle_gan.notation import c, d_0
from derivations.particle_gan.relu_depth import step, t as before
from ganmech.exact import exact_integer
from ganmech.lowering import FLOAT64, lower
from ganmech.particle_gan.empirical_kernel import DEEPEST, LATENTS

_means = {name: lambdify(d_0, mean, "mpmath") for name, mean in (
    ("gaussian", finite.gaussian.result), ("sphere", finite.sphere.lines[0].expr))}
_layer = lower((step.result[1] / 2, step.result[3] / 2), (c, before))
_slopes = lower(tuple(finite.slopes.result), (c, finite.t, finite.c_slope, finite.t_slope))
_variance = {"gaussian": lower(finite.deep.result, (finite.t, finite.t_slope)),
             "sphere": lower(finite.deep.result.subs(finite.t, 0), (finite.t, finite.t_slope))}


@dataclass(frozen=True)
class LatentScatter:
    """Means and standard deviations of an entry g1 (one latent) and of an entry g2 (two latents), float64."""

    g1_mean: float
    g1_deviation: float
    g2_mean: float
    g2_deviation: float


def latent_scatter(d0, depth=1, latents="gaussian") -> LatentScatter:
    """Entries of the kernel of a wide rectified generator of ``depth`` hidden layers at latents of ``d0`` dimensions.

    g1 = 2 (L + 1) rho^2 and g2 = 2 rho rho' t_L(c), with rho = |z|/sqrt(d0) and c the cosine of two latents. Standard
    deviations are those of leading order, d0^(-1/2). Means are exact for g1, and for g2 with one hidden layer (d0 >= 2, or
    Gaussian); with more the mean is that of d0 -> infinity, right to order 1/d0.
    """
    d0, depth = exact_integer("d0", d0, least=1), exact_integer("depth", depth, least=1, most=DEEPEST)
    if latents not in LATENTS:
        raise ValueError(f"latents must be one of {', '.join(LATENTS)}, got {latents!r}")
    state = 0.0, 0.0, 1.0, 1.0
    for _ in range(depth):
        state = *_layer(FLOAT64, *state[:2]), *_slopes(FLOAT64, *state)
    _, t_L, _, slope = state
    g1 = 2.0 * (depth + 1)
    g1_deviation = g1 * (2 / d0)**0.5 if latents == "gaussian" else 0.0
    mean = float(_means[latents](d0) if depth == 1 else 2 * t_L)
    return LatentScatter(g1, g1_deviation, mean, float(_variance[latents](FLOAT64, t_L, slope) / d0)**0.5)
