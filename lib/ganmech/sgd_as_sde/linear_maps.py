"""One iteration about a point of rest: the map of the means, and the covariance of its noise, of every scheme."""

from dataclasses import dataclass
from fractions import Fraction

from sympy import ImmutableMatrix as Matrix, Rational, diag, eye, zeros

from derivations.sgd_as_sde import linear_chain
from ganmech.sgd_as_sde.exact_matrices import solved
from ganmech.sgd_as_sde.training import checked_scheme


@dataclass(frozen=True)
class LinearMatrices:
    """b0 = M (x - rest) and A0 = S/B, with the ratios of the learning rates in them; the projection on omega."""

    M: Matrix
    A0: Matrix
    rest: Matrix
    P_omega: Matrix


def rational(number: Fraction) -> Rational:
    return Rational(number.numerator, number.denominator)


def linearised(game, at=None) -> LinearMatrices:
    """About the point ``at``, or about the one point of rest of linear gradients."""
    p = game.players.with_rates(*map(rational, game.rates))
    M = p.b0.jacobian(p.x)
    rest = _rest(M, p) if at is None else Matrix(at)
    here = dict(zip(p.x, rest))
    P_omega = Matrix(diag(zeros(len(p.theta)), eye(len(p.omega))))
    return LinearMatrices(Matrix(M.subs(here)), Matrix((p.S / game.batch).subs(here)), rest, P_omega)


def _rest(M: Matrix, players) -> Matrix:
    try:
        return solved(M, -players.b0.subs(dict.fromkeys(players.x, 0)))
    except ZeroDivisionError:
        raise ValueError("the game must have one point of rest, but the slope of its mean motion is singular") from None


def chain_map(game, linear: LinearMatrices, scheme: str, eta) -> tuple[Matrix, Matrix]:
    """T and N of one iteration, y' = T y + n with Cov n = N; with momentum, of (y, p)."""
    scheme, M = checked_scheme(game, scheme), linear.M
    generator = Matrix(eye(M.rows) - linear.P_omega)
    steps = [Matrix(eye(M.rows))] if scheme == "SML" else [linear.P_omega] * game.critic_steps + [generator]
    if game.momentum:
        gamma = rational(game.momentum)
        maps = [linear_chain.with_momentum(M, step, gamma, eta) for step in steps]
        return _composed(game, maps, [eta * Matrix.vstack(step, step) for step in steps], linear.A0)
    if scheme == "SML":
        return linear_chain.simultaneous_map(M, eta), Matrix(eta**2 * linear.A0)
    if game.critic_steps == 1:
        L = linear_chain.noise_seen(M, linear.P_omega, eta)
        return linear_chain.alternating_map(M, linear.P_omega, eta), Matrix(eta**2 * L * linear.A0 * L.T)
    return _composed(game, [linear_chain.simultaneous_map(linear_chain.alone(M, step), eta) for step in steps],
                     [eta * step for step in steps], linear.A0)


def _composed(game, maps, inputs, A0) -> tuple[Matrix, Matrix]:
    """Maps one after the other, each with noise of its own, or with the same noise where the minibatch is shared."""
    T, seen = eye(maps[0].rows), []
    for step, entry in zip(maps, inputs):
        T, seen = step * T, [step * earlier for earlier in seen] + [entry]
    parts = [sum(seen[1:], seen[0])] if game.shared_batch else seen
    return Matrix(T), Matrix(sum((L * A0 * L.T for L in parts), zeros(T.rows)))
