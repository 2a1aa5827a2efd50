r"""What descent on the model's own losses reaches as the noise scale sigma_z or the size ratio kappa varies, at finite N.

Each surface gives one average over its starts; means and standard errors are over surfaces, which are independent. When sigma_z
varies, all its values share the surfaces and the starts, so that differences between them are less noisy than the values.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from ganmech.arrays import object_array
from ganmech.exact import exact_integer, random_generator
from ganmech.spin_glass.descent import descend
from ganmech.spin_glass.landscape import Surface

LEAST_SURFACES = 2          # for a standard error
MOST_STARTS = 10_000


@dataclass(frozen=True, eq=False)
class Effect:
    """Means over surfaces, and their standard errors, of what descent reached at each value of one parameter.

    ``mean`` and ``standard_error`` map a quantity to an array of one number for each of ``values``: the least "L_D", "L_G" and
    "L_D + L_G" and the largest "|L_D - L_G|" in the tails, the averages "mean L_D" and "mean L_G" (losses over sqrt(N)), the
    share of starts that "settled" and the share that did so at a joint minimum, "settled at k_D = k_G = 0". ``surfaces`` says
    how many surfaces were used, fewer than asked for after an interruption; ``samples`` holds each one's, (surfaces, values).
    """

    parameter: str
    values: np.ndarray
    samples: dict[str, np.ndarray]

    @property
    def surfaces(self) -> int:
        """How many surfaces the means are over."""
        return len(next(iter(self.samples.values())))

    @property
    def mean(self) -> dict[str, np.ndarray]:
        """Means over surfaces."""
        return {name: sample.mean(axis=0) for name, sample in self.samples.items()}

    @property
    def standard_error(self) -> dict[str, np.ndarray]:
        """Standard errors of these means."""
        return {name: _standard_error(sample) for name, sample in self.samples.items()}

    def changes(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """The mean changes of a quantity from each value to the next and their standard errors, surface by surface."""
        changes = np.diff(self.samples[name], axis=1)
        return changes.mean(axis=0), _standard_error(changes)


def noise_effect(model, N, sigma_z, surfaces=20, starts=4, rng=None, **options) -> Effect:
    """Descent at several noise scales on the same surfaces of N weights, round(kappa N) of them the discriminator's.

    ``options`` are steps, rate_D, rate_G and scheme, as in `descend`; progress is shown in a terminal. Ctrl-C ends it with the
    surfaces done so far, if they are two or more.

    Raises ValueError or TypeError for fewer than 2 surfaces, for a value that is no model's, and as `Surface` and `descend` do.
    """
    N, starts = exact_integer("N", N, least=4), exact_integer("starts", starts, least=1, most=MOST_STARTS)
    values = np.array([float(replace(model, sigma_z=value).sigma_z) for value in _listed("sigma_z", sigma_z)])

    def one_surface(generator) -> list[dict]:
        surface = Surface(model, *sizes(model, N), generator)
        points = np.tile(surface.starts(starts, generator), (len(values), 1))
        found = outcome(surface, points, np.repeat(values, starts), options)
        return [{name: each.reshape(-1, starts)[i].mean() for name, each in found.items()} for i in range(len(values))]

    return _over_surfaces("sigma_z", values, one_surface, surfaces, rng)


def size_effect(model, N, kappa, surfaces=20, starts=4, rng=None, **options) -> Effect:
    """Descent at several size ratios kappa, on surfaces of N weights in all, of which round(kappa N) are the discriminator's.

    ``values`` are the ratios so rounded. Options, interruption and errors are those of `noise_effect`.
    """
    N, starts = exact_integer("N", N, least=4), exact_integer("starts", starts, least=1, most=MOST_STARTS)
    shapes = [sizes(replace(model, kappa=value), N) for value in _listed("kappa", kappa)]

    def one_size(shape, generator) -> dict[str, float]:
        surface = Surface(model, *shape, generator)
        found = outcome(surface, surface.starts(starts, generator), None, options)
        return {name: each.mean() for name, each in found.items()}

    values = np.array([N_D / N for N_D, _ in shapes])
    return _over_surfaces("kappa", values, lambda generator: [one_size(shape, generator) for shape in shapes], surfaces, rng)


def sizes(model, N: int) -> tuple[int, int]:
    """N_D = round(kappa N) and N_G = N - N_D, each at least 2."""
    N_D = min(max(round(model.kappa * Fraction(N)), 2), N - 2)
    return N_D, N - N_D


def outcome(surface: Surface, w: np.ndarray, sigma_z, options: dict) -> dict[str, np.ndarray]:
    """What descent from each point reached, whether it settled, and whether at a joint minimum."""
    run = descend(surface, starts=surface.split(w), sigma_z=sigma_z, **options)
    k_D, k_G = surface.indices(run.u, run.v, sigma_z)
    at_minimum = run.settled & (k_D == 0) & (k_G == 0)
    return run.reached() | run.average() | {"settled": run.settled, "settled at k_D = k_G = 0": at_minimum}


def _standard_error(sample: np.ndarray) -> np.ndarray:
    return sample.std(axis=0, ddof=1) / np.sqrt(len(sample))


def _listed(name: str, values) -> list:
    """One value or several, as they were given."""
    listed = np.atleast_1d(object_array(name, values)).ravel().tolist()
    if not listed:
        raise ValueError(f"{name} must hold at least one value")
    return listed


def _over_surfaces(parameter: str, values: np.ndarray, one_surface: Callable, surfaces, rng) -> Effect:
    count, done = exact_integer("surfaces", surfaces, least=LEAST_SURFACES), []
    generators = random_generator(rng).spawn(count)
    columns = TextColumn("descent on surface {task.completed} of {task.total}"), BarColumn(), TimeRemainingColumn()
    console = Console(stderr=True)
    try:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            for generator in progress.track(generators):
                done.append(one_surface(generator))
    except KeyboardInterrupt:
        if len(done) < LEAST_SURFACES:
            raise
    samples = {name: np.array([[each[name] for each in row] for row in done], float) for name in done[0][0]}
    return Effect(parameter, values, samples)
