r"""Solutions followed while the coefficients of the equations move along straight lines, many at once.

Along F(x, t) = 0 a solution moves with dx/dt = -(dF/dx)^(-1) dF/dt: a Runge-Kutta step of order 4 predicts, two Newton steps
correct. A step is taken again, shorter, if the first correction is large or the second does not vanish.
Lines from generic complex coefficients meet no double solution before their end, with probability one.
"""

import numpy as np

from ganmech.spin_glass.critical_system import Coefficients, CriticalSystem

FIRST_STEP, LEAST_STEP = 0.05, 1e-9
PREDICTED, CORRECTED = 1e-4, 1e-7      # largest first and second corrections, relative
WANTED = 1e-5                          # the first correction that steps aim at
POLISHING = 3


def followed(system: CriticalSystem, start: Coefficients, end: Coefficients, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The ends of the paths from solutions ``x`` (paths, N + 2) at ``start``, and which paths arrived."""
    x, t, step = x.astype(complex), np.zeros((len(x), 1)), np.full((len(x), 1), FIRST_STEP)
    moving = np.arange(len(x))
    with np.errstate(all="ignore"):
        while len(moving):
            line = start[moving], end[moving]
            length = np.minimum(step[moving], 1 - t[moving])
            arrived_at = np.where(length < 1 - t[moving], t[moving] + length, 1.0)
            predicted = _predicted(system, *line, t[moving], length, x[moving])
            found, first, second = _corrected(system, *line, arrived_at, predicted)
            good = (first < PREDICTED) & (second < CORRECTED)
            x[moving[good]], t[moving[good]] = found[good], arrived_at[good]
            growth = np.nan_to_num((WANTED / np.maximum(first, 1e-300)) ** 0.2, nan=0.0)
            step[moving] = length * np.where(good, np.clip(growth, 0.5, 2), 0.4)[:, None]
            moving = moving[(t[moving, 0] < 1) & (step[moving, 0] > LEAST_STEP)]
    return polished(system, end, x), t[:, 0] == 1


def polished(system: CriticalSystem, at: Coefficients, x: np.ndarray) -> np.ndarray:
    """After a few Newton steps."""
    for _ in range(POLISHING):
        x = x - _newton_step(system, at, x)
    return x


def _velocity(system, start, end, t, x):
    _, jacobian = system.equations(start.toward(end, t), x)
    return -_solved(jacobian, system.drift(start, end, t, x))


def _predicted(system, start, end, t, length, x):
    first = _velocity(system, start, end, t, x)
    second = _velocity(system, start, end, t + length / 2, x + length / 2 * first)
    third = _velocity(system, start, end, t + length / 2, x + length / 2 * second)
    fourth = _velocity(system, start, end, t + length, x + length * third)
    return x + length / 6 * (first + 2 * second + 2 * third + fourth)


def _corrected(system, start, end, t, x):
    """The point after two Newton steps, and the relative sizes of both."""
    at, sizes = start.toward(end, t), []
    for _ in range(2):
        step = _newton_step(system, at, x)
        x = x - step
        sizes.append(np.abs(step).max(axis=1) / (1 + np.abs(x).max(axis=1)))
    return x, *sizes


def _newton_step(system, at, x):
    left, jacobian = system.equations(at, x)
    return _solved(jacobian, left)


def _solved(matrices: np.ndarray, right: np.ndarray) -> np.ndarray:
    """nan where a matrix is singular or not finite, without a word."""
    try:
        return np.linalg.solve(matrices, right[:, :, None])[:, :, 0]
    except np.linalg.LinAlgError:
        usable = np.isfinite(matrices).all(axis=(1, 2)) & (np.abs(np.linalg.det(matrices)) > 0)
        found = np.full(right.shape, np.nan, complex)
        found[usable] = np.linalg.solve(matrices[usable], right[usable][:, :, None])[:, :, 0]
        return found
