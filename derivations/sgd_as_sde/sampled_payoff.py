r"""A payoff of one pair of samples, with the laws of the samples: gradients and their covariances follow.

``pair`` is J(theta, omega; x, z), a polynomial in the samples; Phi = E J. A pair gives the gradients
g^I = (d_theta J, d_omega J); g = E g^I, Sigma = Cov(g^I). The covariance between the players enters only
where both use the same minibatch.
"""
from dataclasses import dataclass

from sympy import Add, Expr, ImmutableMatrix as Matrix

from derivations.calculus.laws import covariance, mean
from derivations.sgd_as_sde.players import TwoPlayers


@dataclass(frozen=True)
class SampledPayoff:
    """J of one pair, the players' parameters, and ``samples``: (symbol, law), independent of each other."""

    pair: Expr
    theta: tuple
    omega: tuple
    samples: tuple

    @property
    def pair_gradients(self) -> tuple[Matrix, Matrix]:
        """Of one pair, in theta and in omega, as columns."""
        return tuple(Matrix([self.pair.diff(variable) for variable in player]) for player in (self.theta, self.omega))

    @property
    def gradients(self) -> tuple[Matrix, Matrix]:
        """g_theta and g_omega, as means over the samples."""
        return tuple(mean(gradient, self.samples) for gradient in self.pair_gradients)

    @property
    def covariances(self) -> tuple[Matrix, Matrix, Matrix]:
        """Sigma_theta, Sigma_omega and Cov(g_theta^I, g_omega^I)."""
        of_theta, of_omega = self.pair_gradients
        return tuple(covariance(left, right, self.samples)
                     for left, right in ((of_theta, of_theta), (of_omega, of_omega), (of_theta, of_omega)))

    @property
    def feedback(self) -> Matrix:
        """sum_j Cov(d g_theta^I/d omega_j, g_(omega,j)^I): a shared minibatch's addition to the mean of the later step."""
        of_theta, of_omega = self.pair_gradients
        columns = [covariance(of_theta.diff(variable), Matrix([of_omega[j]]), self.samples)
                   for j, variable in enumerate(self.omega)]
        return Matrix(len(self.theta), 1, lambda i, _: Add(*(column[i] for column in columns)))

    def players(self, shared: bool = False) -> TwoPlayers:
        """The two players, worked out; with one minibatch for both if ``shared``."""
        cross = (self.covariances[2], self.feedback) if shared else (None, None)
        worked = [None if part is None else part.doit().expand() for part in (*self.gradients, *self.covariances[:2], *cross)]
        return TwoPlayers(self.theta, self.omega, *worked)
