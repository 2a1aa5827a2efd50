"""Finite steps of one mode: the strengths of the penalty that are stable, the best of them, the coupling that can be borne.

With a = eta_D kappa/N and beta = eta_G g/N a step takes f to f - a (delta + lam f) and delta to delta + beta f, with the old f
("simultaneous") or the new one ("alternating": the critic first). An "extragradient" step moves by the gradients at the place
that a simultaneous step would lead to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial, reduce

import numpy as np
from flint import arb

from derivations.particle_gan import discrete_updates as derived
from derivations.particle_gan import extragradient
from derivations.particle_gan.notation import N, a, beta, eta_D, eta_G, g, g_1, kappa, lambda_
from ganmech.arrays import float_array
from ganmech.exact import exact_integer, rational, said
from ganmech.lowering import EXACT, FLOAT64, lower
from ganmech.particle_gan import oscillator_balls
from ganmech.particle_gan.positive_numbers import computed, modes, nonnegative, positive

MODE = (eta_D, eta_G, kappa, g, N)
SIZES = {size: derived.FLOW[size].value for size in (a, beta)}
_TOGETHER = derived.together, derived.bounds_together, derived.critical_together, derived.coupling_together
_ALTERNATING = (derived.alternating.result, derived.bounds_alternating, derived.critical_alternating,
                derived.coupling_alternating)
UPDATES = {"simultaneous": _TOGETHER, "alternating": _ALTERNATING}

_windows = {name: lower(tuple(entry.subs(SIZES) for entry in (*bounds.result, *critical.result)), MODE)
            for name, (_, bounds, critical, _) in UPDATES.items()}
STEPS = {name: step for name, (step, *_) in UPDATES.items()} | {"extragradient": extragradient.step.result}
_steps = {name: lower(tuple(entry.subs(SIZES) for entry in (step.trace(), step.det())), (lambda_, *MODE))
          for name, step in STEPS.items()}
_moderate = lower(extragradient.bound.result[0].subs(SIZES), MODE)
_long = lower(tuple(entry.subs(SIZES) for entry in extragradient.bounds.result), MODE)
_product = lower((a * beta).subs(SIZES), MODE)
_couplings = {name: lower(coupling.result[0], (lambda_, eta_D, eta_G, kappa, g_1, N))
              for name, (*_, coupling) in UPDATES.items()}


@dataclass(frozen=True)
class StabilityWindow:
    """A mode comes to rest exactly for ``lower`` < lam < ``upper``, an empty window where eta_D eta_G kappa g >= 4 N^2.

    It does so fastest at the ``critical_strength``, where the double eigenvalue of a step has the size ``spectral_radius``.
    """

    lower: object
    upper: object
    critical_strength: object
    spectral_radius: object


def stability_window(updates: str, eta_D, eta_G, kappa, g, N, digits: int | None = None,
                     certified: bool = False) -> StabilityWindow:
    """The window of one mode; ``updates`` is "simultaneous" or "alternating".

    float64, mpf of ``digits`` digits, or with ``certified`` balls as small as `ganmech.enclosed` says; so for all windows here.
    """
    read = _read(eta_D, eta_G, kappa, g, N)
    return StabilityWindow(*computed(partial(_window, _known(updates)), digits, *read, certified=certified))


def extragradient_window(eta_D, eta_G, kappa, g, N, digits: int | None = None, certified: bool = False) -> tuple | None:
    """(lower, upper): one mode comes to rest by extragradient steps exactly for lower < lam < upper.

    With b = eta_D eta_G kappa g/N^2: for b < 1 lower is 0, and lam = 0 is stable too; beyond 1 lower is positive; None, no
    strength is stable, from b = 1 + 2/sqrt(3) on.
    """
    read = _read(eta_D, eta_G, kappa, g, N)
    product = _product(EXACT, *(rational(number) for number in read))
    if product < 1:
        return 0, computed(_moderate, digits, *read, certified=certified)
    if 3 * (product - 1) ** 2 >= 4:
        return None
    least, most = computed(_long, digits, *read, certified=certified)
    return max(least, 0.0) if digits is None else least, most


def enclosed_radius(lam, updates: str, eta_D, eta_G, kappas: Sequence, gs: Sequence, N, digits: int) -> arb:
    """`spectral_radius` at one strength, in a ball."""
    step, lam = _steps[_known(updates, STEPS)], nonnegative("lam", lam)
    read = tuple(_read(eta_D, eta_G, *pair, N) for pair in zip(*modes(kappas, gs), strict=True))

    def largest(arithmetic, lam, read):
        sizes = [oscillator_balls.size(*step(arithmetic, lam, *mode)) for mode in read]
        return reduce(arb.max, sizes)

    return computed(largest, digits, lam, read, certified=True)


def spectral_radius(lam, updates: str, eta_D, eta_G, kappas: Sequence, gs: Sequence, N) -> np.ndarray:
    """The largest size of an eigenvalue of a step, over modes (kappas[m], gs[m]), at each strength lam >= 0; float64.

    ``updates`` may also be "extragradient". In a ball, at one strength: `enclosed_radius`.
    """
    step, lam = _steps[_known(updates, STEPS)], float_array("lam", lam)
    if (lam < 0).any():
        raise ValueError(f"lam must be 0 or positive, got {lam.min()}")
    read = [_read(eta_D, eta_G, *pair, N) for pair in zip(*modes(kappas, gs), strict=True)]
    return np.max([_radius(*step(FLOAT64, lam, *map(float, mode))) for mode in read], axis=0)


def largest_coupling(lam, updates: str, eta_D, eta_G, kappa, N, g1=1, digits: int | None = None, certified: bool = False):
    """The phi below which the mean of N particles, of kernel g1 (1 + (N - 1) phi), is inside the bound on its g.

    Simultaneous steps need beta < lam, alternating ones lam < 2/a - beta/2. Negative where no coupling is stable; where it is
    1 or more every coupling is.
    """
    given = {"lam": lam, "eta_D": eta_D, "eta_G": eta_G, "kappa": kappa, "g1": g1}
    read = (positive(name, value) for name, value in given.items())
    return computed(_couplings[_known(updates)], digits, *read, exact_integer("N", N, least=2), certified=certified)


def _window(updates: str, arithmetic, *mode) -> tuple:
    low, high, critical, eigenvalue = _windows[updates](arithmetic, *mode)
    return low, high, critical, abs(eigenvalue)


def _known(updates: str, among=UPDATES) -> str:
    if not isinstance(updates, str) or updates not in among:
        raise ValueError(f"updates must be {' or '.join(map(repr, among))}, got {said(updates, repr)}")
    return updates


def _read(eta_D, eta_G, kappa, g, N) -> tuple:
    given = {"eta_D": eta_D, "eta_G": eta_G, "kappa": kappa, "g": g}
    return *(positive(name, value) for name, value in given.items()), exact_integer("N", N, least=1)


def _radius(trace: np.ndarray, determinant: np.ndarray) -> np.ndarray:
    """The largest |z| with z^2 - trace z + determinant = 0: sqrt(determinant) where they are complex."""
    square = trace**2 / 4 - determinant
    return np.where(square < 0, np.sqrt(np.abs(determinant)), np.abs(trace) / 2 + np.sqrt(np.maximum(square, 0)))
