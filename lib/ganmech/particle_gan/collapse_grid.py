"""The collapse diagram of a neural critic: maps of order parameters over the coupling phi and the critic's rate eta_D.

A row, one rate and one start of all its couplings, advances at once; rows are computed in parallel and kept on disk.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from fractions import Fraction

import numpy as np

from ganmech.exact import exact_integer, said
from ganmech.particle_gan.boundary import crossing
from ganmech.particle_gan.neural_gan import MOST_STEPS, NeuralGAN, simulate_together
from ganmech.particle_gan.parallel_map import Interrupted, cells
from ganmech.particle_gan.positive_numbers import coupling, positive, several

MEASURED = ("entropy", "spread", "distance")


@dataclass(frozen=True)
class CollapseMap:
    """Order parameters of `NeuralRun` over seeds, rates and couplings, (seeds, rates, phis), masked where a run diverged.

    ``phis`` (phis,) and ``eta_Ds`` (rates,) rise.
    """

    phis: np.ndarray
    eta_Ds: np.ndarray
    entropies: np.ma.MaskedArray
    spreads: np.ma.MaskedArray
    distances: np.ma.MaskedArray

    @property
    def entropy(self) -> np.ma.MaskedArray:
        """Mean over the seeds, (rates, phis), masked where one of them diverged; `spread` and `distance` likewise."""
        return _over_seeds(self.entropies)

    @property
    def spread(self) -> np.ma.MaskedArray:
        return _over_seeds(self.spreads)

    @property
    def distance(self) -> np.ma.MaskedArray:
        return _over_seeds(self.distances)

    @property
    def diverged(self) -> np.ndarray:
        """How many of the seeds diverged (of an interrupted map: or were not computed), (rates, phis)."""
        return np.ma.getmaskarray(self.entropies).sum(axis=0)

    def of_seed(self, place: int) -> "CollapseMap":
        """The map of one of the seeds alone."""
        return CollapseMap(self.phis, self.eta_Ds, *(values[[place]] for values in (self.entropies, self.spreads, self.distances)))

    def phi_c(self, level: float = 0.5) -> np.ma.MaskedArray:
        """The coupling at which the mean entropy first falls below ``level``, by linear interpolation, for each rate.

        Masked where it does not within the map: where it is below at the smallest phi, stays above, or a diverged cell lies
        between.
        """
        return np.ma.masked_invalid([crossing(self.phis, row, level) for row in self.entropy])


def neural_collapse_map(phis: Sequence, eta_Ds: Sequence, activation: str = "relu", seeds: Sequence[int] = (0, 1),
                        steps: int = 2500, processes=None, store=None, **model) -> CollapseMap:
    """Runs of `NeuralGAN` at all these couplings and rates from the starts of all ``seeds``, whole numbers.

    ``model`` are further parameters of `NeuralGAN`. Rows are computed in ``processes`` processes (None: one for each core) and,
    with a folder ``store``, kept there: those found are read. A run takes about 0.1 s at the sizes that are set. Raises
    Interrupted, whose ``partial`` is a map that is masked where nothing was computed.
    """
    rows, shape, axes = _rows(phis, eta_Ds, activation, seeds, steps, model)
    try:
        return _collected(cells(row, rows, processes, store, "rows of the collapse diagram"), shape, axes)
    except Interrupted as stopped:
        done = sum(result is not None for result in stopped.partial)
        raise Interrupted(_collected(stopped.partial, shape, axes), done, len(rows)) from None


def row(task: dict) -> list[list[float] | None]:
    """Entropy, spread and distance for every coupling of a row; None for a run that diverged."""
    models = [NeuralGAN(phi=phi, eta_D=task["eta_D"], **task["model"]) for phi in task["phis"]]
    runs = simulate_together(models, task["steps"], task["seed"])
    return [None if run.diverged else [getattr(run, name) for name in MEASURED] for run in runs]


def _rows(phis, eta_Ds, activation, seeds, steps, model: dict) -> tuple[list[dict], tuple, tuple]:
    """Every task, as JSON holds it, with exact numbers as text; the map's shape and its axes."""
    phis, eta_Ds = _rising("phis", several("phis", phis, coupling)), _rising("eta_Ds", several("eta_Ds", eta_Ds, positive))
    steps = exact_integer("steps", steps, 1, MOST_STEPS)
    if isinstance(seeds, str) or not np.iterable(seeds) or not len(seeds):
        raise ValueError(f"seeds must be one whole number of 0 or more, or several, in a list, got {said(seeds, repr)}")
    seeds = [exact_integer(f"seeds[{place}]", seed, 0) for place, seed in enumerate(seeds)]
    unknown = set(model) - ({field.name for field in fields(NeuralGAN)} - {"phi", "eta_D", "activation"})
    if unknown:
        raise TypeError(f"{min(unknown)} is not a parameter of the map or of NeuralGAN")
    given = asdict(NeuralGAN(phis[0], eta_Ds[0], activation=activation, **model))
    given = {name: str(value) if isinstance(value, Fraction) else value for name, value in given.items()}
    del given["phi"], given["eta_D"]
    rows = [{"phis": [str(phi) for phi in phis], "eta_D": str(eta_D), "seed": seed, "steps": steps, "model": given}
            for seed in seeds for eta_D in eta_Ds]
    return rows, (len(seeds), len(eta_Ds), len(phis)), tuple(np.array(list(map(float, axis))) for axis in (phis, eta_Ds))


def _rising(name: str, values: tuple) -> tuple:
    if any(right <= left for left, right in zip(values, values[1:])):
        raise ValueError(f"{name} must rise, got {said([float(value) for value in values])}")
    return values


def _collected(rows: list, shape: tuple, axes: tuple) -> CollapseMap:
    nothing = [None] * shape[2]
    found = [[np.nan] * len(MEASURED) if run is None else run for one in rows for run in (nothing if one is None else one)]
    values = np.ma.masked_invalid(np.array(found).reshape(*shape, len(MEASURED)))
    return CollapseMap(*axes, *(values[..., place] for place in range(len(MEASURED))))


def _over_seeds(values: np.ma.MaskedArray) -> np.ma.MaskedArray:
    return np.ma.masked_where(np.ma.getmaskarray(values).any(axis=0), values.mean(axis=0))
