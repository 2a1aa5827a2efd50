"""What the commands of the spin-glass chapter take: options, and the model or the matrix that they mean.

The model is given either as the paper does, by --p, --q and --sigma-z, or by the amplitudes of its matrix, --b and --b1.
Numbers such as 9/10 and 0.1 are exact.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ganmech.commands.answer import digits_of, whole

Text = str | None
Kappa = Annotated[str, typer.Option(help="Share of the weights that are the discriminator's, between 0 and 1.")]
P = Annotated[Text, typer.Option("--p", help="Spins of the discriminator's glass, at least 2.")]
Q = Annotated[Text, typer.Option("--q", help="Spins the generator adds, at least 1.")]
SigmaZ = Annotated[Text, typer.Option(help="Strength of the generator's noise.")]
B = Annotated[Text, typer.Option("--b", help="Amplitude of the matrix shared by both blocks.")]
B1 = Annotated[Text, typer.Option("--b1", help="Amplitude of the matrix of the discriminator's block.")]
Convention = Annotated[str, typer.Option(help="derived or released.")]
Coupling = Annotated[str, typer.Option(help="shared or bipartite.")]
Bound_D = Annotated[str, typer.Option("--u-D", help="Largest loss of the discriminator, over sqrt(N); inf is none.")]
Bound_G = Annotated[str, typer.Option("--u-G", help="Largest loss of the generator, over sqrt(N); inf is none.")]
Index_D = Annotated[Text, typer.Option("--k-D", help="Negative eigenvalues of the discriminator's Hessian; any, if not given.")]
Index_G = Annotated[Text, typer.Option("--k-G", help="Negative eigenvalues of the generator's Hessian; any, if not given.")]
X = Annotated[str, typer.Option("--x", help="Where the determinant is taken.")]
Lam = Annotated[str, typer.Option("--lam", "--x", help="Where the density is taken.")]
X1 = Annotated[str, typer.Option("--x1", help="Shift of the discriminator's block.")]
Edge = Annotated[str, typer.Option("--E", help="Right edge of the semicircle.")]
Digits = Annotated[int | None, typer.Option(parser=digits_of, metavar="N", help="Decimal digits; else double precision.")]
Certified = Annotated[bool, typer.Option("--certified", help="A ball that contains the value (with --digits).")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


def matrix(kappa: str, p: Text, q: Text, sigma_z: Text, b: Text, b1: Text, convention: str):
    """The coupled ensemble meant. Raises ValueError when it is given twice or in part."""
    by_spins, by_amplitudes = (p, q, sigma_z), (b, b1)
    if None not in by_spins and by_amplitudes == (None, None):
        return model(kappa, p, q, sigma_z, convention).ensemble
    if None not in by_amplitudes and by_spins == (None, None, None):
        from ganmech.spin_glass import CoupledEnsemble

        return CoupledEnsemble(kappa=kappa, b=b, b1=b1)
    raise ValueError("the model must be given either by --p, --q and --sigma-z, or by --b and --b1")


def model(kappa: str, p: str, q: str, sigma_z: str, convention: str, coupling: str = "shared"):
    """The model with these spins and this noise."""
    from ganmech.spin_glass import SpinGlassGAN

    return SpinGlassGAN(p=whole("p", p), q=whole("q", q), sigma_z=sigma_z, kappa=kappa, convention=convention,
                        coupling=coupling)


def index(name: str, text: Text) -> int | None:
    """A number of negative eigenvalues, or None for any. Raises ValueError."""
    return None if text is None else whole(name, text)
