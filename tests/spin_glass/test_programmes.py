"""The exact numbers of a programme against plain substitution into its expressions."""

import pytest
from sympy import Matrix, Rational

from derivations.spin_glass.notation import S_DD, S_GG, b, b1, kappa, p, q, sigma_z, written_out
from ganmech.spin_glass import SpinGlassGAN
from ganmech.spin_glass.programmes import WAYS, exact_numbers, exponent_of

MODELS = [SpinGlassGAN(3, 4, "1/3", "2/5"), SpinGlassGAN(2, 1, "1e-30", "1/100"), SpinGlassGAN(7, 30, 250, "0.83"),
          SpinGlassGAN(3, 4, "1/3", "2/5", coupling="bipartite"), SpinGlassGAN(5, 2, 3, "1/7", convention="released")]


def substituted(model) -> dict[str, list]:
    way = WAYS[model.convention, model.coupling]
    values = {p: model.p, q: model.q, sigma_z: Rational(model.sigma_z), kappa: Rational(model.kappa),
              S_DD: Rational(model.blocks.S_DD), S_GG: Rational(model.blocks.S_GG)}
    if model.coupling == "shared":
        values |= {b: Rational(model.ensemble.b_squared)**Rational(1, 2), b1: Rational(model.ensemble.b1_squared)**Rational(1, 2)}
    rows = {"shifts": way.programme.shifts, "losses": way.programme.losses}
    found = {name: Matrix(functions).jacobian(way.programme.variables).subs(values).tolist() for name, functions in rows.items()}
    return found | {"variances": Matrix(way.programme.variances).subs(values).flat(),
                    "edges_squared": [(written_out(edge)**2).subs(values) for edge in way.edges],
                    "weights": [written_out(weight).subs(values) for weight in way.weights]}


def as_sympy(number):
    return [as_sympy(entry) for entry in number] if isinstance(number, tuple) else Rational(int(number.p), int(number.q))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: f"{model.convention}-{model.coupling}-{model.p}-{model.q}")
def test_numbers_of_a_programme_are_its_expressions_with_the_parameters_put_in(model):
    found = {name: as_sympy(numbers) for name, numbers in vars(exact_numbers(model)).items()}
    assert found == substituted(model)


@pytest.mark.parametrize("model", MODELS)
def test_edges_are_rounded_once(model):
    for edge, square in zip(exponent_of(model).edges, exact_numbers(model).edges_squared):
        exact = Rational(int(square.p), int(square.q))
        assert abs(Rational(edge)**2 / exact - 1) < Rational(1, 2**51)
