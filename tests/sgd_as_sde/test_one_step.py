"""One step of games on finite data, every minibatch counted, against the generator of the modified equation: equal to eta^3.

Payoffs are random cubic polynomials of 2 + 3 parameters, one for each of three data points; everything is an exact fraction.
Means are taken of powers of linear forms of the increments, so that every moment of degree up to 3 enters. The only
difference that may remain at eta^3 is the third cumulant of the minibatch.
"""
from functools import cache
from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from sympy import QQ, Matrix, Rational, lambdify, prod, ring, symbols, zeros

from derivations.sgd_as_sde.players import TwoPlayers
from ganmech.sgd_as_sde import modified_equation

BATCH, DATA = 2, 3
X = symbols("theta_1:3 omega_1:4", real=True)
PLACE = [QQ(1, 2), QQ(-1, 3), QQ(1, 4), QQ(1), QQ(-1, 2)]
FORMS = [(1, -2, 3, 1, -1), (2, 1, -1, 0, 1)]
ETA, h = ring("h", QQ)
MINIBATCHES = list(product(range(DATA), repeat=BATCH))


@cache
def gradients():
    """Of every data point: columns in theta (2 x 1) and in omega (3 x 1)."""
    rng = np.random.default_rng(23)
    terms = [powers for powers in product(range(4), repeat=5) if 1 <= sum(powers) <= 3]
    chosen = [[(int(rng.integers(-3, 4)), terms[place]) for place in rng.choice(len(terms), 10, replace=False)]
              for _ in range(DATA)]
    payoffs = [sum(number * prod(x**k for x, k in zip(X, powers)) for number, powers in listed) for listed in chosen]
    return [(Matrix([J.diff(x) for x in X[:2]]), Matrix([J.diff(x) for x in X[2:]])) for J in payoffs]


def averaged(columns) -> Matrix:
    columns = list(columns)
    return (sum(columns[1:], columns[0]) / len(columns)).expand()


def covariance(left, right) -> Matrix:
    """Over the data points."""
    left, right = list(left), list(right)
    return (averaged(a * b.T for a, b in zip(left, right)) - averaged(left) * averaged(right).T).expand()


@cache
def game(critic_steps=1, shared=False):
    of_theta, of_omega = zip(*gradients())
    feedback = sum((covariance([g.diff(x) for g in of_theta], [Matrix([g[j]]) for g in of_omega]) for j, x in enumerate(X[2:])),
                   zeros(2, 1))
    joint = (covariance(of_theta, of_omega), feedback) if shared else (None, None)
    players = TwoPlayers(X[:2], X[2:], averaged(of_theta), averaged(of_omega), covariance(of_theta, of_theta),
                         covariance(of_omega, of_omega), *joint)
    return SimpleNamespace(players=players, batch=BATCH, eta=Rational(1, 10), rates=(1, 1), shared_batch=shared,
                           critic_steps=critic_steps, momentum=0)


@cache
def evaluated():
    return [tuple(lambdify(X, list(side)) for side in of_a_point) for of_a_point in gradients()]


def minibatch_mean(player, minibatch, x):
    found = [evaluated()[place][player](*x) for place in minibatch]
    return [sum(entries) / QQ(BATCH) for entries in zip(*found)]


def descended(x, seen, minibatch):
    return [value - h * g for value, g in zip(x[:2], minibatch_mean(0, minibatch, seen))] + x[2:]


def ascended(x, minibatch):
    return x[:2] + [value + h * g for value, g in zip(x[2:], minibatch_mean(1, minibatch, x))]


def outcomes(scheme, critic_steps, shared):
    """Where every choice of minibatches leads; all are equally likely."""
    start = [ETA(value) for value in PLACE]
    for choice in product(MINIBATCHES, repeat=1 if shared else critic_steps + 1):
        x = start
        for minibatch in choice[:critic_steps]:
            x = ascended(x, minibatch)
        yield descended(x, start if scheme == "SML" else x, choice[-1])


