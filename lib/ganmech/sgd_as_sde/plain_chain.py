"""The obvious twin of `chains`: one chain, one pair of samples after the other, the update rule as it is stated.

It is what the vectorised chains are compared with, in the tests (equal laws) and in the benchmark (how much is gained).
"""

import numpy as np
from sympy import lambdify

from ganmech.sgd_as_sde.sampled_game import DRAWS


class PlainChain:
    """theta and omega, floats, of one chain of a sampled game; a step draws the pairs of a minibatch one by one."""

    def __init__(self, game, scheme: str, theta: float, omega: float, rng: np.random.Generator):
        self.game, self.scheme, self.rng = game, scheme, rng
        self.theta, self.omega, self.p_theta, self.p_omega = theta, omega, 0.0, 0.0
        sampled = game.sampled
        arguments = [*sampled.theta, *sampled.omega, *(symbol for symbol, _ in sampled.samples)]
        gradients = [gradient[0].subs(game.values) for gradient in sampled.pair_gradients]
        self.of_theta, self.of_omega = (lambdify(arguments, gradient, "math") for gradient in gradients)
        self.laws = [(DRAWS[type(law)], [float(value) for value in law.subs(game.values).args]) for _, law in sampled.samples]

    def advance(self, steps: int) -> None:
        for _ in range(steps):
            self._step()

    def _step(self) -> None:
        game, before = self.game, self.omega
        for _ in range(game.critic_steps):
            pairs = self._pairs()
            gradient = sum(self.of_omega(self.theta, self.omega, *pair) for pair in pairs) / game.batch
            self.p_omega = float(game.momentum) * self.p_omega + float(game.rates[1] * game.eta) * gradient
            self.omega = self.omega + self.p_omega
        if not game.shared_batch:
            pairs = self._pairs()
        seen = self.omega if self.scheme == "ALT" else before
        gradient = sum(self.of_theta(self.theta, seen, *pair) for pair in pairs) / game.batch
        self.p_theta = float(game.momentum) * self.p_theta - float(game.rates[0] * game.eta) * gradient
        self.theta = self.theta + self.p_theta

    def _pairs(self) -> list:
        return [[draw(self.rng, (), *parameters) for draw, parameters in self.laws] for _ in range(self.game.batch)]
