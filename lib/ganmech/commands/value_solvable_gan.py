"""`ganmech value solvable-gan`: order parameters, phase, thresholds and cycle of the solvable model.

Several features are given as lists, --Lambda 5,3; matrices row by row, --P "0.1,0;0,0.1". Numbers as 1/5 and 0.2 are exact.
"""

from __future__ import annotations

import json
from typing import Annotated

import typer

from ganmech.commands.answer import answer, digits_of, precision

app = typer.Typer(help="The solvable model of a GAN in high dimension.", no_args_is_help=True)

Text = str | None
Lambda = Annotated[str, typer.Option("--Lambda", help="Variances of the true features, such as 5,3.")]
LambdaTilde = Annotated[Text, typer.Option("--Lambda-tilde", help="Variances of the generator; without it, --Lambda.")]
EtaT = Annotated[str, typer.Option("--eta-T", help="Variance of the noise of true data.")]
EtaG = Annotated[str, typer.Option("--eta-G", help="Variance of the generator's noise.")]
Tau = Annotated[str, typer.Option("--tau", help="Learning rate of the discriminator.")]
TauTilde = Annotated[str, typer.Option("--tau-tilde", help="Learning rate of the generator.")]
Overlap = Annotated[str, typer.Option("--P", help="Overlaps of true and learnt features at the start, such as '0.1,0;0,0.1'.")]
Seen = Annotated[str, typer.Option("--q", help="Overlaps of true features and discriminator at the start, such as 0.1,0.1.")]
Time = Annotated[str, typer.Option("--t", help="Time, the number of steps over n.")]
Digits = Annotated[int | None, typer.Option(parser=digits_of, metavar="N", help="Decimal digits; else double precision.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


@app.command("order-parameters")
def order_parameters(
    variances: Lambda, eta_T: EtaT, eta_G: EtaG, tau: Tau, tau_tilde: TauTilde, P: Overlap, q: Seen, t: Time,
    generated: LambdaTilde = None, digits: Digits = None, as_json: Json = False,
):
    """P, q and r at the time t, lengths held at 1, from the start with r = P^T q and S = 1."""
    found = model(variances, generated, eta_T, eta_G, tau, tau_tilde).solve(
        {"P": [row.split(",") for row in P.split(";")], "q": q.split(",")}, t, **precision(digits))
    overlaps = {f"P{i + 1}{j + 1}": entry for i, row in enumerate(found.P[0]) for j, entry in enumerate(row)}
    vectors = {f"{name}{i + 1}": entry for name in "qr" for i, entry in enumerate(getattr(found, name)[0])}
    answer(overlaps | vectors, digits, as_json)


@app.command()
def phase(
    variances: Lambda, eta_T: EtaT, eta_G: EtaG, tau: Tau, tau_tilde: TauTilde, generated: LambdaTilde = None,
    as_json: Json = False,
):
    """The phase, and which features are retrieved."""
    found = model(variances, generated, eta_T, eta_G, tau, tau_tilde).phase()
    retrieved = f" (retrieved: {', '.join(map(str, found.retrieved))})" if found.retrieved else ""
    typer.echo(json.dumps({"value": found.name, "retrieved": found.retrieved}) if as_json else found.name + retrieved)


@app.command()
def thresholds(variances: Lambda, tau: Tau, tau_tilde: TauTilde, generated: LambdaTilde = None, as_json: Json = False):
    """The noises eta = eta_T = eta_G at which the conditions of the phases change."""
    found = model(variances, generated, "1", "1", tau, tau_tilde).thresholds()
    each = {f"{name}{i + 1}": value for name in ("failure", "oscillation") for i, value in enumerate(getattr(found, name))}
    answer(each | {"no_rest": found.no_rest}, None, as_json)


@app.command()
def period(variance: Annotated[str, typer.Option("--Lambda", help="Variance of the one feature.")],
           eta_T: EtaT, eta_G: EtaG, tau: Tau, tau_tilde: TauTilde, as_json: Json = False):
    """The period of the cycle that one feature settles to."""
    answer(model(variance, None, eta_T, eta_G, tau, tau_tilde).limit_cycle().period, None, as_json)


def model(variances: str, generated: Text, eta_T: str, eta_G: str, tau: str, tau_tilde: str):
    """The model with the linear loss and lengths held at 1."""
    from ganmech.solvable_gan import SolvableGAN

    generated = None if generated is None else generated.split(",")
    return SolvableGAN(variances.split(","), eta_T, eta_G, tau, tau_tilde, Lambda_tilde=generated)
