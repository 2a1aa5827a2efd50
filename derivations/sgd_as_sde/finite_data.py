r"""The linear-quadratic game on finite data: only the means and the variances of the two data sets enter.

x and z are drawn uniformly from the data x_1..x_3 and the latent points z_1, z_2, with G = theta + s z and the payoff of
``mean_estimation``. With x-bar, z-bar the means and V_x, V_z the variances of the data sets (divided by 3 and 2),

    g = (mu (theta + s z-bar - a) - omega, x-bar - theta - s z-bar - lambda omega),
    Sigma_theta = mu^2 s^2 V_z,  Sigma_omega = V_x + s^2 V_z,  Sigma_theta-omega = -mu s^2 V_z.
"""
from sympy import ImmutableMatrix as Matrix, symbols

from derivations.calculus import Domain, Line, Real, calc
from derivations.calculus.laws import Finite, covariance, mean
from derivations.sgd_as_sde import mean_estimation
from derivations.sgd_as_sde.mean_estimation import LINEAR_QUADRATIC
from derivations.sgd_as_sde.notation import a, lambda_, mu, omega, s, theta, x, z

x_1, x_2, x_3, z_1, z_2 = points = symbols("x_1:4 z_1:3", real=True)
FINITE = LINEAR_QUADRATIC | Domain(dict.fromkeys(points, Real()))
samples = (x, Finite(x_1, x_2, x_3)), (z, Finite(z_1, z_2))
pair = mean_estimation.of_a_pair.result

x_bar, z_bar = (x_1 + x_2 + x_3) / 3, (z_1 + z_2) / 2
V_x = (x_1**2 + x_2**2 + x_3**2) / 3 - x_bar**2
V_z = (z_1 - z_2)**2 / 4

gradients = calc(
    mean(pair, samples),
    Line("the means of the data sets take the place of the laws' means",
         Matrix([mu * (theta + s * z_bar - a) - omega, x_bar - theta - s * z_bar - lambda_ * omega])),
    on=FINITE, title="Finite data: gradients")

covariances = calc(
    covariance(pair, pair, samples),
    Line("their variances that of the laws' variances",
         Matrix([[mu**2 * s**2 * V_z, -mu * s**2 * V_z], [-mu * s**2 * V_z, V_x + s**2 * V_z]])),
    on=FINITE, title="Finite data: covariances of a pair")
