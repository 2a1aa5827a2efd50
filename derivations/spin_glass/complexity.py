r"""Theta(u_D, u_G) = lim (1/N) log E C_N as the maximum of an exponent over three Gaussian numbers, and when it is reached.

The Kac-Rice integral runs over l_D, L_G and D with their Gaussian densities; the mean determinant grows as Phi(y_D, y_G). At
speed N the integral is its largest term (Laplace). Concluded:

* the exponent F, a concave function for every parameter (``concavity``), so that stationarity with multipliers of the right
  sign (Karush, Kuhn, Tucker) is not only necessary but enough for the global maximum;
* these conditions in closed form, with M_D = Re m_D and M_G = Re m_G, the gradient of Phi being -(kappa M_D, kappa' M_G);
* the largest exponent over all numbers that make the same shifts: -y.Sigma^-1 y/2 + Phi(y), with Sigma = Cov(y).
"""
from sympy import Determinant, Function, ImmutableMatrix as Matrix, symbols

from derivations.calculus import Above, Domain, Extremum, Gradient, Is, Line, Real, Stated, calc
from derivations.spin_glass import published
from derivations.spin_glass.kac_rice import shifts, variances
from derivations.spin_glass.notation import (D, K, L_G, MODEL, abbreviated, kappa, kappa_G, l_D, n, p, sigma_z, u_D, u_G, y_D, y_G)
from derivations.spin_glass.programme import Programme

shared = Programme((l_D, L_G, D), tuple(variances.result), tuple(shifts.result), (l_D - L_G, L_G))

# x = y_G, x1 = y_D - y_G
TO_X_X1 = Matrix([[0, 1], [1, -1]])

shift_covariance = calc(
    TO_X_X1 * shared.covariance * TO_X_X1.T,
    Line(r"variances and covariance of $x$ and $x_1$: both contain $\Delta$",
         Matrix([[2**(n - 2) * n * (n + 1) * sigma_z**2, -2**(n - 1) * n * sigma_z**2],
                 [-2**(n - 1) * n * sigma_z**2, p**2 + 2**n * n * sigma_z**2]])),
    on=MODEL, title="The covariance of $x$ and $x_1$")

covariance_of_x_x1 = shift_covariance.result

F = Function("F")
Phi = symbols("Phi", real=True)                            # the log-determinant exponent at the two shifts
M_D, M_G = symbols("M_D M_G", real=True)                  # Re m_D, Re m_G
mu_D, mu_G = symbols("mu_D mu_G", nonnegative=True)        # multipliers of the bounds on the two losses
NUMBERS = abbreviated(MODEL | {l_D: Real(), L_G: Real(), D: Real(), K: Real(), Phi: Real(), M_D: Real(), M_G: Real(), mu_D: Above(0),
                               mu_G: Above(0), u_D: Real(), u_G: Real(), y_D: Is(shared.shifts[0]), y_G: Is(shared.shifts[1])})

exponent = calc(
    F(l_D, L_G, D),
    Line(r"the largest term of the Kac-Rice integral: constant, Gaussian densities, mean determinant",
         K - shared.energy + Phi, by=Stated(f"{published.KAC_RICE}; {published.CONCENTRATION}; Laplace's method")),
    Line("with the three variances",
         K - l_D**2 / 2 - L_G**2 / (2**(n + 1) * sigma_z**2) - D**2 / (2**(n + 1) * n * sigma_z**2) + Phi),
    on=NUMBERS, title="The exponent of the complexity")

# To first order Phi is linear with this gradient; the bounds enter with their multipliers.
lagrangian = (-shared.energy - kappa * M_D * shared.shifts[0] - kappa_G * M_G * shared.shifts[1]
              + mu_D * (u_D - shared.losses[0]) + mu_G * (u_G - shared.losses[1]))

stationarity = calc(
    lagrangian,
    Line(r"stationary in $l_D$, $L_G$ and $D$: at a maximum all three vanish, with $\mu_D, \mu_G \ge 0$, and $\mu_D = 0$ "
         r"($\mu_G = 0$) unless $L_D = u_D$ ($L_G = u_G$)",
         Matrix([-l_D + p * kappa * M_D - mu_D,
                 -L_G / (2**n * sigma_z**2) - n * (kappa * M_D + kappa_G * M_G) / 2 + mu_D - mu_G,
                 -D / (2**n * n * sigma_z**2) - (kappa * M_D - kappa_G * M_G) / 2]),
         by=Gradient((l_D, L_G, D))),
    on=NUMBERS, title="Conditions for the maximum")

SHIFTED = abbreviated(MODEL | {y_D: Real(), y_G: Real(), L_G: Real()})
given_shifts = {D: n * L_G - 2 * y_G, l_D: (n * L_G - y_G - y_D) / p}          # the numbers that make these shifts

covariance = calc(
    shared.covariance,
    Line(r"$\Sigma = \mathrm{Cov}(y_D, y_G)$",
         Matrix([[2**(n - 2) * n * (n + 1) * sigma_z**2 + p**2, 2**(n - 2) * n * (n - 1) * sigma_z**2],
                 [2**(n - 2) * n * (n - 1) * sigma_z**2, 2**(n - 2) * n * (n + 1) * sigma_z**2]])),
    on=MODEL, title="The covariance of the shifts")

determinant = calc(
    Determinant(covariance.result),
    Line(r"$\det\Sigma$", 2**(n - 2) * n * sigma_z**2 * (2**n * n**2 * sigma_z**2 + p**2 * (n + 1))),
    on=MODEL, title="The determinant of the shifts' covariance")

(V_D, V_DG), (_, V_G) = covariance.result.tolist()

cheapest = calc(
    shared.energy.subs(given_shifts),
    Line(r"the cheapest numbers that make the shifts $y_D$ and $y_G$ cost $\frac12\, y\cdot\Sigma^{-1}y$",
         (V_G * y_D**2 - 2 * V_DG * y_D * y_G + V_D * y_G**2) / (2 * determinant.result),
         by=Extremum({L_G: (2**n * n * sigma_z**2 * (y_D + y_G) + 2 * p**2 * y_G) / (2**n * n**2 * sigma_z**2 + p**2 * (n + 1))})),
    on=SHIFTED, title="The cost of a pair of shifts")
