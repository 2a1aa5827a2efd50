"""Descent departs from the solution by n^-1/2: max over times and order parameters of |M_k - M(t)|, its mean over 64 replicas.

The exponent is fitted to three dimensions; 0.1 is about three of its standard errors. Cases: noise without learning, and a
generator that is chased; neither passes near a saddle, where the amplification of noise grows with log n.
"""

import numpy as np
import pytest

from ganmech.solvable_gan import SolvableGAN

CASES = {"uninformed": (SolvableGAN(5, 6, 6, "0.2", "0.04"), {"P": "0.3", "q": "0.4"}),
         "chase": (SolvableGAN(1, 2, 2, "0.2", "0.6"), {"P": "0.3", "q": "0.3"})}


def deviation(model, start, n, T, seed):
    run = model.simulate_gram(n, T, replicas=64, rng=seed, records=100, initial=start)
    departure = np.abs(run.gram - model.solve(start, run.t).gram[:, None])
    return departure.max(axis=(0, 2, 3)).mean()


def exponent(case, sizes, T):
    values = [deviation(*CASES[case], n, T, seed) for seed, n in enumerate(sizes)]
    return np.polyfit(np.log(sizes), np.log(values), 1)[0]


@pytest.mark.parametrize("case", CASES)
def test_the_deviation_falls_as_the_root_of_n(case):
    assert exponent(case, (250, 1000, 4000), 3) == pytest.approx(-0.5, abs=0.1)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_it_still_does_in_large_dimensions_and_for_longer(case):
    assert exponent(case, (1000, 4000, 16000), 20) == pytest.approx(-0.5, abs=0.1)
