"""At times of order n the overlap P of one feature drifts along the line of fooled states to one point, in the time T = t/n."""

from dataclasses import dataclass

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from derivations.solvable_gan.notation import Lambda, P, eta_G, eta_T, tau, tau_G, written_out
from derivations.solvable_gan.slow_drift import drift_of_any_noise
from ganmech.exact import nearest_float
from ganmech.lowering import FLOAT64, lower
from ganmech.solvable_gan.fixed_points import every_fixed_point
from ganmech.solvable_gan.one_feature import check_equal_signals

_drift = lower(written_out(drift_of_any_noise), (P, tau, tau_G, eta_T, eta_G, Lambda))


@dataclass(frozen=True)
class SlowDrift:
    """dP/dT on the attracting part ``least`` < P <= 1 of the line; P comes to ``rest``. Signs change with that of P."""

    least: float
    rest: float
    parameters: tuple[float, ...]

    def rate(self, P):
        """dP/dT at a number or an array P."""
        return _drift(FLOAT64, P, *self.parameters)

    def solve(self, P, T) -> np.ndarray:
        """P at the increasing times T = t/n, from P at 0."""
        P, times = nearest_float("P", P), np.atleast_1d(np.asarray(T, dtype=float))
        if not self.least < P <= 1:
            raise ValueError(f"P must lie on the attracting part of the line, above {self.least:.6g} and up to 1, got {P:g}")
        if times.ndim != 1 or not np.isfinite(times).all() or times[0] < 0 or np.any(np.diff(times) <= 0):
            raise ValueError("T must be increasing times, the first at 0 or later")
        run = solve_ivp(lambda _, P: self.rate(P), (0, times[-1]), [P], "LSODA", t_eval=times, rtol=1e-10, atol=1e-12)
        return run.y[0]


def slow_drift(model) -> SlowDrift:
    """The drift of a model of one feature. Raises ValueError where no part of its line attracts, or none is come to rest at."""
    check_equal_signals(model)
    least = every_fixed_point(model).line.stable_beyond
    if least is None:
        raise ValueError(f"the slow drift needs noise at which the discriminator is fooled for good, got {model}")
    numbers = tuple(map(float, (model.tau, model.tau_tilde, model.eta_T, model.eta_G, model.Lambda[0])))
    beside = least + (1 - least) * 1e-9
    if _drift(FLOAT64, beside, *numbers) <= 0 or _drift(FLOAT64, 1.0, *numbers) >= 0:
        raise ValueError(f"the slow drift has no point of rest on the attracting part of the line, P > {least:.6g}")
    return SlowDrift(least, brentq(_drift_of(numbers), beside, 1.0, xtol=1e-15, rtol=1e-14), numbers)


def _drift_of(numbers: tuple[float, ...]):
    return lambda P: _drift(FLOAT64, P, *numbers)
