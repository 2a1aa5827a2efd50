"""The command `ganmech`.

Exit codes: 0 all is well, 1 a check or a notebook failed, 2 the input is wrong. Wrong input is answered in one sentence
that names what was given and what is allowed. Each command but `lab` has --json for programs.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Annotated

import typer

from ganmech.commands import batch, value
from ganmech.project import NotACheckout

UsageError = typer.BadParameter.__base__

app = typer.Typer(
    name="ganmech",
    help="The exact theory of generative adversarial networks: check it, compute with it, build its book.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(value.app, name="value")
app.add_typer(batch.app, name="batch")

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


@app.callback(invoke_without_command=True)
def top(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False):
    """The exact theory of generative adversarial networks: check it, compute with it, build its book."""
    if version:
        from ganmech import __version__

        typer.echo(__version__)
        raise typer.Exit()


@app.command()
def check(
    names: Annotated[list[str] | None, typer.Argument(help="Derivations, modules or chapters; all when none is named.")] = None,
    as_json: Json = False,
):
    """Verify derivations and print the ledger; exit with 1 if a line is UNKNOWN or REFUTED."""
    from ganmech.commands.check import check as run

    raise typer.Exit(run(names or [], as_json))


@app.command()
def report(
    pdf: Annotated[bool, typer.Option("--pdf", help="Also make one PDF of the book.")] = False, as_json: Json = False
):
    """Execute the notebooks whose sources changed and build the book."""
    from ganmech.commands.report import report as run

    raise typer.Exit(run(pdf, as_json))


@app.command()
def run(
    notebook: Annotated[str, typer.Argument(help="Such as spin_glass/goe_right_tail.")],
    output: Annotated[str, typer.Option("--output", "-o", help="Where the executed notebook goes.")],
    parameter: Annotated[list[str] | None, typer.Option("-p", "--parameter", metavar="NAME VALUE")] = None,
    as_json: Json = False,
):
    """Execute one notebook with other parameters; all of them are checked before anything starts."""
    from ganmech.commands.run import run as execute

    raise typer.Exit(execute(notebook, parameter or [], output, as_json))


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(context: typer.Context):
    """Open the notebooks in JupyterLab; further options go to it, such as --no-browser."""
    from ganmech.commands.lab import lab as run

    raise typer.Exit(run(context.args))


def main(arguments: list[str] | None = None) -> None:
    """Run a command and exit with its code."""
    arguments = pairs_joined(sys.argv[1:] if arguments is None else list(arguments))
    try:
        code = app(arguments, standalone_mode=False)
    except UsageError as wrong:
        code = refuse(wrong.format_message(), arguments)
    except (ValueError, ArithmeticError, NotACheckout) as wrong:
        if isinstance(wrong, ZeroDivisionError | FloatingPointError) or os.environ.get("GANMECH_TRACEBACK"):
            raise
        code = refuse(str(wrong), arguments)
    except (typer.Abort, KeyboardInterrupt):
        code = 130
    except BrokenPipeError:  # the reader of the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code or 0)


def refuse(sentence: str, arguments: list[str]) -> int:
    """Say what is wrong with the input, on stderr, or as JSON on stdout for a program."""
    if sentence.startswith("Usage:"):  # a group of commands named without one of them: its help says which there are
        typer.echo(sentence)
    elif "--json" in arguments:
        typer.echo(json.dumps({"error": sentence}))
    else:
        typer.echo(f"ganmech: {sentence}", err=True)
    return 2


def pairs_joined(arguments: list[str]) -> list[str]:
    """`-p name value`, as papermill writes it, becomes `-p name=value`, which an option parser can repeat."""
    joined, rest = [], list(arguments)
    while rest:
        joined.append(rest.pop(0))
        if joined[-1] in ("-p", "--parameter") and len(rest) > 1 and "=" not in rest[0] and "run" in joined:
            joined.append(f"{rest.pop(0)}={rest.pop(0)}")
    return joined


if __name__ == "__main__":
    main()
