r"""From the averaged exponent to an action of two numbers: Hubbard-Stratonovich, then the superfields integrated out.

The pairing terms are dropped (they contribute at relative order 1/N). The square of each invariant becomes linear in it: the
commuting part through q, the anticommuting part through a second q with real exponent, the mixed part through two Grassmann
numbers. The superfields are then Gaussian, one superdeterminant a site; at the diagonal saddle the Grassmann entries vanish,
the two copies of the action agree and cancel, and each reads

    S(q, q1) = q^2/b^2 + kappa q1^2/b1^2 + kappa log(z + x1 + q + q1) + kappa' log(z + q).
"""
from sympy import I, Integral, Symbol, exp, log, oo, pi, sqrt, symbols

from derivations.calculus import Above, Berezin, Domain, Integrates, Line, Real, Stated, UpperHalf, anticommuting, calc
from derivations.spin_glass import published
from derivations.spin_glass.notation import N, b, b1, kappa, kappa_G, x1, z
from derivations.spin_glass.saddle_action import FIELDS, fields, q, q1

y_B, y_F, y, s = symbols("y_B y_F y s", real=True)        # sum phi phibar, sum chi chibar, either, an even nilpotent number
pairing = Symbol(r"\mathrm{pairing}", real=True)
rho, rhobar, eta, etabar = anticommuting("rho rhobar eta etabar")
chi, chibar, sigma, tau = anticommuting("chi chibar sigma tau")
phi, phibar = symbols("phi phibar")
u_q = Symbol("q", real=True)
a, d = Symbol("a", positive=True), Symbol("d", positive=True)
SIZE = Domain({N: Above(2), b: Above(0)})
NUMBERS = SIZE | {y_B: Real(), y_F: Real(), pairing: Real()}
mixed = rhobar * rho                                       # (chibar phi)(phibar chi)

average = calc(
    exp(-b**2 / (4 * N) * (y_B**2 - y_F**2 + 2 * mixed + pairing)),
    Line(r"the pairing terms contribute at relative order $1/N$", exp(-b**2 / (4 * N) * (y_B**2 - y_F**2 + 2 * mixed)),
         by=Stated(published.UNITARY_SYMMETRY)),
    Line("one factor an invariant", exp(-b**2 * y_B**2 / (4 * N)) * exp(b**2 * y_F**2 / (4 * N)) * exp(-b**2 / (2 * N) * mixed)),
    on=NUMBERS, title="The averaged exponent")

commuting = calc(
    sqrt(N / (pi * b**2)) * Integral(exp(-N * u_q**2 / b**2 + I * u_q * y), (u_q, -oo, oo)),
    Line("a Gaussian integral", exp(-b**2 * y**2 / (4 * N)), by=Integrates()),
    on=SIZE | {y: Real()}, title="Hubbard-Stratonovich, commuting part")

anticommuting_part = calc(
    sqrt(N / (pi * b**2)) * Integral(exp(-N * u_q**2 / b**2 + u_q * y), (u_q, -oo, oo)),
    Line(r"a Gaussian integral; as an identity of power series in $y$ it holds for nilpotent $y$ too",
         exp(b**2 * y**2 / (4 * N)), by=Integrates()),
    on=SIZE | {y: Real()}, title="Hubbard-Stratonovich, anticommuting part")

mixed_part = calc(
    Berezin(b**2 / (2 * N) * exp(-2 * N / b**2 * etabar * eta + I * (etabar * rho + rhobar * eta)), etabar, eta),
    Line("a Berezin integral", exp(-b**2 / (2 * N) * rhobar * rho)),
    on=SIZE, title="Hubbard-Stratonovich, mixed part")

one_site = calc(
    Berezin(exp(-(phibar * a * phi + phibar * sigma * chi + chibar * tau * phi + chibar * d * chi)), chibar, chi),
    Line("the anticommuting half of a superfield", exp(-a * phi * phibar) * (d + phi * phibar * sigma * tau)),
    on=Domain({a: Above(0), d: Above(0), phi: Real(), phibar: Real()}), title="One superfield, anticommuting half")

superdeterminant = calc(
    Integral(exp(-a * y) * (d + y * s), (y, 0, oo)),
    Line(r"the commuting half in $y = |\phi|^2$, with $s = \sigma\tau$: the inverse superdeterminant", (d + s / a) / a,
         by=Integrates()),
    on=Domain({a: Above(0), d: Above(0), s: Real()}), title="One superfield integrated out")

action = calc(
    q**2 / b**2 + kappa * q1**2 / b1**2 + kappa * log(z + x1 + q + q1) + kappa_G * log(z + q),
    Line(r"Gaussian weights and one factor $1/a$ a site, at the diagonal saddle; "
         r"$\log\zeta = i\pi - \log(-1/\zeta)$ for $\mathrm{Im}\,\zeta > 0$",
         fields.result + I * pi),
    on=FIELDS | {q: UpperHalf(), q1: UpperHalf()}, title="The action of one copy")
