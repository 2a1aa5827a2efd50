"""What the sources state and the derivations contradict, each with the exact point at which they differ and what follows.

Formulas of the released code are compared in its own unit, the matrix divided by sqrt(2N): there b, b1 are those of the model
divided by sqrt(2), and the rate of the constant is larger by (1/2) log 2.
"""
from sympy import ImmutableMatrix as Matrix, Piecewise, Rational, log, sqrt

from derivations.calculus import Domain, Erratum, Is
from derivations.spin_glass import published
from derivations.spin_glass.complexity import covariance_of_x_x1, shared
from derivations.spin_glass.covariances import b_squared, v_D_model, v_G_model
from derivations.spin_glass.index import shared_edges
from derivations.spin_glass.merging import merging_x1
from derivations.spin_glass.notation import (E_D, I_D, I_G, abbreviated, b, b1, beta, k_D, k_G, kappa, kappa_G, n, p, q, sigma_z, t, u_D,
                                             u_G, v_D, v_G, x, x1, y_D, z)
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

# The shifts, in the released code's unit: x and x1 divided by sqrt(2), losses in units of sqrt(N).
variance_x = Erratum(
    published.released_var_x, shared.covariance[1, 1] / 2, GLASSES,
    r"the model's $x = (n L_G - \sigma_z\Delta)/2$ has variance $\sigma_z^2 n(n+1)2^{n-2}$: at $p = q = 3$ the code's is $98304/7$ times "
    r"too large, so that large $x$ cost it next to nothing")

variance_x1 = Erratum(
    published.released_var_x1, covariance_of_x_x1[1, 1] / 2, GLASSES,
    r"$x_1 = \sigma_z\Delta - p\,l_D$ has variance $p^2 + \sigma_z^2 n 2^n$; without $\Delta$ only $p^2$ is left, and large $x_1$ cost too much")

independence = Erratum(
    published.released_covariance, covariance_of_x_x1[0, 1] / 2, GLASSES,
    r"both shifts contain $\Delta$: their covariance is $-\sigma_z^2 n 2^{n-1}$")

bound_x = Erratum(
    published.released_bound_x, n * u_G / (2 * sqrt(2)), GLASSES | {u_G: Is(Rational(1, 2))},
    r"even without $\Delta$ a loss $L_G$ shifts the Hessian by $n L_G/2$, not by $n 2^n L_G$; and the loss is bounded in units of "
    r"$\sqrt{2N}$, where the matrix's unit stands for that of the loss")

bound_x1 = Erratum(
    published.released_bound_x1, -p * u_D / sqrt(2) - 2 * p * x / n, GLASSES | {u_D: Is(1), x: Is(2)},
    r"$L_D = l_D - L_G$ with $L_G = 2x/n$ (without $\Delta$): the same factor, and the same unit")

edge_D = Erratum(
    published.released_E_D, shared_edges.result[0], FIGURE_1,
    r"$b_1$ belongs to a matrix of size $\kappa N$ already: its share of $E_D^2$ is $2 b_1^2$, not $2\kappa b_1^2$")

price = Erratum(
    published.released_price, kappa * k_D * I_D + kappa_G * k_G * I_G,
    GLASSES | {k_D: Is(1), k_G: Is(0), I_D: Is(1), I_G: Is(1)},
    r"$\kappa$ and $\kappa'$ are exchanged: an eigenvalue of the discriminator's block pays at the speed $\kappa N$ of its own size")

sign = Erratum(
    published.released_sign, Piecewise((1, y_D >= E_D), (0, True)), Domain({E_D: Is(1), y_D: Is(-2)}),
    r"at $x + x_1 \le -E_D$ every eigenvalue of $\mathrm{Hess}_u L_D$ is negative: its index is of order $N$, yet the code counts such "
    r"points at the price of the opposite shift")

zero_index = Erratum(
    published.released_zero_index, Piecewise((1, y_D >= E_D), (0, True)), Domain({E_D: Is(1), y_D: Is(0)}),
    r"with the shift inside the bulk a share of the eigenvalues is negative; the code lets index 0 pass everywhere, so what it draws as "
    r"the complexity of minima is the total")
