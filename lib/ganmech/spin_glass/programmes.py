"""The exponent of a model: its derived programme and its random matrix, at its parameters."""

from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace

from flint import fmpq
from sympy import Matrix, Rational, sqrt, symbols, sympify

from derivations.spin_glass import bipartite_complexity, complexity, index, released
from derivations.spin_glass.notation import S_DD, S_GG, b, b1, kappa, p, q, sigma_z, written_out
from derivations.spin_glass.programme import Programme
from ganmech.lowering import lower
from ganmech.rigour import to_digits
from ganmech.spin_glass.exponent import D, G, Exponent


@dataclass(frozen=True)
class Way:
    """A programme; edges and weights of its index terms; whether shifts of either sign count and an index of 0 asks for nothing."""

    programme: Programme
    edges: Matrix = index.edges.result
    weights: tuple = index.weights
    either_sign: bool = False


B_SQUARED, B1_SQUARED = symbols("b_squared b1_squared", positive=True)
ARGUMENTS = (p, q, sigma_z, kappa, S_DD, S_GG, B_SQUARED, B1_SQUARED)
EXACT_POWERS = SimpleNamespace(rational=Rational)      # SymPy's own, for 2^-(p + q) too
WAYS = {
    ("derived", "shared"): Way(complexity.shared),
    ("derived", "bipartite"): Way(bipartite_complexity.bipartite),
    ("released", "shared"): Way(released.released, released.edges, released.weights, either_sign=True),
}


@dataclass(frozen=True)
class Numbers:
    """A programme at exact parameters: variances, rows of shifts and of losses, squares of the edges, weights of the indices."""

    variances: tuple[fmpq, ...]
    shifts: tuple[tuple[fmpq, ...], ...]
    losses: tuple[tuple[fmpq, ...], ...]
    edges_squared: tuple[fmpq, fmpq]
    weights: tuple[fmpq, fmpq]


@lru_cache(maxsize=1024)
def exponent_of(model) -> Exponent:
    """The exponent of this model, in its convention and coupling; linear maps and variances stay exact."""
    way, found = WAYS[model.convention, model.coupling], exact_numbers(model)
    return Exponent(
        names=tuple(variable.name for variable in way.programme.variables), variances=found.variances, shifts=found.shifts,
        losses=found.losses, constant=model.constant(), blocks=model.blocks, edges=tuple(map(_root, found.edges_squared)),
        weights=tuple(int(weight.p) / int(weight.q) for weight in found.weights), either_sign=way.either_sign,
        concave=_is_concave(found.shifts, found.variances, model.blocks))


@lru_cache(maxsize=1024)
def exact_numbers(model) -> Numbers:
    """The numbers of this model's programme."""
    b_squared, b1_squared = (0, 0) if model.coupling == "bipartite" else (model.ensemble.b_squared, model.ensemble.b1_squared)
    values = model.p, model.q, model.sigma_z, model.kappa, model.blocks.S_DD, model.blocks.S_GG, b_squared, b1_squared
    exact = tuple(map(Rational, values))

    def numbers(row) -> tuple[fmpq, ...]:
        return tuple(as_rational(number) for number in row(EXACT_POWERS, *exact))

    variances, shifts, losses, edges_squared, weights = _rows(model.convention, model.coupling)
    return Numbers(numbers(variances), tuple(map(numbers, shifts)), tuple(map(numbers, losses)), numbers(edges_squared),
                   numbers(weights))


@lru_cache
def _rows(convention: str, coupling: str) -> tuple:
    """What `Numbers` holds as functions, one for each row: to substitute into each expression anew takes thirty times as long."""
    way, squares = WAYS[convention, coupling], {b: sqrt(B_SQUARED), b1: sqrt(B1_SQUARED)}

    def row(expressions):
        return lower(tuple(map(sympify, expressions)), ARGUMENTS)

    shifts, losses = (Matrix(functions).jacobian(way.programme.variables).tolist()
                      for functions in (way.programme.shifts, way.programme.losses))
    return (row(way.programme.variances), [*map(row, shifts)], [*map(row, losses)],
            row((written_out(edge)**2).subs(squares) for edge in way.edges), row(map(written_out, way.weights)))


def _is_concave(shifts, variances, blocks) -> bool:
    """Whether Cov(y_D, y_G) = S + V with a diagonal V between 0 and the diagonal of S: enough, by ``concavity``."""
    _, _, S_DD, S_DG, S_GG = blocks.law

    def covariance(first, second):
        return sum((one * other * variance for one, other, variance in zip(shifts[first], shifts[second], variances)), fmpq(0))

    return covariance(D, G) == S_DG and all(S <= covariance(side, side) <= 2 * S for side, S in ((D, S_DD), (G, S_GG)))


def _root(square: fmpq) -> float:
    return to_digits(lambda arithmetic, number: arithmetic.sqrt(number), [square], None, False)


def as_rational(number) -> fmpq:
    """A rational number of SymPy's, or a whole one of Python's."""
    number = Rational(number)
    return fmpq(int(number.p), int(number.q))
