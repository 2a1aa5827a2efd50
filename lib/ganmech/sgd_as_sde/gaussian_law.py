"""Gaussian laws at a finite time: of linear chains by repeated squaring, of linear SDEs by the matrix exponential.

In mpmath, or in Arb balls, whose exponential of a matrix is an enclosure.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from flint import arb, arb_mat
from sympy import ImmutableMatrix as Matrix, Rational, eye, zeros

from derivations.sgd_as_sde import gaussian_observables
from ganmech.digits import rounded
from ganmech.enclosed import enclosed
from ganmech.exact import exact_integer, said
from ganmech.lowering import balls, lower, multiprecision
from ganmech.sgd_as_sde.exact_matrices import array_of, ball_matrix, exact_matrix, from_context, in_context, working

EXTRA = 10      # digits of a certified law beyond those asked for

_COSINE, _BUMP = (lower(derived.result, (gaussian_observables.mean, gaussian_observables.variance))
                  for derived in (gaussian_observables.cosine, gaussian_observables.bump))
OBSERVABLES = ("theta", "omega", "theta^2", "theta omega", "omega^2", "cos theta", "exp(-omega^2/2)")


@dataclass(frozen=True)
class GaussianLaw:
    """``mean`` (d,) and ``covariance`` (d, d), theta first: float64, mpf or arb; ``first_omega``, where omega begins."""

    mean: np.ndarray
    covariance: np.ndarray
    first_omega: int
    digits: int | None

    def expected(self, observable: str):
        """The mean of one of OBSERVABLES, in the first parameter of each player."""
        if observable not in OBSERVABLES:
            raise ValueError(f"observable must be one of {', '.join(OBSERVABLES)}, got {said(observable, repr)}")
        first, second = 0, self.first_omega
        certified = isinstance(self.mean[0], arb)
        with (balls if certified else multiprecision)(working(self.digits)) as arithmetic:
            number = arb if certified else arithmetic.context.mpf
            theta, omega = (number(self.mean[place]) for place in (first, second))
            V_theta, V_omega, cross = (number(self.covariance[pair])
                                       for pair in ((first, first), (second, second), (first, second)))
            value = {"theta": lambda: theta, "omega": lambda: omega, "theta^2": lambda: theta**2 + V_theta,
                     "theta omega": lambda: theta * omega + cross, "omega^2": lambda: omega**2 + V_omega,
                     "cos theta": lambda: _COSINE(arithmetic, theta, V_theta),
                     "exp(-omega^2/2)": lambda: _BUMP(arithmetic, omega, V_omega)}[observable]()
            return value if certified else float(value) if self.digits is None else rounded(value, self.digits)


def start_of(game, x0) -> Matrix:
    """A point, theta first, as its exact distance from rest."""
    size = game.linear.M.rows
    return exact_matrix("x0", x0, (size, 1)) - game.linear.rest


def chain_law(game, y0: Matrix, T: Matrix, N: Matrix, steps, digits, certified: bool = False) -> GaussianLaw:
    """After so many iterations of y' = T y + n."""
    steps, d = exact_integer("steps", steps, least=0), y0.rows
    if certified:
        padded = Matrix.vstack(y0, Matrix(zeros(T.rows - d, 1)))
        return _enclosed_law(game, digits, lambda: _repeated(None, ball_matrix(T), ball_matrix(N), steps), padded)
    with multiprecision(working(digits)) as arithmetic:
        context = arithmetic.context
        power, noise = _repeated(context, in_context(context, T), in_context(context, N), steps)
        padded = Matrix.vstack(y0, Matrix(zeros(T.rows - d, 1)))
        return _law(game, context, (power * in_context(context, padded))[:d, :], noise[:d, :d], digits)


def _repeated(context, T, N, steps: int):
    """T^k and the covariance of k steps, by squaring: k steps after l have (T^k T^l, N_k + T^k N_l T^k^T).

    Matrices of an mpmath context, or of balls where that is None.
    """
    turned = arb_mat.transpose if context is None else lambda matrix: matrix.T
    power, noise = (ball_matrix(eye(T.nrows())), ball_matrix(zeros(T.nrows()))) if context is None else (
        context.eye(T.rows), context.zeros(T.rows))
    while steps:
        if steps & 1:
            power, noise = T * power, N + T * noise * turned(T)
        T, N, steps = T * T, N + T * N * turned(T), steps >> 1
    return power, noise


def sde_law(game, y0: Matrix, M: Matrix, Q: Matrix, steps, digits, certified: bool = False) -> GaussianLaw:
    """At the time steps * eta of dY = M Y dt + noise of covariance Q dt."""
    time = exact_integer("steps", steps, least=0) * Rational(game.eta.numerator, game.eta.denominator)
    if certified:
        return _enclosed_law(game, digits, lambda: _enclosed_flow(M, Q, time), y0)
    with multiprecision(working(digits)) as arithmetic:
        context = arithmetic.context
        flow, noise = flow_and_noise(context, M, Q, time)
        return _law(game, context, flow * in_context(context, y0), noise, digits)


def flow_and_noise(context, M: Matrix, Q: Matrix, time: Rational):
    """exp(M t) and the integral of exp(M s) Q exp(M^T s) over s in [0, t], from one exponential of twice the size."""
    d, generator = M.rows, _doubled(M, Q, time)
    found = context.expm(in_context(context, generator)) if time else context.eye(2 * d)
    flow = found[d:, d:].T
    return flow, flow * found[:d, d:]


def _doubled(M: Matrix, Q: Matrix, time: Rational) -> Matrix:
    return Matrix(Matrix.vstack(Matrix.hstack(-M, Q), Matrix.hstack(zeros(M.rows), M.T)) * time)


def _enclosed_flow(M: Matrix, Q: Matrix, time: Rational) -> tuple[arb_mat, arb_mat]:
    """The same in balls."""
    found, d = ball_matrix(_doubled(M, Q, time)).exp(), M.rows
    flow = _block(found, d, d, d, d).transpose()
    return flow, flow * _block(found, 0, d, d, d)


def _block(matrix: arb_mat, row: int, column: int, rows: int, columns: int) -> arb_mat:
    return arb_mat([[matrix[row + i, column + j] for j in range(columns)] for i in range(rows)])


def _enclosed_law(game, digits: int, flow_and_noise: Callable, y0: Matrix) -> GaussianLaw:
    """Balls small enough that expectations of observables have about so many digits too."""
    d = game.linear.M.rows

    def formula(_):
        flow, noise = flow_and_noise()
        mean = _block(flow * ball_matrix(y0), 0, 0, d, 1) + ball_matrix(game.linear.rest)
        return mean.entries(), _block(noise, 0, 0, d, d).entries()

    mean, noise = enclosed(formula, digits + EXTRA)
    return GaussianLaw(array_of(mean, (d,)), array_of(noise, (d, d)), len(game.players.theta), digits)


def _law(game, context, y, noise, digits) -> GaussianLaw:
    mean = from_context(y + in_context(context, game.linear.rest), digits)
    return GaussianLaw(np.atleast_1d(mean), from_context(noise, digits), len(game.players.theta), digits)
