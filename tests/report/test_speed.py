"""The page on speed is a function of the measurements: a missed bound is called so, exponents are those of the points."""

import ast
import json
from pathlib import Path

import numpy as np
import pytest

from ganmech.project import Checkout
from ganmech.report import speed, speed_plot
from ganmech.report.speed_fit import exponent

SIZES = [10, 20, 40, 80, 160, 320]


def row(name: str, ratio: float, at_most: float | None) -> dict:
    return {"name": name, "seconds": ratio * 1e-3, "against": "the plain way", "seconds_against": 1e-3, "at_most": at_most,
            "ratio": ratio}


def measured() -> dict:
    """Made by hand: a bound met, one missed, one exactly met, a ratio without a bound; a cost that grows as the square."""
    return {
        "code": {"version": "1.2.3", "commit": "abcdef012345"},
        "machine": {"processor": "A processor", "cores": 2, "memory": 7.8, "system": "Linux x86_64", "load": 0.25,
                    "Python": "3.12.1", "libraries": {"numpy": "2.1.0", "numba": None},
                    "threads": {"OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": None}},
        "subjects": [{"title": "A subject", "workload": "log|x_1| on a *grid*", "comparisons": [
            row("quick", 0.1, 0.125), row("lame", 0.5, 0.125), row("just", 0.25, 0.25), row("slower", 2.0, None)]}],
        "scalings": [{"key": "points", "question": "How does it grow?", "about": "A map.", "size": "points",
                      "cost": "seconds of a map",
                      "series": [{"name": "squares", "sizes": SIZES, "seconds": [1e-6 * size**2 for size in SIZES]}]}],
        "cores": {"key": "cores", "question": "What do more processes gain?", "about": "Two maps.", "size": "processes",
                  "cost": "seconds of the whole", "series": [{"name": "a map", "sizes": [1, 2], "seconds": [8.0, 5.0]}]},
    }


@pytest.fixture
def where(tmp_path) -> Checkout:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/benchmarks.json").write_text(json.dumps(measured()))
    return Checkout(tmp_path)


def line_of(page: str, name: str) -> str:
    return next(line for line in page.splitlines() if line.startswith(f"| {name} |"))


def test_bounds_are_said_to_be_met_or_missed():
    page = speed.page(measured())
    assert ">met<" in line_of(page, "quick") and ">met<" in line_of(page, "just")
    assert ">missed<" in line_of(page, "lame") and ">missed<" not in line_of(page, "quick")
    assert ">met<" not in line_of(page, "slower") and ">missed<" not in line_of(page, "slower")
    assert "2 of 3 bounds are met; missed: lame." in page


def test_a_ratio_stands_beside_its_times_and_its_twin():
    assert line_of(speed.page(measured()), "quick").startswith(
        "| quick | 100 µs | the plain way | 1 ms | 0.1 (10 times faster) | 0.125 ")
    assert "| 2 (2 times slower) |" in line_of(speed.page(measured()), "slower")


def test_the_machine_is_described():
    page = speed.page(measured())
    for said in ("A processor, 2 cores", "7.8 GiB", "numpy 2.1.0, numba not installed", "commit abcdef012345", "Python 3.12.1",
                 "`OMP_NUM_THREADS` 1, `NUMBA_NUM_THREADS` not set", "0.25"):
        assert said in page


def test_texts_are_no_markup():
    assert r"log\|x\_1\| on a \*grid\*" in speed.page(measured())


def test_the_exponent_of_a_square_is_two():
    assert "| squares | 10 to 320 | 100 µs to 102 ms | 2.00 ± 0.00 | 4.00 times as much |" in speed.page(measured())


def test_more_processes_gain_what_the_times_say():
    assert "| a map | 8 s | 5 s (1.6 times faster) |" in speed.page(measured())


@pytest.mark.parametrize("slope", [-0.5, 0, 1, 2.75])
def test_the_exponent_is_that_of_the_large_sizes(slope):
    """What a call costs once is all there is at the three smallest of seven."""
    sizes = [*SIZES, 640]
    seconds = [3.0 * max(size, sizes[3])**slope for size in sizes]
    found, error = exponent(sizes, seconds)
    assert found == pytest.approx(slope, abs=1e-12) and error == pytest.approx(0, abs=1e-7)


