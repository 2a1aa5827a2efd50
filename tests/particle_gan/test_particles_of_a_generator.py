"""Particles with a kernel of two numbers: mobilities against stored values and eigenvalues, motion against drawn generators."""

import json
from pathlib import Path

import numpy as np
import pytest

from derivations.particle_gan import effective_dynamics
from derivations.particle_gan.notation import N, eta_G, g_1, phi, written_out
from ganmech.particle_gan import generator_run

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "particle_gan.json").read_text())


def test_mobilities():
    for key, expected in REFERENCE["mobility"].items():
        given = dict(pair.split("=") for pair in key.split(","))
        found = effective_dynamics.ratio.result.subs({N: int(given["N"]), phi: given["phi"]})
        assert float(found) == pytest.approx(float(expected["ratio_mu_plus_over_mu_minus"]), rel=1e-14)


@pytest.mark.parametrize("size", [2, 5, 30])
def test_eigenvalues_of_the_kernel(size):
    numbers = {N: size, g_1: 3, phi: 0.2, eta_G: size}
    plus, minus = (float(written_out(mobility).subs(numbers)) for mobility in effective_dynamics.rigid.start)
    found = np.linalg.eigvalsh(3 * (0.8 * np.eye(size) + 0.2 * np.ones((size, size))))
    assert np.allclose(found, [minus] * (size - 1) + [plus])


def distance(run, particles):
    return np.abs(run.outputs - getattr(run, particles)).mean()


def test_wide_generators_move_as_particles_with_their_kernel_at_the_start():
    """The first steps agree to second order in the step at any width; over a run the difference falls with the width."""
    short = generator_run(4, 30, 50, "0.001", rng=3, steps=1)
    first, moved = short.outputs[1] - short.outputs[0], short.frozen[1] - short.frozen[0]
    assert np.allclose(first, moved, rtol=0, atol=1e-6) and np.abs(first).max() > 1e-4
    gaps = [np.mean([distance(generator_run(5, 40, width, 4, rng=seed, steps=80), "frozen") for seed in range(8)])
            for width in (50, 800)]
    assert gaps[1] < gaps[0] / 6


def test_particles_in_high_dimension_need_two_numbers_only():
    gaps = [np.median([distance(generator_run(5, d0, 1000, 4, rng=seed, steps=40), "two_numbers") for seed in range(8)])
            for d0 in (8, 800)]
    assert gaps[1] < gaps[0] / 4


@pytest.mark.filterwarnings("error")
def test_a_run_that_diverges_says_so():
    with pytest.raises(ArithmeticError, match="^steps of length T/steps = 1e\\+03 are too long: places diverge$"):
        generator_run(3, 5, 20, 10**5, steps=100, rng=0)
    with pytest.raises(ValueError, match="^T must be positive, got 0$"):
        generator_run(3, 5, 20, 0)
