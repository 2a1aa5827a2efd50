"""`ganmech value` of the chapters on particles, on SGD as an SDE and of their neighbours prints reference values, and answers
wrong input in one sentence."""

import json

import pytest
from mpmath import mpf, workdps

from ganmech import cli
from ganmech.project import checkout

REFERENCE = {name: json.loads((checkout().root / f"tests/reference/{name}.json").read_text())
             for name in ("particle_gan", "sgd_as_sde")}
KERNEL, CYCLE = REFERENCE["particle_gan"]["kernel_relu"]["L3"], REFERENCE["particle_gan"]["wgan_gp_dirac_limit_cycle_amplitude"]
REST = REFERENCE["particle_gan"]["two_or_M_mode_hopf_equal_gamma"]["M=4,K=8,s=2,gamma=0.5"]
CIRCLE = REFERENCE["particle_gan"]["critical_damping"]["circle N=4,K=8,s=2,phi=0.25,etaD=1,etaG=1"]
WINDOW = REFERENCE["particle_gan"]["discrete_time_modal,etaD=0.2,etaG=0.4,kappa=8,g=1.75,N=4"]
P1, MISC = REFERENCE["sgd_as_sde"]["LQ_mean_estimation"]["P1"], REFERENCE["sgd_as_sde"]["misc"]
GAME = "--mu 1/2 --lam 1 --m 1 --c 1 --s 1/2 --batch 4 --eta 1/10"
CONTROL = MISC["isotropic_lr_control"]


def printed(capsys, arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        cli.main(["value", *arguments.split()])
    captured = capsys.readouterr()
    return end.value.code or 0, captured.out, captured.err


@pytest.mark.parametrize("arguments, expected", [
    ("particle-gan kernel --depth 3 --digits 20", {"g1": KERNEL["g1"], "g2": KERNEL["g2"], "phi": KERNEL["phi"]}),
    ("particle-gan cycle-amplitude --lam 0.5 --eta-D 4 --digits 20", CYCLE["lam=0.5,etaD=4,etaG=1"]),
    ("particle-gan rest-state --N 8 --K 8 --s 2 --phi 0.1 --M 4 --gamma 0.5 --digits 20",
     {"S_n": REST["S_n"], "S_r": REST["S_r"], "hopf_mobility": REST["mu_plus_Hopf"], "hopf_frequency": REST["omega_Hopf"]}),
    ("particle-gan optimal-penalty --N 4 --K 8 --s 2 --phi 0.25 --digits 18",
     {"strength": CIRCLE["lam_opt"], "rate": CIRCLE["rate_opt"]}),
    ("particle-gan stability-window --updates alternating --N 4 --kappa 8 --g 1.75 --eta-D 0.2 --eta-G 0.4 --digits 20",
     {"upper": WINDOW["alt_lam_max"], "critical_strength": WINDOW["alt_lam_crit"],
      "spectral_radius": WINDOW["spectral_radius_at_crit"]}),
    (f"sgd-as-sde stationary-covariance {GAME} --law chain --scheme ALT --digits 24",
     {"theta_theta": P1["ALT"]["C_discrete"][0][0], "omega_omega": P1["ALT"]["C_discrete"][1][1]}),
    ("sgd-as-sde stability-bound --mu 1/2 --lam 1 --scheme ALT --digits 20", MISC["eta_max_P1"]["ALT"]),
    (f"sgd-as-sde relations {GAME} --law sde --scheme SML --digits 12",
     {"norm_left": "0.01640625", "payoff_right": "-0.015234375"}),
    ("sgd-as-sde schedule --lam 1/2 --k 0.05 --r0 5 --T 20 --digits 20",
     {"switch_time": CONTROL["switch_t"], "r_T": CONTROL["r_T_optimal"], "r_T_constant": CONTROL["r_T_constant_u=1"]}),
    ("neighbours total-variation --mu 0,0.5 --target=-2,2 --digits 12",
     str(REFERENCE["particle_gan"]["li_madry_tv_numeric"]["mu=(0.0, 0.5),mustar=(-2.0, 2.0)"])),
    ("neighbours packed-distance --tau 0.3 --m 2 --digits 10", {"smallest": "0.3", "largest": "0.51"}),
])
def test_reference_values(capsys, arguments, expected):
    code, out, _ = printed(capsys, f"{arguments} --json")
    found = json.loads(out)["value"]
    assert code == 0
    with workdps(40):
        for name, value in (expected.items() if isinstance(expected, dict) else [("", expected)]):
            assert abs(mpf(found[name] if name else found) / mpf(str(value)) - 1) < 1e-11, name


def test_balls_contain_the_reference_values(capsys):
    code, out, _ = printed(capsys, "particle-gan kernel --depth 3 --digits 15 --certified")
    lines = out.splitlines()
    assert code == 0 and all("+/-" in line for line in lines[1:]) and lines[2].startswith("phi [0.26509702670064")


@pytest.mark.parametrize("arguments, sentence", [
    ("particle-gan kernel --depth 0", "depth must be a whole number of 1 or more, got 0"),
    ("neighbours packed-distance --tau 4/3 --m 5", "tau must lie between 0 and 1, got 4/3"),
    ("sgd-as-sde stationary-covariance --mu 0 --lam 1/2 --batch 8 --eta 2 --law chain --scheme ALT",
     "eta must be below 1.56155, the stability bound of the scheme ALT, got 2"),
    ("particle-gan optimal-penalty --N 4 --K 8 --s 2 --phi 1.2", "phi must be at least 0 and less than 1, got 1.2"),
])
def test_wrong_input_is_answered_in_one_sentence(capsys, arguments, sentence):
    assert printed(capsys, arguments) == (2, "", f"ganmech: {sentence}\n")
