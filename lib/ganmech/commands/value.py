"""`ganmech value`: one number of the theory, at parameters of the reader's own.

The model is given either as the paper does, by --p, --q and --sigma-z, or by the amplitudes of its matrix, --b and --b1.
Numbers such as 9/10 and 0.1 are exact.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ganmech.commands import value_neighbours, value_particle_gan, value_sgd_as_sde, value_solvable_gan
from ganmech.commands.answer import answer, digits_of, precision, whole

app = typer.Typer(help="Compute one number of the theory.", no_args_is_help=True)
spin_glass = typer.Typer(help="The spin-glass model of two coupled networks.", no_args_is_help=True)
app.add_typer(spin_glass, name="spin-glass")
app.add_typer(value_solvable_gan.app, name="solvable-gan")
app.add_typer(value_particle_gan.app, name="particle-gan")
app.add_typer(value_sgd_as_sde.app, name="sgd-as-sde")
app.add_typer(value_neighbours.app, name="neighbours")

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
Digits = Annotated[int | None, typer.Option(parser=digits_of, metavar="N", help="Decimal digits; without it, double precision.")]
Certified = Annotated[bool, typer.Option("--certified", help="A ball that contains the value (with --digits).")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


@spin_glass.command("log-determinant")
def log_determinant(
    kappa: Kappa, x: X, x1: X1, p: P = None, q: Q = None, sigma_z: SigmaZ = None, b: B = None, b1: B1 = None,
    convention: Convention = "derived", digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """lim (1/N) log|det(H - x)|."""
    ensemble = matrix(kappa, p, q, sigma_z, b, b1, convention)
    answer(ensemble.log_determinant(x, x1, **precision(digits, certified)), digits, as_json)


@spin_glass.command()
def gradient(
    kappa: Kappa, x: X, x1: X1, p: P = None, q: Q = None, sigma_z: SigmaZ = None, b: B = None, b1: B1 = None,
    convention: Convention = "derived", digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """Derivatives of the log-determinant in x and in x1."""
    ensemble = matrix(kappa, p, q, sigma_z, b, b1, convention)
    found = ensemble.log_determinant_gradient(x, x1, **precision(digits, certified))
    answer(dict(zip(("d_dx", "d_dx1"), found)), digits, as_json)


@spin_glass.command()
def density(
    kappa: Kappa, lam: Lam, x1: X1, p: P = None, q: Q = None, sigma_z: SigmaZ = None, b: B = None, b1: B1 = None,
    convention: Convention = "derived", digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """Spectral density of H at lam."""
    ensemble = matrix(kappa, p, q, sigma_z, b, b1, convention)
    answer(ensemble.density(lam, x1, **precision(digits, certified)), digits, as_json)


@spin_glass.command()
def edges(
    kappa: Kappa, x1: X1, p: P = None, q: Q = None, sigma_z: SigmaZ = None, b: B = None, b1: B1 = None,
    convention: Convention = "derived", digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """Where the spectrum of H begins and ends: two edges, or four."""
    ensemble = matrix(kappa, p, q, sigma_z, b, b1, convention)
    answer(list(ensemble.edges(x1, **precision(digits, certified))), digits, as_json)


@spin_glass.command("merging-x1")
def merging_x1(
    kappa: Kappa, p: P = None, q: Q = None, sigma_z: SigmaZ = None, b: B = None, b1: B1 = None,
    convention: Convention = "derived", digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """The positive x1 at which the two bands of the spectrum touch."""
    answer(matrix(kappa, p, q, sigma_z, b, b1, convention).merging_x1(**precision(digits, certified)), digits, as_json)


@spin_glass.command()
def constant(
    kappa: Kappa, p: P, q: Q, sigma_z: SigmaZ, convention: Convention = "derived", digits: Digits = None,
    certified: Certified = False, as_json: Json = False,
):
    """Exponential rate of the Kac-Rice constant."""
    answer(model(kappa, p, q, sigma_z, convention).constant(**precision(digits, certified)), digits, as_json)


@spin_glass.command()
def complexity(
    kappa: Kappa, p: P, q: Q, sigma_z: SigmaZ, u_D: Bound_D = "inf", u_G: Bound_G = "inf", k_D: Index_D = None,
    k_G: Index_G = None, convention: Convention = "derived", coupling: Coupling = "shared", as_json: Json = False,
):
    """lim (1/N) log of the mean number of critical points with losses below bounds, of given indices."""
    indices = (None if k is None else whole(name, k) for name, k in (("k_D", k_D), ("k_G", k_G)))
    answer(model(kappa, p, q, sigma_z, convention, coupling).complexity(u_D, u_G, *indices), None, as_json)


@spin_glass.command("nash-thresholds")
def nash_thresholds(
    kappa: Kappa, p: P, q: Q, sigma_z: SigmaZ = "1",
    vary: Annotated[str, typer.Option(help="sigma_z or kappa; the value given for it is not used.")] = "sigma_z",
    coupling: Coupling = "shared", as_json: Json = False,
):
    """Values of one parameter at which joint minima of both losses begin, or cease, to abound."""
    found = model(kappa, p, q, sigma_z, "derived", coupling).nash_thresholds(vary).tolist()
    if found or as_json:
        answer(found, None, as_json)
    else:
        typer.echo(f"the sign does not change with {vary}")


@spin_glass.command("right-tail-rate")
def right_tail_rate(
    u: Annotated[str, typer.Option("--u", help="Beyond which the eigenvalue lies, at least E.")], edge: Edge = "1",
    k: Annotated[str, typer.Option("--k", help="Which eigenvalue, counted from the largest.")] = "1",
    digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """-lim (1/N) log P(k-th largest eigenvalue of the GOE > u)."""
    from ganmech.spin_glass import kth_eigenvalue_rate

    found = kth_eigenvalue_rate(u, whole("k", k), edge, **precision(digits, certified))
    answer(found, digits, as_json)


@spin_glass.command("left-tail-rate")
def left_tail_rate(
    u: Annotated[str, typer.Option("--u", help="Below which all eigenvalues lie, at most E.")], edge: Edge = "1",
    digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """-lim (1/N^2) log P(largest eigenvalue of the GOE < u)."""
    from ganmech.spin_glass import left_tail_rate as rate

    answer(rate(u, edge, **precision(digits, certified)), digits, as_json)


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
