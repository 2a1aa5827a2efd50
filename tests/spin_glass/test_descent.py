"""Descent meets solved games, its own definition step by step, and rests only where both gradients vanish."""

import re

import numpy as np
import pytest

from ganmech.spin_glass import hyperparameters
from ganmech.spin_glass.descent import SCHEMES, descend, gradient_variances
from ganmech.spin_glass.hyperparameters import noise_effect, size_effect
from ganmech.spin_glass.landscape import Surface
from ganmech.spin_glass.model import SpinGlassGAN
from ganmech.spin_glass.spheres import on_sphere

QUIET = SpinGlassGAN(2, 1, "1e-6", "1/2")
LOUD = SpinGlassGAN(2, 2, 1, "1/2")


def test_two_spins_without_noise_reach_the_lowest_eigenvalue():
    """l_D = u.X u, whose minimum on the sphere is the least eigenvalue of (X + X^T)/2; every start ends there."""
    surface = Surface(QUIET, 6, 4, rng=2)
    run = descend(surface, steps=3000, starts=5, rng=1)
    lowest = np.linalg.eigvalsh((surface.l_D.M + surface.l_D.M.T) / 2)[0] / surface.N**0.5
    assert np.allclose(run.L_D[-1] + run.L_G[-1], lowest, rtol=1e-6)
    assert run.settled.all() and not any(surface.indices(run.u, run.v)[0])


def test_the_generator_then_minimises_its_own_loss_at_that_point():
    """At the settled u, no point of a fine grid of the circle of v has a lower L_G than a settled run's, up to local minima."""
    surface = Surface(QUIET, 5, 2, rng=4)
    run = descend(surface, steps=3000, starts=3, rng=1)
    angle = np.linspace(0, 2 * np.pi, 2001)[:-1]
    circle = np.column_stack([np.cos(angle), np.sin(angle)])
    for i in range(3):
        losses = surface.losses(np.repeat(run.u[i:i + 1], 2000, axis=0), circle)[1]
        nearest = np.argmax(circle @ run.v[i])
        around = losses.take(range(nearest - 20, nearest + 21), mode="wrap")
        assert surface.losses(run.u[i], run.v[i])[1][0] <= around.min() + 1e-12 * np.abs(losses).max()


def test_a_generator_of_one_bipartite_spin_answers_best_against_its_field():
    """l_G = v.c(u) has one minimum on the sphere, -|c(u)|: every settled run is there, with k_G = 0."""
    surface = Surface(SpinGlassGAN(2, 1, "1/10", "1/2", coupling="bipartite"), 5, 4, rng=2)
    run = descend(surface, steps=3000, starts=6, rng=1)
    field = surface.l_G.a.features(run.u) @ surface.l_G.M
    best = -np.linalg.norm(field, axis=1) / 10 / 3
    assert run.settled.sum() >= 3 and not surface.indices(run.u, run.v)[1][run.settled].any()
    assert np.allclose(run.L_G[-1][run.settled], best[run.settled], rtol=1e-3)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_one_step_is_the_definition(scheme):
    """Gradients by differences of the losses; the length of a step scales with 1/sqrt(N v)."""
    surface, rates = Surface(LOUD, 4, 3, rng=3), (0.2, 0.05)
    w = surface.starts(2, np.random.default_rng(0))
    run = descend(surface, steps=4, rate_D=rates[0], rate_G=rates[1], scheme=scheme, starts=surface.split(w))
    v_D, v_G = gradient_variances(LOUD, np.array(1.0))
    u, v = surface.split(w)
    for _ in range(4):
        slope_D = by_differences(lambda w: surface.l_D.values(w) - surface.l_G.values(w), u, v, 0)
        moved = u - rates[0] / np.sqrt(7 * v_D) * slope_D
        moved /= np.linalg.norm(moved, axis=1, keepdims=True)
        at = moved if scheme == "alternating" else u
        v = v - rates[1] / np.sqrt(7 * v_G) * by_differences(surface.l_G.values, at, v, 1)
        u, v = moved, v / np.linalg.norm(v, axis=1, keepdims=True)
    assert np.allclose(run.u, u, atol=1e-8) and np.allclose(run.v, v, atol=1e-8)
    assert np.allclose(run.L_G[0] * 7**0.5, surface.losses(*surface.split(w))[1])
    assert np.allclose(run.L_D[-1] * 7**0.5, surface.losses(u, v)[0], rtol=1e-6)