@cache
def step_series(scheme, critic_steps, shared, form, power) -> list:
    """Coefficients of eta^0 to eta^3 of the mean of the power of a linear form of the increment."""
    total, count = ETA(0), 0
    for x in outcomes(scheme, critic_steps, shared):
        total, count = total + sum(c * (now - was) for c, now, was in zip(form, x, PLACE))**power, count + 1
    return [total.coeff(h**k) / count if k else total.coeff(1) / count for k in range(4)]


@cache
def polynomials(drift, diffusion):
    """Drifts and noises as polynomials over the rationals, and their variables."""
    of_x, *gens = ring(X, QQ)
    return of_x, gens, *([[of_x.from_expr(entry) for entry in part] for part in parts] for parts in (drift, diffusion))


def flow_series(drift, diffusion, form, power) -> list:
    """The same of the diffusion: f + eta L0 f + eta^2 (L1 + L0^2/2) f + eta^3 (L2 + (L0 L1 + L1 L0)/2 + L0^3/6) f."""
    of_x, gens, drifts, noises = polynomials(drift, diffusion)

    def L(order, f):
        slopes = [f.diff(x) for x in gens]
        first = sum((b * slope for b, slope in zip(drifts[order], slopes)), of_x(0))
        if order == 0:
            return first
        second = (noises[order - 1][5 * i + j] * slopes[i].diff(x) for i in range(5) for j, x in enumerate(gens))
        return first + sum(second, of_x(0)) / 2

    f = sum((c * (x - was) for c, x, was in zip(form, gens, PLACE)), of_x(0))**power
    once = L(0, f)
    twice = L(0, once)
    series = [f, once, L(1, f) + twice / 2]
    if len(drifts) > 2:
        series.append(L(2, f) + (L(0, L(1, f)) + L(1, once)) / 2 + L(0, twice) / 6)
    return [entry(*PLACE) for entry in series]


def third_cumulant(form, shared) -> object:
    """Of the form of the increment's noise, over eta^3."""
    values = [[f(*PLACE) for f in sides] for sides in evaluated()]
    descent = [-sum(c * g for c, g in zip(form[:2], of_theta)) for of_theta, _ in values]
    ascent = [sum(c * g for c, g in zip(form[2:], of_omega)) for _, of_omega in values]
    parts = [[a + b for a, b in zip(descent, ascent)]] if shared else [descent, ascent]
    return sum(sum((value - sum(part) / QQ(DATA))**3 for value in part) / QQ(DATA) for part in parts) / BATCH**2


CASES = [("SML", 1, False), ("ALT", 1, False), ("SML", 1, True), pytest.param("ALT", 2, False, marks=pytest.mark.slow)]


@pytest.mark.parametrize("scheme, critic_steps, shared", CASES)
def test_the_modified_equation_of_order_2_has_the_moments_of_a_step_to_the_third_power(scheme, critic_steps, shared):
    found = modified_equation(game(critic_steps, shared), scheme)
    for form in FORMS:
        for power in (1, 2, 3):
            flow = flow_series(found.drift, found.diffusion, form, power)
            step = step_series(scheme, critic_steps, shared, form, power)
            assert flow[:3] == step[:3]
            if critic_steps == 1:
                assert step[3] - flow[3] == (third_cumulant(form, shared) if power == 3 else 0)
            elif power < 3:
                assert step[3] == flow[3]


def test_a_shared_minibatch_is_followed_to_order_1_and_only_with_the_induced_drift():
    shared, form = game(1, True), FORMS[0]
    found = modified_equation(shared, "ALT", 1)
    for power in (1, 2, 3):
        assert flow_series(found.drift, found.diffusion, form, power) == step_series("ALT", 1, True, form, power)[:3]
    without = flow_series(modified_equation(game(), "ALT", 1).drift, found.diffusion, form, 1)
    assert without[:2] == step_series("ALT", 1, True, form, 1)[:2]
    assert without[2] != step_series("ALT", 1, True, form, 1)[2]
