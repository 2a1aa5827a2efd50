"""Clouds on the circle with compiled steps: the states of `cloud_motion` to rounding."""

from functools import lru_cache
from types import ModuleType

import numpy as np
from sympy import cos, expand_trig, sin, symbols

from derivations.particle_gan.circle_model import Q_c, Q_s, moment, slope
from derivations.particle_gan.notation import a_k, c_k, eta_k, gamma_k, k, p_k, x
from ganmech.lowering.compiled import compiled, wanted
from ganmech.particle_gan import cloud_loops
from ganmech.particle_gan.cloud_motion import Cloud, even_target

ENOUGH = 2e6            # microseconds that NumPy takes: less, and numba need not be loaded
A_STEP, A_WAVE = 300, 1 / 8     # of them, and for each wave number of a particle
AT_ONCE = 10**7         # wave numbers of particles, about as many as a tenth of a second: then Ctrl-C is heard


class CompiledCloud(Cloud):
    """As `Cloud`."""

    def advanced(self, state: np.ndarray, dt: float, steps: int) -> np.ndarray:
        state, waves = state.copy(), np.array([self.k, self.eta, self.gamma, self.p])
        common, relative = (np.broadcast_to(each[:, 0], len(state)).copy() for each in (self.common, self.relative))
        together = max(1, AT_ONCE // (state.shape[1] * len(self.k) * len(state)))
        for done in range(0, steps, together):
            loops().advance(state, waves, common, relative, dt, min(together, steps - done))
        return state


def worth_compiling(replicas: int, N: int, K: int, steps: float) -> bool:
    """Whether numba is there, and NumPy would take longer than numba takes to load."""
    return wanted(steps * (A_STEP + A_WAVE * replicas * N * K), ENOUGH)


@lru_cache(1)
def loops() -> ModuleType:
    """The loops over the derived expressions, in cos(kx) and sin(kx)."""
    cosine, sine, cosine_1, sine_1, more = symbols("cosine sine cosine_1 sine_1 y", real=True)
    circular = {cos(k * x): cosine, sin(k * x): sine, cos(more): cosine_1, sin(more): sine_1}
    seen = tuple(part.xreplace(circular) for part in (*moment, slope.result[0]))
    turned = tuple(expand_trig(function(k * x + more)).xreplace(circular) for function in (cos, sin))
    return compiled({"looks": (seen, (k, a_k, c_k, cosine, sine)), "turned": (turned, (cosine, sine, cosine_1, sine_1)),
                     "learns": (even_target, (eta_k, gamma_k, p_k, Q_c, Q_s, a_k, c_k))}, cloud_loops)
