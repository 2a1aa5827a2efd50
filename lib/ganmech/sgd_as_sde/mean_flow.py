"""The motion of the modified equation without its noise."""

import numpy as np
from scipy.integrate import solve_ivp

from ganmech.exact import nearest_float
from ganmech.lowering import FLOAT64, lower
from ganmech.sgd_as_sde.chains import Diverged, Paths
from ganmech.sgd_as_sde.minibatch_step import started
from ganmech.sgd_as_sde.modified import modified_equation

TOLERANCE = 1e-13


def mean_flow(game, x0, times, scheme: str, order: int) -> Paths:
    """dx/dt = b0 + eta b1 + ... up to the given order, from the point ``x0`` at t = 0, at increasing ``times`` of 0 or more.

    Arrays as in `simulate`, of one chain; float64, to about 1e-12. Raises Diverged where the flow leaves every bound.
    """
    times = np.array([nearest_float("times", t) for t in np.atleast_1d(times)])
    if not len(times) or times[0] < 0 or np.any(np.diff(times) <= 0):
        raise ValueError("times must be increasing, the first at 0 or later")
    found = modified_equation(game, scheme=scheme, order=order)
    drift, (theta, omega) = lower(tuple(found.total_drift()), found.x), started(game, x0, 1, 1)
    start = np.hstack([theta, omega])[0]
    with np.errstate(over="ignore", invalid="ignore"):
        solved = solve_ivp(lambda _, x: np.array(drift(FLOAT64, *x), dtype=float), (0, times[-1]), start, method="DOP853",
                           t_eval=times, rtol=TOLERANCE, atol=TOLERANCE)
    x = solved.y.T[:, None, :] if len(solved.t) else np.empty((0, 1, len(start)))
    paths = Paths(np.asarray(solved.t), x[..., :theta.shape[1]], x[..., theta.shape[1]:])
    if not solved.success:
        raise Diverged("the flow leaves every bound; the attribute partial holds it until then", paths)
    return paths
