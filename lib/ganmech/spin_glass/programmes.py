"""The exponent of a model: its derived programme and its random matrix, at its parameters."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from types import SimpleNamespace

from flint import arb, fmpq
from sympy import Matrix, Rational, sqrt, symbols

from derivations.spin_glass import bipartite_complexity, complexity, index, released
from derivations.spin_glass.notation import S_DD, S_GG, b, b1, kappa, p, q, sigma_z, written_out
from derivations.spin_glass.programme import Programme
from ganmech.lowering import balls, lower
from ganmech.spin_glass.exponent import D, G, Exponent


@dataclass(frozen=True)
class Way:
    """A programme; edges and weights of its index terms; whether shifts of either sign count and an index of 0 asks for nothing."""

    programme: Programme
    edges: Matrix = index.edges.result
    weights: tuple = index.weights
    either_sign: bool = False


ROWS = "shifts", "losses"
B_SQUARED, B1_SQUARED = symbols("b_squared b1_squared", positive=True)
ARGUMENTS = (p, q, sigma_z, kappa, S_DD, S_GG, B_SQUARED, B1_SQUARED)
EXACT_POWERS = SimpleNamespace(rational=Rational)      # SymPy's own, for 2^-(p + q) too
WAYS = {
    ("derived", "shared"): Way(complexity.shared),
    ("derived", "bipartite"): Way(bipartite_complexity.bipartite),
    ("released", "shared"): Way(released.released, released.edges, released.weights, either_sign=True),
}


@lru_cache(maxsize=1024)
def exponent_of(model) -> Exponent:
    """The exponent of this model, in its convention and coupling; linear maps and variances stay exact."""
    way, blocks = WAYS[model.convention, model.coupling], model.blocks
    found = exact_numbers(model)
    return Exponent(
        names=tuple(variable.name for variable in way.programme.variables), variances=found["variances"],
        shifts=found["shifts"], losses=found["losses"], constant=model.constant(), blocks=blocks,
        edges=tuple(map(_root, found["edges_squared"])),
        weights=tuple(float(Rational(int(weight.p), int(weight.q))) for weight in found["weights"]), either_sign=way.either_sign,
        concave=_is_concave(found["shifts"], found["variances"], blocks))


def exact_numbers(model) -> dict[str, tuple]:
    """By name the programme's variances, its rows of shifts and of losses, squares of the edges, and weights of the indices."""
    b_squared, b1_squared = (0, 0) if model.coupling == "bipartite" else (model.ensemble.b_squared, model.ensemble.b1_squared)
    values = (model.p, model.q, model.sigma_z, model.kappa, model.blocks.S_DD, model.blocks.S_GG, b_squared, b1_squared)
    shape, function = _lowered(model.convention, model.coupling)
    numbers = map(as_rational, function(EXACT_POWERS, *map(Rational, values)))
    rows = {name: tuple(tuple(islice(numbers, width)) for _ in range(count)) for name, (count, width) in shape.items()}
    return {name: sum(found, ()) if name not in ROWS else found for name, found in rows.items()}


@lru_cache
def _lowered(convention: str, coupling: str):
    """(shapes by name, a function of all numbers): substituting into each expression anew would take ten times as long."""
    way, squares = WAYS[convention, coupling], {b: sqrt(B_SQUARED), b1: sqrt(B1_SQUARED)}
    variables = way.programme.variables
    found = {"variances": Matrix(way.programme.variances), "shifts": Matrix(way.programme.shifts).jacobian(variables),
             "losses": Matrix(way.programme.losses).jacobian(variables),
             "edges_squared": Matrix([(written_out(edge)**2).subs(squares) for edge in way.edges]),
             "weights": Matrix([written_out(weight) for weight in way.weights])}
    entries = tuple(entry for matrix in found.values() for entry in matrix)
    return {name: matrix.shape for name, matrix in found.items()}, lower(entries, ARGUMENTS)


def _is_concave(shifts, variances, blocks) -> bool:
    """Whether Cov(y_D, y_G) = S + V with a diagonal V between 0 and the diagonal of S: enough, by ``concavity``."""
    _, _, S_DD, S_DG, S_GG = blocks.law

    def covariance(first, second):
        return sum((one * other * variance for one, other, variance in zip(shifts[first], shifts[second], variances)), fmpq(0))

    return covariance(D, G) == S_DG and all(S <= covariance(side, side) <= 2 * S for side, S in ((D, S_DD), (G, S_GG)))


def _root(square: fmpq) -> float:
    """Its square root, rounded once."""
    with balls(200):
        return float(arb(square).sqrt().mid())


def as_rational(number) -> fmpq:
    """A rational number of SymPy's, or a whole one."""
    number = Rational(number)
    return fmpq(int(number.p), int(number.q))
