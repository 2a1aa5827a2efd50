"""`ganmech value spin-glass ... --digits N --certified` prints the library's balls, and says where there is no certificate."""

import pytest

from ganmech import cli
from ganmech.spin_glass import SpinGlassGAN

POINT = "--p 3 --q 3 --sigma-z 1 --kappa 9/10"
PROOF = "--digits 50 --certified"
MODEL = SpinGlassGAN(3, 3, 1, "9/10")
BALL = dict(digits=50, certified=True)


def said(capsys, command):
    """Exit code, output and errors of `ganmech value spin-glass` ..."""
    with pytest.raises(SystemExit) as end:
        cli.main(["value", "spin-glass", *command.split()])
    captured = capsys.readouterr()
    return end.value.code or 0, captured.out, captured.err


@pytest.mark.parametrize("command, ball", [
    (f"complexity {POINT} --u-D -1/2 --u-G -0.5", lambda: MODEL.complexity("-0.5", "-1/2", **BALL)),
    (f"complexity {POINT} --u-G 0 --k-D 1", lambda: MODEL.complexity("inf", 0, 1, **BALL)),
    (f"total-complexity {POINT}", lambda: MODEL.total_complexity(**BALL)),
    (f"exponent {POINT} --at l_D=0.3,L_G=-2,D=5/2", lambda: MODEL.exponent("0.3", -2, "5/2", **BALL)),
    ("expected-critical-points --p 3 --q 3 --sigma-z 1 --k-D 0", lambda: MODEL.expected_critical_points(2, 2, 0, **BALL)),
    ("constant --p 3 --q 3 --sigma-z 1 --kappa 9/10 --coupling bipartite",
     lambda: SpinGlassGAN(3, 3, 1, "9/10", coupling="bipartite").constant(**BALL)),
])
def test_the_ball_printed_is_the_library_s(capsys, command, ball):
    code, out, _ = said(capsys, f"{command} {PROOF}")
    assert (code, out) == (0, ball().str(50) + "\n")


def test_named_numbers(capsys):
    hessian = MODEL.ensemble.log_determinant_hessian(1, 2, **BALL)
    assert said(capsys, f"hessian {POINT} --x 1 --x1 2 {PROOF}")[1].splitlines() == [
        f"{name} {ball.str(50)}" for name, ball in zip(("d2_dx2", "d2_dx_dx1", "d2_dx12"), hessian)]
    losses = MODEL.minimum_losses()
    lines = dict(line.split(" ", 1) for line in said(capsys, f"minimum-losses {POINT} --digits 10")[1].splitlines())
    assert {name: pytest.approx(float(number), rel=1e-9) for name, number in lines.items()} == vars(losses)


def test_the_place_of_the_maximum(capsys):
    code, out, _ = said(capsys, f"complexity-maximum {POINT} --k-D 0 --k-G 0 --digits 30 --certified")
    lines = dict(line.split(" ", 1) for line in out.splitlines())
    assert code == 0 and list(lines) == ["value", "L_D", "L_G", "y_D", "y_G", "l_D", "D"]
    assert lines["y_D"].startswith("[41.82822013904010235993606631")      # the edge E_D of the reference


def test_thresholds_with_digits(capsys):
    code, out, _ = said(capsys, "nash-thresholds --p 3 --q 3 --kappa 9/10 --digits 15 --certified")
    assert code == 0 and abs(float(out.strip("[]\n").split(" +/- ")[0]) - MODEL.nash_threshold()) < 1e-13


@pytest.mark.parametrize("command, sentence", [
    (f"complexity {POINT} --convention released {PROOF}", "where the exponent is not known to be concave"),
    (f"minimum-losses {POINT} --convention released {PROOF}", "losses may be lower than scans find"),
    (f"nash-thresholds --p 3 --q 1 --kappa 0.3 --coupling bipartite {PROOF}", "max Theta_00 is proved from below only"),
    (f"complexity {POINT} --certified", "certified needs --digits"),
    (f"exponent {POINT} --at l_D=0", "at must give l_D=number, L_G=number, D=number, got 'l_D=0'"),
])
def test_what_has_no_certificate_is_answered_in_one_sentence(capsys, command, sentence):
    code, out, err = said(capsys, command)
    assert (code, out, err.count("\n")) == (2, "", 1) and sentence in err
