"""Neural critics and particles with compiled steps: the runs of `neural_runs`, to rounding in a step.

Sums are taken in another order. Where a run is chaotic, its paths in the two part after some hundred steps; averages do not.
"""

from collections.abc import Sequence
from functools import lru_cache
from types import ModuleType

import numpy as np
from sympy import Add, Piecewise, exp, factor_terms, horner, piecewise_fold, sqrt, symbols, sympify, tanh

from derivations.particle_gan.neural_critic import (H, a, ascent, b, c, curvature, g_1, g_2, in_space, m, sigma, slope, smooth,
                                                    v, w_1, w_2, x_1, x_2)
from ganmech.lowering.compiled import compiled, wanted
from ganmech.particle_gan import critic_loops, tanh_loops
from ganmech.particle_gan.neural_runs import Batch

ENOUGH = 5e5                        # microseconds that NumPy takes: less, and numba need not be loaded
A_STEP, A_UNIT = 200, 1 / 250       # of them, and for each hidden unit at a point
ORDER = 14                          # of the expansion of e^r, right to 2e-17 for |r| <= ln(2)/2

sums = sum_a, sum_b, sum_1, sum_2 = symbols("sum_a sum_b sum_1 sum_2", real=True)       # over points, in a, b, w_1 and w_2


class CompiledBatch(Batch):
    """As `Batch`."""

    def advanced(self, steps: int) -> np.ndarray:
        path, critics = np.empty((steps, *self.x.shape)), self.critics
        m, *mobilities = (numbers[:, 0, 0] for numbers in (self.m, self.mu_minus, self.mu_plus))
        loops(critics.activation).advance(self.points, critics.a, critics.V, self.c, m, self.eta_D, self.decay, *mobilities,
                                          self.alternating, path)
        return path


def fastest_batch(models: Sequence, steps: int) -> type[Batch]:
    """Compiled where numba is there, and NumPy would take longer than numba takes to load."""
    units = sum(model.H * (model.data + model.N) for model in models)
    return CompiledBatch if wanted(steps * (A_STEP + A_UNIT * units), ENOUGH) else Batch


@lru_cache
def loops(activation: str) -> ModuleType:
    """The loops over the derived expressions.

    Two factors are left out of the parts: a of the gradients in b and w, for after the sum; m, by which grad D is multiplied
    before.
    """
    parts, in_a, modules = [ascent[0], *(ascent[1:, :] / a)], sum_a, [critic_loops]
    if activation == "relu":
        parts, in_a = [0, *parts[1:]], b * sum_b + w_1 * sum_1 + w_2 * sum_2          # derivations: balanced
        known = {slope: Piecewise((1, v > 0), (0, True)), curvature: 0, m: 1}
        own = {"activation": (v, (v,))}
    else:
        known = dict(zip((sigma, slope, curvature, m), (v, *(line.expr.subs(tanh(v), v) for line in smooth.lines), 1)))
        own = {"exponential_less_1": (horner(exp(v).series(v, 0, ORDER).removeO() - 1), (v,))}
        modules.append(tanh_loops)
    return compiled(own | {
        "gradient_part": (_of_value(in_space.result, known), (a, w_1, w_2, v)),
        "ascent_part": (_of_value(parts, known), (a, b, w_1, w_2, x_1, x_2, g_1, g_2, v, c)),
        "gathered": ((in_a, a * sum_b, a * sum_1, a * sum_2), (a, b, w_1, w_2, *sums)),
    }, *modules)


def _of_value(parts, known: dict) -> tuple:
    """The same times the square root of H, for the slope and curvature that belong to an activation's value v."""
    without_root = (Add(*(term * sqrt(H) for term in Add.make_args(sympify(part)))) for part in parts)
    return tuple(piecewise_fold(factor_terms(part).subs(known)) for part in without_root)
