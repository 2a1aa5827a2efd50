"""Bands and ground states against their definitions, one index and one bound at a time."""

import numpy as np
import pytest

from ganmech.spin_glass import SpinGlassGAN

WEAK = SpinGlassGAN(5, 1, "0.01", "0.9")      # joint minima abound
STRONG = SpinGlassGAN(3, 3, 1, "9/10")        # they do not
RELEASED = SpinGlassGAN(3, 3, 1, "9/10", "released")
BIPARTITE = SpinGlassGAN(3, 2, "0.1", "0.8", coupling="bipartite")


@pytest.mark.parametrize("model, u_D, u_G, other", [
    (WEAK, [-1.76, -1.72, -1.7, -1.5], [-0.03, -0.045, -0.05], 0), (WEAK, [-1.8, -1.72], [-0.05, 0.02], None),
    (STRONG, [-9, -3, 4], [-11.9, -5], None), (STRONG, [0, 6], [0, 6], 0), (BIPARTITE, [-1.8, -1.5], [-0.05, 0.1], None),
])
def test_bands_are_the_largest_indices_with_positive_complexity(model, u_D, u_G, other):
    """Index by index up to 8; inf where an index of a million still has it."""
    bounds = np.meshgrid(u_D, u_G, indexing="ij")
    found = model.bands(*bounds, most=8, other=other)
    for largest, theta in ((found.k_D, lambda index: model.complexity(*bounds, index, other)),
                           (found.k_G, lambda index: model.complexity(*bounds, other, index))):
        tried = np.array([theta(index) > 0 for index in range(9)])
        assert (tried[:-1] >= tried[1:]).all()
        assert np.array_equal(largest, np.where(theta(10**6) > 0, np.inf, tried.sum(axis=0) - 1))


def test_beyond_the_most_indices_nothing_is_tried():
    """Where the band is 39 wide, most=10 says 10."""
    wide = WEAK.bands(np.linspace(-1.75, -1.70, 60), 1)
    place = np.flatnonzero(np.isfinite(wide.k_D) & (wide.k_D > 10))[0]
    narrow = WEAK.bands(np.linspace(-1.75, -1.70, 60)[place], 1, most=10)
    assert narrow.k_D == 10 and isinstance(narrow.k_D, float)


@pytest.mark.parametrize("model", [STRONG, WEAK, BIPARTITE, RELEASED], ids=["strong", "weak", "bipartite", "released"])
def test_the_complexity_vanishes_at_the_ground_state_and_is_negative_below(model):
    """Where no u_G has it the answer is nan, and Theta(u_D, inf) is negative."""
    u_D = model.minimum_losses().L_D * np.array([1.2, 0.9, 0.5, 0.1, -0.3])
    ground = model.ground_state(u_D)
    assert np.isnan(ground[0]) and model.complexity(u_D[0], np.inf) < 0 and np.isfinite(ground[1:]).all()
    step = 1e-5 * np.abs(ground[1:])
    assert np.allclose(model.complexity(u_D[1:], ground[1:]), 0, rtol=0, atol=1e-8)
    assert (model.complexity(u_D[1:], ground[1:] - step) < 0).all() and (model.complexity(u_D[1:], ground[1:] + step) > 0).all()
