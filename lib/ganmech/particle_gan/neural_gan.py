"""A GAN of particles in the plane whose critic is a neural network: the target is a ring of modes."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ganmech.exact import exact_integer, random_generator, said
from ganmech.particle_gan.neural_critic import ACTIVATIONS
from ganmech.particle_gan.neural_runs import NeuralRun, simulate
from ganmech.particle_gan.occupancy import ring
from ganmech.particle_gan.positive_numbers import coupling, nonnegative, positive

WEIGHT_SCALES = {"relu": Fraction(3, 2), "tanh": Fraction(2)}
UPDATES = ("alternating", "simultaneous")
SIZES = ("N", "H", "modes", "data", "data_std", "cloud_std", "weight_scale")       # what a start depends on
LARGEST_SIZE, MOST_STEPS = 100_000, 10**8


@dataclass(frozen=True)
class NeuralGAN:
    """N particles x_i in R^2, coupled by a kernel of two numbers, against D(x) = H^(-1/2) sum_h a_h sigma(w_h . x + b_h).

    The critic ascends E_p D - E_q D - (penalty/2) E |grad D|^2 - (weight_decay/2) |weights|^2 in steps of ``eta_D``, p the
    law of ``data`` points, q that of the particles, the penalty's mean taken over data and particles together; x_i moves by
    (eta_G/N) sum_j Gamma_ij grad D(x_j), Gamma_ii = 1 and Gamma_ij = ``phi``, 0 <= phi < 1, with the critic's new weights
    (``update`` "alternating") or those before its step ("simultaneous"). ``activation``: "relu" or "tanh".

    The data are equally many around ``modes`` equally spaced points of the unit circle, with Gaussian noise of standard
    deviation ``data_std``; the particles start around 0 with ``cloud_std``. The weights start Gaussian with standard deviation
    1 for a and ``weight_scale`` for w and b (None: 3/2 for ReLU, 2 for tanh).

    Numbers are exact: strings ("0.2"), Fractions, ints; floats are taken at their binary value. Raises ValueError or TypeError,
    naming the parameter, its value and what is allowed.
    """

    phi: Fraction
    eta_D: Fraction
    eta_G: Fraction = "0.8"
    activation: str = "relu"
    N: int = 32
    H: int = 64
    modes: int = 8
    data: int = 64
    data_std: Fraction = "0.02"
    cloud_std: Fraction = "0.1"
    penalty: Fraction = 1
    weight_decay: Fraction = "1e-4"
    weight_scale: Fraction | None = None
    update: str = "alternating"

    def __post_init__(self):
        _one_of("activation", self.activation, ACTIVATIONS), _one_of("update", self.update, UPDATES)
        scale = WEIGHT_SCALES[self.activation] if self.weight_scale is None else self.weight_scale
        given = {"phi": coupling("phi", self.phi), "weight_scale": positive("weight_scale", scale)}
        given |= {name: positive(name, getattr(self, name)) for name in ("eta_D", "eta_G")}
        given |= {name: nonnegative(name, getattr(self, name))
                  for name in ("data_std", "cloud_std", "penalty", "weight_decay")}
        given |= {name: exact_integer(name, getattr(self, name), least, LARGEST_SIZE)
                  for name, least in (("N", 2), ("H", 1), ("modes", 2), ("data", 2))}
        for name, value in given.items():
            object.__setattr__(self, name, value)
        if self.data % self.modes:
            raise ValueError(f"data must be a multiple of modes, {self.modes}, got {self.data}")

    def simulate(self, steps: int = 2500, rng=None, records: int = 0) -> NeuralRun:
        """Train for so many steps: order parameters over the last quarter, the particles at the end, ``records`` of their path.

        Equal seeds give equal starts at all rates, couplings and penalties. A run that diverges says so in its result.
        """
        steps = exact_integer("steps", steps, 1, MOST_STEPS)
        records = exact_integer("records", records, 0, steps)
        return simulate([self], [self.start(rng)], steps, records)[0]

    def start(self, rng=None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """a (H,), V (3, H), its rows w_1, w_2, b, and points (data + N, 3): data, then particles, with a last entry 1."""
        rng = random_generator(rng)
        data_std, cloud_std, scale = map(float, (self.data_std, self.cloud_std, self.weight_scale))
        points = np.ones((self.data + self.N, 3))
        points[:self.data, :2] = np.tile(ring(self.modes), (self.data // self.modes, 1))
        points[:self.data, :2] += data_std * rng.standard_normal((self.data, 2))
        points[self.data:, :2] = cloud_std * rng.standard_normal((self.N, 2))
        return rng.standard_normal(self.H), scale * rng.standard_normal((3, self.H)), points


def simulate_together(models: Sequence[NeuralGAN], steps: int = 2500, rng=None) -> list[NeuralRun]:
    """What `NeuralGAN.simulate` gives for each model, all from the start of one seed, several times faster.

    The models differ in phi, rates, penalty and decay only; otherwise ValueError.
    """
    steps = exact_integer("steps", steps, 1, MOST_STEPS)
    if not np.iterable(models) or not all(isinstance(model, NeuralGAN) for model in models):
        raise TypeError(f"models must be a sequence of NeuralGAN, got {said(models, repr)}")
    models = list(models)
    for name in ("activation", "update", *SIZES):
        found = sorted({getattr(model, name) for model in models})
        if len(found) > 1:
            raise ValueError(f"models must have one {name}, got {' and '.join(map(str, found))}")
    if not models:
        raise ValueError("models must hold one NeuralGAN or more, got none")
    return simulate(models, [models[0].start(rng)] * len(models), steps)


def _one_of(name: str, value, allowed: tuple[str, ...]) -> None:
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{name} must be {' or '.join(map(repr, allowed))}, got {said(value, repr)}")
