r"""Why the mean number of joint minima nears its rate so slowly: both spectra are pushed in by a distance of order N^(-1/2).

For an index of 0 a shift must lie beyond every eigenvalue of its block. The exponent would gain if the shift could come nearer:
its slope at the edge E of the block is g. The kappa N eigenvalues can be pushed in to make room, at a cost of speed N^2:
never at leading order, but the cost starts with the cube of the distance. Concluded: room is made at a distance

    E sqrt(g E / N) / kappa,   and is worth   sqrt(N) (2/3) (g E)^(3/2) / kappa

in the logarithm of the mean; 1/sqrt(N) against Theta, one such term for each block. That nothing else changes at this order is
the premise of the first line.
"""
from sympy import Function, Rational, symbols

from derivations.calculus import Above, Asymptotic, Domain, Extremum, Line, Stated, calc
from derivations.spin_glass import goe_left_tail, published
from derivations.spin_glass.notation import E, N, kappa, u

LAPLACE = f"Laplace's method with the wall of {published.DEAN}; determinant and densities do not feel the push at this order"

HALF = Rational(1, 2)
a, g = symbols("a g", positive=True)        # the distance in units of E/sqrt(N); the slope of the exponent
ROOM = Domain({kappa: Above(0), E: Above(0), g: Above(0), a: Above(0), N: Above(a**2)})

trade = calc(
    Function("G")(a),
    Line(r"what a push by $aE/\sqrt N$ gains at slope $g$, less what it costs $\kappa N$ eigenvalues",
         N**HALF * g * E * a - (kappa * N)**2 * goe_left_tail.rate.result.subs(u, E - a * E / N**HALF),
         by=Stated(LAPLACE)),
    Line("the cost starts with the cube", N**HALF * (g * E * a - kappa**2 * a**3 / 3), by=Asymptotic(N, order=0)),
    on=ROOM, title="Gain and cost of pushing a spectrum in")

worth = calc(
    trade.result,
    Line(r"the best push, $a = \sqrt{gE}/\kappa$", N**HALF * 2 * (g * E)**Rational(3, 2) / (3 * kappa),
         by=Extremum({a: (g * E)**HALF / kappa})),
    on=ROOM, title="What room for a shift is worth")
