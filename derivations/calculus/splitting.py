r"""The modified equation of a step, as a series of generators L_0 + eta L_1 + eta^2 L_2 + ...

One Euler step x -> x + eta (V + noise of covariance A) has, for two moments of its increment matched up to eta^3,

    L_0 = V . grad,    L_1 = b_1 . grad + A : grad^2/2,    L_2 = b_2 . grad + A_1 : grad^2/2,
    b_1 = -(V . grad) V/2,    b_2 = -((V . grad) b_1 + (b_1 . grad) V + A : grad^2 V/2)/2 - (V . grad)^2 V/6,
    A_1 = -((grad V) A + A (grad V)^T + (V . grad) A)/2.

A step of one player after the other is the product of two such operators, and the series of Baker, Campbell and Hausdorff of
the two generators is that of the whole. K steps of one player are exp(K eta L) exactly: his generator times K.

Beyond the second order a diffusion does not do: the third cumulant of the noise has no counterpart in it. Without noise every
order exists, and follows from the Lie series of the map.
"""
from sympy import Dummy, ImmutableMatrix as Matrix, Rational, factorial

from derivations.calculus.differential_operators import Generator, along, commutator, contracted

HIGHEST_WITH_NOISE = 2
NO_THIRD_ORDER = ("orders above 2 do not exist with noise: a diffusion has no third cumulant, which the noise of a minibatch "
                  "has in general")


def euler(V, A, x, order: int = 2) -> list[Generator]:
    """L_0, ..., L_order of the step x + eta (V + noise of covariance A); without noise A is 0 and every order exists."""
    if A.is_zero_matrix:
        return [Generator(x, b) for b in modified_drifts([V], x, order)]
    if order > HIGHEST_WITH_NOISE:
        raise ValueError(f"{NO_THIRD_ORDER}; got order {order}")
    return [step(V, A, x) for step in (_first, _second, _third)[:order + 1]]


def _first(V, A, x):
    return Generator(x, V)


def _second(V, A, x):
    return Generator(x, -along(V, V, x) / 2, A)


def _third(V, A, x):
    acceleration, slopes = along(V, V, x), V.jacobian(x)
    b_1 = -acceleration / 2
    b_2 = -(along(V, b_1, x) + along(b_1, V, x) + contracted(A, V, x) / 2) / 2 - along(V, acceleration, x) / 6
    return Generator(x, b_2, -(slopes * A + A * slopes.T + along(V, A, x)) / 2)


def bch(first: list[Generator], second: list[Generator]) -> list[Generator]:
    """The generators of exp(eta first) exp(eta second), of which each is given by its own, up to three of them."""
    if len(first) > 3:
        raise ValueError(f"the series of Baker, Campbell and Hausdorff is written out to order 2, got order {len(first) - 1}")
    parts = [a + b for a, b in zip(first, second)]
    if len(parts) > 1:
        parts[1] += Rational(1, 2) * commutator(first[0], second[0])
    if len(parts) > 2:
        inner = commutator(first[0], second[0])
        parts[2] += Rational(1, 2) * (commutator(first[1], second[0]) + commutator(first[0], second[1]))
        parts[2] += Rational(1, 12) * (commutator(first[0], inner) - commutator(second[0], inner))
    return parts


def successive(steps, x, order: int = 2) -> list[Generator]:
    """L_0, ..., L_order of the steps of two players, each (V, A, count), the first ``count`` times before the second."""
    if order <= HIGHEST_WITH_NOISE or any(not A.is_zero_matrix for _, A, _ in steps):
        return bch(*(repeated(count, euler(V, A, x, order)) for V, A, count in steps))
    coefficients = []
    for V, _, count in steps:
        for _ in range(count):
            coefficients = map_after(coefficients, V, x, order)
    return [Generator(x, b) for b in modified_drifts(coefficients, x, order)]


def repeated(count, generators: list[Generator]) -> list[Generator]:
    """The generators of ``count`` such steps, in units of time eta as before."""
    return [count * generator for generator in generators]


def map_after(first: list, V, x, order: int) -> list:
    """A step along V after the map x + eta first[0] + eta^2 first[1] + ...: its coefficients of eta, ..., eta^(order+1).

    ``first`` holds columns, as the result does; the coefficients are those of Taylor's series of V in eta.
    """
    eta = Dummy("eta")
    shift = [variable + sum(eta**(power + 1) * column[place] for power, column in enumerate(first))
             for place, variable in enumerate(x)]
    later = V.subs(dict(zip(x, shift)), simultaneous=True)
    coefficients = []
    for power in range(order + 1):
        own = first[power] if power < len(first) else 0 * V
        coefficients.append(Matrix(own + later.subs(eta, 0) / factorial(power)))
        later = later.diff(eta)
    return coefficients


def modified_drifts(coefficients: list, x, order: int) -> list:
    """b_0, ..., b_order with exp(eta (b_0 + eta b_1 + ...) . grad) x = x + eta coefficients[0] + eta^2 coefficients[1] + ...

    What the products of two or more of the Lie derivatives found so far make of x at a power of eta is taken from the map.
    """
    drifts = []
    for power in range(order + 1):
        target = coefficients[power] if power < len(coefficients) else 0 * coefficients[0]
        drifts.append(Matrix(target - _products(drifts, x, power)))
    return drifts


def _products(drifts: list, x, power: int):
    """The coefficient of eta^(power+1) in sum over k >= 2 of (eta L)^k x/k!, L = sum over j of eta^j drifts[j] . grad."""
    level = list(drifts)                # coefficients of eta^(j+1) in (eta L)^1 x, j = 0, 1, ...
    total = 0 * Matrix(x)
    for k in range(2, power + 2):
        level = [sum((along(drifts[i], level[j - 1 - i], x) for i in range(j)), 0 * Matrix(x)) for j in range(power + 1)]
        total += level[power] / factorial(k)
    return total
