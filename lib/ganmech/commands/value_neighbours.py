"""`ganmech value neighbours`: distances of mixtures and of packed samples. Numbers as 1/5 and 0.2 are exact."""

from __future__ import annotations

from typing import Annotated

import typer

from ganmech.commands.answer import answer, digits_of, precision, whole

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
    answer({"smallest": least, "largest": most if digits is None else number(most, digits, certified)}, digits, as_json)


def number(exact, digits: int, certified: bool):
    """A fraction to so many digits, or in a ball."""
    from flint import arb

    from ganmech.digits import rounded
    from ganmech.exact import rational
    from ganmech.lowering import balls

    with balls(4 * digits + 20):
        ball = arb(rational(exact))
    return ball if certified else rounded(ball, digits)
