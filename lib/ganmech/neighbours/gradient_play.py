"""Gradient play of one particle and one slope: data at 0, D(x) = psi x. It circles; simultaneous steps spiral outwards."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from derivations.neighbours import fictitious_play as derived
from derivations.neighbours.notation import eta_D, eta_G, psi, theta
from ganmech.exact import exact, exact_integer, nearest_float, rational, said
from ganmech.lowering import EXACT, FLOAT64, lower

ORDERS = ("simultaneous", "alternating")
LARGEST = 1e150             # beyond, a run is given up

_state = theta, psi, eta_D, eta_G
_steps = {"simultaneous": lower(tuple(derived.simultaneous), _state), "alternating": lower(tuple(derived.alternating), _state)}
_radius = lower(derived.radius, _state)
_conserved = lower(derived.bounded.result, _state)
_growth = lower(derived.spiral.result / derived.radius, (eta_D, eta_G))


@dataclass(frozen=True)
class GradientPlay:
    """States after 0, 1, 2, ... steps: ``theta``, ``psi``; ``radius`` eta_D theta^2 + eta_G psi^2; ``diverged`` where the run
    was given up beyond 1e150, at the last state kept."""

    theta: np.ndarray
    psi: np.ndarray
    radius: np.ndarray
    diverged: bool

    @property
    def mean(self) -> np.ndarray:
        """The mean of theta over the states so far."""
        return np.cumsum(self.theta) / np.arange(1, len(self.theta) + 1)


def gradient_play(theta=1, psi=0, eta_D="0.1", eta_G="0.1", steps: int = 1000, order: str = "simultaneous") -> GradientPlay:
    """theta += eta_G psi and psi -= eta_D theta, both from the old state, or ("alternating") psi first. float64."""
    if order not in ORDERS:
        raise ValueError(f"order must be one of {', '.join(ORDERS)}, got {said(order, repr)}")
    D, G = (float(rate(name, value)) for name, value in (("eta_D", eta_D), ("eta_G", eta_G)))
    state, steps = (nearest_float("theta", theta), nearest_float("psi", psi)), exact_integer("steps", steps, 1, 10**7)
    states = [state]
    while len(states) <= steps and max(map(abs, state)) < LARGEST:
        state = _steps[order](FLOAT64, *state, D, G)
        states.append(state)
    found = np.array(states).T
    return GradientPlay(*found, _radius(FLOAT64, *found, D, G), len(states) <= steps)


def radius_growth(eta_D, eta_G) -> Fraction:
    """1 + eta_D eta_G: by what eta_D theta^2 + eta_G psi^2 is multiplied in one simultaneous step, exactly."""
    value = _growth(EXACT, rational(rate("eta_D", eta_D)), rational(rate("eta_G", eta_G)))
    return Fraction(int(value.p), int(value.q))


def conserved_form(theta, psi, eta_D, eta_G):
    """eta_D theta^2 + eta_G psi^2 - eta_D eta_G theta psi, which alternating steps keep; float64, arrays broadcast."""
    return _conserved(FLOAT64, theta, psi, float(rate("eta_D", eta_D)), float(rate("eta_G", eta_G)))


def rate(name: str, value) -> Fraction:
    number = exact(name, value)
    if not 0 < number <= 10**6:
        raise ValueError(f"{name} must be positive, at most 1000000, got {said(value)}")
    return number
