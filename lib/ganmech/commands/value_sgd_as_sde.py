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
Momentum = Annotated[str, typer.Option(help="Momentum gamma, between -1 and 1.")]
Certified = Annotated[bool, typer.Option("--certified", help="Balls that contain the values (with --digits).")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


@app.command("stationary-covariance")
def stationary_covariance(
    mu: Mu, lam: Lam, batch: Batch, eta: Eta, law: Law, scheme: Scheme, order: Order = "0", m: M = "0", a: A = "0", c: C = "1",
    s: S = "1", momentum: Momentum = "0", digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """The covariance of the parameters in the long run."""
    game = linear_quadratic(mu, lam, m, a, c, s, batch, eta, momentum)
    found = game.stationary_covariance(law, scheme, whole("order", order), **precision(digits, certified))
    answer({"theta_theta": found[0, 0], "theta_omega": found[0, 1], "omega_omega": found[1, 1]}, digits, as_json)


@app.command("stability-bound")
def stability_bound(
    mu: Mu, lam: Lam, scheme: Scheme, momentum: Momentum = "0", digits: Digits = None, certified: Certified = False,
    as_json: Json = False,
):
    """The learning rate below which the chain of updates has a stationary law."""
    game = linear_quadratic(mu, lam, "0", "0", "1", "1", "1", "1", momentum)
    answer(game.stability_bound(scheme, **precision(digits, certified)), digits, as_json)


@app.command("spectral-radius")
def spectral_radius(
    mu: Mu, lam: Lam, eta: Eta, scheme: Scheme, momentum: Momentum = "0", digits: Digits = None, certified: Certified = False,
    as_json: Json = False,
):
    """By how much an iteration of the chain contracts in the long run."""
    game = linear_quadratic(mu, lam, "0", "0", "1", "1", "1", eta, momentum)
    answer(game.spectral_radius(scheme, **precision(digits, certified)), digits, as_json)


@app.command()
def law(
    mu: Mu, lam: Lam, batch: Batch, eta: Eta, law: Law, scheme: Scheme,
    x0: Annotated[str, typer.Option("--x0", help="Start, theta first, such as 2,-1.")],
    steps: Annotated[str, typer.Option(help="Number of iterations.")], order: Order = "0", m: M = "0", a: A = "0", c: C = "1",
    s: S = "1", momentum: Momentum = "0", digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """Means of functions of the parameters after so many iterations."""
    from ganmech.sgd_as_sde.gaussian_law import OBSERVABLES

    game = linear_quadratic(mu, lam, m, a, c, s, batch, eta, momentum)
    wanted = precision(digits, certified)
    found = game.law(x0.split(","), whole("steps", steps), law, scheme, whole("order", order), **wanted)
    answer({name.replace(" ", "_"): found.expected(name) for name in OBSERVABLES}, digits, as_json)


@app.command()
def relations(
    mu: Mu, lam: Lam, batch: Batch, eta: Eta, law: Law, scheme: Scheme, order: Order = "0", m: M = "0", a: A = "0", c: C = "1",
    s: S = "1", digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """Both sides of the fluctuation-dissipation relations of the norm and of the payoff, under the law in the long run."""
    from ganmech.sgd_as_sde import stationary_relations

    game = linear_quadratic(mu, lam, m, a, c, s, batch, eta)
    found = stationary_relations(game, law, scheme, whole("order", order), **precision(digits, certified))
    both = {"norm": found.norm, "payoff": found.phi}
    answer(named_sides(both), digits, as_json)


@app.command("used-relations")
def used_relations(
    mu: Mu, lam: Lam, batch: Batch, eta: Eta, scheme: Scheme, m: M = "0", a: A = "0", c: C = "1", s: S = "1",
    digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """Both sides of the relations that hold for the chain itself, for each player, in minibatch gradients."""
    from ganmech.sgd_as_sde import used_relations as exact_relations

    found = exact_relations(linear_quadratic(mu, lam, m, a, c, s, batch, eta), scheme, **precision(digits, certified))
    answer(named_sides(dict(zip(("generator", "discriminator"), found))), digits, as_json)


@app.command()
def schedule(
    lam: Lam, k: Annotated[str, typer.Option("--k", help="eta Tr S/B, the noise.")],
    r0: Annotated[str, typer.Option("--r0", help="Mean squared distance at the start.")],
    T: Annotated[str, typer.Option("--T", help="Time at which the distance shall be least.")], digits: Digits = None,
    certified: Certified = False, as_json: Json = False,
):
    """The best learning rate of an isotropic game: when to leave the full rate, and the errors at T with and without."""
    from ganmech.sgd_as_sde import optimal_schedule

    found = optimal_schedule(lam, k, r0, T, **precision(digits, certified))
    answer({name: getattr(found, name) for name in ("switch_time", "switch_error", "r_T", "r_T_constant")}, digits, as_json)


def named_sides(relations: dict) -> dict:
    """Left and right side of each relation."""
    return {f"{name}_{side}": getattr(both, side) for name, both in relations.items() for side in ("left", "right")}


def linear_quadratic(mu: str, lam: str, m: str, a: str, c: str, s: str, batch: str, eta: str, momentum: str = "0"):
    """The game of mean estimation."""
    from ganmech.sgd_as_sde import LinearQuadratic

    return LinearQuadratic(mu=mu, lam=lam, m=m, a=a, c=c, s=s, batch=whole("batch", batch), eta=eta, momentum=momentum)
