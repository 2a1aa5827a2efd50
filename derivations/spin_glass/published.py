"""What the sources state, in their order, as they state it. No algebra is done here and nothing is corrected.

The equations of the paper's text could not be read by the authors of this project; entries are what its legible text says
and what the code released with it uses. Formulas of other papers carry their own citation.
"""
from sympy import Rational, exp, log, pi, sqrt

from derivations.calculus import Published
from derivations.spin_glass.notation import E, b, b1, kappa, m_D, p, q, sigma_z, u, x, x1

RELEASED = "code released with Baskerville, Keating, Mezzadri, Najnudel 2022"
FIGURE_1 = "Baskerville, Keating, Mezzadri, Najnudel 2022, Fig. 1"
AUFFINGER = "Auffinger, Ben Arous, Cerny 2013, Random matrices and complexity of spin glasses"
DEAN = "Dean, Majumdar 2006, Large deviations of extreme eigenvalues of random matrices"

n = p + q

# The two rate functions of the largest eigenvalue of the GOE, the semicircle ending at E.
goe_right_tail = Published("rate function of the largest eigenvalue", u * sqrt(u**2 - E**2) / E**2 - log((u + sqrt(u**2 - E**2)) / E),
                           AUFFINGER)
goe_left_tail = Published("pushed Coulomb gas, wall at u, semicircle ending at sqrt(2)",
                          (36 * u**2 - u**4 - (15 * u + u**3) * sqrt(u**2 + 6)
                           + 27 * (log(18) - 2 * log(u + sqrt(u**2 + 6)))) / 108, DEAN)
goe_all_negative = Published("P(all eigenvalues negative) = exp(-N^2 log(3)/4)", log(3) / 4, DEAN)

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
