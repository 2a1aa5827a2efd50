"""The modified equation of a game's training: drift b0 + eta b1 + ..., noise of covariance eta (A0 + eta A1) per unit time."""

from collections.abc import Mapping
from dataclasses import dataclass

from sympy import ImmutableMatrix as Matrix, Rational, sympify

from derivations.calculus.splitting import HIGHEST_WITH_NOISE, NO_THIRD_ORDER
from derivations.sgd_as_sde import momentum, schemes, shared_minibatch
from ganmech.exact import exact, exact_integer, said
from ganmech.lowering import multiprecision
from ganmech.sgd_as_sde.training import checked_scheme

GAME = ("players", "batch", "eta", "rates", "shared_batch", "critic_steps", "momentum")
HIGHEST = 4             # without noise; terms grow about twentyfold with each order
DIGITS = 40             # carried where a noise is tested


@dataclass(frozen=True)
class ModifiedEquation:
    """dX = (b0 + eta b1 + ...) dt + noise of covariance eta (A0 + eta A1 + ...) per unit time; an iteration takes the time eta.

    ``drift``: the columns b0, b1, ..., (d, 1) each; ``diffusion``: the matrices A0, A1, ..., (d, d) each; in the symbols ``x``,
    theta first. Of order n it has b0 to b_n and A0 to A_(n-1) (A0 alone of order 0). The scheme's means of smooth functions at
    a fixed time are those of this equation to within O(eta^(n+1)), of order 2 where the third cumulants of a pair's gradients
    vanish; otherwise O(eta^2) beyond moments of degree 2.
    """

    x: tuple
    eta: object
    drift: tuple
    diffusion: tuple

    @property
    def order(self) -> int:
        return len(self.drift) - 1

    def total_drift(self) -> Matrix:
        """b0 + eta b1 + ... at the game's learning rate, (d, 1)."""
        return _series(self.eta, self.drift)

    def total_diffusion(self) -> Matrix:
        """eta (A0 + eta A1 + ...) at the game's learning rate, (d, d): the covariance of the noise per unit of time."""
        return Matrix(self.eta * _series(self.eta, self.diffusion))

    def positive_semidefinite_at(self, point) -> bool:
        """Whether the noise of the truncated series is one, at a point: numbers, theta first, or a mapping of symbols to them.

        Of order 2 it need not be: then the equation still gives moments, but has no paths. Raises ValueError for a symbol that
        the game does not know or a parameter without a number.
        """
        noise = self.total_diffusion().subs(self._numbers(point))
        missing = noise.free_symbols
        if missing:
            raise ValueError(f"point must give a number to every symbol, but {', '.join(sorted(map(str, missing)))} has none")
        with multiprecision(int(3.33 * DIGITS)) as arithmetic:
            context = arithmetic.context
            matrix = context.matrix([[context.mpf(str(noise[i, j].evalf(DIGITS))) for j in range(noise.cols)]
                                     for i in range(noise.rows)])
            eigenvalues = list(context.eigsy(matrix, eigvals_only=True))
            return bool(min(eigenvalues) >= -max(map(abs, eigenvalues)) * context.mpf(10) ** (10 - DIGITS))

    def _numbers(self, point) -> dict:
        if not isinstance(point, Mapping):
            if isinstance(point, str) or not hasattr(point, "__len__") or len(point) != len(self.x):
                raise ValueError(f"point must hold {len(self.x)} numbers, theta first, got {said(point, repr)}")
            point = dict(zip(self.x, point))
        known = set(self.x) | self.total_drift().free_symbols | self.total_diffusion().free_symbols
        for symbol in point:
            if symbol not in known:
                names = ", ".join(sorted(map(str, known)))
                raise ValueError(f"point must name symbols of the game, {names}, got {said(symbol)}")
        return {symbol: _rational(str(symbol), value) for symbol, value in point.items()}


def modified_equation(game, scheme: str = "ALT", order: int = 2) -> ModifiedEquation:
    """The modified equation of ``scheme`` "SML" or "ALT" (discriminator first), of the given order.

    ``game`` has the attributes players, batch, eta, rates, shared_batch, critic_steps and momentum. Orders 0, 1 and 2; without
    noise up to 4; 0 and 1 for the alternating scheme with a shared minibatch; 0 with momentum. Raises ValueError for another
    order or scheme, saying which exist; TypeError for what is not a game.
    """
    missing = [name for name in GAME if not hasattr(game, name)]
    if missing:
        names = ", ".join(GAME)
        raise TypeError(f"game must have the attributes {names}, but {type(game).__name__} has no {', '.join(missing)}")
    scheme, order = checked_scheme(game, scheme), exact_integer("order", order, least=0)
    players = game.players.with_rates(*(_rational("rates", rate) for rate in game.rates))
    _check_order(game, players, scheme, order)
    generators = _generators(game, players, scheme, order)
    noises = tuple(generator.noise for generator in generators[1:])[:max(order, 1)]
    drifts, noises = tuple(generator.drift for generator in generators)[:order + 1], noises
    if game.momentum:
        drifts, noises = _with_momentum(_rational("momentum", game.momentum), drifts, noises)
    return ModifiedEquation(players.x, _rational("eta", game.eta), drifts, noises)


def _generators(game, players, scheme: str, order: int) -> list:
    """L_0, ..., and at least L_1, which has the noise."""
    up_to, batch = max(order, 1), _rational("batch", game.batch)
    if scheme == "SML":
        return schemes.simultaneous(players, batch, up_to)
    if game.shared_batch:
        return shared_minibatch.alternating(players, batch)
    return schemes.alternating(players, batch, up_to, game.critic_steps)


def _check_order(game, players, scheme: str, order: int) -> None:
    if game.momentum and order > 0:
        raise ValueError(f"order must be 0 with momentum: nothing beyond the leading order is available, got {order}")
    if scheme == "ALT" and game.shared_batch and order > 1:
        raise ValueError("order must be 0 or 1 for the scheme ALT with a shared minibatch: beyond, third moments of both "
                         f"gradients together enter, got {order}")
    if order > HIGHEST_WITH_NOISE and not players.S.is_zero_matrix:
        raise ValueError(f"{NO_THIRD_ORDER}; got order {order}")
    if order > HIGHEST:
        raise ValueError(f"order must be at most {HIGHEST}, got {order}")


def _with_momentum(gamma, drifts, noises):
    faster = momentum.effective_rate.result.subs(momentum.gamma, gamma)
    return tuple(Matrix(faster * b) for b in drifts), tuple(Matrix(faster**2 * A) for A in noises)


def _series(eta, coefficients) -> Matrix:
    return Matrix(sum((eta**power * entry for power, entry in enumerate(coefficients)), 0 * coefficients[0]))


def _rational(name: str, value):
    """An exact number as SymPy's; what has symbols stays."""
    if getattr(value, "free_symbols", None):
        return value
    number = exact(name, value)
    return sympify(Rational(number.numerator, number.denominator))
