r"""Beyond some depth the coupling of rectified units stays below a value it has fallen below: finitely many depths are left.

phi_L = t_L/(L + 1), t_{l+1} = f(c_l) + f'(c_l) t_l, y_l = (1 - c_l)^(-1/2). Let t_l < F (l + 1) at some l, F being the value.

    t_{l+1} < 1 + f'(c_l) F (l + 1),  which is at most F (l + 2) if  (l + 1) (1 - f'(c_l)) >= (1 - F)/F,

and 1 - f'(c) = acos(c)/pi >= sqrt(2)/(pi y). On the other hand acos(1 - e) <= (pi/2) sqrt(e), as asin(x)/x increases, so that
f(1 - e) <= 1 - e + e^(3/2)/3, and a layer multiplies y by at most (1 - 1/(3 y))^(-1/2) <= 1 + 1/(6 y) + 1/(9 y^2), y >= 1:
later layers add at most 1/6 + 1/(9 y_l) each. So the condition holds at l and at all later layers if it holds with
sqrt(2)/(pi y), where y is at most linear in the depth, at both ends of the range:

    (l + 1) sqrt(2)/(pi y_l) > (1 - F)/F       and       sqrt(2)/(pi (1/6 + 1/(9 y_l))) > (1 - F)/F.

Ball arithmetic finds both true at l = 100 for F = phi_11, and phi_L < phi_11 for every other L up to 100.
"""
from sympy import ImmutableMatrix as Matrix, Integral, Rational, asin, diff, pi, sqrt, symbols

from derivations.calculus import Above, Between, Domain, Integrates, Line, Real, calc
from derivations.particle_gan.notation import L
from derivations.particle_gan.relu_kernel import f

e, x, y, F = symbols("e x y F", positive=True)
a = symbols("f'", real=True)
SMALL = Domain({e: Between(0, 1), x: Between(0, Rational(1, 3))})
BOUND = Domain({F: Between(0, 1), y: Above(1), L: Above(1), a: Real()})

gain = calc(
    diff(f(1 - e) - (1 - e), e),
    Line(r"a layer's gain in the cosine grows at the rate $\arccos(1 - e)/\pi$", Rational(1, 2) - asin(1 - e) / pi),
    on=SMALL, title="How much nearer to parallel a layer makes its inputs")

gain_bound = calc(
    Integral(sqrt(x) / 2, (x, 0, e)),
    Line(r"which is at most $\sqrt e/2$: the gain is at most", e**Rational(3, 2) / 3, by=Integrates()),
    on=SMALL, title="A bound on it")

root_bound = calc(
    (1 - x) * (1 + x / 2 + x**2)**2 - 1,
    Line(r"positive for $x \le 1/3$, so that $(1 - x)^{-1/2} \le 1 + x/2 + x^2$", x**2 * (Rational(5, 4) * (1 - x) - x**3)),
    on=SMALL, title="A bound on an inverse root")

induction = calc(
    F * (L + 2) - (1 + a * F * (L + 1)),
    Line(r"positive exactly if $(L + 1)(1 - f') > (1 - F)/F$", F * ((L + 1) * (1 - a) - (1 - F) / F)),
    on=BOUND, title="One layer more")

conditions = calc(
    Matrix([(L + 1) * sqrt(2) / (pi * y), sqrt(2) / (pi * y * (x / 2 + x**2).subs(x, 1 / (3 * y)))])
    - Matrix([1, 1]) * (1 - F) / F,
    Line("both positive: the coupling stays below $F$ from depth $L$ on",
         Matrix([(L + 1) * sqrt(2) / (pi * y) + 1 - 1 / F, 18 * sqrt(2) * y / (pi * (3 * y + 2)) + 1 - 1 / F])),
    on=BOUND, title="What has to be checked at one depth")
