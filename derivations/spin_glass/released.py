r"""The complexity that the released code maximises, as a programme like the model's own.

Its two Gaussian variables are x and x1 themselves, independent; the bounds on the losses are those of its integration region,
read backwards: the losses at (x, x1) are the least bounds u_G, u_D that admit the point. Nothing here is corrected; ``errata``
says what differs.
"""
from sympy import ImmutableMatrix as Matrix

from derivations.calculus import Domain, Line, Real, Satisfies, calc
from derivations.spin_glass import published
from derivations.spin_glass.notation import I_D, I_G, MODEL, k_D, k_G, n, p, u_D, u_G, x, x1
from derivations.spin_glass.programme import Programme

losses = calc(
    Matrix([published.released_bound_x1.expr - x1, published.released_bound_x.expr - x]),
    Line(r"the bounds $u_D$ and $u_G$ that $(x, x_1)$ just meets", Matrix([-x1 / p - x / (2**n * n), x / (2**n * n)]),
         by=Satisfies((u_D, u_G))),
    on=MODEL | Domain({x: Real(), x1: Real()}), title="The losses in the released code")

released = Programme((x, x1), (published.released_var_x.expr, published.released_var_x1.expr), (x + x1, x), tuple(losses.result))

# What it compares |x + x1| and |x| with, and its weights of k_D and k_G.
edges = Matrix([published.released_E_D.expr, published.released_E_G.expr])
weights = Matrix([published.released_price.expr.diff(k_D, I_D), published.released_price.expr.diff(k_G, I_G)])
