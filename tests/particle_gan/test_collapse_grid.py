"""The collapse diagram: rows in parallel, kept on disk through kill -9, divergence masked, the boundary by interpolation;
against values of an independent program."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ganmech.particle_gan import collapse_grid
from ganmech.particle_gan.collapse_grid import CollapseMap, neural_collapse_map
from ganmech.particle_gan.neural_gan import NeuralGAN
from ganmech.particle_gan.parallel_map import Interrupted

SMALL = dict(N=6, H=9, modes=4, data=8)
PHIS, RATES = [0, "0.3", "0.8"], ["0.1", "0.4"]
REFERENCE = json.loads((Path(__file__).parents[1] / "reference/particle_gan.json").read_text())["nn_grid_phi_c_numeric"]


def small_map(store=None, processes=1, **changed):
    return neural_collapse_map(PHIS, RATES, seeds=(0, 3), steps=40, processes=processes, store=store, **SMALL | changed)


def same(first, second):
    return all(np.array_equal(np.ma.filled(getattr(first, name), -1), np.ma.filled(getattr(second, name), -1))
               for name in ("entropies", "spreads", "distances"))


def test_cells_are_runs():
    found = small_map(activation="tanh")
    for seed, row, column in ((0, 0, 0), (1, 1, 2), (1, 0, 1)):
        run = NeuralGAN(PHIS[column], RATES[row], activation="tanh", **SMALL).simulate(40, rng=(0, 3)[seed])
        cell = [array[seed, row, column] for array in (found.entropies, found.spreads, found.distances)]
        assert cell == pytest.approx([run.entropy, run.spread, run.distance], rel=1e-9)


def test_means_are_over_seeds_and_axes_are_kept():
    found = small_map()
    assert np.array_equal(found.phis, [0, 0.3, 0.8]) and np.array_equal(found.eta_Ds, [0.1, 0.4])
    assert found.entropy.shape == (2, 3) and np.allclose(found.entropy, (found.entropies[0] + found.entropies[1]) / 2)
    assert np.allclose(found.spread, found.spreads.mean(axis=0)) and np.allclose(found.distance, found.distances.mean(axis=0))


def test_two_processes_and_a_store_give_the_same_map(tmp_path):
    alone = small_map()
    assert same(alone, small_map(processes=2))
    assert same(alone, small_map(store=tmp_path)) and same(alone, small_map(store=tmp_path))


def test_diverged_runs_are_masked_and_counted():
    found = neural_collapse_map(PHIS, ["0.1", 1], seeds=(0, 1), steps=40, processes=1, weight_decay=5, **SMALL)
    assert np.array_equal(found.diverged, [[0, 0, 0], [2, 2, 2]])
    assert np.array_equal(found.entropy.mask, [[False] * 3, [True] * 3])
    assert found.phi_c().mask[1] and np.isfinite(found.entropy.compressed()).all()


def boundary(*rows, phis=(0, 0.2, 0.6)):
    cells = np.ma.masked_invalid(np.array(rows, dtype=float)[None])
    return CollapseMap(np.array(phis), np.arange(len(rows)) + 1.0, cells, cells, cells).phi_c()


def test_the_boundary_is_interpolated_where_the_entropy_first_falls_below_a_half():
    nan = np.nan
    found = boundary([1, 0.75, 0.25], [0.75, 0.25, 1], [1, 0.9, 0.8], [0.4, 0.3, 0.2], [1, nan, 0.2], [1, 0.5, nan])
    assert list(found[:2]) == pytest.approx([0.4, 0.1]) and np.array_equal(np.ma.getmaskarray(found), [False] * 2 + [True] * 4)


def test_an_interrupted_map_keeps_its_rows(tmp_path, monkeypatch):
    calls, row = [], collapse_grid.row

    def interrupted(task):
        calls.append(1)
        if len(calls) > 2:
            raise KeyboardInterrupt
        return row(task)

    whole = small_map()
    interrupted.__module__, interrupted.__qualname__ = row.__module__, row.__qualname__
    monkeypatch.setattr(collapse_grid, "row", interrupted)
    with pytest.raises(Interrupted, match="stopped with 2 of 4 cells done") as caught:
        small_map()
    partial = caught.value.partial.entropies
    assert np.array_equal(partial[0], whole.entropies[0]) and partial[1].mask.all()


ROWS = dict(phis=[0, "0.5"], eta_Ds=["0.1", "0.2", "0.4"], seeds=(0, 1), steps=40)
SCRIPT = f"""
import os, signal, sys
from ganmech.particle_gan.collapse_grid import neural_collapse_map

whole, rename = [], os.replace


def replace(part, file):
    if len(whole) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    rename(part, file), whole.append(file)


os.replace = replace
neural_collapse_map(**{ROWS}, processes=1, store=sys.argv[1])
"""


def test_a_killed_map_resumes_and_computes_nothing_twice(tmp_path):
    """kill -9 between the writing of the fourth row and its renaming; the three stored rows are not touched again."""
    script, store = tmp_path / "script.py", tmp_path / "store"
    script.write_text(SCRIPT)
    assert subprocess.run([sys.executable, str(script), str(store)]).returncode == -signal.SIGKILL
    kept = {file: file.stat().st_mtime_ns for file in store.glob("*.json")}
    assert len(kept) == 3 and len(list(store.glob("*.part"))) == 1
    resumed = neural_collapse_map(**ROWS, processes=1, store=store)
    assert {file: file.stat().st_mtime_ns for file in kept} == kept and len(list(store.glob("*.json"))) == 6
    assert np.array_equal(resumed.entropies, neural_collapse_map(**ROWS, processes=1).entropies)


@pytest.mark.slow
def test_the_boundaries_are_those_of_an_independent_program():
    """phi_c of 6 seeds within a factor of 2 of its mean of 2, rising with the critic's rate; ReLU above tanh at every rate."""
    phis = ["0", "0.025", "0.05", "0.1", "0.15", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "0.98"]
    found = {}
    for activation in ("relu", "tanh"):
        expected = REFERENCE[activation]
        rates = list(map(str, expected["lrD"]))
        found[activation] = neural_collapse_map(phis, rates, activation, seeds=range(6)).phi_c()
        ratio = found[activation] / np.array(expected["phi_c"])
        assert not np.ma.is_masked(ratio) and ratio.min() > 0.5 and ratio.max() < 2
        assert np.all(np.diff(found[activation]) > 0)
    assert np.all(found["relu"] > found["tanh"][:5])
