"""Runs a simulation and keeps the Gram matrices at evenly spaced steps; an interrupted run keeps what it has."""

import numpy as np
from rich.console import Console
from rich.progress import Progress

from ganmech.solvable_gan.state import Trajectory, from_gram


class Diverged(ArithmeticError):
    """The weights grew without bound; ``partial`` is the trajectory until then."""

    def __init__(self, message: str, partial: Trajectory):
        super().__init__(message)
        self.partial = partial


class Interrupted(KeyboardInterrupt):
    """The run was stopped from the keyboard; ``partial`` is the trajectory until then."""

    def __init__(self, partial: Trajectory):
        super().__init__(f"stopped at t = {partial.t[-1]:g}; the attribute partial holds the trajectory until then")
        self.partial = partial


def recorded(chain, n: int, T: float, records: int) -> Trajectory:
    """The order parameters of ``chain`` (an SGD or a GramChain) at ``records`` + 1 times from 0 to T, in steps of 1/n.

    Raises Diverged, or Interrupted (a KeyboardInterrupt), both with the trajectory until then.
    """
    marks = np.unique(np.rint(np.linspace(0, n * T, records + 1)).astype(int))
    kept = [chain.gram()]

    def until_now() -> Trajectory:
        return from_gram(marks[:len(kept)] / n, np.array(kept))

    console = Console(stderr=True)
    try:
        with Progress(console=console, transient=True, disable=not console.is_terminal) as progress, np.errstate(all="ignore"):
            for steps in progress.track(np.diff(marks), description=f"{marks[-1]} steps at n = {n}"):
                chain.advance(steps)
                kept.append(_finite(chain.gram(), until_now()))
    except KeyboardInterrupt:
        raise Interrupted(until_now()) from None
    return until_now()


def _finite(gram: np.ndarray, before: Trajectory) -> np.ndarray:
    if not np.isfinite(gram).all():
        raise Diverged(f"the weights of a replica diverge after t = {before.t[-1]:g}; "
                       "the attribute partial holds the run until then", before)
    return gram