def test_the_standard_error_is_the_spread_of_the_exponent():
    """Over 400 samples of noise: the mean within four standard errors, mean squared error and squared spread within a third."""
    rng, sizes = np.random.default_rng(1), 2.0 ** np.arange(12)
    noisy = [exponent(sizes, sizes**1.5 * np.exp(0.1 * rng.standard_normal(12))) for _ in range(400)]
    slopes, errors = np.array(noisy).T
    assert abs(slopes.mean() - 1.5) < 4 * slopes.std() / 20
    assert np.mean(errors**2) == pytest.approx(slopes.var(), rel=1 / 3)


def test_two_sizes_have_no_exponent():
    with pytest.raises(ValueError, match="sizes must be at least three, got 2"):
        exponent([1, 2], [1.0, 2.0])


def test_same_measurements_same_bytes(where):
    assert speed.pages(where) == speed.pages(where)
    assert set(speed.pages(where)) == {"speed.md", "speed/points.png", "speed/points.csv"}


def test_the_numbers_of_a_figure_are_the_points_measured():
    lines = speed.numbers(measured()["scalings"][0]).splitlines()
    assert lines[0] == "what,points,seconds of a map" and lines[1:] == [f"squares,{size},{1e-6 * size**2!r}" for size in SIZES]


def test_a_figure_shows_the_points_and_the_power_law(monkeypatch):
    kept = []
    monkeypatch.setattr(speed_plot, "png", lambda figure: kept.append(figure) or b"")
    speed_plot.drawn(measured()["scalings"][0])
    points, law = kept[0].axes[0].lines
    assert kept[0].axes[0].get_xscale() == kept[0].axes[0].get_yscale() == "log"
    assert points.get_xydata().tolist() == [[size, 1e-6 * size**2] for size in SIZES]
    assert law.get_ydata() == pytest.approx([1e-6 * size**2 for size in SIZES[3:]], rel=1e-9)


def test_without_measurements_the_page_says_how_to_make_them(tmp_path):
    assert set(found := speed.pages(Checkout(tmp_path))) == {"speed.md"}
    assert b"`make bench` measures" in found["speed.md"] and b"](" not in found["speed.md"]


def test_a_gain_of_thousands_is_written_out():
    assert (speed.gain(15_234.0), speed.gain(1 / 2500)) == ("15,200 times faster", "2,500 times slower")


def test_times_have_three_digits_and_a_unit():
    times = {7.123e-7: "712 ns", 2e-6: "2 µs", 0.0123456: "12.3 ms", 1: "1 s", 83.26: "83.3 s"}
    assert [speed.time(seconds) for seconds in times] == list(times.values())


def test_the_benchmarks_readme_says_what_each_workload_is(here):
    """The texts of the page; read, for importing all subjects takes long."""
    said = " ".join((here.root / "benchmarks/README.md").read_text().split())
    found = {file.name: text for file in (here.root / "benchmarks").glob("*.py") for text in workloads(file)}
    assert len(found) >= 7 and [name for name, text in found.items() if f"`{name}`: {text}" not in said] == []


def workloads(file: Path) -> list[str]:
    assigned = [node for node in ast.parse(file.read_text()).body if isinstance(node, ast.Assign)]
    return [" ".join(node.value.value.split()) for node in assigned if ast.unparse(node.targets[0]) == "WORKLOAD"]


def test_the_cost_of_one_piece_of_work_is_found_at_each_size(monkeypatch):
    """By a clock that only the work moves: by a hundredth of a second for each unit of size."""
    from benchmarks import growth

    clock = [0.0]

    def passed(work) -> float:
        before = clock[0]
        work()
        return clock[0] - before

    def made(size: int):
        return lambda: clock.__setitem__(0, clock[0] + size / 100)

    monkeypatch.setattr(growth, "seconds", passed)
    found = growth.series("work", (1, 2, 30), made, each=10)
    assert found.sizes == (1, 2, 30) and found.seconds == pytest.approx((0.001, 0.002, 0.03))
