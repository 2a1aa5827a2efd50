"""Maps of rates: one colour for one rate in both directions, a black line where it vanishes, grey for what does not exist."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from ganmech.report.rate_map import draw_rate_map, reach_of

ACROSS, UP = np.linspace(0, 1, 5), np.linspace(0, 2, 7)


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def test_the_zero_line_lies_where_the_rate_vanishes(ax):
    draw_rate_map(ax, ACROSS, UP, ACROSS[:, None] - 0.3 + 0 * UP, reach=1)
    line = np.concatenate([path.vertices for path in ax.collections[-1].get_paths()])
    assert np.allclose(line[:, 0], 0.3)


def test_a_rate_and_its_opposite_lie_equally_far_from_the_middle_colour(ax):
    mesh = draw_rate_map(ax, ACROSS, UP, np.zeros((5, 7)) - 3, reach=10)
    assert mesh.norm(0.0) == pytest.approx(0.5) and mesh.norm(3.0) + mesh.norm(-3.0) == pytest.approx(1)


def test_what_does_not_exist_is_left_out(ax):
    rates = np.full((5, 7), -np.inf)
    rates[2, 3] = 1.0
    mesh = draw_rate_map(ax, ACROSS, UP, rates, reach=1)
    assert mesh.get_array().count() == 1 and len(ax.collections) == 1


def test_maps_share_the_reach_of_the_largest():
    assert reach_of(np.array([-np.inf, 2.0]), np.array([[-7.0]])) == 7
    assert reach_of(np.array([-np.inf])) == 1
