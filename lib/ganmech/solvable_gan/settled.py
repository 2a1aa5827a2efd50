"""The phase as the end of a long solution shows it: the twin of `phases`, without its conditions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from rich.console import Console
from rich.progress import Progress

from ganmech.solvable_gan.phases import Phase, grid

LAST, LOOKS = 0.3, 400      # the last part of the time, and how often it is looked at
AWAKE = 1e-2                # a discriminator whose overlaps stay below it is fooled
RETRIEVED, GROWN = 0.5, 0.05        # a true feature is retrieved if its row of P is so long in the end, or has grown by so much


def settled(model, initial: Mapping, t: float) -> Phase:
    """What the solution from ``initial`` does in the last third of the time t, which should be many times 1/tau.

    "oscillating" if q or r keeps moving by more than 1e-2; "not fooled" if they rest elsewhere than at 0; otherwise
    "recovered", "mode collapse" or "failed" by how many true features are retrieved.
    """
    end = model.solve(initial, [0, *np.linspace((1 - LAST) * t, t, LOOKS)])
    awake = np.concatenate([end.q, end.r], axis=1)[1:]
    first, last = np.linalg.norm(end.P[[0, -1]], axis=2)
    retrieved = tuple(int(place) + 1 for place in np.flatnonzero((last > RETRIEVED) | (last > first + GROWN)))
    if np.max(np.ptp(awake, axis=0)) > AWAKE:
        return Phase("oscillating", ())
    if np.max(np.abs(awake[-1])) > AWAKE:
        return Phase("not fooled", ())
    name = "recovered" if len(retrieved) == model.d else "mode collapse" if retrieved else "failed"
    return Phase(name, retrieved)


def settled_diagram(model, x: str, x_values: Sequence, y: str, y_values: Sequence, initial: Mapping, t: float) -> np.ndarray:
    """Names of phases, (len(y_values), len(x_values)), each from a solution up to the time t: the twin of `phases`."""
    rows, console = grid(model, x, x_values, y, y_values), Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        return np.array([[settled(replace(model, **rates), initial, t).name for rates in row]
                         for row in progress.track(rows, description="solutions")])
