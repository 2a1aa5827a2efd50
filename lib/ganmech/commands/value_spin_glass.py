"""`ganmech value spin-glass`: the spectrum of the model's random matrix and its log-determinant, and the tails of the GOE."""

from __future__ import annotations

from typing import Annotated

import typer

from ganmech.commands.answer import answer, precision, whole
from ganmech.commands.spin_glass_options import (
    B, B1, Certified, Convention, Digits, Edge, Json, Kappa, Lam, P, Q, SigmaZ, X, X1, matrix,
)

app = typer.Typer()


@app.command("log-determinant")
def log_determinant(
    kappa: Kappa, x: X, x1: X1, p: P = None, q: Q = None, sigma_z: SigmaZ = None, b: B = None, b1: B1 = None,
    convention: Convention = "derived", digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """lim (1/N) log|det(H - x)|."""
    ensemble = matrix(kappa, p, q, sigma_z, b, b1, convention)
    answer(ensemble.log_determinant(x, x1, **precision(digits, certified)), digits, as_json)


@app.command()
def gradient(
    kappa: Kappa, x: X, x1: X1, p: P = None, q: Q = None, sigma_z: SigmaZ = None, b: B = None, b1: B1 = None,
    convention: Convention = "derived", digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """Derivatives of the log-determinant in x and in x1."""
    ensemble = matrix(kappa, p, q, sigma_z, b, b1, convention)
    found = ensemble.log_determinant_gradient(x, x1, **precision(digits, certified))
    answer(dict(zip(("d_dx", "d_dx1"), found)), digits, as_json)


@app.command()
def hessian(
    kappa: Kappa, x: X, x1: X1, p: P = None, q: Q = None, sigma_z: SigmaZ = None, b: B = None, b1: B1 = None,
    convention: Convention = "derived", digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """Second derivatives of the log-determinant in x and x1."""
    ensemble = matrix(kappa, p, q, sigma_z, b, b1, convention)
    found = ensemble.log_determinant_hessian(x, x1, **precision(digits, certified))
    answer(dict(zip(("d2_dx2", "d2_dx_dx1", "d2_dx12"), found)), digits, as_json)


@app.command()
def density(
    kappa: Kappa, lam: Lam, x1: X1, p: P = None, q: Q = None, sigma_z: SigmaZ = None, b: B = None, b1: B1 = None,
    convention: Convention = "derived", digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """Spectral density of H at lam."""
    ensemble = matrix(kappa, p, q, sigma_z, b, b1, convention)
    answer(ensemble.density(lam, x1, **precision(digits, certified)), digits, as_json)


@app.command()
def edges(
    kappa: Kappa, x1: X1, p: P = None, q: Q = None, sigma_z: SigmaZ = None, b: B = None, b1: B1 = None,
    convention: Convention = "derived", digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """Where the spectrum of H begins and ends: two edges, or four."""
    ensemble = matrix(kappa, p, q, sigma_z, b, b1, convention)
    answer(list(ensemble.edges(x1, **precision(digits, certified))), digits, as_json)


@app.command("merging-x1")
def merging_x1(
    kappa: Kappa, p: P = None, q: Q = None, sigma_z: SigmaZ = None, b: B = None, b1: B1 = None,
    convention: Convention = "derived", digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """The positive x1 at which the two bands of the spectrum touch."""
    answer(matrix(kappa, p, q, sigma_z, b, b1, convention).merging_x1(**precision(digits, certified)), digits, as_json)


@app.command("right-tail-rate")
def right_tail_rate(
    u: Annotated[str, typer.Option("--u", help="Beyond which the eigenvalue lies, at least E.")], edge: Edge = "1",
    k: Annotated[str, typer.Option("--k", help="Which eigenvalue, counted from the largest.")] = "1",
    digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """-lim (1/N) log P(k-th largest eigenvalue of the GOE > u)."""
    from ganmech.spin_glass import kth_eigenvalue_rate

    found = kth_eigenvalue_rate(u, whole("k", k), edge, **precision(digits, certified))
    answer(found, digits, as_json)


@app.command("left-tail-rate")
def left_tail_rate(
    u: Annotated[str, typer.Option("--u", help="Below which all eigenvalues lie, at most E.")], edge: Edge = "1",
    digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """-lim (1/N^2) log P(largest eigenvalue of the GOE < u)."""
    from ganmech.spin_glass import left_tail_rate as rate

    answer(rate(u, edge, **precision(digits, certified)), digits, as_json)


@app.command("eigenvalues-above")
def eigenvalues_above(
    u: Annotated[str, typer.Option("--u", help="Beyond which eigenvalues are counted.")],
    N: Annotated[str, typer.Option("--N", help="Size of the matrix, even.")], edge: Edge = "1", digits: Digits = None,
    certified: Certified = False, as_json: Json = False,
):
    """The mean number of eigenvalues of a GOE matrix of size N above u, exactly."""
    from ganmech.spin_glass.goe_finite import expected_above

    answer(expected_above(u, whole("N", N), edge, **precision(digits, certified)), digits, as_json)
