"""`ganmech value spin-glass`: how many critical points and joint minima the model has, and how low their losses are."""

from __future__ import annotations

from typing import Annotated

import typer

from ganmech.commands.answer import answer, precision, whole
from ganmech.commands.spin_glass_options import (
    Bound_D, Bound_G, Certified, Convention, Coupling, Digits, Index_D, Index_G, Json, Kappa, P, Q, SigmaZ, index, model,
)

app = typer.Typer()


@app.command()
def constant(
    kappa: Kappa, p: P, q: Q, sigma_z: SigmaZ, convention: Convention = "derived", coupling: Coupling = "shared",
    digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """Exponential rate of the Kac-Rice constant."""
    found = model(kappa, p, q, sigma_z, convention, coupling).constant(**precision(digits, certified))
    answer(found, digits, as_json)


@app.command()
def complexity(
    kappa: Kappa, p: P, q: Q, sigma_z: SigmaZ, u_D: Bound_D = "inf", u_G: Bound_G = "inf", k_D: Index_D = None,
    k_G: Index_G = None, convention: Convention = "derived", coupling: Coupling = "shared", digits: Digits = None,
    certified: Certified = False, as_json: Json = False,
):
    """lim (1/N) log of the mean number of critical points with losses below bounds, of given indices."""
    indices = index("k_D", k_D), index("k_G", k_G)
    found = model(kappa, p, q, sigma_z, convention, coupling).complexity(u_D, u_G, *indices, **precision(digits, certified))
    answer(found, digits, as_json)


@app.command("complexity-maximum")
def complexity_maximum(
    kappa: Kappa, p: P, q: Q, sigma_z: SigmaZ, u_D: Bound_D = "inf", u_G: Bound_G = "inf", k_D: Index_D = None,
    k_G: Index_G = None, convention: Convention = "derived", coupling: Coupling = "shared", digits: Digits = None,
    certified: Certified = False, as_json: Json = False,
):
    """The complexity, and the Gaussian variables, shifts and losses over sqrt(N) at which it is reached."""
    the_model, indices = model(kappa, p, q, sigma_z, convention, coupling), (index("k_D", k_D), index("k_G", k_G))
    found = the_model.complexity_maximum(u_D, u_G, *indices, **precision(digits, certified))
    answer({"value": found.value} | found.losses | found.shifts | found.variables, digits, as_json)


@app.command("total-complexity")
def total_complexity(
    kappa: Kappa, p: P, q: Q, sigma_z: SigmaZ, digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """The complexity without bounds on the losses, from its closed form."""
    answer(model(kappa, p, q, sigma_z, "derived").total_complexity(**precision(digits, certified)), digits, as_json)


@app.command()
def exponent(
    kappa: Kappa, p: P, q: Q, sigma_z: SigmaZ,
    at: Annotated[str, typer.Option(help="The Gaussian variables over sqrt(N), as l_D=-1,L_G=0.5,D=0.")],
    k_D: Index_D = None, k_G: Index_G = None, convention: Convention = "derived", coupling: Coupling = "shared",
    digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """The exponent whose largest value under bounds is the complexity, at given Gaussian variables."""
    indices = dict(k_D=index("k_D", k_D), k_G=index("k_G", k_G))
    the_model = model(kappa, p, q, sigma_z, convention, coupling)
    found = the_model.exponent(*variables(the_model, at), **indices, **precision(digits, certified))
    answer(found, digits, as_json)


@app.command("minimum-losses")
def minimum_losses(
    kappa: Kappa, p: P, q: Q, sigma_z: SigmaZ, k_D: Index_D = None, k_G: Index_G = None, convention: Convention = "derived",
    coupling: Coupling = "shared", digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """The least L_D, L_G and L_D + L_G, and the largest |L_D - L_G|, at which critical points still abound; over sqrt(N)."""
    indices = index("k_D", k_D), index("k_G", k_G)
    found = model(kappa, p, q, sigma_z, convention, coupling).minimum_losses(*indices, **precision(digits, certified))
    answer(vars(found), digits, as_json)


@app.command("nash-thresholds")
def nash_thresholds(
    kappa: Kappa, p: P, q: Q, sigma_z: SigmaZ = "1",
    vary: Annotated[str, typer.Option(help="sigma_z or kappa; the value given for it is not used.")] = "sigma_z",
    coupling: Coupling = "shared", digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """Values of one parameter at which joint minima of both losses begin, or cease, to abound."""
    found = model(kappa, p, q, sigma_z, "derived", coupling).nash_thresholds(vary, **precision(digits, certified))
    if len(found) or as_json:
        answer(list(found), digits, as_json)
    else:
        typer.echo(f"the sign does not change with {vary}")


@app.command("expected-critical-points")
def expected_critical_points(
    p: P, q: Q, sigma_z: SigmaZ, k_D: Index_D = None, k_G: Index_G = None, coupling: Coupling = "shared", digits: Digits = None,
    certified: Certified = False, as_json: Json = False,
):
    """The mean number of critical points on two circles, N_D = N_G = 2, exactly."""
    indices = index("k_D", k_D), index("k_G", k_G)
    on_torus = model("1/2", p, q, sigma_z, "derived", coupling)
    found = on_torus.expected_critical_points(2, 2, *indices, **precision(digits, certified))
    answer(found, digits, as_json)


def variables(the_model, text: str) -> list[str]:
    """The numbers of "name=number,name=number", in the order the model takes them. Raises ValueError."""
    from ganmech.spin_glass.programmes import exponent_of

    names = exponent_of(the_model).names
    given = dict(part.split("=", 1) for part in text.split(",") if "=" in part)
    if sorted(given) != sorted(names) or text.count("=") != len(names):
        raise ValueError(f"at must give {', '.join(f'{name}=number' for name in names)}, got {text[:60]!r}")
    return [given[name] for name in names]
