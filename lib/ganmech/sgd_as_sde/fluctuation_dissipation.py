"""Fluctuation-dissipation relations of linear-quadratic games, exactly: of the chains, and of their SDEs."""

from dataclasses import dataclass

from sympy import ImmutableMatrix as Matrix, Rational, eye, hessian

from derivations.sgd_as_sde import discrete_fluctuation_dissipation as discrete
from derivations.sgd_as_sde import fluctuation_dissipation as continuous
from derivations.sgd_as_sde.notation import B, eta
from ganmech.sgd_as_sde.exact_matrices import discrete_lyapunov, handed_out, lyapunov
from ganmech.sgd_as_sde.linear_game import LinearGame
from ganmech.sgd_as_sde.training import checked_scheme


@dataclass(frozen=True)
class Sides:
    """The two sides of a relation, ``left`` what the gradients take out, ``right`` what the noise puts in: float, mpf or arb.

    ``residual`` is left - right and ``ratio`` left/right (None where the right side is 0), each rounded once.
    """

    left: object
    right: object
    residual: object
    ratio: object


@dataclass(frozen=True)
class Relations:
    """norm_fdr, phi_fdr, and the two players of norm_fdr apart, in full gradients."""

    norm: Sides
    phi: Sides
    generator: Sides
    discriminator: Sides


def stationary_relations(game, law: str, scheme: str, order: int = 0, digits: int | None = None,
                         certified: bool = False) -> Relations:
    """Both sides of the relations of the SDE, under the stationary law of a linear-quadratic game.

    ``law`` "chain": of the chain of ``scheme``, on which they hold only to leading order in eta; "sde": of its modified
    equation of the given order, where those of order 0 are exact. Left sides are E[theta . g_theta - omega . g_omega] and
    E[|g_theta|^2 - |g_omega|^2], learning rates included. Solved in rationals and handed out as
    float64, mpf of so many ``digits`` or ``certified`` balls. Raises ValueError where there is no stationary law, and for
    momentum or several critic steps.
    """
    plain(linear_game(game))
    game.stationary_covariance(law, scheme, order, digits, certified)
    C = covariance(game, law, scheme, order)
    generator, discriminator = continuous.player_sides(game.players, exact_rates(game))
    phi = continuous.phi_sides(game.players, exact_rates(game))
    norm = [sum(pair) for pair in zip(generator, discriminator)]
    return Relations(*(both(game, C, *relation, digits, certified) for relation in (norm, phi, generator, discriminator)))


def used_relations(game, scheme: str, digits: int | None = None, certified: bool = False) -> tuple[Sides, Sides]:
    """Both sides of the exact relations of the chain, the generator's and the discriminator's: they are equal at every eta.

    E[theta . h] and (eta_theta/2) E|h|^2 with the minibatch gradients h that are used, and -E[omega . h], (eta_omega/2) E|h|^2;
    exact, for linear-quadratic games. Raises as `stationary_relations`.
    """
    plain(linear_game(game))
    game.stationary_covariance("chain", scheme, digits=digits, certified=certified)
    (T, N), C, second = game.chain_map(scheme), covariance(game, "chain", scheme, 0), game.linear.P_omega
    players = (eye(T.rows) - second, second)
    rates = [rate * exact_eta(game) for rate in exact_rates(game)]
    return tuple(sides(*discrete.used_sides(T, N, C, player, rate), digits, certified) for player, rate in zip(players, rates))


def covariance(game, law: str, scheme: str, order: int) -> Matrix:
    """The stationary covariance in exact rationals, where there is one."""
    return discrete_lyapunov(*game.chain_map(scheme)) if law == "chain" else lyapunov(*game.sde_slopes(scheme, order))


def both(game, C: Matrix, left, right, digits, certified: bool) -> Sides:
    """The means of both sides, quadratic in the parameters, under N(rest, C)."""
    x = game.players.x
    rest = dict(zip(x, game.linear.rest))
    means = Matrix([side.subs(rest) + (hessian(side, x) * C).trace() / 2 for side in (left, right)])
    return sides(*means.subs({eta: exact_eta(game), B: game.batch}), digits, certified)


def sides(left, right, digits, certified: bool) -> Sides:
    """From exact numbers."""
    exactly = Matrix([left, right, left - right, left / right if right else 0])
    left, right, residual, ratio = handed_out(exactly, digits, certified)
    return Sides(left, right, residual, ratio if exactly[1] else None)


def exact_eta(game) -> Rational:
    return Rational(game.eta.numerator, game.eta.denominator)


def exact_rates(game) -> tuple[Rational, Rational]:
    """The learning rates over eta."""
    return tuple(Rational(rate.numerator, rate.denominator) for rate in game.rates)


def linear_game(game) -> LinearGame:
    if not isinstance(game, LinearGame):
        raise TypeError("game must have linear gradients and constant noise, as LinearQuadratic has; measured takes any, "
                        f"got {type(game).__name__}")
    return game


def plain(game) -> None:
    """Each player moves once an iteration, without momentum: what the relations are derived for."""
    if game.momentum:
        raise ValueError(f"momentum must be 0 for a fluctuation-dissipation relation, got {game.momentum}")
    if game.critic_steps > 1:
        raise ValueError(f"critic_steps must be 1 for a fluctuation-dissipation relation, got {game.critic_steps}")


def checked(game, scheme) -> str:
    plain(game)
    return checked_scheme(game, scheme)
