"""Runs of clouds: reads their sizes, draws their starts, follows them."""

from collections.abc import Sequence

import numpy as np

from ganmech.exact import exact_integer, nearest_float, said
from ganmech.particle_gan.circle_waves import Waves
from ganmech.particle_gan.cloud_motion import Cloud, CloudRun, followed
from ganmech.particle_gan.compiled_cloud import CompiledCloud, worth_compiling

STARTS = {"tight": 0.05, "spread": 2.0}         # standard deviations about one place
STEP = 0.1                                      # of the shortest time
MOST_STEPS, MOST_NUMBERS = 10**8, 10**8


def simulate(waves: Waves, N: int, mobilities: Sequence[tuple], T, dt, start, replicas, rngs: Sequence, records,
             critic) -> CloudRun:
    """``replicas`` runs for each pair of mobilities and its generator, one after the other; see `CircleGAN.simulate`."""
    replicas, records = exact_integer("replicas", replicas, 1), exact_integer("records", records, 1)
    if (numbers := (records + 1) * replicas * len(mobilities) * (N + 2 * len(waves.k))) > MOST_NUMBERS:
        raise ValueError(f"records must leave at most {MOST_NUMBERS:g} numbers to keep, got {numbers} with {records} records")
    mean, relative = np.repeat(np.array(mobilities, dtype=float), replicas, axis=0).T
    cloud, compiled = (kind(waves, mean, relative) for kind in (Cloud, CompiledCloud))
    places = np.vstack([places_of(start, replicas, N, rng) for rng in rngs])
    d = np.broadcast_to(_critic(critic, len(waves.k)), (len(places), len(waves.k)))
    state = np.hstack([places, d.real, d.imag])
    T, dt = _times(T, dt, cloud)
    cloud = compiled if worth_compiling(len(places), N, len(waves.k), T / dt) else cloud
    return followed(cloud, state, T, dt, records, f"{N} particles, {len(places)} replicas")


def places_of(start, replicas: int, N: int, rng: np.random.Generator) -> np.ndarray:
    """Starts (replicas, N)."""
    if isinstance(start, str):
        if start not in STARTS:
            raise ValueError(f"start must be one of {', '.join(STARTS)} or an array of places, got {start!r}")
        return rng.uniform(0, 2 * np.pi, (replicas, 1)) + STARTS[start] * rng.standard_normal((replicas, N))
    places = _numbers("start", start, float)
    if places.shape not in ((N,), (replicas, N)):
        raise ValueError(f"start must have shape ({N},) or ({replicas}, {N}), got {places.shape}")
    return np.broadcast_to(places, (replicas, N))


def _critic(given, K: int) -> np.ndarray:
    d = np.zeros(K, dtype=complex) if given is None else _numbers("critic", given, complex)
    if d.shape != (K,):
        raise ValueError(f"critic must hold K = {K} numbers d_k, got shape {d.shape}")
    return d


def _numbers(name: str, given, kind: type) -> np.ndarray:
    try:
        found = np.array(given, dtype=kind)
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be an array of numbers, got {said(given, repr)}") from None
    if not np.isfinite(found).all():
        raise ValueError(f"{name} must be finite")
    return found


def _times(T, dt, cloud: Cloud) -> tuple[float, float]:
    T = nearest_float("T", T)
    dt = STEP * cloud.shortest_time() if dt is None else nearest_float("dt", dt)
    if not T > 0:
        raise ValueError(f"T must be positive, got {T:g}")
    if not dt > 0:
        raise ValueError(f"dt must be positive, got {dt:g}")
    if T / dt > MOST_STEPS:
        raise ValueError(f"T must be at most {MOST_STEPS:g} steps dt = {dt:g}, got {T:g}")
    return T, dt
