"""Solves the equation of the order parameters in float64, by the Runge-Kutta pair of order 8 of Dormand and Prince."""

import numpy as np
from scipy.integrate import solve_ivp

RELATIVE, ABSOLUTE = 1e-13, 1e-14
BOUND = 1e9        # a state beyond it has diverged


def integrate(slope, start: np.ndarray, times: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The times reached and the states there, (T, N), of d(state)/dt = slope(state); fewer than asked for if it diverges."""
    def too_large(_, state):
        return np.max(np.abs(state)) - BOUND

    too_large.terminal = True
    with np.errstate(all="ignore"):
        solution = solve_ivp(lambda _, state: slope(state), (0.0, max(times[-1], 1e-300)), start, method="DOP853", t_eval=times,
                             rtol=RELATIVE, atol=ABSOLUTE, events=too_large)
    reached = solution.y.T if len(solution.t) else np.empty((0, len(start)))
    return times[:len(reached)], reached
