"""`ganmech value solvable-gan` prints what the library computes, and wrong input is answered in one sentence."""

import json

import pytest

from ganmech import cli
from ganmech.solvable_gan import SolvableGAN

RATES = "--tau 0.2 --tau-tilde 0.04"
NOISY = f"--eta-T 4 --eta-G 4 {RATES}"


def printed(capsys, arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        cli.main(["value", "solvable-gan", *arguments.split()])
    captured = capsys.readouterr()
    return end.value.code or 0, captured.out, captured.err


def test_order_parameters_with_digits(capsys):
    start = "--P 0.1,0;0.2,0.1 --q 0.1,0.3 --t 2 --digits 20"
    code, out, _ = printed(capsys, f"order-parameters --Lambda 5,3 {NOISY} {start} --json")
    found = SolvableGAN([5, 3], 4, 4, "0.2", "0.04").solve({"P": [["0.1", 0], ["0.2", "0.1"]], "q": ["0.1", "0.3"]}, 2)
    values = json.loads(out)["value"]
    assert code == 0 and list(values) == ["P11", "P12", "P21", "P22", "q1", "q2", "r1", "r2"]
    assert len(values["P21"].lstrip("-0.")) == 20
    expected = [*found.P.flat, *found.q.flat, *found.r.flat]
    assert [float(value) for value in values.values()] == pytest.approx(expected, abs=1e-11)


@pytest.mark.parametrize("arguments, text", [
    (f"phase --Lambda 5,3 {NOISY}", "mode collapse (retrieved: 1)\n"),
    (f"phase --Lambda 2 {NOISY} --json", '{"value": "failed", "retrieved": []}\n'),
    (f"thresholds --Lambda 5 {RATES}", "failure1 5.0\noscillation1 1.5811388300841898\nno_rest 1.5811388300841898\n"),
])
def test_phases_and_thresholds(capsys, arguments, text):
    assert printed(capsys, arguments)[:2] == (0, text)


@pytest.mark.parametrize("arguments, sentence", [
    (f"phase --Lambda 5,x {NOISY}", "Lambda[1] must be a number such as '9/10' or '0.1', got 'x'"),
    (f"period --Lambda 5 {NOISY}", "there is no limit cycle at these parameters: the solution comes to rest"),
    (f"order-parameters --Lambda 5,3 {NOISY} --P 0.1 --q 0.1 --t 2", "P must have shape (2, 2) for 2 features, got (1, 1)"),
])
def test_wrong_input_is_answered_in_one_sentence(capsys, arguments, sentence):
    assert printed(capsys, arguments) == (2, "", f"ganmech: {sentence}\n")
