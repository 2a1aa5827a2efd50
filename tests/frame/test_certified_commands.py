"""Every number of `ganmech value` that has a certificate prints it; what has none says so in a sentence."""

import pytest

from ganmech import cli

G = "--mu 1/2 --lam 1 --batch 4 --eta 1/10 --scheme ALT"
RATES = "--tau 0.2 --tau-tilde 0.04"
CIRCLE = "--N 5 --K 6 --s 1 --phi 0.1"
CERTIFIED = [
    f"solvable-gan thresholds --Lambda 5,3 {RATES}", f"solvable-gan fixed-points --Lambda 5 --eta-T 1/3 --eta-G 1/3 {RATES}",
    f"solvable-gan informed-pair --Lambda 5 {RATES}", f"solvable-gan slow-drift --Lambda 5 --eta-T 2 --eta-G 2 {RATES}",
    f"solvable-gan fooled-spectrum --Lambda 5,3 --eta-T 2 --eta-G 2 --P 0.8,0;0.1,0.6 {RATES}",
    "particle-gan kernel --depth 3", "particle-gan coupling-maximum", "particle-gan mobilities --N 7 --phi 0.1",
    f"particle-gan optimal-penalty {CIRCLE}", f"particle-gan rate --lam 1/3 {CIRCLE}",
    f"particle-gan rest-state {CIRCLE} --gamma 1/2", f"particle-gan travelling-state {CIRCLE} --gamma 1/2",
    "particle-gan coupling-in-time --N 8 --gamma 1/2 --T 250", "particle-gan dirac --lam 1/3",
    "particle-gan cycle-amplitude --lam 1/2", "particle-gan stability-window --updates simultaneous --N 3 --kappa 8 --g 2",
    "particle-gan extragradient-window --N 1 --kappa 3 --g 1/2", "particle-gan extragradient-window --N 1 --kappa 1 --g 1/3",
    "particle-gan largest-coupling --updates alternating --lam 1 --N 3 --kappa 8 --eta-D 0.1",
    f"sgd-as-sde stationary-covariance {G} --law sde --order 2", f"sgd-as-sde stationary-covariance {G} --law chain",
    "sgd-as-sde stability-bound --mu 1/2 --lam 1 --scheme ALT",
    "sgd-as-sde stability-bound --mu 1/2 --lam 1 --scheme ALT --momentum 1/3",
    "sgd-as-sde spectral-radius --mu 1/2 --lam 1 --eta 1/10 --scheme SML",
    f"sgd-as-sde law {G} --law chain --x0 2,-1 --steps 9",
    f"sgd-as-sde relations {G} --law chain", f"sgd-as-sde used-relations {G}",
    "sgd-as-sde schedule --lam 1/2 --k 1/20 --r0 5 --T 20",
    "neighbours total-variation --mu 0,0.5 --target=-2,2", "neighbours optimal-intervals --mu 0,0.5 --target=-2,2",
    "neighbours packed-distance --tau 1/3 --m 5", "neighbours product-distance --P 1/2,1/2 --Q 1/3,2/3 --m 3",
    "neighbours radius-growth --eta-D 1/10 --eta-G 1/3",
]
UNCERTIFIED = {
    f"solvable-gan period --Lambda 5 --eta-T 1 --eta-G 1 {RATES}":
        "the period of the cycle, an orbit of a differential equation",
    "particle-gan blow-out --N 8 --K 4 --s 1 --gamma 1/2":
        "the blow-out coupling, a time average along an orbit of a differential equation",
    "neighbours missing-mode --tau 0.3 --m 3 --epsilon 0.1 --delta 0.2":
        "the smallest distance with a missing mode, which a scan finds",
}


def printed(capsys, arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        cli.main(["value", *arguments.split()])
    captured = capsys.readouterr()
    return end.value.code or 0, captured.out, captured.err


@pytest.mark.parametrize("arguments", CERTIFIED)
def test_balls_of_fifty_digits_are_printed(capsys, arguments):
    code, out, err = printed(capsys, f"{arguments} --digits 50 --certified")
    assert code == 0 and not err and "+/-" in out
    radii = [float(line.split("+/- ")[1].rstrip("]")) for line in out.splitlines() if "+/- " in line]
    assert max(radii) < 1e-47      # ten to the -50 for numbers up to 1


def test_an_empty_window_is_said(capsys):
    code, out, err = printed(capsys, "particle-gan extragradient-window --N 1 --kappa 3 --g 1")
    assert (code, out) == (2, "") and "no strength is stable" in err and "below 1 + 2/sqrt(3)" in err


@pytest.mark.parametrize("arguments", UNCERTIFIED)
def test_what_has_no_certificate_says_so(capsys, arguments):
    sentence = f"ganmech: certified is not available for {UNCERTIFIED[arguments]}: no ball is known to contain it\n"
    assert printed(capsys, f"{arguments} --digits 50 --certified") == (2, "", sentence)
    sentence = f"ganmech: digits are not available for {UNCERTIFIED[arguments]}: it is computed in double precision\n"
    assert printed(capsys, f"{arguments} --digits 50") == (2, "", sentence)


def test_order_parameters_have_digits_without_a_certificate(capsys):
    given = f"solvable-gan order-parameters --Lambda 5 --eta-T 1 --eta-G 1 {RATES} --P 0.1 --q 0.1 --t 1"
    code, out, err = printed(capsys, f"{given} --digits 20 --certified")
    assert code == 2 and not out and err.endswith("--digits alone gives digits without a certificate\n")
    assert printed(capsys, f"{given} --digits 20")[0] == 0


@pytest.mark.parametrize("arguments", CERTIFIED[::4])
def test_a_ball_needs_its_digits(capsys, arguments):
    sentence = "ganmech: certified needs --digits: how small the ball must be\n"
    assert printed(capsys, f"{arguments} --certified") == (2, "", sentence)
