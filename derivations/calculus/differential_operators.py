r"""Generators of diffusions, b . grad + A : grad^2/2, over any number of variables: sums, products with numbers, commutators.

The commutator of two of them is again one if at most one has a diffusion; that of two diffusions has third derivatives:

    [b . grad, c . grad] = ((b . grad) c - (c . grad) b) . grad,
    [b . grad, C : grad^2/2] = -(C : grad^2 b/2) . grad + ((b . grad) C - (grad b) C - C (grad b)^T) : grad^2/2.
"""
from dataclasses import dataclass, replace

from sympy import ImmutableMatrix as Matrix, hessian, zeros


def along(direction, function, x):
    """(direction . grad) function: of a scalar, or of every entry of a matrix."""
    if not hasattr(function, "applyfunc"):
        return sum((slope * function.diff(variable) for slope, variable in zip(direction, x)), 0)
    return function.applyfunc(lambda entry: along(direction, entry, x))


def contracted(A, function, x):
    """A : grad^2 function, the sum of A_ij times the second derivative in i and j: of every entry of a column."""
    return function.applyfunc(lambda entry: (A * hessian(entry, x)).trace())


@dataclass(frozen=True)
class Generator:
    """b . grad + A : grad^2/2 in the variables x: ``drift`` is the column b, ``diffusion`` the symmetric A, or None for 0."""

    x: tuple
    drift: Matrix
    diffusion: Matrix | None = None

    def __call__(self, function):
        """The operator applied to a scalar function of x."""
        first = along(self.drift, function, self.x)
        return first if self.diffusion is None else first + (self.diffusion * hessian(function, self.x)).trace() / 2

    def __add__(self, other):
        kept = [A for A in (self.diffusion, other.diffusion) if A is not None]
        return replace(self, drift=self.drift + other.drift, diffusion=sum(kept[1:], kept[0]) if kept else None)

    def __rmul__(self, number):
        return replace(self, drift=number * self.drift, diffusion=None if self.diffusion is None else number * self.diffusion)

    def __neg__(self):
        return -1 * self

    def __sub__(self, other):
        return self + -other

    @property
    def noise(self) -> Matrix:
        """The diffusion as a matrix, zeros where there is none."""
        return Matrix(zeros(len(self.x))) if self.diffusion is None else self.diffusion


def commutator(first: Generator, second: Generator) -> Generator:
    """[first, second]. Raises ValueError if both have a diffusion."""
    if first.diffusion is not None and second.diffusion is not None:
        raise ValueError("the commutator of two diffusions has third derivatives: it is not the generator of a diffusion")
    if first.diffusion is not None:
        return -commutator(second, first)
    x, b, c, C = first.x, first.drift, second.drift, second.diffusion
    bracket = along(b, c, x) - along(c, b, x)
    if C is None:
        return Generator(x, bracket)
    slopes = b.jacobian(x)
    return Generator(x, bracket - contracted(C, b, x) / 2, along(b, C, x) - slopes * C - C * slopes.T)
