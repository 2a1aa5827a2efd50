"""The limit cycle of one feature, by Newton's method on the section q = 0.

The unknowns are P and r where q = 0, and the period; the equation is that the solution returns. Its derivative is the monodromy
matrix, integrated beside the solution with the derived Jacobian.
"""

from dataclasses import dataclass

import numpy as np
from scipy.integrate import solve_ivp

from ganmech.solvable_gan.one_feature import field, jacobian, numbers

START = (0.9, 0.3, 0.3)
TRANSIENT, LONGEST_TRANSIENT = 500.0, 64_000.0      # times 1/(tau Lambda)
SMALLEST = 1e-7         # a discriminator whose overlaps stay below it, or a slower motion, has come to rest
NEWTON_STEPS, CLOSED = 20, 1e-12
POINTS = 400            # along the cycle


@dataclass(frozen=True)
class LimitCycle:
    """One period: times t from 0 to ``period``, P, q and r there, their extremes, the Floquet multipliers, one of which is 1.

    ``extremes["q"]`` is the pair of the least and the largest value of q. The cycle attracts if the two other multipliers are
    below 1 in size.
    """

    period: float
    t: np.ndarray
    P: np.ndarray
    q: np.ndarray
    r: np.ndarray
    extremes: dict[str, tuple[float, float]]
    multipliers: np.ndarray


def limit_cycle(model) -> LimitCycle:
    """The cycle that the model settles to. Raises ValueError if it comes to rest."""
    given = numbers(model)
    point, period = _first_guess(given, 1 / float(model.tau * model.Lambda[0]))
    for _ in range(NEWTON_STEPS):
        end, monodromy = _around(point, period, given)
        miss = end - point
        if np.max(np.abs(miss)) < CLOSED:
            return _described(point, period, monodromy, given)
        slope = np.column_stack([(monodromy - np.eye(3))[:, [0, 2]], field(end, given)])
        change = np.linalg.solve(slope, -miss)
        point, period = point + [change[0], 0, change[1]], period + change[2]
    raise ArithmeticError("Newton's method for the limit cycle does not converge")


def _first_guess(given: tuple, unit: float) -> tuple[np.ndarray, float]:
    """Where and after how long the settled solution passes q = 0 upwards."""
    def rising(_, state):
        return state[1]

    rising.direction = 1
    state, transient = np.array(START), TRANSIENT
    while transient <= LONGEST_TRANSIENT:
        run = solve_ivp(lambda _, y: field(y, given), (0, transient * unit), state, "DOP853", events=rising,
                        rtol=1e-10, atol=1e-12)
        state, transient = run.y[:, -1], 2 * transient
        if np.max(np.abs(state[1:])) < SMALLEST or unit * np.max(np.abs(field(state, given))) < SMALLEST:
            break
        times, passed = run.t_events[0], run.y_events[0]
        if len(times) > 1 and np.max(np.abs(passed[-1] - passed[-2])) < 1e-4:
            return passed[-1], times[-1] - times[-2]
    raise ValueError("there is no limit cycle at these parameters: the solution comes to rest")


def _around(point: np.ndarray, duration: float, given: tuple) -> tuple[np.ndarray, np.ndarray]:
    """Where the solution is after so long, and the derivative of that with respect to its start, 3 x 3."""
    def slope(_, y):
        return np.concatenate([field(y[:3], given), (jacobian(y[:3], given) @ y[3:].reshape(3, 3)).ravel()])

    start = np.concatenate([point, np.eye(3).ravel()])
    end = solve_ivp(slope, (0, duration), start, "DOP853", rtol=1e-13, atol=1e-14).y[:, -1]
    return end[:3], end[3:].reshape(3, 3)


def _described(point: np.ndarray, period: float, monodromy: np.ndarray, given: tuple) -> LimitCycle:
    turning = [lambda _, state, place=place: field(state, given)[place] for place in range(3)]
    times = np.linspace(0, period, POINTS + 1)
    run = solve_ivp(lambda _, state: field(state, given), (0, period), point, "DOP853", t_eval=times, events=turning,
                    rtol=1e-13, atol=1e-14, max_step=period / POINTS)
    turned = {name: passed[:, place] for place, (name, passed) in enumerate(zip("Pqr", run.y_events))}
    extremes = {name: (float(values.min()), float(values.max())) for name, values in turned.items()}
    return LimitCycle(float(period), times, *run.y, extremes, np.linalg.eigvals(monodromy))
