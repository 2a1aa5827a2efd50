r"""Which fixed points of one feature attract: characteristic polynomials in mu, time s.

    F0   mu (mu^2 + (2 gamma - kappa) mu + P_0^2 - P_c^2),   P_c^2 = (1 - gamma)(1 + gamma - kappa):
         attracts across the line exactly if kappa < 2 gamma and P_0^2 > P_c^2. The first does not depend on P_0, so that the
         whole line loses stability at once;
    F1   (mu + 2 (1 - gamma)) (mu^2 + (2 - kappa) mu - kappa q^2): a negative product of two roots, always a saddle;
    F2   (mu + 2 (kappa - A) r^2) (mu^2 + (kappa - 2) mu - kappa r^2 (A r^2 - gamma)):
         attracts exactly if kappa > 2 and kappa (A - gamma) < A;
    F3   mu^3 + a2 mu^2 + a1 mu + a0 with a0 = 4 kappa x^2 P^2 Q'(x), Q the quadratic of the point: the lower root of Q is
         always unstable, the upper attracts exactly if a2 > 0 and a2 a1 > a0.

The last is the criterion of Routh and Hurwitz; a2 a1 - a0 = -(mu_1 + mu_2)(mu_1 + mu_3)(mu_2 + mu_3) (Orlando) changes
sign where two eigenvalues cross the imaginary axis.
"""
from sympy import eye, sqrt, symbols

from derivations.calculus import Above, Below, Between, Domain, Is, Line, Real, Stated, calc
from derivations.solvable_gan import published
from derivations.solvable_gan.fixed_points import chase, overlap, quadratic
from derivations.solvable_gan.notation import DIMENSIONLESS, A, B, P, P_0, gamma, kappa, mu, q, r, x
from derivations.solvable_gan.one_feature import linearised

SPECTRAL = {mu: Real()}
# Points on each family: drawn are the coordinates, what remains follows from the equations of the fixed point.
ON_F0 = DIMENSIONLESS | {P_0: Real()} | SPECTRAL
ON_F1 = Domain({kappa: Above(0), A: Below(1), gamma: Between(0, 1), q: Between(0, 1), B: Is((1 - gamma) / q**2)}) | SPECTRAL
ON_F2 = Domain({A: Below(1), B: Above(1), gamma: Above(0), kappa: Above(1 + gamma),
                x: Is(chase.result[0]), r: Is(sqrt(x))}) | SPECTRAL
ON_F3 = Domain({A: Below(1), B: Above(1), r: Between(0, 1), P: Between(0, 1), x: Is(r**2), kappa: Is((1 - P**2) / (1 - x)),
                gamma: Is((A - B * P**2) * x)}) | SPECTRAL


def characteristic(values: dict):
    """det(mu - J) at a fixed point."""
    return (mu * eye(3) - linearised.subs(values, simultaneous=True)).det()


critical_overlap = (1 - gamma) * (1 + gamma - kappa)          # P_c^2

line = calc(
    characteristic({P: P_0, q: 0, r: 0}),
    Line(r"0 along the line, and two eigenvalues across it",
         mu * (mu**2 + (2 * gamma - kappa) * mu + P_0**2 - critical_overlap)),
    on=ON_F0, title="F0: stability of the line")

perfect = calc(
    1 - critical_overlap,
    Line(r"positive for $\gamma < 1$: a part of the line near $P_0^2 = 1$ attracts whenever $\kappa < 2\gamma$",
         kappa * (1 - gamma) + gamma**2),
    on=DIMENSIONLESS, title="F0: the part of the line that can attract")

half_informed = calc(
    characteristic({P: 0, r: 0}),
    Line(r"a saddle: the last two eigenvalues have the product $-\kappa q^2$",
         (mu + 2 * (1 - gamma)) * (mu**2 + (2 - kappa) * mu - kappa * q**2)),
    on=ON_F1, title="F1: stability")

chasing = calc(
    characteristic({P: 0, q: 0}),
    Line(r"one real eigenvalue, negative, and two of the block of $P$ and $q$",
         (mu + 2 * (kappa - A) * x) * (mu**2 + (kappa - 2) * mu - kappa * x * (A * x - gamma))),
    on=ON_F2, title="F2: stability")

chasing_attracts = calc(
    (kappa - A) * (A * x - gamma),
    Line(r"negative exactly if $\kappa(A - \gamma) < A$", kappa * (A - gamma) - A),
    on=ON_F2, title="F2: when the block's eigenvalues have a positive product")

a2 = 2 * B * kappa * x**2 + 2 * (B - A - B * kappa + 2 * kappa) * x - kappa
a1 = 2 * kappa * x * (4 * B * kappa * x**2 + (4 * B - 2 * A - 5 * B * kappa + 2 * kappa) * x + A - B + B * kappa - kappa)
a0 = 4 * kappa * x**2 * overlap.result[0] * quadratic.result.diff(x)

informative = calc(
    characteristic({q: P * r}),
    Line(r"$\mu^3 + a_2\mu^2 + a_1\mu + a_0$, with $\kappa$, $A$, $B$ and $x$ alone in the coefficients",
         mu**3 + a2 * mu**2 + a1 * mu + a0),
    on=ON_F3, title="F3: stability")

mu_1, mu_2, mu_3 = roots = symbols("mu_1 mu_2 mu_3")
sums = mu_1 + mu_2 + mu_3, mu_1 * mu_2 + mu_1 * mu_3 + mu_2 * mu_3, mu_1 * mu_2 * mu_3

orlando = calc(
    -sums[0] * sums[1] + sums[2],
    Line(r"$a_2 a_1 - a_0$ in the three eigenvalues; all real parts are negative exactly if $a_2$, $a_0$ and this are positive",
         -sums[0] * sums[1] + sums[2], by=Stated(published.ROUTH_HURWITZ)),
    Line("it vanishes where two eigenvalues are opposite", -(mu_1 + mu_2) * (mu_1 + mu_3) * (mu_2 + mu_3)),
    on=Domain(dict.fromkeys(roots, Real())), title="The Hurwitz determinant of a cubic")
