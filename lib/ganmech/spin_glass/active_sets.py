"""Which bounds on the losses are active at the maximum: decided by relaxation, on whole arrays of bounds.

Where the exponent is concave and the maximum without a bound respects it, that maximum is the answer; if it does not, the bound
holds with equality. So: no bound at all, one problem in all; the discriminator's alone, one for each different u_D; the generator's
alone; and where none of these will do, both with equality, which leaves the least freedom. An exponent that is not known to be
concave is left to ``scanned_maxima``.
"""

from dataclasses import dataclass

import numpy as np

from ganmech.spin_glass.conditioned import conditioned
from ganmech.spin_glass.exponent import D, G, Exponent
from ganmech.spin_glass.held_maximum import held_maximum
from ganmech.spin_glass.scanned_maxima import FIRST_LOSS, FIRST_VARIABLE, SLACK, scanned_maxima

NONE, ONLY_D, ONLY_G, BOTH = (), (D,), (G,), (D, G)


@dataclass(frozen=True)
class Maxima:
    """At each point the maximum and its functions (functions, points); ``active`` (2, points): which losses meet their bounds."""

    value: np.ndarray
    functions: np.ndarray
    active: np.ndarray

    @property
    def losses(self) -> np.ndarray:
        return self.functions[FIRST_LOSS:FIRST_VARIABLE]


def maxima(exponent: Exponent, bounds: np.ndarray, indices: np.ndarray) -> Maxima:
    """``bounds`` on the losses (2, points), inf where there is none; ``indices`` (2, points)."""
    if not exponent.concave:
        value, functions = scanned_maxima(exponent, bounds, indices)
        losses = functions[FIRST_LOSS:FIRST_VARIABLE]
        return Maxima(value, functions, losses + SLACK * np.abs(losses) >= bounds)
    everywhere = np.arange(bounds.shape[1])
    value, functions = _held_at(exponent, NONE, bounds, indices)
    found = Maxima(value, functions, np.zeros(bounds.shape, bool))
    violated = found.losses > bounds
    done = ~violated.any(axis=0)
    for active in (ONLY_D, ONLY_G, BOTH):
        tried = everywhere[~done & violated[list(active)].any(axis=0)]
        if tried.size == 0:
            continue
        value, functions = _held_at(exponent, active, bounds[:, tried], indices[:, tried])
        others = [loss for loss in (D, G) if loss not in active]
        respected = (functions[FIRST_LOSS:FIRST_VARIABLE][others] <= bounds[others][:, tried]).all(axis=0) | (value == -np.inf)
        settled = tried[respected]
        found.value[settled], found.functions[:, settled] = value[respected], functions[:, respected]
        found.active[np.array(active)[:, None], settled] = True
        done[settled] = True
    return found


def _held_at(exponent, active, bounds, indices):
    """The maximum with these losses held at their bounds, each different problem solved once."""
    problems = np.array([*bounds[list(active)], *indices])
    chosen, place = (slice(None), slice(None)) if active == BOTH else distinct_columns(problems)
    held, kinds = problems[:len(active), chosen], problems[len(active):, chosen]
    given = conditioned(exponent.functions, [exponent.losses[loss] for loss in active], exponent.variances)
    value, functions = held_maximum(exponent, given, held, kinds)
    return value[place], functions[:, place]


def distinct_columns(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(chosen, place): every column of ``rows`` is that of ``rows[:, chosen]`` at its ``place``."""
    varying = [row for row in rows if (row != row[:1]).any()] or [rows[0]]
    code = varying[0]
    for row in varying[1:]:
        code = _ranks(code) * row.size + _ranks(row)
    _, chosen, place = np.unique(code, return_index=True, return_inverse=True)
    return chosen, place


def _ranks(numbers: np.ndarray) -> np.ndarray:
    return np.unique(numbers, return_inverse=True)[1]
