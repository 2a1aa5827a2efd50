"""Kernels of drawn generators: against finite differences in every parameter, the wide limit and the laws of finite latents."""

import json
from pathlib import Path

import numpy as np
import pytest

from ganmech.particle_gan import empirical_kernel, latent_scatter, wide_kernel
from ganmech.particle_gan.activation import activation_of
from ganmech.particle_gan.empirical_kernel import Network

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "particle_gan.json").read_text())


def drawn(rng, d0, width, depth, outputs, activation, v_w, v_b):
    shapes = [(width, d0), *[(width, width)] * (depth - 1), (outputs, width)]
    weights, biases = [rng.standard_normal(shape) for shape in shapes], [rng.standard_normal(shape[0]) for shape in shapes]
    return Network(weights, biases, v_w, v_b, activation_of(activation))


def central_slopes(function, parameters, step=1e-6):
    """Slopes of an array-valued function in every entry of some arrays, by central differences."""
    slopes = []
    for array in parameters:
        for place in np.ndindex(array.shape):
            kept = array[place]
            array[place] = kept + step
            above = function()
            array[place] = kept - step
            slopes.append((above - function()) / (2 * step))
            array[place] = kept
    return np.array(slopes)


@pytest.mark.parametrize("activation", ["relu", "tanh", "erf"])
@pytest.mark.parametrize("depth", [1, 3])
def test_backpropagation_is_the_sum_over_all_parameters(activation, depth):
    rng = np.random.default_rng(depth)
    network, z = drawn(rng, 3, 5, depth, 2, activation, 1.7, 0.4), rng.standard_normal((4, 3))
    slopes = central_slopes(lambda: network.inputs(z)[-1], [*network.weights, *network.biases])
    assert np.allclose(network.kernel(z), np.einsum("pia,pjb->ijab", slopes, slopes), rtol=0, atol=2e-7)


def test_descent_moves_outputs_by_the_kernel():
    """dx_i = step (eta_G/N) sum_j Gamma_ij F_j for forces F_j, by a step of every parameter along the loss's slope."""
    rng, step = np.random.default_rng(6), 1e-5
    network, z, force = drawn(rng, 3, 6, 2, 2, "tanh", 1.5, 0.2), rng.standard_normal((4, 3)), rng.standard_normal((4, 2))
    parameters = [*network.weights, *network.biases]
    before, kernel = network.inputs(z)[-1], network.kernel(z)
    loss_slope = central_slopes(lambda: -(network.inputs(z)[-1] * force).sum() / 4, parameters)
    for array, slope in zip(parameters, np.split(loss_slope, np.cumsum([array.size for array in parameters])[:-1])):
        array -= step * slope.reshape(array.shape)
    moved = (network.inputs(z)[-1] - before) / step
    assert np.allclose(moved, np.einsum("ijab,jb->ia", kernel, force) / 4, rtol=0, atol=2e-4)


@pytest.mark.parametrize("activation, v_b", [("relu", 0.0), ("relu", 0.5), ("erf", 0.5), ("tanh", 0.5)])
def test_one_hidden_layer_has_the_wide_kernel_on_average(activation, v_b):
    """At orthogonal latents; units are independent, so that no correction is left at any width."""
    rng, z = np.random.default_rng(8), 2**0.5 * np.eye(2)
    kernels = np.array([drawn(rng, 2, 300, 1, 1, activation, 1.5, v_b).kernel(z)[:, :, 0, 0] for _ in range(300)])
    expected = wide_kernel(1, activation, "1.5", v_b, digits=None)
    for entries, value in ((kernels[:, 0, 0], expected.g1), (kernels[:, 0, 1], expected.g2)):
        assert abs(entries.mean() - value) < 4 * entries.std() / 300**0.5


@pytest.mark.parametrize("activation, depth", [("relu", 3), ("tanh", 2)])
def test_deep_generators_have_the_wide_kernel_on_average(activation, depth):
    """The correction of order 1/width is cancelled between two widths."""
    rng, z, draws = np.random.default_rng(9), 2**0.5 * np.eye(2), 400
    small, large = (np.array([drawn(rng, 2, width, depth, 1, activation, 2.0, 0.2).kernel(z)[0, :, 0, 0] for _ in range(draws)])
                    for width in (50, 100))
    mean = 2 * large.mean(axis=0) - small.mean(axis=0)
    error = np.sqrt((4 * large.var(axis=0) + small.var(axis=0)) / draws)
    expected = wide_kernel(depth, activation, 2, "0.2", digits=None)
    assert np.all(np.abs(mean - [expected.g1, expected.g2]) < 4 * error)


def test_outputs_are_uncoupled_in_wide_generators():
    entries = np.array([empirical_kernel(6, 50, 200, 2, outputs=2, rng=seed).crossed.mean() for seed in range(60)])
    assert abs(entries.mean()) < 4 * entries.std() / 60**0.5
    narrow, wide = (np.std([empirical_kernel(6, 50, width, 2, outputs=2, rng=seed).crossed for seed in range(30)])
                    for width in (50, 800))
    assert wide < 0.4 * narrow


