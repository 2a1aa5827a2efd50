"""Where properties are tried: whole parameter domains, with their corners, by examples that are the same in every run.

    @everywhere(quick=40, place=places())
    def test_a_property_holds(place): ...

makes two tests, one of so many examples and one marked slow of 2000, or as many as ``slow`` says.
"""

import warnings
from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ganmech.spin_glass import CoupledEnsemble, SpinGlassGAN

SLOW = 2000
NEAR = [0.0, 1e-16, 1e-15, 1e-13, 1e-11, 1e-9, 1e-7, 1e-5, 1e-3, 1e-1]      # relative distances


def everywhere(quick: int, slow: int = SLOW, **domain):
    """A test of one property, with ``quick`` examples and, marked slow, with ``slow``."""
    def repeated(holds):
        @pytest.mark.parametrize("examples", [quick, pytest.param(slow, marks=pytest.mark.slow)])
        def test(examples):
            # A failure is shown as drawn, for shrinking takes minutes.
            options = settings(max_examples=examples, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
                               suppress_health_check=list(HealthCheck))
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                options(given(**domain)(holds))()
        test.__name__, test.__doc__, test.__module__ = holds.__name__, holds.__doc__, holds.__module__
        return test
    return repeated


def tens(least: float, most: float):
    """A positive number of any of these orders of magnitude, exactly a float64."""
    return st.floats(least, most).map(lambda power: Fraction(10.0**power))


def shares(farthest: float = 49.9):
    """Numbers strictly between 0 and 1, as near to either as 10**-farthest."""
    small = tens(-farthest, -0.302) | tens(-3, -0.302)
    return small | small.map(lambda share: 1 - share)


def signed(positive):
    return st.tuples(st.sampled_from([-1, 1]), positive).map(lambda pair: pair[0] * pair[1])


def amplitudes():
    return st.just(Fraction(1)) | tens(-149, 149)


def ratios():
    """b1 over b, 0 included."""
    return st.just(Fraction(0)) | tens(-2, 2) | tens(-12, 12) | tens(-49.9, 49.9)


def distances():
    """Points and shifts in units of b: 0, of order 1, and far out."""
    return st.just(Fraction(0)) | signed(tens(-2, 2) | tens(-12, 12) | tens(-99, 99))


@dataclass(frozen=True)
class Place:
    """A point (x, x1) of an ensemble, both float64, whose amplitude b is ``unit``; and whether it was chosen near an edge."""

    ensemble: CoupledEnsemble
    unit: Fraction
    x: float
    x1: float
    near: bool = False


ensembles = st.builds(lambda kappa, b, ratio: (CoupledEnsemble(kappa, b, ratio * b), b), shares(), amplitudes(), ratios())


@st.composite
def places(draw, edges: bool = True):
    """Anywhere; and, unless told otherwise, at edges, near them, and where bands merge."""
    ensemble, b = draw(ensembles)
    if not edges or draw(st.booleans()):
        return Place(ensemble, b, *(float(b * draw(distances())) for _ in range(2)))
    if draw(st.booleans()):
        x1 = float(b * draw(distances()))
    else:
        x1 = ensemble.merging_x1() * (1 + draw(signed(st.sampled_from(NEAR)))) * draw(st.sampled_from([-1, 1]))
    found = ensemble.edges(x1)
    edge = found[draw(st.integers(0, 3)) % found.size]
    return Place(ensemble, b, float(edge * (1 + draw(signed(st.sampled_from(NEAR))))), x1, near=True)


# Models of up to 400 spins.
models = st.builds(SpinGlassGAN, st.integers(2, 200), st.integers(1, 200), tens(-49.9, 49.9) | tens(-2, 2), shares())
