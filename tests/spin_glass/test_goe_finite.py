"""The exact density of the GOE at finite N, and what is sampled from it."""
import re

import numpy as np
import pytest
from scipy.integrate import quad

from ganmech.spin_glass.goe_finite import density, expected_above, sample_spectra, sampled_probability_below


@pytest.mark.parametrize("N", [2, 6, 40])
def test_the_density_counts_every_eigenvalue_once(N):
    assert abs(expected_above(0, N) - N / 2) < 1e-12
    assert abs(quad(lambda u: density(u, N), -4, 4, limit=500)[0] - N) < 1e-8
    assert abs(expected_above(-0.5, N) + expected_above(0.5, N) - N) < 1e-12


@pytest.mark.parametrize("u", [-1.2, 0.0, 0.7])
def test_the_density_of_two_is_the_joint_density_integrated(u):
    def joint(x, y):
        return abs(x - y) * np.exp(-2 * (x**2 + y**2))
    norm = 2 * quad(lambda y: quad(lambda x: joint(x, y), -8, y)[0], -8, 8)[0]
    marginal = quad(lambda y: joint(u, y), -8, u)[0] + quad(lambda y: joint(u, y), u, 8)[0]
    assert abs(density(u, 2) - 2 * marginal / norm) < 1e-9


def test_the_density_tends_to_the_semicircle():
    u = np.linspace(-0.9, 0.9, 7)
    gaps = [np.max(abs(density(u, N) / N - 2 / np.pi * np.sqrt(1 - u**2))) for N in (20, 80, 320)]
    assert gaps[0] > 2 * gaps[1] > 4 * gaps[2] and gaps[2] < 5e-3


def test_the_density_scales_with_the_edge():
    assert np.allclose(density(np.array([0.3, 1.1]), 10), 5 * density(5 * np.array([0.3, 1.1]), 10, 5), rtol=1e-12)


def test_sampled_spectra_have_the_exact_density_within_four_standard_errors():
    count, edges = 20_000, np.linspace(-1.5, 1.5, 13)
    inside = np.stack([(spectrum[:, None, :] < edges[1:, None]).sum(2) - (spectrum[:, None, :] < edges[:-1, None]).sum(2)
                       for spectrum in [sample_spectra(8, count, rng=3)]])[0]
    expected = [quad(lambda u: density(u, 8), *pair)[0] for pair in zip(edges, edges[1:])]
    assert np.all(abs(inside.mean(axis=0) - expected) < 4 * inside.std(axis=0) / np.sqrt(count))


def test_sampled_spectra_have_the_exact_second_moment():
    N, squares = 5, (sample_spectra(5, 40_000, E=3, rng=1)**2).sum(axis=1)
    # N^2 entries: N of variance 2 v and N (N - 1) of variance v = E^2/(4N)
    assert abs(squares.mean() - N * (N + 1) * 9 / (4 * N)) < 4 * squares.std() / 200


def test_weighted_sampling_agrees_with_plain_counting():
    largest = sample_spectra(4, 200_000, rng=8)[:, -1]
    for u in (0.2, 0.6, 1.3):
        weighted, error = sampled_probability_below(u, 4, 100_000, rng=9)
        plain = (largest < u).mean()
        assert abs(weighted - plain) < 4 * np.hypot(error, np.sqrt(plain * (1 - plain) / 200_000))


def test_the_same_seed_gives_the_same_spectra():
    assert np.array_equal(sample_spectra(3, 4, rng=1), sample_spectra(3, 4, rng=1))


@pytest.mark.parametrize("call, words", [
    (lambda: density(0, 3), "N must be even, got 3"),
    (lambda: density(0, 0), "N must be a whole number of 2 or more"),
    (lambda: sample_spectra(0, 5), "N must be a whole number of 1 or more"),
    (lambda: sample_spectra(5, 5, E=-1), "E must be positive, got -1"),
    (lambda: density(1, 800), "N u^2/E^2 must be at most 700 in float64, got 800"),
    (lambda: expected_above(4, 80), "N u^2/E^2 must be at most 700 in float64, got 1280"),
])
def test_bad_sizes_are_refused(call, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        call()