def by_differences(value, u, v, which, step=1e-5):
    """The tangent part of the gradient in u (which = 0) or v (which = 1), by central differences in the whole space."""
    w, places = np.hstack([u, v]), range(u.shape[1]) if which == 0 else range(u.shape[1], u.shape[1] + v.shape[1])
    unit = np.eye(w.shape[1])
    slope = np.column_stack([(value(w + step * unit[i]) - value(w - step * unit[i])) / (2 * step) for i in places])
    point = (u, v)[which]
    return slope - point * (slope * point).sum(axis=1, keepdims=True)


def test_the_gradient_starts_at_its_root_mean_square():
    """Over 300 surfaces the mean of the squared relative gradient at random points is 1, within 4 standard errors."""
    rng = np.random.default_rng(5)
    squares = np.array([descend(Surface(LOUD, 5, 4, rng), steps=4, starts=1, rng=rng).gradient[0, 0] ** 2 for _ in range(300)])
    assert abs(squares.mean() - 1) < 4 * squares.std() / 300**0.5


def test_loud_noise_is_the_zero_sum_game():
    """For sigma_z to infinity l_D no longer matters: runs, over sigma_z, become one, and L_D + L_G is negligible."""
    surface = Surface(LOUD, 5, 5, rng=6)
    starts = surface.split(surface.starts(3, np.random.default_rng(1)))
    loud, louder = (descend(surface, steps=100, starts=starts, sigma_z=noise) for noise in (1e6, 1e8))
    assert np.allclose(loud.L_G / 1e6, louder.L_G / 1e8, atol=1e-4)
    assert np.abs(loud.L_D + loud.L_G).max() < 1e-5 * np.abs(loud.L_G).max()


def test_a_run_can_rest_stably_at_a_critical_point_that_is_no_joint_minimum():
    """Pushed off by 1e-3, a settled run comes back to where both gradients vanish; a Hessian may be negative there."""
    surface = Surface(LOUD, 5, 5, rng=5)
    run = descend(surface, steps=3000, starts=20, rng=2)
    at_rest = run.gradient[-1] < 1e-9
    ends, push = (run.u[at_rest], run.v[at_rest]), 1e-3 * np.random.default_rng(0).standard_normal((at_rest.sum(), 5))
    again = descend(surface, steps=3000, starts=tuple(on_sphere(end + push) for end in ends))
    assert at_rest.sum() >= 5 and run.settled[at_rest].all() and again.gradient[-1].max() < 1e-9
    assert all(np.abs(one - other).max() < 1e-8 for one, other in zip(ends, (again.u, again.v)))
    assert (sum(surface.indices(*ends)) > 0).any()


def test_small_steps_follow_one_flow_in_both_schemes():
    surface = Surface(LOUD, 4, 4, rng=7)
    starts = surface.split(surface.starts(4, np.random.default_rng(3)))
    runs = [descend(surface, steps=1000, rate_D=0.001, rate_G=0.001, starts=starts, scheme=scheme) for scheme in SCHEMES]
    assert np.abs(runs[0].u - runs[1].u).max() < 0.01
    half = descend(surface, steps=500, rate_D=0.002, rate_G=0.002, starts=starts)
    assert np.abs(runs[0].u - half.u).max() < 0.01


def test_reached_losses_are_those_of_the_tail():
    run = descend(Surface(LOUD, 4, 4, rng=1), steps=40, starts=3, rng=1)
    tail_D, tail_G = run.L_D[-10:], run.L_G[-10:]
    assert run.L_D.shape == run.gradient.shape == (41, 3)
    assert np.array_equal(run.reached()["L_D"], tail_D.min(axis=0))
    assert np.array_equal(run.reached()["|L_D - L_G|"], np.abs(tail_D - tail_G).max(axis=0))
    assert np.array_equal(run.average()["mean L_G"], tail_G.mean(axis=0))