@pytest.mark.parametrize("d0", [2, 4, 16, 64, 256, 784])
def test_stored_means_of_finite_latents(d0):
    expected = REFERENCE["kernel_finite_d_relu_L1"][f"d={d0}"]
    gauss, sphere = latent_scatter(d0), latent_scatter(d0, latents="sphere")
    assert gauss.g2_mean == pytest.approx(float(expected["gauss"]), rel=1e-14)
    assert sphere.g2_mean == pytest.approx(float(expected["sphere"]), rel=1e-14)
    assert gauss.g2_deviation == pytest.approx(float(expected["std_leading_gauss"]), rel=1e-14)


def infinite_width(depth, z):
    """Kernel of infinite width at drawn latents, rectified units, by the arc-cosine recursion written out once more."""
    lengths = np.linalg.norm(z, axis=1) / z.shape[1]**0.5
    cosine = np.clip(z @ z.T / z.shape[1] / np.outer(lengths, lengths), -1, 1)
    np.fill_diagonal(cosine, 1)
    kernel = cosine.copy()
    for _ in range(depth):
        np.fill_diagonal(cosine, 1)
        angle = np.arccos(np.clip(cosine, -1, 1))
        cosine = (np.sin(angle) + (np.pi - angle) * np.cos(angle)) / np.pi
        kernel = cosine + (1 - angle / np.pi) * kernel
    return 2 * np.outer(lengths, lengths) * kernel


def moments(latents, d0, depth, draws):
    """Entries g1 and g2 of independent pairs of latents, each (draws,)."""
    z = np.random.default_rng(d0 + depth).standard_normal((draws, 2, d0))
    z = z if latents == "gaussian" else z * d0**0.5 / np.linalg.norm(z, axis=2, keepdims=True)
    kernels = np.array([infinite_width(depth, pair) for pair in z])
    return kernels[:, 0, 0], kernels[:, 0, 1]


@pytest.mark.parametrize("latents", ["gaussian", "sphere"])
@pytest.mark.parametrize("d0", [3, 20])
def test_means_of_one_hidden_layer_are_exact(latents, d0):
    expected = latent_scatter(d0, latents=latents)
    for entries, mean in zip(moments(latents, d0, 1, 8000), (expected.g1_mean, expected.g2_mean)):
        assert abs(entries.mean() - mean) <= 4 * entries.std() / 8000**0.5 + 1e-12


@pytest.mark.parametrize("latents", ["gaussian", "sphere"])
@pytest.mark.parametrize("depth", [1, 2, 5])
def test_deviations_in_high_dimension(latents, depth):
    """What is left out is of relative order 1/d0; the standard error of a deviation is sd/sqrt(2 draws)."""
    draws, d0 = 4000, 800
    expected = latent_scatter(d0, depth, latents)
    for entries, deviation in zip(moments(latents, d0, depth, draws), (expected.g1_deviation, expected.g2_deviation)):
        assert abs(entries.std() - deviation) <= 4 * deviation / (2 * draws)**0.5 + 1e-12


def test_the_relative_scatter_of_the_coupling():
    found = latent_scatter(784)
    assert found.g2_deviation / (2 / np.pi) * 28 == pytest.approx((1 + np.pi**2)**0.5, rel=1e-14)


def test_a_wide_generator_shows_the_scatter_of_its_latents():
    entries = empirical_kernel(150, 100, 3000, rng=11).distinct
    assert np.std(entries) == pytest.approx(latent_scatter(100).g2_deviation, rel=0.1)


def test_what_finite_width_adds():
    """At right angles; the standard error of a deviation is found from the fourth moment."""
    rng, z, draws = np.random.default_rng(13), 2**0.5 * np.eye(2), 3000
    kernels = np.array([drawn(rng, 2, 60, 1, 1, "relu", 2.0, 0.0).kernel(z)[0, :, 0, 0] for _ in range(draws)])
    far = latent_scatter(10**9, width=60)
    for entries, deviation in zip(kernels.T, (far.g1_deviation, far.g2_deviation)):
        variance, fourth = entries.var(), ((entries - entries.mean())**4).mean()
        assert abs(variance - deviation**2) < 4 * ((fourth - variance**2) / draws)**0.5


def test_the_kernel_of_a_wide_generator_stands_still():
    """The change in a step of fixed size falls as 1/width: four times the width, a quarter of the change."""
    z, force, step = 2**0.5 * np.eye(2), np.array([1.0, -0.5]), 1e-4

    def change(rng, width):
        network = drawn(rng, 2, width, 1, 1, "tanh", 1.5, 0.0)
        before = network.kernel(z)[0, 1, 0, 0]
        W, a = network.weights
        h, slopes = network.inputs(z)[0], network.s.slopes(network.inputs(z)[0])
        a_step = (1.5 / width)**0.5 * force @ network.s.values(h)
        W_step = (1.5 / width)**0.5 * (1.5 / 2)**0.5 * a.T * (force * slopes.T) @ z
        a += step * a_step
        W += step * W_step
        return (network.kernel(z)[0, 1, 0, 0] - before) / step

    rng = np.random.default_rng(12)
    narrow, wide = (np.array([change(rng, width) for _ in range(1500)]) for width in (100, 400))
    assert abs(narrow.mean()) < 4 * narrow.std() / 1500**0.5
    assert narrow.std() / wide.std() == pytest.approx(4, rel=4 * (1 / 1500)**0.5)
