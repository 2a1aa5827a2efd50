"""What finite latent dimension does to single entries of a wide generator's kernel: rectified units, variance 2, no bias."""

from dataclasses import dataclass

from sympy import lambdify

from derivations.particle_gan import finite_latent_dimension as finite
from derivations.particle_gan import finite_width
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

_OF_UNITS = float(finite_width.one_latent.result), float(finite_width.two_latents.result)


@dataclass(frozen=True)
class LatentScatter:
    """Means and standard deviations of an entry g1 (one latent) and of an entry g2 (two latents), float64."""

    g1_mean: float
    g1_deviation: float
    g2_mean: float
    g2_deviation: float


def latent_scatter(d0, depth=1, latents="gaussian", width=None) -> LatentScatter:
    """Entries of the kernel of a wide rectified generator of ``depth`` hidden layers at latents of ``d0`` dimensions.

    g1 = 2 (L + 1) rho^2 and g2 = 2 rho rho' t_L(c), with rho = |z|/sqrt(d0) and c the cosine of two latents. Standard
    deviations are those of leading order, d0^(-1/2). Means are exact for g1, and for g2 with one hidden layer (d0 >= 2, or
    Gaussian); with more the mean is that of d0 -> infinity, right to order 1/d0. A ``width`` adds the variances that so many
    units contribute at right angles, known for one hidden layer: 48/width to g1 and (4 - 4/pi^2)/width to g2.
    """
    d0, depth = exact_integer("d0", d0, least=1), exact_integer("depth", depth, least=1, most=DEEPEST)
    if latents not in LATENTS:
        raise ValueError(f"latents must be one of {', '.join(LATENTS)}, got {latents!r}")
    if width is not None and depth > 1:
        raise ValueError(f"width must be None for more than one hidden layer, got {width} with depth {depth}")
    added = 0.0 if width is None else 1 / exact_integer("width", width, least=1)
    state = 0.0, 0.0, 1.0, 1.0
    for _ in range(depth):
        state = *_layer(FLOAT64, *state[:2]), *_slopes(FLOAT64, *state)
    _, t_L, _, slope = state
    g1 = 2.0 * (depth + 1)
    of_lengths = g1**2 * 2 / d0 if latents == "gaussian" else 0.0
    of_latents = float(_variance[latents](FLOAT64, t_L, slope)) / d0
    mean = float(_means[latents](d0) if depth == 1 else 2 * t_L)
    return LatentScatter(g1, (of_lengths + _OF_UNITS[0] * added)**0.5, mean, (of_latents + _OF_UNITS[1] * added)**0.5)
