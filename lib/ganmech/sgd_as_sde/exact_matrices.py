"""Matrices of exact numbers: read, solved by python-flint, handed out as float64, as mpmath numbers or in balls."""

from fractions import Fraction

import numpy as np
from flint import arb, arb_mat, fmpq, fmpq_mat
from sympy import ImmutableMatrix as Matrix, Rational, eye, kronecker_product

from ganmech.digits import asked_digits, checked_digits, rounded
from ganmech.enclosed import enclosed
from ganmech.exact import exact, said
from ganmech.lowering import multiprecision

GUARD = 20      # digits carried beyond those asked for
PLAIN = 20      # digits from which float64 is rounded


def exact_matrix(name: str, value, shape: tuple[int, int]) -> Matrix:
    """Numbers of any kind, exactly, in a matrix of this shape; a scalar will do for (1, 1), a list for one column."""
    try:
        listed = np.array(value, dtype=object)
    except ValueError:
        raise ValueError(f"{name} must have the shape {shape}, got rows of different lengths") from None
    fitting = [shape] + [shape[:1]] * (shape[1] == 1) + [()] * (shape == (1, 1))
    if listed.shape not in fitting:
        raise ValueError(f"{name} must have the shape {shape}, got {listed.shape}")
    read = [exact(name, entry) for entry in listed.reshape(-1)]
    return Matrix(*shape, [Rational(entry.numerator, entry.denominator) for entry in read])


def checked_covariance(name: str, matrix: Matrix) -> Matrix:
    """A symmetric positive semidefinite matrix."""
    if matrix != matrix.T:
        raise ValueError(f"{name} must be symmetric")
    if not matrix.is_positive_semidefinite:
        least = np.linalg.eigvalsh(np.array(matrix, dtype=float)).min()
        raise ValueError(f"{name} must be positive semidefinite, got the eigenvalue {least:.3g}")
    return matrix


def flint_matrix(matrix: Matrix) -> fmpq_mat:
    return fmpq_mat(matrix.rows, matrix.cols, [fmpq(int(entry.p), int(entry.q)) for entry in matrix])


def solved(A: Matrix, b: Matrix) -> Matrix:
    """A^-1 b, exactly. Raises ZeroDivisionError where A is singular."""
    found = flint_matrix(A).solve(flint_matrix(b))
    return Matrix(b.rows, b.cols, [Rational(int(entry.p), int(entry.q)) for row in found.tolist() for entry in row])


def discrete_lyapunov(T: Matrix, N: Matrix) -> Matrix:
    """C = T C T^T + N, exactly. Raises ValueError where two eigenvalues of T have the product 1."""
    try:
        return _from_column(solved(Matrix(eye(N.rows**2) - kronecker_product(T, T)), _column(N)))
    except ZeroDivisionError:
        raise ValueError("eta must be one at which the chain contracts: at this one it is at the edge of stability") from None


def lyapunov(M: Matrix, Q: Matrix) -> Matrix:
    """M C + C M^T + Q = 0, exactly."""
    one = eye(M.rows)
    return _from_column(solved(Matrix(kronecker_product(M, one) + kronecker_product(one, M)), -_column(Q)))


def _column(matrix: Matrix) -> Matrix:
    return matrix.reshape(matrix.rows * matrix.cols, 1)


def _from_column(column: Matrix) -> Matrix:
    size = round(column.rows**0.5)
    return column.reshape(size, size)


def handed_out(matrix: Matrix, digits: int | None, certified: bool = False) -> np.ndarray:
    """float64 entries, mpf of so many digits, or with ``certified`` balls as small as `ganmech.enclosed` says."""
    asked_digits(digits, certified)
    shape = matrix.shape if matrix.cols > 1 else matrix.shape[:1]
    if digits is None:
        return np.array([float(Fraction(int(e.p), int(e.q))) for e in matrix]).reshape(shape)
    digits = checked_digits(digits)
    if certified:
        return array_of(enclosed(lambda _: [arb(fmpq(int(e.p), int(e.q))) for e in matrix], digits), shape)
    with multiprecision(int(3.33 * (digits + GUARD))) as arithmetic:
        entries = [rounded(arithmetic.rational(int(e.p), int(e.q)), digits) for e in matrix]
    return array_of(entries, shape)


def array_of(entries: list, shape: tuple) -> np.ndarray:
    """An array of objects."""
    found = np.empty(len(entries), dtype=object)
    found[:] = entries
    return found.reshape(shape)


def ball_matrix(matrix: Matrix) -> arb_mat:
    """The same in balls of the working precision."""
    return arb_mat(matrix.rows, matrix.cols, [arb(fmpq(int(entry.p), int(entry.q))) for entry in matrix])


def working(digits: int | None) -> int:
    """Bits to work with for an answer of so many digits."""
    return int(3.33 * ((PLAIN if digits is None else checked_digits(digits)) + GUARD))


def in_context(context, matrix: Matrix):
    """An exact matrix as one of an mpmath context."""
    return context.matrix(matrix.rows, matrix.cols) if not len(matrix) else context.matrix(
        [[context.mpf(int(matrix[i, j].p)) / int(matrix[i, j].q) for j in range(matrix.cols)] for i in range(matrix.rows)])


def from_context(matrix, digits: int | None) -> np.ndarray:
    """A matrix of an mpmath context as float64 or as mpf; a column as a vector."""
    shape = (matrix.rows, matrix.cols) if matrix.cols > 1 else (matrix.rows,)
    if digits is None:
        return np.array([float(entry) for entry in matrix]).reshape(shape)
    return np.array([rounded(entry, digits) for entry in matrix], dtype=object).reshape(shape)