class TestEffects:
    def test_two_values_of_the_noise_share_surfaces_and_starts(self):
        both, one = (noise_effect(LOUD, 8, noise, surfaces=3, starts=2, rng=4, steps=50) for noise in (["1/10", 1], "1"))
        assert all(np.allclose(both.samples[name][:, 1], one.samples[name][:, 0]) for name in one.samples)
        assert both.surfaces == 3 and both.samples["L_D"].shape == (3, 2)

    def test_an_effect_is_the_average_of_its_runs(self):
        """One surface of a size study, descended by hand from the same generator."""
        effect = size_effect(LOUD, 8, ["1/4", "1/2"], surfaces=2, starts=3, rng=4, steps=50)
        generator = np.random.default_rng(4).spawn(2)[0]
        surface = Surface(LOUD, 2, 6, generator)
        run = descend(surface, steps=50, starts=3, rng=generator)
        assert effect.samples["L_G"][0, 0] == pytest.approx(run.reached()["L_G"].mean(), rel=1e-12)
        spread = np.diff(effect.samples["L_G"][:, 0])[0]
        assert effect.standard_error["L_G"][0] == pytest.approx(abs(spread) / 2, rel=1e-12)
        assert np.array_equal(effect.values, [0.25, 0.5])

    def test_without_noise_the_sum_of_losses_is_the_mean_lowest_eigenvalue(self):
        """Within 4 standard errors of a sampled average over other matrices."""
        effect = noise_effect(QUIET, 8, "1e-6", surfaces=60, starts=1, rng=4, steps=500)
        matrices = np.random.default_rng(8).standard_normal((4000, 4, 4))
        lowest = np.linalg.eigvalsh((matrices + matrices.transpose(0, 2, 1)) / 2)[:, 0] / 8**0.5
        error = np.hypot(effect.standard_error["L_D + L_G"][0], lowest.std() / 4000**0.5)
        assert abs(effect.mean["L_D + L_G"][0] - lowest.mean()) < 4 * error
        assert effect.mean["settled"][0] > 0.9

    def test_an_interruption_keeps_the_surfaces_done(self, monkeypatch):
        descended, calls = hyperparameters.descend, []

        def interrupted(*arguments, **options):
            calls.append(1)
            if len(calls) == 4:
                raise KeyboardInterrupt
            return descended(*arguments, **options)

        monkeypatch.setattr(hyperparameters, "descend", interrupted)
        assert noise_effect(LOUD, 6, 1, surfaces=9, starts=1, rng=1, steps=10).surfaces == 3
        calls[:] = [1, 1]
        with pytest.raises(KeyboardInterrupt):
            noise_effect(LOUD, 6, 1, surfaces=9, starts=1, rng=1, steps=10)


SURFACE = Surface(LOUD, 3, 3, rng=0)


@pytest.mark.parametrize("call, error, message", [
    (lambda: descend(SURFACE, rate_D=0), ValueError, "rate_D must be positive and at most 1000, got 0"),
    (lambda: descend(SURFACE, rate_G=-0.1), ValueError, "rate_G must be positive and at most 1000, got -0.1"),
    (lambda: descend(SURFACE, rate_G=float("nan")), ValueError, "rate_G must be positive and at most 1000, got nan"),
    (lambda: descend(SURFACE, rate_D="fast"), TypeError, "rate_D must be a positive number, got 'fast'"),
    (lambda: descend(SURFACE, steps=3), ValueError, "steps must be a whole number of 4 or more, got 3"),
    (lambda: descend(SURFACE, starts=0), ValueError, "starts must be a whole number of 1 or more, got 0"),
    (lambda: descend(SURFACE, starts=10**8), ValueError, "starts must be at most 3728270, got 100000000"),
    (lambda: descend(SURFACE, steps=10**6, starts=11), ValueError, "steps times starts must be at most 10000000, got 11000000"),
    (lambda: descend(SURFACE, scheme="extragradient"), ValueError,
     "scheme must be one of simultaneous, alternating, got 'extragradient'"),
    (lambda: descend(SURFACE, starts=([1, 0], [1, 0, 0])), ValueError, "u must have shape (starts, 3), got (2,)"),
    (lambda: descend(SURFACE, starts=2, sigma_z=[1, 2, 3]), ValueError,
     "sigma_z must be one number or one for each of the 2 points, got shape (3,)"),
    (lambda: descend(SURFACE, starts=2, sigma_z=[1, -2]), ValueError,
     "sigma_z must be positive, between 1e-50 and 1e50, got -2.0"),
    (lambda: descend(SURFACE, rng="seed"), TypeError,
     "rng must be None, a whole number of 0 or more, or a numpy Generator, got 'seed'"),
    (lambda: noise_effect(LOUD, 8, [1], surfaces=1), ValueError, "surfaces must be a whole number of 2 or more, got 1"),
    (lambda: noise_effect(LOUD, 3, [1]), ValueError, "N must be a whole number of 4 or more, got 3"),
    (lambda: noise_effect(LOUD, 8, [1, 0]), ValueError, "sigma_z must be positive, between 1e-50 and 1e50, got 0"),
    (lambda: noise_effect(LOUD, 8, []), ValueError, "sigma_z must hold at least one value"),
    (lambda: size_effect(LOUD, 8, ["1/2", 1]), ValueError, "kappa must lie strictly between 0 and 1, got 1"),
    (lambda: size_effect(LOUD, 8, ["1/2"], rate_D=0), ValueError, "rate_D must be positive and at most 1000, got 0"),
])
def test_bad_input_is_named(call, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        call()
