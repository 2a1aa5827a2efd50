"""`ganmech value neighbours`: distances of mixtures and of packed samples. Numbers as 1/5 and 0.2 are exact."""

from __future__ import annotations

from typing import Annotated

import typer

from ganmech.commands.answer import answer, digits_of, precision, whole
from ganmech.commands.certificates import uncertified

app = typer.Typer(help="Neighbouring solvable models: interval critics, packing.", no_args_is_help=True)

Digits = Annotated[int | None, typer.Option(parser=digits_of, metavar="N", help="Decimal digits; else double precision.")]
Certified = Annotated[bool, typer.Option("--certified", help="A ball that contains the value (with --digits).")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


@app.command("total-variation")
def total_variation(
    mu: Annotated[str, typer.Option(help="The generator's two means, such as 0,0.5.")],
    target: Annotated[str, typer.Option(help="The two means of the data, such as=-2,2.")],
    digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """The total variation distance of two mixtures of two unit Gaussians: the loss of the best critic of two intervals."""
    from ganmech.neighbours import total_variation as distance

    answer(distance(mu.split(","), target.split(","), **precision(digits, certified)), digits, as_json)


@app.command("optimal-intervals")
def optimal_intervals(
    mu: Annotated[str, typer.Option(help="The generator's two means, such as 0,0.5.")],
    target: Annotated[str, typer.Option(help="The two means of the data, such as=-2,2.")],
    digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """The intervals on which the best critic of two intervals accepts, end by end."""
    from ganmech.neighbours import optimal_intervals as intervals

    found = intervals(mu.split(","), target.split(","), **precision(digits, certified))
    answer({f"{side}{place + 1}": end for place, pair in enumerate(found) for side, end in zip("lr", pair)}, digits, as_json)


@app.command("packed-distance")
def packed_distance(
    tau: Annotated[str, typer.Option(help="Total variation distance of one sample.")],
    m: Annotated[str, typer.Option("--m", help="Samples packed together.")],
    digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """The smallest distance that m packed samples can have, and the largest."""
    from ganmech.neighbours import largest_distance, smallest_distance

    wanted, m = precision(digits, certified), whole("m", m)
    least, most = smallest_distance(tau, m, **wanted), largest_distance(tau, m)
    answer({"smallest": least, "largest": number(most, digits, certified)}, digits, as_json)


@app.command("product-distance")
def product_distance(
    P: Annotated[str, typer.Option("--P", help="Probabilities such as 1/2,1/2.")],
    Q: Annotated[str, typer.Option("--Q", help="As many others.")],
    m: Annotated[str, typer.Option("--m", help="Samples packed together.")],
    digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """The total variation distance of m packed samples of two laws; a fraction, and exact up to its last rounding."""
    from ganmech.neighbours import product_distance as distance

    precision(digits, certified)
    found = distance([text.strip() for text in P.split(",")], [text.strip() for text in Q.split(",")], whole("m", m))
    answer(number(found, digits, certified), digits, as_json)


@app.command("missing-mode")
def missing_mode(
    tau: Annotated[str, typer.Option(help="Total variation distance of one sample.")],
    m: Annotated[str, typer.Option("--m", help="Samples packed together.")],
    epsilon: Annotated[str, typer.Option(help="Largest generated mass of the missing mode.")],
    delta: Annotated[str, typer.Option(help="Least target mass of the missing mode.")],
    digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """The smallest distance of packed samples of a pair with a missing mode; double precision only."""
    from ganmech.neighbours import smallest_with_collapse

    uncertified(digits, certified, "the smallest distance with a missing mode, which a scan finds")
    answer(smallest_with_collapse(tau, whole("m", m), epsilon, delta).distance, None, as_json)


@app.command("radius-growth")
def radius_growth(
    eta_D: Annotated[str, typer.Option("--eta-D", help="Learning rate of the critic.")],
    eta_G: Annotated[str, typer.Option("--eta-G", help="Learning rate of the generator.")],
    digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """By what one simultaneous step of gradient play multiplies the squared distance from equilibrium; exact."""
    from ganmech.neighbours import radius_growth as growth

    precision(digits, certified)
    answer(number(growth(eta_D, eta_G), digits, certified), digits, as_json)


def number(exact, digits: int | None, certified: bool):
    """A fraction as it is, to so many digits, or in a ball."""
    from flint import arb

    from ganmech.enclosed import from_balls
    from ganmech.exact import rational

    return exact if digits is None else from_balls(lambda _: arb(rational(exact)), digits, certified)
