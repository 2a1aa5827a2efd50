"""What is not a neural GAN, a run or a map is named in one sentence."""

import re

import pytest

from ganmech.particle_gan.collapse_grid import neural_collapse_map
from ganmech.particle_gan.neural_gan import NeuralGAN, simulate_together

GAN = NeuralGAN("0.3", "0.2", N=4, H=4)


def refused(call, kind, message):
    with pytest.raises(kind, match=f"^{re.escape(message)}$"):
        call()


@pytest.mark.parametrize("given, kind, message", [
    (dict(phi="1.2"), ValueError, "phi must be at least 0 and less than 1, got 1.2"),
    (dict(phi=-0.1), ValueError, "phi must be at least 0 and less than 1, got -0.1"),
    (dict(phi="much"), ValueError, "phi must be a number such as '9/10' or '0.1', got 'much'"),
    (dict(eta_D=0), ValueError, "eta_D must be positive, between 1e-30 and 1e30, got 0"),
    (dict(eta_D=float("nan")), ValueError, "eta_D must be finite, got nan"),
    (dict(eta_G="-1"), ValueError, "eta_G must be positive, between 1e-30 and 1e30, got -1"),
    (dict(penalty=-1), ValueError, "penalty must be 0 or positive, between 1e-30 and 1e30, got -1"),
    (dict(weight_decay=None), TypeError, "weight_decay must be a real number, got None"),
    (dict(weight_scale=0), ValueError, "weight_scale must be positive, between 1e-30 and 1e30, got 0"),
    (dict(activation="gelu"), ValueError, "activation must be 'relu' or 'tanh', got 'gelu'"),
    (dict(activation=["relu"]), ValueError, "activation must be 'relu' or 'tanh', got ['relu']"),
    (dict(update="both"), ValueError, "update must be 'alternating' or 'simultaneous', got 'both'"),
    (dict(N=1), ValueError, "N must be a whole number of 2 or more, got 1"),
    (dict(H="2.5"), ValueError, "H must be a whole number of 1 or more, got 2.5"),
    (dict(modes=1), ValueError, "modes must be a whole number of 2 or more, got 1"),
    (dict(data=60), ValueError, "data must be a multiple of modes, 8, got 60"),
    (dict(H=10**6), ValueError, "H must be at most 100000, got 1000000"),
])
def test_models(given, kind, message):
    refused(lambda: NeuralGAN(**{"phi": "0.3", "eta_D": "0.2"} | given), kind, message)


@pytest.mark.parametrize("given, kind, message", [
    (dict(steps=0), ValueError, "steps must be a whole number of 1 or more, got 0"),
    (dict(steps=10, records=11), ValueError, "records must be at most 10, got 11"),
    (dict(rng=-1), TypeError, "rng must be None, a whole number of 0 or more, or a numpy Generator, got -1"),
])
def test_runs(given, kind, message):
    refused(lambda: GAN.simulate(**given), kind, message)


def test_runs_together():
    refused(lambda: simulate_together(3), TypeError, "models must be a sequence of NeuralGAN, got 3")
    refused(lambda: simulate_together([3]), TypeError, "models must be a sequence of NeuralGAN, got [3]")
    refused(lambda: simulate_together([]), ValueError, "models must hold one NeuralGAN or more, got none")
    refused(lambda: simulate_together([GAN, NeuralGAN("0.3", "0.2", N=5, H=4)]), ValueError,
            "models must have one N, got 4 and 5")
    refused(lambda: simulate_together([GAN, NeuralGAN("0.3", "0.2", N=4, H=4, update="simultaneous")]), ValueError,
            "models must have one update, got alternating and simultaneous")


@pytest.mark.parametrize("given, kind, message", [
    (dict(phis=[0, 1]), ValueError, "phis[1] must be at least 0 and less than 1, got 1"),
    (dict(phis="0.1"), TypeError, "phis must be a sequence of numbers, got '0.1'"),
    (dict(phis=[]), ValueError, "phis must hold one number or more, got none"),
    (dict(phis=[0.5, 0.25]), ValueError, "phis must rise, got [0.5, 0.25]"),
    (dict(eta_Ds=[1, 1]), ValueError, "eta_Ds must rise, got [1.0, 1.0]"),
    (dict(eta_Ds=[0]), ValueError, "eta_Ds[0] must be positive, between 1e-30 and 1e30, got 0"),
    (dict(activation="gelu"), ValueError, "activation must be 'relu' or 'tanh', got 'gelu'"),
    (dict(seeds=[]), ValueError, "seeds must be one whole number of 0 or more, or several, in a list, got []"),
    (dict(seeds=3), ValueError, "seeds must be one whole number of 0 or more, or several, in a list, got 3"),
    (dict(seeds=[0, -1]), ValueError, "seeds[1] must be a whole number of 0 or more, got -1"),
    (dict(steps="many"), ValueError, "steps must be a number such as '9/10' or '0.1', got 'many'"),
    (dict(processes=0), ValueError, "processes must be a whole number of 1 or more, got 0"),
    (dict(width=3), TypeError, "width is not a parameter of the map or of NeuralGAN"),
    (dict(N=1), ValueError, "N must be a whole number of 2 or more, got 1"),
    (dict(store=3), TypeError, "store must be None or the path of a folder, got 3"),
])
def test_maps(given, kind, message):
    refused(lambda: neural_collapse_map(**{"phis": [0], "eta_Ds": [1], "steps": 1} | given), kind, message)
