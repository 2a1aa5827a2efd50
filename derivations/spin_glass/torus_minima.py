r"""The mean numbers of critical points of given indices at N_D = N_G = 2; joint minima in closed form without integrals.

At a joint minimum m_11 > 0 and m_22 < 0, so |Q| = m_12^2 + m_11 (-m_22): a quadrant of two normal variables of correlation
-c/g. In polar coordinates X = r cos(phi), Y = r sin(phi + alpha) with sin(alpha) = rho,

    P(X, Y > 0) = 1/4 + alpha/(2 pi),       E[X Y; X, Y > 0] = (cos(alpha) + sin(alpha) (pi/2 + alpha)) / (2 pi),

and as Var m_12 = c the probabilities cancel: E C_00 = sqrt((V_1 V_2 - c^2)/(v_D v_G)). Changing the signs of both glasses
turns minima into maxima and (0, 1) into (1, 0), so all four means follow from this and the total.
"""
from sympy import ImmutableMatrix as Matrix, Integral, asin, cos, pi, sin, sqrt, symbols

from derivations.calculus import Above, Between, Domain, Integrates, Line, Using, calc
from derivations.spin_glass.covariances import v_D_model, v_G_model
from derivations.spin_glass.notation import MODEL, n, p, sigma_z, v_D, v_G
from derivations.spin_glass.torus_count import COUNT, c, factor, g, total, var_12
from derivations.spin_glass.torus_hessian import V_1, V_2, c_model

rho, phi, alpha = symbols("rho phi alpha", real=True)
PAIR = Domain({alpha: Between(-pi / 2, pi / 2)})

correlations = calc(
    Matrix([Integral(entry, (phi, -pi, pi)) / pi for entry in (cos(phi)**2, sin(phi + alpha)**2, cos(phi) * sin(phi + alpha))]),
    Line(r"the mean of $r^2$ is 2: unit variances, and correlation $\sin\alpha$", Matrix([1, 1, sin(alpha)]), by=Integrates()),
    on=PAIR, title="Two correlated normal variables in polar coordinates")

quadrant = calc(
    Integral(1 / (2 * pi), (phi, -alpha, pi / 2)),
    Line("both are positive between two angles", (pi / 2 + alpha) / (2 * pi), by=Integrates()),
    on=PAIR, title="The probability of a quadrant")

quadrant_product = calc(
    2 * Integral(cos(phi) * sin(phi + alpha) / (2 * pi), (phi, -alpha, pi / 2)),
    Line("a trigonometric integral", (cos(alpha) + (pi / 2 + alpha) * sin(alpha)) / (2 * pi), by=Integrates()),
    on=PAIR, title="The mean product over a quadrant")

MINIMA = COUNT | {var_12: Above(0)}
opposed = {alpha: -asin(c / g)}

any_minima = calc(
    factor.result * (var_12 * quadrant.result + g * quadrant_product.result).subs(opposed),
    Line(r"$m_{11}$ and $-m_{22}$ have correlation $-c/g$, and $\mathrm{Var}\,m_{12} = V_{12}$",
         (sqrt(g**2 - c**2) + (var_12 - c) * (pi / 2 - asin(c / g))) / sqrt(v_D * v_G)),
    on=MINIMA, title="Joint minima on the torus, for any variances of the three entries")

minima = calc(
    any_minima.result,
    Line(r"with $V_{12} = c$ the probabilities cancel", sqrt((g**2 - c**2) / (v_D * v_G)),
         by=Using(r"$V_{12} = c$", {var_12: c})),
    on=MINIMA, title="Joint minima on the torus")

mixed = calc(
    (total.result - 2 * minima.result) / 2,
    Line(r"joint maxima are as many as joint minima, and the indices $(0, 1)$ as frequent as $(1, 0)$",
         total.result / 2 - sqrt(g**2 - c**2) / sqrt(v_D * v_G)),
    on=COUNT, title="Minima of one loss that are maxima of the other, on the torus")

minima_of_model = calc(
    minima.result.subs({g: sqrt(V_1 * V_2), c: c_model, v_D: v_D_model, v_G: v_G_model}),
    Line(r"with the variances of the model",
         sqrt((n**2 * (2 * n - 1) * sigma_z**2 * 2**n + p * (3 * p - 2) * (3 * n - 1))
              / (2 * (p + n * sigma_z**2 * 2**(n - 1))))),
    on=MODEL, title="Joint minima of the model on the torus")
