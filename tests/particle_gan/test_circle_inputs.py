"""What is not a model of a cloud on the circle, or not a run of it, is named in one sentence."""

import re
from fractions import Fraction

import numpy as np
import pytest

from ganmech.particle_gan import CircleGAN, circle_collapse
from ganmech.particle_gan.circle_collapse import CloudMap
from ganmech.particle_gan.parallel_map import Interrupted

MODEL = CircleGAN()


def refused(call, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        call()


def test_numbers_are_exact():
    model = CircleGAN(N=8, K=16, s=1, phi="0.1", eta_D=1, eta_G=1)
    assert model == CircleGAN() and model.phi == Fraction(1, 10) and CircleGAN(phi=0.1).phi == Fraction(0.1)


@pytest.mark.parametrize("arguments, error, message", [
    (dict(phi="1.2"), ValueError, "phi must be at least 0 and less than 1, got 1.2"),
    (dict(phi=1), ValueError, "phi must be at least 0 and less than 1, got 1"),
    (dict(phi=-0.5), ValueError, "phi must be at least 0 and less than 1, got -0.5"),
    (dict(phi=float("nan")), ValueError, "phi must be finite, got nan"),
    (dict(phi=None), TypeError, "phi must be a real number, got None"),
    (dict(N=1), ValueError, "N must be a whole number of 2 or more, got 1"),
    (dict(N="many"), ValueError, "N must be a number such as '9/10' or '0.1', got 'many'"),
    (dict(K=0), ValueError, "K must be a whole number of 1 or more, got 0"),
    (dict(s=-1), ValueError, "s must be 0 or positive, between 1e-30 and 1e30, got -1"),
    (dict(s=30), ValueError, "s must be at most 20, got 30"),
    (dict(eta_D=0), ValueError, "eta_D must be positive, between 1e-30 and 1e30, got 0"),
    (dict(eta_G=-1), ValueError, "eta_G must be positive, between 1e-30 and 1e30, got -1"),
    (dict(g1=0), ValueError, "g1 must be positive, between 1e-30 and 1e30, got 0"),
    (dict(strength=0), ValueError, "strength must be positive, between 1e-30 and 1e30, got 0"),
    (dict(target="ring"), ValueError, "target must be one of modes, uniform, got 'ring'"),
    (dict(target=None), TypeError, "target must be one of modes, uniform, got None"),
    (dict(regulariser="R1"), ValueError, "regulariser must be one of weight decay, gradient penalty, got 'R1'"),
    (dict(M=32), ValueError, "K must be at least M = 32, so that the critic sees the modes, got 16"),
    (dict(M=0), ValueError, "M must be a whole number of 1 or more, got 0"),
    (dict(M=4, sigma=2), ValueError, "sigma must be at most 6/M = 1.5, so that there are modes to see, got 2"),
    (dict(sigma=-1), ValueError, "sigma must be 0 or positive, between 1e-30 and 1e30, got -1"),
])
def test_a_bad_model_is_named(arguments, error, message):
    refused(lambda: CircleGAN(**arguments), error, message)


@pytest.mark.parametrize("call, error, message", [
    (lambda: CircleGAN(M=1).rest_state(), ValueError,
     "M must be 2 or more, or sigma positive: a cloud in the one mode of a point target is the target"),
    (lambda: MODEL.rest_state(M=17), ValueError, "K must be at least M = 17, so that the critic sees the modes, got 16"),
    (lambda: MODEL.rest_state(gamma=0), ValueError, "gamma must be positive, between 1e-30 and 1e30, got 0"),
    (lambda: MODEL.rest_state(digits=0), ValueError, "digits must lie between 1 and 10000, got 0"),
    (lambda: MODEL.travelling_state(gamma="-1"), ValueError, "gamma must be positive, between 1e-30 and 1e30, got -1"),
    (lambda: MODEL.coupling_in_time(0), ValueError, "T must be positive, between 1e-30 and 1e30, got 0"),
    (lambda: CircleGAN(s=2, regulariser="gradient penalty").coupling_in_time(10), ValueError,
     "s must be 1 for this under a gradient penalty, which then damps all wave numbers alike, got 2"),
    (lambda: CircleGAN(N=8, K=3).optimal_penalty(), ValueError,
     "K must be at least N/2 = 4, so that the critic sees every mode of N data, got 3"),
    (lambda: CircleGAN(target="uniform").blow_out(), ValueError,
     "target must be modes for a blow-out: on a uniform target a collapsed cloud always splits"),
    (lambda: MODEL.mean_curvature([]), ValueError, "b must hold one number or more, got none"),
    (lambda: MODEL.mean_curvature([-1]), ValueError, "b[0] must be positive, between 1e-30 and 1e30, got -1"),
    (lambda: MODEL.simulate(0), ValueError, "T must be positive, got 0"),
    (lambda: MODEL.simulate(1, dt=-1), ValueError, "dt must be positive, got -1"),
    (lambda: MODEL.simulate(1, dt="1e-9"), ValueError, "T must be at most 1e+08 steps dt = 1e-09, got 1"),
    (lambda: MODEL.simulate(1, start="wide"), ValueError,
     "start must be one of tight, spread or an array of places, got 'wide'"),
    (lambda: MODEL.simulate(1, start=[0, 1]), ValueError, "start must have shape (8,) or (1, 8), got (2,)"),
    (lambda: MODEL.simulate(1, start=[np.nan] * 8), ValueError, "start must be finite"),
    (lambda: MODEL.simulate(1, start=[[1], [1, 2]]), TypeError, "start must be an array of numbers, got [[1], [1, 2]]"),
    (lambda: MODEL.simulate(1, critic=[1, 2]), ValueError, "critic must hold K = 16 numbers d_k, got shape (2,)"),
    (lambda: MODEL.simulate(1, replicas=0), ValueError, "replicas must be a whole number of 1 or more, got 0"),
    (lambda: MODEL.simulate(1, rng="seed"), TypeError,
     "rng must be None, a whole number of 0 or more, or a numpy Generator, got 'seed'"),
    (lambda: MODEL.simulate(1, replicas=10**6), ValueError,
     "records must leave at most 1e+08 numbers to keep, got 4040000000 with 100 records"),
    (lambda: MODEL.collapse_map(["0.1", 1], [1]), ValueError, "phis[1] must be at least 0 and less than 1, got 1"),
    (lambda: MODEL.collapse_map(["0.1"], [0]), ValueError, "eta_Ds[0] must be positive, between 1e-30 and 1e30, got 0"),
    (lambda: MODEL.collapse_map(["0.1"], [1], start="wide"), ValueError,
     "start must be one of tight, spread or an array of places, got 'wide'"),
    (lambda: MODEL.collapse_map(["0.1"], [1], replicas=1), ValueError, "replicas must be a whole number of 2 or more, got 1"),
])
def test_a_bad_call_is_named(call, error, message):
    refused(call, error, message)


def test_an_interrupted_map_keeps_its_rows(monkeypatch, tmp_path):
    real, rows = circle_collapse.row, []

    def interrupted(task):
        rows.append(task)
        if len(rows) == 2:
            raise KeyboardInterrupt
        return real(task)

    monkeypatch.setattr(circle_collapse, "row", interrupted)
    with pytest.raises(Interrupted) as caught:
        CircleGAN(N=2, K=2).collapse_map([0, "0.5"], [1, 2], T=1, replicas=2, processes=1)
    assert caught.value.partial.order.mask.tolist() == [[False, False], [True, True]]


@pytest.mark.slow
def test_a_map_in_two_processes_is_the_map_in_one_and_is_read_again(tmp_path):
    model, axes = CircleGAN(N=2, K=2, eta_G=4), ([0, "0.5"], [1, 2])
    one = model.collapse_map(*axes, T=2, replicas=2, processes=1)
    two = model.collapse_map(*axes, T=2, replicas=2, processes=2, store=tmp_path)
    again = model.collapse_map(*axes, T=2, replicas=2, store=tmp_path)
    assert np.array_equal(one.orders, two.orders) and np.array_equal(two.orders, again.orders)
    assert len(list(tmp_path.glob("*.json"))) == 2 and one.order.shape == (2, 2)
    assert np.array_equal(one.eta_Ds, [1, 2]) and np.array_equal(one.phis, [0, 0.5])


@pytest.mark.filterwarnings("error")
def test_nothing_is_warned_of():
    CircleGAN(N=2, K=2, strength=100).simulate(100, dt="0.5", records=50, rng=1)
    MODEL.rest_state(), MODEL.travelling_state(), MODEL.simulate("0.1", rng=0), MODEL.optimal_penalty()


def test_where_a_row_collapses_is_between_the_cells_on_either_side_of_one_half():
    """Written by hand: a rise from 0.2 to 0.6 passes 1/2 at three quarters of the way; a row may also begin or stay on one side."""
    orders = np.ma.array([[0, 0.2, 0.6, 1], [0.7, 0.8, 1, 1], [0, 0, 0.1, 0.2]])[:, :, None]
    found = CloudMap(np.array([0, 0.1, 0.3, 0.5]), np.array([1.0, 2, 3]), orders, orders).phi_c()
    assert found[0] == pytest.approx(0.1 + 0.75 * 0.2, rel=1e-12) and np.ma.getmaskarray(found).tolist() == [False, True, True]
