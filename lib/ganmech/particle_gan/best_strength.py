"""The best strength of a penalty for many modes, in balls that certainly contain it and the rate it gives.

The rate of a mode of slope A and frequency omega rises as A lam up to its peak omega at lam = omega/A and falls beyond. So
where an underdamped i meets an overdamped j no strength does better than the common rate for both of them, let alone for all;
and the best is at least the least rate of all modes there. A strength of rate v or more lies between v/A_i, where i has the
rate v while it rises, and the strength at which j has it while it falls.
"""

from collections.abc import Callable
from functools import cache

from flint import arb
from sympy import Symbol, solve

from derivations.particle_gan import optimal_penalty as derived
from derivations.particle_gan.notation import lambda_
from ganmech.enclosed import either
from ganmech.lowering import lower
from ganmech.particle_gan import oscillator_balls


@cache
def _falling_to() -> Callable:
    """(arithmetic, A, omega, v) -> the strength at which the rate of a mode has fallen to v."""
    v = Symbol("v", positive=True)
    return lower(solve(derived.overdamped - v, lambda_)[0], (derived.A, derived.omega, v))


def enclosed_best(arithmetic, oscillators: list[tuple], i: int, j: int, meeting: Callable) -> tuple[arb, arb]:
    """(strength, rate) for modes (A, omega); ``meeting(arithmetic, A_i, A_j, omega_j)`` is the strength where i meets j."""
    (A_i, _), (A_j, omega_j) = oscillators[i], oscillators[j]
    at = omega_j / A_j if i == j else meeting(arithmetic, A_i, A_j, omega_j)
    most = A_i * at if A_i < A_j else either(A_i * at, omega_j)
    rates = [oscillator_balls.rate(A * at, omega**2) for place, (A, omega) in enumerate(oscillators) if not i == j == place]
    rate = either(oscillator_balls.least([most, *rates]), most)
    v = arb(rate.lower())
    return either(v / A_i, _falling_to()(arithmetic, A_j, omega_j, v)), rate
