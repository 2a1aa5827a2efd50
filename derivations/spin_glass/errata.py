"""What the sources state and the derivations contradict, each with the exact point at which they differ and what follows.

Formulas of the released code are compared in its own unit, the matrix divided by sqrt(2N): there b, b1 are those of the model
divided by sqrt(2), and the rate of the constant is larger by (1/2) log 2.
"""
from sympy import Rational, log, sqrt

from derivations.calculus import Domain, Erratum, Is
from derivations.spin_glass import published
from derivations.spin_glass.covariances import b_squared, v_D_model, v_G_model
from derivations.spin_glass.merging import merging_x1
from derivations.spin_glass.notation import abbreviated, b, b1, beta, kappa, p, q, sigma_z, t, v_D, v_G, x1, z
from derivations.spin_glass.quartic import quartic
from derivations.spin_glass.stirling import rate

FIGURE_1 = abbreviated(Domain({kappa: Is(Rational(9, 10)), b: Is(1), b1: Is(Rational(1, 2))}))
GLASSES = abbreviated(Domain({p: Is(3), q: Is(3), sigma_z: Is(1), kappa: Is(Rational(9, 10))}))

touching = Erratum(
    published.figure_1_touching, merging_x1, FIGURE_1,
    r"the bands touch at $x_1 = 1.42004863\ldots$, and at $x_1 = 3/2$ a gap of width 0.0218 has opened")

quartic_constant = Erratum(
    published.released_quartic, quartic / (beta * kappa), FIGURE_1 | {t: Is(1), z: Is(0), x1: Is(Rational(3, 2))},
    r"the term $\kappa' b_1^2/(2\kappa)$ of the second quadratic enters with the opposite sign: the support computed from it at "
    r"$x_1 = 11/10$ ends at 0.8406 instead of 0.8090")

amplitude = Erratum(
    published.released_b, sqrt(b_squared / 2), GLASSES,
    r"$b$ is twice what the model gives, while $b_1$ is right: no choice of unit or of $\sigma_z$ repairs both")

discriminator_gradient = Erratum(
    published.released_v_D, v_D_model, GLASSES, "the generator's part of the variance is doubled")

generator_gradient = Erratum(
    published.released_v_G, v_G_model, GLASSES, "the variance is doubled")

constant = Erratum(
    published.released_constant, rate.result.subs({v_D: v_D_model, v_G: v_G_model}) + log(2) / 2, GLASSES,
    "the logarithm of a prefactor stands in the exponential rate, which comes out 9.04 too large at p = q = 3, sigma_z = 1, "
    "kappa = 9/10")
