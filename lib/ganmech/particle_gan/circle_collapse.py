"""The collapse diagram of the Fourier critic: simulated order parameters over the coupling phi and the critic's rate eta_D.

A row, one rate with all its couplings and replicas, advances at once; rows are computed in parallel and kept on disk.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction

import numpy as np

from ganmech.exact import exact_integer
from ganmech.particle_gan.boundary import crossing
from ganmech.particle_gan.cloud_runs import simulate
from ganmech.particle_gan.parallel_map import Interrupted, cells
from ganmech.particle_gan.positive_numbers import coupling, positive, several

RECORDS, LAST = 200, 50         # times looked at, and how many of the last are averaged
MOST_REPLICAS = 10_000


@dataclass(frozen=True)
class CloudMap:
    """Averages over the last quarter of each run, (rates, phis, replicas), masked where a run diverged or is missing.

    ``orders`` is |q_1|: 0 for a cloud split evenly over modes, 1 for one in a point. ``spreads`` is the standard deviation of
    the places. ``phis`` and ``eta_Ds`` are the axes.
    """

    phis: np.ndarray
    eta_Ds: np.ndarray
    orders: np.ma.MaskedArray
    spreads: np.ma.MaskedArray

    @property
    def order(self) -> np.ma.MaskedArray:
        """The mean over replicas that did not diverge, (rates, phis)."""
        return self.orders.mean(axis=2)

    @property
    def standard_error(self) -> np.ma.MaskedArray:
        return self.orders.std(axis=2, ddof=1) / np.sqrt(self.orders.count(axis=2))

    @property
    def diverged(self) -> np.ndarray:
        """How many replicas diverged (of an interrupted map: or were not computed), (rates, phis)."""
        return np.ma.getmaskarray(self.orders).sum(axis=2)

    def phi_c(self, level: float = 0.5) -> np.ma.MaskedArray:
        """The coupling at which the mean |q_1| first rises above ``level``, for each rate; the phis must rise.

        By linear interpolation; masked where it does not within the map.
        """
        return np.ma.masked_invalid([crossing(self.phis, 1 - row, 1 - level) for row in self.order])


def collapse_map(model, phis: Sequence, eta_Ds: Sequence, T=250, start: str = "tight", replicas: int = 6, rng: int = 0, dt=None,
                 processes=None, store=None) -> CloudMap:
    """Runs of ``model``, a CircleGAN, with each coupling and critic's rate, from ``replicas`` starts as in its `simulate`.

    ``rng`` is a seed; each cell has a stream of its own. Rows are computed in ``processes`` processes (None: one for each core)
    and, with a folder ``store``, kept there: those found are read. Raises Interrupted, whose ``partial`` is a map, masked where
    nothing was computed.
    """
    phis, eta_Ds = several("phis", phis, coupling), several("eta_Ds", eta_Ds)
    replicas, seed = exact_integer("replicas", replicas, 2, MOST_REPLICAS), exact_integer("rng", rng, 0)
    given = {name: str(value) if isinstance(value, Fraction) else value for name, value in asdict(model).items()}
    common = {"phis": [str(phi) for phi in phis], "T": str(positive("T", T)), "start": start, "replicas": replicas,
              "dt": None if dt is None else str(positive("dt", dt))}
    rows = [common | {"model": given | {"eta_D": str(eta_D)}, "seed": [seed, place]}
            for place, eta_D in enumerate(eta_Ds)]
    axes = tuple(np.array(list(map(float, axis))) for axis in (phis, eta_Ds))
    try:
        return _collected(cells(row, rows, processes, store, "rows of the collapse diagram"), axes, replicas)
    except Interrupted as stopped:
        done = sum(result is not None for result in stopped.partial)
        raise Interrupted(_collected(stopped.partial, axes, replicas), done, len(rows)) from None


def row(task: dict) -> list[list[list[float] | None]]:
    """[order, spread] of every replica of every coupling of a row; None for one that diverged."""
    from ganmech.particle_gan.circle_gan import CircleGAN

    models = [CircleGAN(**task["model"] | {"phi": phi}) for phi in task["phis"]]
    rngs = [np.random.default_rng([*task["seed"], place]) for place in range(len(models))]
    run = simulate(models[0].float_waves(), models[0].N, [model.mobilities() for model in models], task["T"], task["dt"],
                   task["start"], task["replicas"], rngs, RECORDS, None)
    order, spread = (values[-LAST:].mean(axis=0) for values in (run.order_parameter(), run.spread))
    found = [None if lost else [float(a), float(b)] for a, b, lost in zip(order, spread, run.diverged)]
    return [found[first:first + task["replicas"]] for first in range(0, len(found), task["replicas"])]


def _collected(rows: list, axes: tuple, replicas: int) -> CloudMap:
    nothing = [[None] * replicas] * len(axes[0])
    runs = [run for one in rows for cell in (nothing if one is None else one) for run in cell]
    found = [[np.nan] * 2 if run is None else run for run in runs]
    values = np.ma.masked_invalid(np.array(found).reshape(len(rows), len(axes[0]), replicas, 2))
    return CloudMap(*axes, values[..., 0], values[..., 1])
