"""The numbers behind a figure read back exactly; a figure's bytes depend on the figure only."""

import csv
import io

import matplotlib.pyplot as plt
import mpmath
import numpy as np
import PIL.Image
import pytest

from ganmech.report import figures


def read(text):
    return list(csv.reader(io.StringIO(text)))


def test_floats_read_back_exactly_and_long_numbers_keep_their_digits():
    values = np.random.default_rng(3).normal(size=5)
    with mpmath.workdps(50):
        long = [mpmath.mpf(1) / 3] * 5
        rows = read(figures.table({"x": values, "third": long, "kappa": "9/10", "n": 3}))
    assert [float(row[0]) for row in rows[1:]] == values.tolist()
    assert rows[1][1:] == ["0." + "3" * 50, "9/10", "3"]


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="columns must have one length, but y has 2 and another 3"):
        figures.table({"x": [1, 2, 3], "y": [1, 2]})


def test_a_name_that_is_no_file_name_is_refused():
    with pytest.raises(ValueError, match="name must be letters, digits, - and _, got 'a/b'"):
        figures.publish(plt.figure(), "a/b")


def test_the_same_figure_has_the_same_bytes_and_no_version():
    def draw():
        figures.use_style()
        figure, axes = plt.subplots()
        axes.plot([1, 2], [3, 4])
        return figures.png(figure)

    first = draw()
    assert first == draw() and b"matplotlib" not in first.lower()


def test_a_palette_changes_colours_by_less_than_the_eye_sees():
    """A map of 256 colours, with text, against the picture that matplotlib itself saves: at 99 of 100 pixels no channel moves by
    more than 8 of 255, and nowhere, rims of letters included, by more than 48."""
    figures.use_style()
    figure, axes = plt.subplots()
    axes.imshow(np.linspace(0, 1, 4096).reshape(64, 64))
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", dpi=figures.DPI)
    kept = PIL.Image.open(io.BytesIO(figures.png(figure))).convert("RGB")
    difference = np.abs(np.asarray(kept, int) - np.asarray(PIL.Image.open(drawn).convert("RGB"), int))
    assert (difference.max(axis=2) > 8).mean() < 0.01 and difference.max() < 48


def test_a_figure_is_shown_with_its_caption_and_every_table_behind_it(tmp_path, monkeypatch):
    monkeypatch.setenv("GANMECH_ARTIFACTS", str(tmp_path / "page"))
    monkeypatch.chdir(tmp_path)
    shown = []
    monkeypatch.setattr(figures, "display", shown.append)
    figures.publish(plt.figure(), "curve", columns={"x": [1, 2]}, caption="a line", more={"histogram": {"left end": [0.5]}})
    assert shown[-1].data == "*Figure: a line.*\n\n[data (CSV)](page/curve.csv), [histogram (CSV)](page/curve_histogram.csv)"
    assert read((tmp_path / "page/curve_histogram.csv").read_text()) == [["left end"], ["0.5"]]
