"""`ganmech value sgd-as-sde`: covariances, stability, relations and schedules of the linear-quadratic game.

Numbers as 1/5 and 0.2 are exact.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ganmech.commands.answer import answer, digits_of, precision, whole

app = typer.Typer(help="Stochastic training as a stochastic differential equation.", no_args_is_help=True)

Mu = Annotated[str, typer.Option(help="Pull of the generator towards a.")]
Lam = Annotated[str, typer.Option(help="Weight decay of the discriminator.")]
M = Annotated[str, typer.Option("--m", help="Mean of the data.")]
A = Annotated[str, typer.Option("--a", help="Where the generator is pulled to.")]
C = Annotated[str, typer.Option("--c", help="Standard deviation of the data.")]
S = Annotated[str, typer.Option("--s", help="Standard deviation of what the generator makes.")]
Batch = Annotated[str, typer.Option(help="Size of a minibatch.")]
Eta = Annotated[str, typer.Option(help="Learning rate.")]
Scheme = Annotated[str, typer.Option(help="SML, simultaneous, or ALT, the discriminator first.")]
Law = Annotated[str, typer.Option(help="chain, the discrete updates, or sde, their modified equation.")]
Order = Annotated[str, typer.Option(help="Order of the modified equation: 0, 1 or 2.")]
Digits = Annotated[int | None, typer.Option(parser=digits_of, metavar="N", help="Decimal digits; else double precision.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


@app.command("stationary-covariance")
def stationary_covariance(
    mu: Mu, lam: Lam, batch: Batch, eta: Eta, law: Law, scheme: Scheme, order: Order = "0", m: M = "0", a: A = "0", c: C = "1",
    s: S = "1", digits: Digits = None, as_json: Json = False,
):
    """The covariance of the parameters in the long run."""
    game = linear_quadratic(mu, lam, m, a, c, s, batch, eta)
    found = game.stationary_covariance(law, scheme=scheme, order=whole("order", order), **precision(digits))
    answer({"theta_theta": found[0, 0], "theta_omega": found[0, 1], "omega_omega": found[1, 1]}, digits, as_json)


@app.command("stability-bound")
def stability_bound(mu: Mu, lam: Lam, scheme: Scheme, digits: Digits = None, as_json: Json = False):
    """The learning rate below which the chain of updates has a stationary law."""
    game = linear_quadratic(mu, lam, "0", "0", "1", "1", "1", "1")
    answer(game.stability_bound(scheme, **precision(digits)), digits, as_json)


@app.command()
def relations(
    mu: Mu, lam: Lam, batch: Batch, eta: Eta, law: Law, scheme: Scheme, order: Order = "0", m: M = "0", a: A = "0", c: C = "1",
    s: S = "1", digits: Digits = None, as_json: Json = False,
):
    """Both sides of the fluctuation-dissipation relations of the norm and of the payoff, under the law in the long run."""
    from ganmech.sgd_as_sde import stationary_relations

    game = linear_quadratic(mu, lam, m, a, c, s, batch, eta)
    found = stationary_relations(game, law, scheme, whole("order", order), **precision(digits))
    sides = {"norm": found.norm, "payoff": found.phi}
    named = {f"{name}_{side}": getattr(both, side) for name, both in sides.items() for side in ("left", "right")}
    answer(named, digits, as_json)


@app.command()
def schedule(
    lam: Lam, k: Annotated[str, typer.Option("--k", help="eta Tr S/B, the noise.")],
    r0: Annotated[str, typer.Option("--r0", help="Mean squared distance at the start.")],
    T: Annotated[str, typer.Option("--T", help="Time at which the distance shall be least.")], digits: Digits = None,
    as_json: Json = False,
):
    """The best learning rate of an isotropic game: when to leave the full rate, and the errors at T with and without."""
    from ganmech.sgd_as_sde import optimal_schedule

    found = optimal_schedule(lam, k, r0, T, **precision(digits))
    answer({name: getattr(found, name) for name in ("switch_time", "switch_error", "r_T", "r_T_constant")}, digits, as_json)


def linear_quadratic(mu: str, lam: str, m: str, a: str, c: str, s: str, batch: str, eta: str):
    """The game of mean estimation."""
    from ganmech.sgd_as_sde import LinearQuadratic

    return LinearQuadratic(mu=mu, lam=lam, m=m, a=a, c=c, s=s, batch=whole("batch", batch), eta=eta)
