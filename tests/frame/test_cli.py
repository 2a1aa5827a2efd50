"""The command line answers right input with numbers and wrong input with one sentence."""

import json
import subprocess
import sys
import time
from decimal import Decimal

import pytest

from ganmech import cli


def ganmech(capsys, *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and errors of one command."""
    with pytest.raises(SystemExit) as end:
        cli.main(list(arguments))
    captured = capsys.readouterr()
    return end.value.code or 0, captured.out, captured.err


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        ("chek", "No such command 'chek'. Did you mean 'check'?"),
        ("value spin-glas", "No such command 'spin-glas'. Did you mean 'spin-glass'?"),
        ("report --pfd", "No such option: --pfd (Possible options: --pdf)"),
        ("check spin_glass.quartc", "there is no derivation, module or chapter spin_glass.quartc; did you mean spin_glass.quartic?"),
        ("run spin_glass/goe_rigt_tail -o x.ipynb", "there is no notebook spin_glass/goe_rigt_tail; did you mean spin_glass/goe_right_tail?"),
        ("run spin_glass/goe_right_tail -o x.txt", "output must be an .ipynb file in a folder that exists, got x.txt"),
        ("value spin-glass edges --kappa 1/2 --x1 3", "the model must be given either by --p, --q and --sigma-z, or by --b and --b1"),
        ("value spin-glass edges --kappa 1/2 --x1 abc --b 1 --b1 1", "x1 must be a number such as '9/10' or '0.1', got 'abc'"),
        ("value spin-glass log-determinant --b 1 --b1 1 --kappa 1/2 --x1 2 --x 1e99999999", "x must lie between 1e-2000 and 1e2000 in size, got '1e99999999'"),
        ("value spin-glass log-determinant --b 1 --b1 1 --kappa 1/2 --x1 2 --x 1e400", "x must be at most 1e100 times b in size, got 1e400"),
        ("value spin-glass density --b 1 --b1 1 --kappa 1/2 --x1 2 --lam 1e400", "lam must be at most 1e100 times b in size, got 1e400"),
        ("value spin-glass left-tail-rate --u=-1e400", "u must be at most 1.797e308 in size for float64, got -1e400"),
        ("value spin-glass right-tail-rate --u 2 --k 9999999999", "k must be at most 1000000000, got 9999999999"),
        ("value spin-glass constant --p 3 --q 1000000 --sigma-z 1 --kappa 1/2", "q must be at most 200, got 1000000"),
        ("value spin-glass edges --kappa 1 --x1 0 --b 1 --b1 1", "kappa must lie strictly between 0 and 1, got 1"),
        ("value spin-glass constant --p 2.5 --q 1 --sigma-z 1 --kappa 1/2", "p must be a whole number, got 2.5"),
        ("value spin-glass edges --kappa 1/2 --x1 0 --b 1 --b1 1 --digits 0", "digits must lie between 1 and 10000, got 0"),
        ("value spin-glass edges --kappa 1/2 --x1 0 --b 1 --b1 1 --digits abc", "digits must be a whole number from 1 to 10000, got 'abc'"),
        ("value spin-glass edges --kappa 1/2 --x1 0 --b 1 --b1 1 --digits 2.5", "digits must be a whole number from 1 to 10000, got '2.5'"),
        (f"value spin-glass edges --kappa 1/2 --x1 0 --b 1 --b1 1 --digits {5000 * '9'}", "digits must be a whole number from 1 to 10000, got '999"),
        ("value spin-glass right-tail-rate --u 1/2", "u must not lie below the edge E = 1"),
        ("value spin-glass density --kappa 1/2 --x 0 --x1 0 --b 1 --b1 1 --certified", "certified needs --digits: how small the ball must be"),
    ],
)
def test_wrong_input_is_answered_in_one_sentence_with_exit_code_2(capsys, arguments, sentence):
    code, out, err = ganmech(capsys, *arguments.split())
    assert (code, out) == (2, "")
    assert err.startswith(f"ganmech: {sentence}") and err.count("\n") == 1


def test_wrong_input_is_json_for_a_program(capsys):
    code, out, err = ganmech(capsys, "check", "nothing", "--json")
    assert code == 2 and err == "" and "there is no derivation" in json.loads(out)["error"]


def test_all_wrong_parameters_are_said_before_anything_runs(capsys, tmp_path):
    target = tmp_path / "out.ipynb"
    code, _, err = ganmech(capsys, *"run spin_glass/goe_right_tail -p samples 3x -p sede 3 -o".split(), str(target))
    assert code == 2 and not target.exists()
    assert "samples must be a whole number" in err and "got '3x'" in err and "there is no parameter sede; did you mean seed?" in err


def test_a_value_that_the_notebook_refuses_is_wrong_input(capsys, tmp_path):
    code, out, err = ganmech(capsys, "run", "spin_glass/edges_and_merging", "-p", "b1", "1e60", "-o", str(tmp_path / "x.ipynb"))
    assert (code, out, err) == (2, "", "ganmech: b1 must be 0 or positive, at most 1e50 times b, got 1e60\n")


def test_a_value_outside_its_range_is_refused_before_anything_runs(capsys, tmp_path):
    code, out, err = ganmech(capsys, "run", "spin_glass/edges_and_merging", "-p", "kappa", "2", "-o", str(tmp_path / "x.ipynb"))
    assert (code, out, err) == (2, "", "ganmech: kappa must be a number such as 1/2 or 0.1 above 0 below 1, got '2'\n")
    assert not (tmp_path / "x.ipynb").exists()


def test_a_notebook_runs_with_parameters_of_ones_own(capsys, tmp_path):
    target = tmp_path / "out.ipynb"
    code, out, _ = ganmech(capsys, *"run spin_glass/goe_right_tail -p samples 50 -p seed=2 --json -o".split(), str(target))
    record = json.loads(out)
    assert code == 0 and record["ok"] and record["parameters"] == {"samples": 50, "seed": 2}
    assert "samples = 50" in target.read_text() and (tmp_path / "out" / "rate.csv").is_file()


def test_check_prints_the_ledger(capsys):
    code, out, _ = ganmech(capsys, "check", "spin_glass.stirling", "--json")
    found = json.loads(out)
    assert code == 0 and found["ok"] and {line["verdict"] for line in found["lines"]} <= {"STATED", "PROVED", "AGREES"}
    assert all(line["derivation"].startswith("spin_glass.stirling.") for line in found["lines"])


def test_a_failing_line_makes_check_fail(capsys, monkeypatch):
    from ganmech.report import ledger

    wrong = ledger.Record("spin_glass.stirling.x", "x", "says", "algebra", "REFUTED", "differs")
    monkeypatch.setattr(ledger, "verified", lambda module, anew: [wrong])
    monkeypatch.setattr("ganmech.commands.check.chosen", lambda names: {"spin_glass.stirling.x"})
    code, out, _ = ganmech(capsys, "check")
    assert code == 1 and "REFUTED" in out and "1 derivations, 1 lines: 1 REFUTED" in out


# Phi(30, 45) at p = q = 3, sigma_z = 1, kappa = 9/10 is in tests/reference; so are constant and edges.
POINT = "--p 3 --q 3 --sigma-z 1 --kappa 9/10".split()


def test_values_to_many_digits_are_those_of_the_reference(capsys, reference):
    code, out, _ = ganmech(capsys, *"value spin-glass constant --digits 35".split(), *POINT)
    assert code == 0 and abs(Decimal(out.strip()) - Decimal(reference["constant"])) < Decimal("1e-34")
    at = reference["points"]["x=0,x1=0"]["log_determinant"]
    for more in ([], ["--certified"]):
        code, out, _ = ganmech(capsys, *"value spin-glass log-determinant --x 0 --x1 0 --digits 35".split(), *POINT, *more)
        assert code == 0 and abs(Decimal(out.strip("[\n").split(" ")[0]) - Decimal(at)) < Decimal("1e-34")


def test_json_keeps_doubles_as_numbers_and_digits_as_text(capsys, reference):
    _, out, _ = ganmech(capsys, *"value spin-glass constant --json".split(), *POINT)
    assert json.loads(out)["value"] == pytest.approx(float(reference["constant"]), abs=1e-15)
    _, out, _ = ganmech(capsys, *"value spin-glass merging-x1 --kappa 9/10 --b 1 --b1 1/2 --digits 15 --json".split())
    assert json.loads(out)["value"].startswith("1.42004863480015")


def test_the_price_of_a_negative_definite_matrix_is_log_3_over_4(capsys):
    code, out, _ = ganmech(capsys, *"value spin-glass left-tail-rate --u 0 --digits 30".split())
    assert code == 0 and abs(Decimal(out.strip()) - Decimal(3).ln() / 4) < Decimal("1e-27")


@pytest.fixture
def reference():
    """Stored values at p = q = 3, sigma_z = 1, kappa = 9/10."""
    from ganmech.project import checkout

    stored = json.loads((checkout().root / "tests/reference/spin_glass.json").read_text())
    return stored["log_determinant"]["p=3,q=3,sigma_z=1,kappa=9/10"]


def test_help_and_import_do_not_wait_for_the_algebra():
    begin = time.perf_counter()
    code = "import sys, ganmech, ganmech.cli; sys.exit('sympy' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
    assert subprocess.run([sys.executable, "-m", "ganmech.cli", "--help"], capture_output=True).returncode == 0
    assert time.perf_counter() - begin < 5  # 0.2 s when nothing else runs
