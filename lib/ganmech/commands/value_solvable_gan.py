"""`ganmech value solvable-gan`: order parameters, phase, thresholds, points of rest and cycle of the solvable model.

Several features are given as lists, --Lambda 5,3; matrices row by row, --P "0.1,0;0,0.1". Numbers as 1/5 and 0.2 are exact.
"""

from __future__ import annotations

import json
from typing import Annotated

import typer

from ganmech.commands.answer import answer, digits_of, precision
from ganmech.commands.certificates import uncertified

app = typer.Typer(help="The solvable model of a GAN in high dimension.", no_args_is_help=True)

Text = str | None
Lambda = Annotated[str, typer.Option("--Lambda", help="Variances of the true features, such as 5,3.")]
Feature = Annotated[str, typer.Option("--Lambda", help="Variance of the one feature.")]
LambdaTilde = Annotated[Text, typer.Option("--Lambda-tilde", help="Variances of the generator; without it, --Lambda.")]
EtaT = Annotated[str, typer.Option("--eta-T", help="Variance of the noise of true data.")]
EtaG = Annotated[str, typer.Option("--eta-G", help="Variance of the generator's noise.")]
Tau = Annotated[str, typer.Option("--tau", help="Learning rate of the discriminator.")]
TauTilde = Annotated[str, typer.Option("--tau-tilde", help="Learning rate of the generator.")]
Overlap = Annotated[str, typer.Option("--P", help="Overlaps of true and learnt features at the start, such as '0.1,0;0,0.1'.")]
Seen = Annotated[str, typer.Option("--q", help="Overlaps of true features and discriminator at the start, such as 0.1,0.1.")]
Time = Annotated[str, typer.Option("--t", help="Time, the number of steps over n.")]
Digits = Annotated[int | None, typer.Option(parser=digits_of, metavar="N", help="Decimal digits; else double precision.")]
Certified = Annotated[bool, typer.Option("--certified", help="Balls that contain the values (with --digits).")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


@app.command("order-parameters")
def order_parameters(
    variances: Lambda, eta_T: EtaT, eta_G: EtaG, tau: Tau, tau_tilde: TauTilde, P: Overlap, q: Seen, t: Time,
    generated: LambdaTilde = None, digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """P, q and r at the time t, lengths held at 1, from the start with r = P^T q and S = 1."""
    uncertified(digits, certified, "order parameters, the solution of a differential equation", to_digits=True)
    found = model(variances, generated, eta_T, eta_G, tau, tau_tilde).solve(
        {"P": matrix(P), "q": q.split(",")}, t, **precision(digits))
    overlaps = {f"P{i + 1}{j + 1}": entry for i, row in enumerate(found.P[0]) for j, entry in enumerate(row)}
    vectors = {f"{name}{i + 1}": entry for name in "qr" for i, entry in enumerate(getattr(found, name)[0])}
    answer(overlaps | vectors, digits, as_json)


@app.command()
def phase(
    variances: Lambda, eta_T: EtaT, eta_G: EtaG, tau: Tau, tau_tilde: TauTilde, generated: LambdaTilde = None,
    as_json: Json = False,
):
    """The phase, and which features are retrieved; decided in exact arithmetic."""
    found = model(variances, generated, eta_T, eta_G, tau, tau_tilde).phase()
    retrieved = f" (retrieved: {', '.join(map(str, found.retrieved))})" if found.retrieved else ""
    typer.echo(json.dumps({"value": found.name, "retrieved": found.retrieved}) if as_json else found.name + retrieved)


@app.command()
def thresholds(
    variances: Lambda, tau: Tau, tau_tilde: TauTilde, generated: LambdaTilde = None, digits: Digits = None,
    certified: Certified = False, as_json: Json = False,
):
    """The noises eta = eta_T = eta_G at which the conditions of the phases change."""
    found = model(variances, generated, "1", "1", tau, tau_tilde).thresholds(**precision(digits, certified))
    each = {f"{name}{i + 1}": value for name in ("failure", "oscillation") for i, value in enumerate(getattr(found, name))}
    answer(each | {"no_rest": found.no_rest}, digits, as_json)


@app.command("fixed-points")
def fixed_points(
    variance: Feature, eta_T: EtaT, eta_G: EtaG, tau: Tau, tau_tilde: TauTilde, generated: LambdaTilde = None,
    digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """The isolated points of rest of one feature with q, r >= 0, and |P| beyond which the line q = r = 0 attracts."""
    found = model(variance, generated, eta_T, eta_G, tau, tau_tilde).fixed_points(**precision(digits, certified))
    line = {} if found.line.stable_beyond is None else {"line_beyond": found.line.stable_beyond}
    places = {f"{point.name}_{name}": getattr(point, name) for point in found.points for name in "Pqr"}
    rates = {f"{point.name}_eigenvalue{i + 1}_{part}": getattr(value, part) for point in found.points
             for i, value in enumerate(point.eigenvalues) for part in ("real", "imag")}
    answer(line | places | rates, digits, as_json)


@app.command("informed-pair")
def informed_pair(
    variance: Feature, tau: Tau, tau_tilde: TauTilde, digits: Digits = None, certified: Certified = False,
    as_json: Json = False,
):
    """The noises eta = eta_T = eta_G below which the informed points of one feature exist, and below which one attracts."""
    found = model(variance, None, "1", "1", tau, tau_tilde).informed_pair(**precision(digits, certified))
    known = {name: value for name, value in vars(found).items() if value is not None}
    if not known and not as_json:
        typer.echo("there is neither a fold nor a Hopf bifurcation")
    else:
        answer(known, digits, as_json)


@app.command("slow-drift")
def slow_drift(
    variance: Feature, eta_T: EtaT, eta_G: EtaG, tau: Tau, tau_tilde: TauTilde, digits: Digits = None,
    certified: Certified = False, as_json: Json = False,
):
    """The overlap at which one feature comes to rest in times of order n^2 steps, and the least from which it does."""
    found = model(variance, None, eta_T, eta_G, tau, tau_tilde).slow_drift(**precision(digits, certified))
    answer({"least": found.least, "rest": found.rest}, digits, as_json)


@app.command("fooled-spectrum")
def fooled_spectrum(
    variances: Lambda, eta_T: EtaT, eta_G: EtaG, tau: Tau, tau_tilde: TauTilde, P: Overlap, generated: LambdaTilde = None,
    digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """The rates at which a small (q, r) grows where the discriminator is fooled, at overlaps P and S = 1."""
    found = model(variances, generated, eta_T, eta_G, tau, tau_tilde).fooled_spectrum(matrix(P), **precision(digits, certified))
    answer({f"{i + 1}_{part}": getattr(value, part) for i, value in enumerate(found) for part in ("real", "imag")}, digits,
           as_json)


@app.command()
def period(variance: Feature, eta_T: EtaT, eta_G: EtaG, tau: Tau, tau_tilde: TauTilde, digits: Digits = None,
           certified: Certified = False, as_json: Json = False):
    """The period of the cycle that one feature settles to."""
    uncertified(digits, certified, "the period of the cycle, an orbit of a differential equation")
    answer(model(variance, None, eta_T, eta_G, tau, tau_tilde).limit_cycle().period, None, as_json)


def matrix(rows: str) -> list[list[str]]:
    return [row.split(",") for row in rows.split(";")]


def model(variances: str, generated: Text, eta_T: str, eta_G: str, tau: str, tau_tilde: str):
    """The model with the linear loss and lengths held at 1."""
    from ganmech.solvable_gan import SolvableGAN

    generated = None if generated is None else generated.split(",")
    return SolvableGAN(variances.split(","), eta_T, eta_G, tau, tau_tilde, Lambda_tilde=generated)
