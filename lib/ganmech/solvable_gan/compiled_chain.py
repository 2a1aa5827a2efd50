"""The chain of the Gram matrix with compiled steps: the same random numbers as `gram_chain`, and its matrices to rounding.

Only where C has a pivot that rounding makes 0 or negative do the two take different factors of it, and so different samples of
one law.
"""

from functools import lru_cache
from types import ModuleType

import numpy as np
from sympy import Expr

from ganmech.lowering.compiled import compiled, wanted
from ganmech.solvable_gan import gram_loops
from ganmech.solvable_gan.gram_chain import GramChain
from ganmech.solvable_gan.loss import H_PRIME, x
from ganmech.solvable_gan.update import Update

ENOUGH = 2e6            # microseconds that NumPy takes: less, and numba need not be loaded
A_STEP = 80             # of them, and one for each replica
AT_ONCE = 200_000       # steps of replicas, about a tenth of a second: then Ctrl-C is heard


class CompiledGramChain(GramChain):
    """Replicas of M: (replicas, K, K). The losses must have expressions that `compilable` accepts."""

    def __init__(self, update: Update, gram: np.ndarray, replicas: int, rng: np.random.Generator):
        super().__init__(update, gram, replicas, rng)
        self._loops = loops(update.f.expr, update.f_tilde.expr)

    def _draws(self, count: int) -> tuple[np.ndarray, ...]:
        """The same without their scales, which the loop gives them."""
        replicas, d, normal = len(self.M), self.update.d, self.rng.standard_normal
        return normal((count, replicas, 3, d)), normal((count, replicas, 3)), normal((count, replicas, 2 * d)), self._beyond(count)

    def _steps(self, *draws: np.ndarray) -> None:
        g, together = self.update, max(1, AT_ONCE // len(self.M))
        numbers = g.eta_T, g.eta_G, g.tau / g.n, g.tau_tilde / g.n, 0.0 if g.lam is None else g.lam
        for first in range(0, len(draws[0]), together):
            part = (each[first:first + together] for each in draws)
            self._loops.advance(self.M, *part, g.latent_scales, g.noise_scales, *numbers, g.lam is None)


def fastest_chain(update: Update, steps: float, replicas: int) -> type[GramChain]:
    """Compiled where numba is there, there is enough to do and the losses can be compiled; otherwise NumPy's."""
    return CompiledGramChain if wanted(steps * (A_STEP + replicas), ENOUGH) and compilable(update) else GramChain


def compilable(update: Update) -> bool:
    """Not for losses given as Python functions, or with functions that numba has not."""
    try:
        return None not in (update.f.expr, update.f_tilde.expr) and bool(loops(update.f.expr, update.f_tilde.expr))
    except ValueError:
        return False


@lru_cache
def loops(f: Expr, f_tilde: Expr) -> ModuleType:
    return compiled({"f": (f, (x,)), "f_tilde": (f_tilde, (x,)), "H_prime": (H_PRIME, (x,))}, gram_loops)
