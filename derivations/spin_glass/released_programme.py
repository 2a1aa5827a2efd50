r"""What the code released with the paper maximises, as it stands there: to compute with beside the derived programme; no algebra.

Two independent Gaussian variables x and x1, where three with Cov(x, x1) not 0 follow from the model; losses from both alone,

    x < n 2^n u_G,        x1 > -p x/(n 2^n) - p u_D,

and an index that is paid for at shifts of either sign, with kappa and kappa' exchanged, and not at all where it is 0.
"""
from sympy import ImmutableMatrix as Matrix, Rational, sqrt

from derivations.spin_glass.notation import b, b1, kappa, kappa_G, n, p, sigma_z, x, x1
from derivations.spin_glass.programme import Programme

L_G = x / (n * 2**n)
released = Programme((x, x1), (sigma_z**2 * n**2 * 2**(3 * n) / 2, Rational(1, 2) * p**2), (x + x1, x), (-x1 / p - L_G, L_G))

# The units of |x + x1| and of |x| in the rates, and the rates' weights for k_D and for k_G.
released_edges = Matrix([sqrt(2 * kappa * (b**2 + b1**2)), sqrt(2 * kappa_G) * b])
released_weights = Matrix([kappa_G, kappa])
