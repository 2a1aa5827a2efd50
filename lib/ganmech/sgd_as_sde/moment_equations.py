"""Moments of games whose moments close: the chain's by a linear recursion, its SDEs' by a linear equation, each exact."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from sympy import ImmutableMatrix as Matrix, Integer, Poly, eye

from derivations.calculus.closed_moments import moments_of_a_point, monomials, of_a_generator, of_a_map
from derivations.calculus.differential_operators import Generator
from derivations.sgd_as_sde import moment_recursion
from ganmech.digits import asked_digits, rounded
from ganmech.enclosed import enclosed
from ganmech.exact import exact_integer, said
from ganmech.lowering import multiprecision
from ganmech.sgd_as_sde.enclosed_stability import check_contracts, check_decays
from ganmech.sgd_as_sde.exact_matrices import ball_matrix, exact_matrix, handed_out, in_context, solved, working
from ganmech.sgd_as_sde.linear_maps import linearised, rational
from ganmech.sgd_as_sde.modified import modified_equation
from ganmech.sgd_as_sde.stability import StableSteps, radius
from ganmech.sgd_as_sde.training import checked_scheme

MOST_DEGREE = 6


@dataclass(frozen=True)
class Moments:
    """E theta^i omega^j for i + j up to a degree: float64, mpf or arb."""

    values: dict

    def expected(self, i: int, j: int):
        if (i, j) not in self.values:
            raise ValueError("i and j must be whole numbers of 0 or more with i + j up to "
                             f"{max(map(sum, self.values))}, got {i} and {j}")
        return self.values[i, j]


class ClosedMoments(StableSteps):
    """Of a game with pair gradients linear in the samples and moments that close."""

    @property
    def linear(self):
        """The slopes of the means about rest."""
        return linearised(self)

    def moments(self, x0, steps: int, law: str, scheme: str, order: int = 0, degree: int = 3,
                digits: int | None = None, certified: bool = False) -> Moments:
        """After so many iterations from the point ``x0`` = (theta, omega), of the chain or of its SDE of order 0, 1 or 2."""
        steps, degree = exact_integer("steps", steps, least=0), exact_integer("degree", degree, least=1, most=MOST_DEGREE)
        start = moments_of_a_point(exact_matrix("x0", x0, (2, 1)), self.players.x, degree)
        matrix, digits = self._equations(law, scheme, order, degree), asked_digits(digits, certified)
        if certified:
            exponent = steps * rational(self.eta)
            found = enclosed(lambda _: ((ball_matrix(matrix)**steps if law == "chain" else ball_matrix(matrix * exponent).exp())
                                        * ball_matrix(start)).entries(), digits)
            return Moments(dict(zip(_powers(self.players.x, degree), found)))
        with multiprecision(working(digits)) as arithmetic:
            context = arithmetic.context
            if law == "chain":
                flow = _power(context, in_context(context, matrix), steps)
            else:
                flow = context.expm(in_context(context, matrix * steps * rational(self.eta)))
            return Moments(self._named(flow * in_context(context, start), degree, digits))

    def stationary_moments(self, law: str, scheme: str, order: int = 0, degree: int = 3, digits: int | None = None,
                           certified: bool = False) -> Moments:
        """Of the stationary law, solved in exact rationals. Raises ValueError where moments of this degree do not settle."""
        degree = exact_integer("degree", degree, least=1, most=MOST_DEGREE)
        matrix = self._equations(law, scheme, order, degree)
        moving, constant = matrix[1:, 1:], matrix[1:, :1]
        settles = radius(moving) < 1 if law == "chain" else np.linalg.eigvals(np.array(moving, dtype=float)).real.max() < 0
        if not settles:
            raise ValueError(f"eta must be so small that moments of degree {degree} settle, got {self.eta}")
        if asked_digits(digits, certified) is not None and certified:
            (check_contracts if law == "chain" else check_decays)(Matrix(moving), self.eta)
        found = solved(Matrix(moving - eye(moving.rows) if law == "chain" else moving), -constant)
        numbers = handed_out(Matrix.vstack(Matrix([1]), found), digits, certified)
        return Moments(dict(zip(_powers(self.players.x, degree), numbers)))

    def _equations(self, law: str, scheme: str, order: int, degree: int) -> Matrix:
        if law not in ("chain", "sde"):
            raise ValueError(f"law must be one of chain, sde, got {said(law, repr)}")
        scheme = checked_scheme(self, scheme)
        if self.critic_steps > 1 or self.momentum:
            raise ValueError("critic_steps must be 1 and momentum 0 for moments, "
                             f"got critic_steps {self.critic_steps} and momentum {self.momentum}")
        return chain_equations(self, scheme, degree) if law == "chain" else sde_equations(self, scheme, order, degree)

    def _named(self, column, degree: int, digits: int | None) -> dict:
        values = [float(entry) if digits is None else rounded(entry, digits) for entry in column]
        return dict(zip(_powers(self.players.x, degree), values))


@lru_cache
def chain_equations(game, scheme: str, degree: int) -> Matrix:
    """R of one iteration, exactly."""
    r, eta, rates = moment_recursion, rational(game.eta), tuple(map(rational, game.rates))
    sampled, samples = game.sampled, r.averaged(game.sampled, Integer(game.batch))
    x = game.players.x

    def recursion(image):
        numbers = tuple((symbol, law.xreplace(game.values)) for symbol, law in samples)
        return of_a_map(image.xreplace(game.values), numbers, x, degree)

    if game.shared_batch:
        return recursion((r.together if scheme == "SML" else r.in_turn)(sampled, eta, *rates))
    if scheme == "ALT":
        discriminator = recursion(r.discriminator_step(sampled, eta, rates[1]))
        return Matrix(recursion(r.generator_step(sampled, eta, rates[0])) * discriminator)
    return simultaneous_equations(game, x, degree)


def simultaneous_equations(game, x, degree: int) -> Matrix:
    """R where both players step from one state with independent minibatches: their samples are told apart."""
    r, eta, (a_theta, a_omega) = moment_recursion, rational(game.eta), map(rational, game.rates)
    sampled, samples = game.sampled, r.averaged(game.sampled, Integer(game.batch))
    other = {symbol: symbol.func(f"{symbol.name}'", real=True) for symbol, _ in samples}
    image = Matrix([r.generator_step(sampled, eta, a_theta)[0], r.discriminator_step(sampled, eta, a_omega)[1].xreplace(other)])
    both = tuple((symbol, law.xreplace(game.values)) for symbol, law in samples)
    both += tuple((other[symbol], law) for symbol, law in both)
    return of_a_map(image.xreplace(game.values), both, x, degree)


@lru_cache
def sde_equations(game, scheme: str, order: int, degree: int) -> Matrix:
    """G of the modified equation of this order, exactly."""
    found = modified_equation(game, scheme=scheme, order=order)
    return of_a_generator(Generator(game.players.x, found.total_drift(), found.total_diffusion()), game.players.x, degree)


def _power(context, matrix, steps: int):
    power = context.eye(matrix.rows)
    while steps:
        power = matrix * power if steps & 1 else power
        matrix, steps = matrix * matrix, steps >> 1
    return power


def _powers(x: tuple, degree: int) -> list[tuple[int, int]]:
    return [Poly(monomial, *x).monoms()[0] for monomial in monomials(x, degree)]
