"""The games of the chapter: each a derived payoff and the numbers of its symbols."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from sympy import sympify

from derivations.calculus.laws import Finite
from derivations.sgd_as_sde import dirac, mean_estimation, multiplicative_noise, notation, scale_estimation
from derivations.sgd_as_sde.sampled_payoff import SampledPayoff
from ganmech.exact import exact, said
from ganmech.sgd_as_sde.linear_game import LinearGame
from ganmech.sgd_as_sde.linear_maps import LinearMatrices, linearised
from ganmech.sgd_as_sde.matrix_game import of_matrices
from ganmech.sgd_as_sde.moment_equations import ClosedMoments
from ganmech.sgd_as_sde.sampled_game import SampledGame, numbers
from ganmech.sgd_as_sde.stability import StableSteps
from ganmech.sgd_as_sde.training import nonnegative, positive, store

N = notation


@dataclass(frozen=True, kw_only=True)
class LinearQuadratic(LinearGame, SampledGame):
    """J = omega (x - theta - s z) - lam omega^2/2 + mu (theta + s z - a)^2/2, x ~ N(m, c^2), z ~ N(0, 1).

    ``mu``, ``lam``, ``c``, ``s`` of 0 or more, up to 1e6; ``m``, ``a`` real. Strings and integers are exact. Any dimension:
    `of_matrices`. Raises ValueError or TypeError, naming the parameter, its value and what is allowed.
    """

    mu: Fraction = 0
    lam: Fraction = 1
    m: Fraction = 0
    a: Fraction = 0
    c: Fraction = 1
    s: Fraction = 1

    def __post_init__(self):
        super().__post_init__()
        store(self, {name: nonnegative(name, getattr(self, name)) for name in ("mu", "lam", "c", "s")})
        store(self, {name: exact(name, getattr(self, name)) for name in ("m", "a")})

    of_matrices = staticmethod(of_matrices)

    @property
    def sampled(self):
        return mean_estimation.game

    @property
    def values(self) -> dict:
        return numbers({N.mu: self.mu, N.lambda_: self.lam, N.m: self.m, N.a: self.a, N.c: self.c, N.s: self.s})


@dataclass(frozen=True, kw_only=True)
class Multiplicative(ClosedMoments, SampledGame):
    """J = omega (x - theta z) - lam omega^2/2 + mu theta^2/2, x ~ N(m, c^2), z of mean 1 and variance s^2.

    ``latent``: "normal", or "exponential", a shifted exponential law. Noise is quadratic in the parameters, and the moments
    of every degree close.
    """

    mu: Fraction = 0
    lam: Fraction = 1
    m: Fraction = 0
    c: Fraction = 1
    s: Fraction = 1
    latent: str = "normal"

    def __post_init__(self):
        super().__post_init__()
        store(self, {name: nonnegative(name, getattr(self, name)) for name in ("mu", "lam", "c", "s")})
        store(self, {"m": exact("m", self.m)})
        if self.latent not in ("normal", "exponential"):
            raise ValueError(f"latent must be normal or exponential, got {said(self.latent, repr)}")

    @property
    def sampled(self):
        return multiplicative_noise.game if self.latent == "normal" else multiplicative_noise.skewed_game

    @property
    def values(self) -> dict:
        return numbers({N.mu: self.mu, N.lambda_: self.lam, N.m: self.m, N.c: self.c, N.s: self.s})


@dataclass(frozen=True, kw_only=True)
class Dirac(StableSteps, SampledGame):
    """J = f(omega theta) - lam omega^2/2 + noise (zeta_theta theta + zeta_omega omega), zeta standard normal.

    ``loss`` "wgan": f(t) = t; "logistic": f(t) = -log(1 + exp(-t)).
    """

    loss: str = "wgan"
    lam: Fraction = 0
    noise: Fraction = 0

    def __post_init__(self):
        super().__post_init__()
        store(self, {name: nonnegative(name, getattr(self, name)) for name in ("lam", "noise")})
        if self.loss not in ("wgan", "logistic"):
            raise ValueError(f"loss must be wgan or logistic, got {said(self.loss, repr)}")

    @property
    def sampled(self):
        return dirac.wgan if self.loss == "wgan" else dirac.logistic

    @property
    def values(self) -> dict:
        return numbers({N.lambda_: self.lam, N.sigma: self.noise})

    @cached_property
    def linear(self) -> LinearMatrices:
        """The slopes about rest, the origin."""
        return linearised(self, at=(0, 0))


@dataclass(frozen=True, kw_only=True)
class ScaleEstimation(StableSteps, SampledGame):
    """J = omega (x^2 - theta^2 z^2) - lam omega^2/2, x ~ N(0, v), z ~ N(0, 1): rest at theta = +-sqrt(v), omega = 0."""

    v: Fraction = 1
    lam: Fraction = 1

    def __post_init__(self):
        super().__post_init__()
        store(self, {"v": positive("v", self.v), "lam": nonnegative("lam", self.lam)})

    @property
    def sampled(self):
        return scale_estimation.game

    @property
    def values(self) -> dict:
        return numbers({N.v: self.v, N.lambda_: self.lam})

    @cached_property
    def linear(self) -> LinearMatrices:
        """The slopes about rest, (sqrt(v), 0)."""
        return linearised(self, at=[sympify(scale_estimation.REST[symbol]).subs(self.values) for symbol in self.players.x])


@dataclass(frozen=True, kw_only=True)
class FiniteData(LinearGame, SampledGame):
    """The payoff of `LinearQuadratic` with x and z drawn uniformly from the finite sets ``x`` and ``z``."""

    x: tuple[Fraction, ...]
    z: tuple[Fraction, ...]
    mu: Fraction = 0
    lam: Fraction = 1
    a: Fraction = 0
    s: Fraction = 1

    def __post_init__(self):
        super().__post_init__()
        store(self, {name: nonnegative(name, getattr(self, name)) for name in ("mu", "lam", "s")} | {"a": exact("a", self.a)})
        store(self, {name: data_set(name, getattr(self, name)) for name in ("x", "z")})

    @property
    def sampled(self):
        x, z = (Finite(*numbers(dict(enumerate(values))).values()) for values in (self.x, self.z))
        samples = (N.x, x), (N.z, z)
        return SampledPayoff(mean_estimation.payoff, (N.theta,), (N.omega,), samples)

    @property
    def values(self) -> dict:
        return numbers({N.mu: self.mu, N.lambda_: self.lam, N.a: self.a, N.s: self.s})


def data_set(name: str, given) -> tuple[Fraction, ...]:
    """One or more exact numbers."""
    if isinstance(given, str) or not np.iterable(given) or not len(given):
        raise ValueError(f"{name} must hold one or more numbers, got {said(given, repr)}")
    return tuple(exact(f"{name}[{place}]", value) for place, value in enumerate(given))
