"""What the sources state, in their order, as they state it. No algebra is done here and nothing is corrected.

The equations of the paper's text could not be read by the authors of this project; entries are what its legible text says
and what the code released with it uses. Formulas of other papers carry their own citation.
"""
from sympy import Abs, Integer, Piecewise, Rational, im, log, pi, sqrt

from derivations.calculus import Published
from derivations.spin_glass.notation import (E, E_D, I_D, I_G, b, b1, k_D, k_G, kappa, p, q, sigma_z, t, u, u_D, u_G, x, x1, y_D, z)

RELEASED = "npbaskerville/loss-surfaces-of-gans (code released with the paper)"
FIGURE_1 = "Baskerville, Keating, Mezzadri, Najnudel 2022, Fig. 1"
AUFFINGER = "Auffinger, Ben Arous, Cerny 2013, Random matrices and complexity of spin glasses"
PAPER = "Baskerville, Keating, Mezzadri, Najnudel 2022"
MODEL = f"{PAPER}: L_D = l_D - sigma_z l_G, L_G = sigma_z l_G, with independent glasses l_D, l_G"
KAC_RICE = f"{PAPER}, Lemmas 1 and 2, the Kac-Rice formula"
CONCENTRATION = f"{PAPER}, Lemma 4 and Theorem 1"
GAUSSIAN_FIELDS = "Adler, Taylor 2007, Random Fields and Geometry"
SADDLE = "Baskerville, Keating, Mezzadri, Najnudel 2022: the saddle point is diagonal, after a graded U(1/1) rotation"
UNITARY_SYMMETRY = "Baskerville, Keating, Mezzadri, Najnudel 2022: supermatrices of U(1/1) symmetry; mean_field tests the conclusion"
UNIQUENESS = "Ajanki, Erdos, Krueger 2019, Quadratic vector equations on complex upper half-plane"
DEAN = "Dean, Majumdar 2006, Large deviations of extreme eigenvalues of random matrices"

n = p + q

# Fig. 1: kappa = 9/10, b = 1, b1 = 1/2; of its three panels the middle one is the transition from one band to two.
figure_1_touching = Published("shift at which the bands touch", Rational(3, 2), FIGURE_1)

# spectrum.py: the quartic in t, a product of two quadratics and one more term, and the density that its roots give.
released_quartic = Published(
    "quartic of the spectral density",
    (t**2 - z * t + (1 - kappa) * b**2 / 2)
    * ((1 + b1**2 / b**2 / kappa) * t**2 - (b1**2 / b**2 / kappa * z - x1) * t - (1 - kappa) / kappa * b1**2 / 2)
    + kappa * b**2 / 2 * t**2,
    f"{RELEASED}, spectrum.py, density, commit bdc0471")

released_density = Published("density from a root of the quartic", 2 * im(t) / (pi * b**2),
                             f"{RELEASED}, spectrum.py, density, commit bdc0471")

# The two rate functions of the largest eigenvalue of the GOE, the semicircle ending at E.
goe_right_tail = Published("rate function of the largest eigenvalue", u * sqrt(u**2 - E**2) / E**2 - log((u + sqrt(u**2 - E**2)) / E),
                           AUFFINGER)
goe_left_tail = Published("pushed Coulomb gas, wall at u, semicircle ending at sqrt(2)",
                          (36 * u**2 - u**4 - (15 * u + u**3) * sqrt(u**2 + 6)
                           + 27 * (log(18) - 2 * log(u + sqrt(u**2 + 6)))) / 108, DEAN)
goe_all_negative = Published("P(all eigenvalues negative) = exp(-N^2 log(3)/4)", log(3) / 4, DEAN)

# The complexity of the pure p-spin model below the edge E_oo of its bulk, in closed form.
threshold = 2 * sqrt((p - 1) / p)
p_spin_complexity = Published("complexity of the pure p-spin model below the edge",
                              log(p - 1) / 2 - (p - 2) * u**2 / (4 * (p - 1))
                              - (-u / threshold**2 * sqrt(u**2 - threshold**2) - log(-u + sqrt(u**2 - threshold**2)) + log(threshold)),
                              AUFFINGER)

# rmt/constants.py of the released code, in units in which the matrix is divided by sqrt(2N).
released_b = Published("amplitude b", sqrt(n * (n - 1) * 2**n) * sigma_z, f"{RELEASED}, rmt/constants.py, b_constants")
released_b1 = Published("amplitude b1", sqrt(p * (p - 1) * kappa), f"{RELEASED}, rmt/constants.py, b_constants")
released_v_D = Published("variance of the discriminator's gradient", p + sigma_z**2 * n * 2**n,
                         f"{RELEASED}, rmt/constants.py, complexity_constant")
released_v_G = Published("variance of the generator's gradient", sigma_z**2 * n * 2**n,
                         f"{RELEASED}, rmt/constants.py, complexity_constant")
released_constant = Published("logarithm of the constant",
                              Rational(13, 2) * log(2) + 5 * log(pi) - kappa / 2 * log(p + sigma_z**2 * n * 2**n)
                              - (1 - kappa) / 2 * log(sigma_z**2 * n * 2**n)
                              - kappa * log(kappa) / 2 - (1 - kappa) * log(1 - kappa) / 2,
                              f"{RELEASED}, rmt/constants.py, complexity_constant")

# The two Gaussian variables of the released code, x and x1, which it takes to be independent, and where it bounds them.
CONSTANTS, COULOMB = f"{RELEASED}, rmt/constants.py", f"{RELEASED}, rmt/coulomb.py, log_complexity_exponent_index"
released_var_x = Published("variance of x", sigma_z**2 * n**2 * 2**(3 * n) / 2, f"{CONSTANTS}, univariate_gaussian_variances")
released_var_x1 = Published("variance of x1", p**2 / 2, f"{CONSTANTS}, univariate_gaussian_variances")
released_covariance = Published("covariance of x and x1", Integer(0), f"{RELEASED}, rmt/coulomb.py, log_complexity_exponent")
released_bound_x = Published("largest x at a generator's loss u_G", n * 2**n * u_G, f"{CONSTANTS}, integration_region")
released_bound_x1 = Published("smallest x1 at x and a discriminator's loss u_D", -p * u_D - p * x / (n * 2**n),
                              f"{CONSTANTS}, integration_region")

# The price of an index in the released code; E_D and E_G are the ends of the semicircles that it compares the shifts with.
released_rate = Published("rate of one eigenvalue beyond the edge", Abs(u) * sqrt(u**2 - E**2) / E**2 - log(Abs(u) + sqrt(u**2 - E**2)) + log(E),
                          f"{RELEASED}, rmt/coulomb.py, _goe_ldp_rate")
released_E_D = Published("edge of the discriminator's block", sqrt(2 * kappa * (b**2 + b1**2)), COULOMB)
released_E_G = Published("edge of the generator's block", sqrt(2 * (1 - kappa)) * b, COULOMB)
released_price = Published("price of an index, I_D and I_G being the rates", k_G * kappa * I_G + k_D * (1 - kappa) * I_D, COULOMB)
released_sign = Published("where the discriminator's index is finite", Piecewise((1, Abs(y_D) >= E_D), (0, True)), COULOMB)
released_zero_index = Published("where index 0 of the discriminator is possible", Integer(1), COULOMB)
