"""`ganmech value spin-glass complexity` and `nash-thresholds` say what the library says, and refuse in one sentence."""

import json

import pytest

from ganmech import cli
from ganmech.spin_glass import SpinGlassGAN

POINT = "--p 3 --q 3 --sigma-z 1 --kappa 9/10"


def said(capsys, command):
    """Exit code, output and errors of `ganmech value spin-glass` ..."""
    with pytest.raises(SystemExit) as end:
        cli.main(["value", "spin-glass", *command.split()])
    captured = capsys.readouterr()
    return end.value.code or 0, captured.out, captured.err


@pytest.mark.parametrize("options, value", [
    ("--u-D -0.5 --u-G=-1/2", 0.118613097), ("--u-D -0.5 --u-G -1/2 --k-D 0 --k-G 0", -7.3209936), ("", 0.618741404),
])
def test_a_complexity_is_that_of_the_reference(capsys, options, value):
    code, out, _ = said(capsys, f"complexity {POINT} {options}")
    assert code == 0 and abs(float(out) - value) < 1e-6


def test_conventions_and_couplings(capsys):
    for option, expected in (("--convention released", SpinGlassGAN(3, 3, 1, "9/10", "released")),
                             ("--coupling bipartite", SpinGlassGAN(3, 3, 1, "9/10", coupling="bipartite"))):
        assert json.loads(said(capsys, f"complexity {POINT} {option} --u-G 0 --json")[1])["value"] == expected.complexity("inf", 0)


def test_thresholds(capsys):
    expected, = SpinGlassGAN(3, 3, 1, "9/10").nash_thresholds()
    assert float(said(capsys, "nash-thresholds --p 3 --q 3 --kappa 9/10")[1]) == expected
    assert said(capsys, "nash-thresholds --p 2 --q 1 --kappa 1/2")[1] == "the sign does not change with sigma_z\n"
    assert len(json.loads(said(capsys, "nash-thresholds --p 8 --q 1 --kappa 1/2 --sigma-z 0.01 --vary kappa --json")[1])["value"]) == 2


@pytest.mark.parametrize("options, sentence", [
    ("--k-D 1.5", "k_D must be a whole number, got 1.5"), ("--k-G=-1", "k_G must be a whole number of 0 or more, got -1"),
    ("--u-D low", "u_D must be a number such as '9/10' or '0.1', got 'low'"),
    ("--coupling loose", "coupling must be one of shared, bipartite, got 'loose'"),
    ("--convention released --coupling bipartite", "convention must be derived for the bipartite coupling, got 'released'"),
])
def test_wrong_input_is_answered_in_one_sentence(capsys, options, sentence):
    assert said(capsys, f"complexity {POINT} {options}") == (2, "", f"ganmech: {sentence}\n")
