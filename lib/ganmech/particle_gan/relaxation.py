"""Particles that start a little off their data, simulated in full, and the rate at which they come to rest.

The flow by the Runge-Kutta method, or finite steps, of the nonlinear GAN of `penalised_circle`; float64.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from ganmech.arrays import float_array
from ganmech.exact import exact_integer, random_generator, said
from ganmech.particle_gan.critical_damping import eigenvalues, rate
from ganmech.particle_gan.penalised_circle import PenalisedCircle
from ganmech.particle_gan.positive_numbers import positive

DECAY, TURN = 1.5, 0.4  # of an eigenvalue's real and imaginary part in a step of the Runge-Kutta method, stable up to 2.78
MOST_STEPS = 10**6
LEFT = 30               # a run that has grown by so much has left the neighbourhood of its equilibrium
LOST = 1e-9             # a run that has shrunk by so much is rounding


@dataclass(frozen=True)
class Relaxation:
    """Times ``t`` and the distance ``size`` from equilibrium, (strengths, records); ``rate``: how fast its logarithm falls.

    ``size`` is the square root of the energy that the linearised flow conserves without a regulariser, sum over modes of
    |delta_m|^2/(eta_G g_m) + |f_m|^2/(eta_D kappa_m); ``rate`` is fitted to the second half of the run. A run that moves away
    has a negative rate, -inf if it has no size after the first record. nan follows where a run has left the neighbourhood.
    """

    lam: np.ndarray
    t: np.ndarray
    size: np.ndarray
    rate: np.ndarray


def simulate_relaxation(lam, N, K, s, phi, eta_D=1, eta_G=1, g1=1, lifetimes=12, size="1e-3", rng=0,
                        records: int = 400) -> Relaxation:
    """Runs at the strengths ``lam`` > 0, by the Runge-Kutta method, each over ``lifetimes`` of the linearised theory.

    The particles start Gaussian about their data with standard deviation ``size``, the critic at 0.
    """
    lam = _strengths(lam)
    circle, x = _start(lam, N, K, s, phi, eta_D, eta_G, g1, size, rng)
    spectrum = eigenvalues(lam, circle.kappas, circle.gs, circle.N, eta_D, eta_G)
    end = float(positive("lifetimes", lifetimes)) / rate(lam, circle.kappas, circle.gs, circle.N, eta_D, eta_G)
    records = exact_integer("records", records, 10)
    needed = np.maximum(np.abs(spectrum.real) / DECAY, np.abs(spectrum.imag) / TURN).max(axis=(1, 2)) * end
    every = int(np.ceil(needed.max() / records))
    if every * records > MOST_STEPS:
        raise ValueError(f"lifetimes must ask for at most {MOST_STEPS:g} steps, got {every * records:g}")
    h = (end / (every * records))[:, None]
    found = _recorded(circle, x, lambda d, x: _runge_kutta(circle, d, x, h), records, every)
    return _relaxed(lam, np.linspace(0, end, records + 1).T, found)


def simulate_updates(lam, N, K, s, phi, eta_D, eta_G, g1=1, updates: str = "alternating", steps: int = 400, size="1e-4",
                     rng=0) -> Relaxation:
    """As `simulate_relaxation`, by ``steps`` finite steps of the rates eta_D and eta_G; times count steps.

    ``updates``: "alternating", the particles move with the critic that has just moved; "simultaneous", both together;
    "extragradient", both by the flow at the place that a simultaneous step would lead to.
    """
    lam = _strengths(lam)
    if not isinstance(updates, str) or updates not in STEPS:
        raise ValueError(f"updates must be {' or '.join(map(repr, STEPS))}, got {said(updates, repr)}")
    circle, x = _start(lam, N, K, s, phi, eta_D, eta_G, g1, size, rng)
    steps = exact_integer("steps", steps, 10, MOST_STEPS)

    found = _recorded(circle, x, partial(STEPS[updates], circle), steps, 1)
    return _relaxed(lam, np.broadcast_to(np.arange(steps + 1.0), found.shape), found)


def fitted_rate(t, size) -> float:
    """Minus the slope of log(size) against t, by least squares over the second half of the finite values above rounding."""
    t, size = float_array("t", t), np.asarray(size, dtype=float)
    if t.ndim != 1 or t.shape != size.shape:
        raise ValueError(f"t and size must be of one length, got shapes {t.shape} and {size.shape}")
    usable = np.flatnonzero(np.isfinite(size) & (size > LOST * size[0]))
    if len(usable) < 2:
        raise ValueError(f"size must hold two positive values or more, got {len(usable)}")
    kept = usable[len(usable) // 2:] if len(usable) > 3 else usable
    return -float(np.polyfit(t[kept], np.log(size[kept]), 1)[0])


def _strengths(lam) -> np.ndarray:
    lam = np.atleast_1d(float_array("lam", lam))
    if lam.ndim != 1 or not (lam > 0).all():
        raise ValueError(f"lam must be positive, one number or a sequence, got {lam.min() if lam.ndim == 1 else lam.shape}")
    return lam


def _start(lam: np.ndarray, N, K, s, phi, eta_D, eta_G, g1, size, rng) -> tuple[PenalisedCircle, np.ndarray]:
    circle = PenalisedCircle(lam, N, K, s, phi, eta_D, eta_G, g1)
    off = float(positive("size", size)) * random_generator(rng).standard_normal(circle.N)
    return circle, np.tile(circle.y + off, (len(lam), 1))


def _runge_kutta(circle: PenalisedCircle, d: np.ndarray, x: np.ndarray, h: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    slopes = [circle.flow(d, x)]
    for part in (0.5, 0.5, 1):
        slopes.append(circle.flow(d + part * h * slopes[-1][0], x + part * h * slopes[-1][1]))
    return tuple(state + h / 6 * (a + 2 * b + 2 * c + e) for state, a, b, c, e in zip((d, x), *slopes, strict=True))


def _alternating(circle: PenalisedCircle, d: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    waves = circle.waves(x)
    moved = d + circle.critic(d, waves)
    return moved, x + circle.particles(moved, waves)


def _simultaneous(circle: PenalisedCircle, d: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    slopes = circle.flow(d, x)
    return d + slopes[0], x + slopes[1]


def _extragradient(circle: PenalisedCircle, d: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    slopes = circle.flow(*_simultaneous(circle, d, x))
    return d + slopes[0], x + slopes[1]


STEPS = {"simultaneous": _simultaneous, "alternating": _alternating, "extragradient": _extragradient}


def _recorded(circle: PenalisedCircle, x: np.ndarray, step: Callable, records: int, every: int) -> np.ndarray:
    """The sizes at the start and after each ``every`` steps; nan for a run once it has left."""
    d = np.zeros((len(x), len(circle.k)), complex)
    sizes = [circle.size(d, x)]
    for _ in range(records):
        for _ in range(every):
            d, x = step(d, x)
        sizes.append(circle.size(d, x))
        gone = ~(sizes[-1] < LEFT * sizes[0])
        d[gone], x[gone] = np.nan, np.nan
    return np.array(sizes).T


def _relaxed(lam: np.ndarray, t: np.ndarray, size: np.ndarray) -> Relaxation:
    rates = [fitted_rate(*run) if np.isfinite(run[1][1]) else -np.inf for run in zip(t, size, strict=True)]
    return Relaxation(lam, t, size, np.array(rates))
