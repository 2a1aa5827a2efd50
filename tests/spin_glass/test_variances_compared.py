"""Sampled surfaces take the side of the derived variances, against those of the released code."""
import numpy as np
import pytest

from ganmech.spin_glass import SpinGlassGAN
from ganmech.spin_glass.variances_compared import variances_compared

ROWS = {row.name: row for row in variances_compared(SpinGlassGAN(2, 1, 1, "1/2"), 3000, 11)}
DISCRIMINATORS_OWN = "Hessian entry of $l_D$"


@pytest.mark.parametrize("name", ROWS)
def test_a_sampled_variance_is_the_derived_one(name):
    row = ROWS[name]
    assert abs(row.sampled - row.derived) < 4 * row.standard_error


@pytest.mark.parametrize("name", [name for name in ROWS if name != DISCRIMINATORS_OWN])
def test_and_far_from_that_of_the_released_code(name):
    row = ROWS[name]
    assert abs(row.sampled - row.released) > 10 * row.standard_error


def test_the_discriminators_own_amplitude_is_the_same_in_both():
    assert ROWS[DISCRIMINATORS_OWN].derived == ROWS[DISCRIMINATORS_OWN].released


def test_fewer_than_two_draws_have_no_error():
    with pytest.raises(ValueError, match="draws must be"):
        variances_compared(SpinGlassGAN(2, 1, 1, "1/2"), 1)
    assert np.isfinite([row.standard_error for row in ROWS.values()]).all()
