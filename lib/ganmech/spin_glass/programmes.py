"""The exponent of a model: its derived programme and its random matrix, at its parameters."""

from dataclasses import dataclass
from functools import lru_cache

from flint import fmpq
from sympy import Matrix, Rational, sqrt, sympify

from derivations.spin_glass import bipartite_complexity, complexity, index, released
from derivations.spin_glass.notation import S_DD, S_GG, b, b1, kappa, p, q, sigma_z, written_out
from derivations.spin_glass.programme import Programme
from ganmech.spin_glass.exponent import D, G, Exponent


@dataclass(frozen=True)
class Way:
    """A programme; edges and weights of its index terms; whether shifts of either sign count and an index of 0 asks for nothing."""

    programme: Programme
    edges: Matrix = index.edges.result
    weights: tuple = index.weights
    either_sign: bool = False


WAYS = {
    ("derived", "shared"): Way(complexity.shared),
    ("derived", "bipartite"): Way(bipartite_complexity.bipartite),
    ("released", "shared"): Way(released.released, released.edges, released.weights, either_sign=True),
}


@lru_cache(maxsize=1024)
def exponent_of(model) -> Exponent:
    """The exponent of this model, in its convention and coupling; linear maps and variances stay exact."""
    way, blocks = WAYS[model.convention, model.coupling], model.blocks
    values = parameters(model)

    def numbers(expressions):
        return tuple(as_rational(sympify(expression).subs(values)) for expression in expressions)

    def rows(functions):
        return tuple(numbers(row) for row in Matrix(functions).jacobian(way.programme.variables).tolist())

    variances, shifts = numbers(way.programme.variances), rows(way.programme.shifts)
    return Exponent(
        names=tuple(variable.name for variable in way.programme.variables), variances=variances, shifts=shifts,
        losses=rows(way.programme.losses), constant=model.constant(), blocks=blocks,
        edges=tuple(float(written_out(edge).subs(values)) for edge in way.edges),
        weights=tuple(map(float, numbers(map(written_out, way.weights)))), either_sign=way.either_sign,
        concave=_is_concave(shifts, variances, blocks))


def parameters(model) -> dict:
    """The model's symbols, and those of the random matrix that edges are written in, in exact numbers."""
    found = {p: model.p, q: model.q, sigma_z: Rational(model.sigma_z), kappa: Rational(model.kappa),
             S_DD: Rational(model.blocks.S_DD), S_GG: Rational(model.blocks.S_GG)}
    if model.coupling == "bipartite":
        return found
    return found | {b: sqrt(Rational(model.ensemble.b_squared)), b1: sqrt(Rational(model.ensemble.b1_squared))}


def _is_concave(shifts, variances, blocks) -> bool:
    """Whether Cov(y_D, y_G) = S + V with a diagonal V between 0 and the diagonal of S: enough, by ``concavity``."""
    _, _, S_DD, S_DG, S_GG = blocks.law

    def covariance(first, second):
        return sum((one * other * variance for one, other, variance in zip(shifts[first], shifts[second], variances)), fmpq(0))

    return covariance(D, G) == S_DG and all(S <= covariance(side, side) <= 2 * S for side, S in ((D, S_DD), (G, S_GG)))


def as_rational(number) -> fmpq:
    """A rational number of SymPy's."""
    return fmpq(int(number.p), int(number.q))
