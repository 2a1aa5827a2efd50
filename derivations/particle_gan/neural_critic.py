r"""The gradients that train a critic with one hidden layer, its gradient penalty included.

    D(x) = H^(-1/2) sum_h a_h sigma(w_h . x + b_h),       x in the plane, H hidden units.

What the critic ascends, E_p D - E_q D - (lambda/2) E |grad D|^2 - (alpha/2)|weights|^2, is linear in D(x) and |grad D(x)|^2 at
single points, so that the gradients of these two in the weights a, b, w of one unit are all that is needed. The other units
enter through their part r of grad D, which does not depend on these weights: H is any number.

The gradients involve sigma, sigma' and sigma'' at the unit's input u alone. So sigma is its expansion about u to second order,
with these three values as free symbols, exact for every activation that is twice differentiable there: tanh everywhere, ReLU
away from 0, where sigma'' = 0.
"""
from sympy import ImmutableMatrix as Matrix, Integer, Symbol, sign, sqrt, symbols, tanh

from derivations.calculus import Above, Domain, Gradient, Is, Line, Real, calc

a, b, w_1, w_2 = symbols("a b w_1 w_2", real=True)
x_1, x_2, r_1, r_2, g_1, g_2 = symbols("x_1 x_2 r_1 r_2 (\\nabla{D})_1 (\\nabla{D})_2", real=True)
H = Symbol("H", positive=True)
sigma, slope, curvature = symbols(r"\sigma \sigma' \sigma''", real=True)
u, v = symbols("u v", real=True)
y = Symbol("y", real=True, nonzero=True)

entering = w_1 * x_1 + w_2 * x_2 + b
along = w_1 * g_1 + w_2 * g_2                                  # w . grad D
WEIGHTS = a, b, w_1, w_2
AT = Domain({**dict.fromkeys((*WEIGHTS, x_1, x_2, r_1, r_2, sigma, slope, curvature), Real()), H: Above(0), u: Is(entering),
             g_1: Is(r_1 + a * slope * w_1 / sqrt(H)), g_2: Is(r_2 + a * slope * w_2 / sqrt(H))})

unit = a * (sigma + slope * (entering - u) + curvature * (entering - u)**2 / 2) / sqrt(H)
gradient = Matrix([r_1 + unit.diff(x_1), r_2 + unit.diff(x_2)])

in_space = calc(
    unit,
    Line("the unit's part of $\\nabla D$", Matrix([a * slope * w_1, a * slope * w_2]) / sqrt(H), by=Gradient((x_1, x_2))),
    on=AT, title="The critic's gradient at a point")

in_weights = calc(
    unit,
    Line("$D$ in the weights $a$, $b$, $w$ of a unit", Matrix([sigma, a * slope, a * slope * x_1, a * slope * x_2]) / sqrt(H),
         by=Gradient(WEIGHTS)),
    on=AT, title="The critic's gradient in its weights")

penalty = calc(
    gradient.dot(gradient) / 2,
    Line("$|\\nabla D|^2/2$ in $a$, $b$, $w$: through the slope $\\sigma' w$ that the unit adds, and where $\\sigma$ bends "
         "through its input too",
         Matrix([slope * along, a * curvature * along, a * (slope * g_1 + curvature * along * x_1),
                 a * (slope * g_2 + curvature * along * x_2)]) / sqrt(H), by=Gradient(WEIGHTS)),
    on=AT, title="The gradient penalty in the weights")

# One point's part of what the critic ascends: D(x) with the weight c, |grad D(x)|^2/2 with the weight -m.
c, m = symbols("c m", real=True)
ascent = c * in_weights.result - m * penalty.result

homogeneous = {sigma: slope * u, curvature: 0}
balanced = calc(
    ascent.dot(Matrix([0, b, w_1, w_2])).subs(homogeneous),
    Line("where $\\sigma = \\sigma' u$ and $\\sigma'' = 0$ scaling $b$ and $w$ is scaling $a$: one gradient gives the other",
         a * ascent[0].subs(homogeneous)),
    on=AT | {c: Real(), m: Real()}, title="ReLU: the gradients in a and in b, w are one")

smooth = calc(
    tanh(v),
    Line("its slope", 1 - tanh(v)**2, by=Gradient((v,))),
    Line("its curvature", -2 * tanh(v) * (1 - tanh(v)**2), by=Gradient((v,))),
    on=Domain({v: Real()}), title="tanh: slope and curvature")

rectified = calc(
    y * (1 + sign(y)) / 2,
    Line("1 for positive and 0 for negative inputs", (1 + sign(y)) / 2, by=Gradient((y,))),
    Line("no curvature away from 0", Integer(0), by=Gradient((y,))),
    on=Domain({y: Real()}), title="ReLU: slope and curvature")
