"""`ganmech value`: one number of the theory, at parameters of the reader's own."""

from __future__ import annotations

import typer

from ganmech.commands import (value_complexity, value_neighbours, value_particle_gan, value_sgd_as_sde, value_solvable_gan,
                              value_spin_glass)

app = typer.Typer(help="Compute one number of the theory.", no_args_is_help=True)
spin_glass = typer.Typer(help="The spin-glass model of two coupled networks.", no_args_is_help=True)
spin_glass.add_typer(value_spin_glass.app)
spin_glass.add_typer(value_complexity.app)
app.add_typer(spin_glass, name="spin-glass")
app.add_typer(value_solvable_gan.app, name="solvable-gan")
app.add_typer(value_particle_gan.app, name="particle-gan")
app.add_typer(value_sgd_as_sde.app, name="sgd-as-sde")
app.add_typer(value_neighbours.app, name="neighbours")
