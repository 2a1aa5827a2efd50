r"""Two players of a payoff: their gradients, the covariances of one pair of samples, and the vector fields of their steps.

theta descends the payoff and omega ascends it, so a step of the generator follows V_theta = (-g_theta; 0) and a step of the
discriminator follows V_omega = (0; g_omega); both together follow b0 = V_theta + V_omega. A minibatch of B pairs, drawn
independently and with replacement, gives the step a covariance S/B with S = blockdiag(Sigma_theta, Sigma_omega). If both
players use the same minibatch, S has the off-diagonal block -Cov(g_theta^I, g_omega^I); the sign is that of the generator's
descent.
"""
from dataclasses import dataclass, replace

from sympy import BlockMatrix, ImmutableMatrix as Matrix, zeros

from derivations.calculus.shaped import distinct_reals, scaled, shaped


@dataclass(frozen=True)
class TwoPlayers:
    r"""Gradients g_theta (d_theta x 1), g_omega (d_omega x 1) of the payoff and covariances of one pair of samples.

    Sigma_theta (d_theta x d_theta), Sigma_omega (d_omega x d_omega); Sigma_cross = Cov(g_theta^I, g_omega^I)
    (d_theta x d_omega) where both players share a minibatch, None where their minibatches are independent. Sigma_feedback
    (d_theta x 1) is sum_j Cov(d g_theta^I/d omega_j, g_{omega,j}^I): what it adds to the mean of the later step.
    """
    theta: tuple
    omega: tuple
    g_theta: Matrix
    g_omega: Matrix
    Sigma_theta: Matrix
    Sigma_omega: Matrix
    Sigma_cross: Matrix | None = None
    Sigma_feedback: Matrix | None = None

    def __post_init__(self):
        theta, omega = distinct_reals(theta=self.theta, omega=self.omega)
        d_theta, d_omega = len(theta), len(omega)
        vars(self).update(
            theta=theta, omega=omega,
            g_theta=shaped("g_theta", self.g_theta, (d_theta, 1)), g_omega=shaped("g_omega", self.g_omega, (d_omega, 1)),
            Sigma_theta=shaped("Sigma_theta", self.Sigma_theta, (d_theta, d_theta)),
            Sigma_omega=shaped("Sigma_omega", self.Sigma_omega, (d_omega, d_omega)),
            Sigma_cross=shaped("Sigma_cross", self.Sigma_cross, (d_theta, d_omega)),
            Sigma_feedback=shaped("Sigma_feedback", self.Sigma_feedback, (d_theta, 1)))

    def with_rates(self, a_theta, a_omega):
        r"""The players with learning rates a_theta eta and a_omega eta: g -> a g, Sigma -> a a Sigma."""
        return replace(self, g_theta=a_theta * self.g_theta, g_omega=a_omega * self.g_omega,
                       Sigma_theta=a_theta**2 * self.Sigma_theta, Sigma_omega=a_omega**2 * self.Sigma_omega,
                       Sigma_cross=scaled(a_theta * a_omega, self.Sigma_cross),
                       Sigma_feedback=scaled(a_theta * a_omega, self.Sigma_feedback))

    @property
    def shared(self) -> bool:
        """Whether both players use the same minibatch."""
        return self.Sigma_cross is not None

    @property
    def x(self) -> tuple:
        """All parameters, theta first."""
        return self.theta + self.omega

    @property
    def V_theta(self) -> Matrix:
        """The generator's mean step over eta, (-g_theta; 0)."""
        return Matrix.vstack(-self.g_theta, zeros(len(self.omega), 1))

    @property
    def V_omega(self) -> Matrix:
        """The discriminator's mean step over eta, (0; g_omega)."""
        return Matrix.vstack(zeros(len(self.theta), 1), self.g_omega)

    @property
    def b0(self) -> Matrix:
        return self.V_theta + self.V_omega

    @property
    def S_theta(self) -> Matrix:
        """blockdiag(Sigma_theta, 0): the generator's step alone."""
        return self._blocks(self.Sigma_theta, 0 * self._cross, 0 * self.Sigma_omega)

    @property
    def S_omega(self) -> Matrix:
        """blockdiag(0, Sigma_omega): the discriminator's step alone."""
        return self._blocks(0 * self.Sigma_theta, 0 * self._cross, self.Sigma_omega)

    @property
    def S(self) -> Matrix:
        """Covariance of both steps for one pair of samples, over eta^2; off its diagonal blocks -Sigma_cross if shared."""
        return self._blocks(self.Sigma_theta, -self._cross, self.Sigma_omega)

    @property
    def _cross(self) -> Matrix:
        return self.Sigma_cross if self.shared else Matrix(zeros(len(self.theta), len(self.omega)))

    @staticmethod
    def _blocks(upper, off, lower) -> Matrix:
        return Matrix(BlockMatrix([[upper, off], [off.T, lower]]).as_explicit())
