r"""Why orders end at 2 where there is noise: the third cumulant of a minibatch has no counterpart in a diffusion.

At eta^3 the third moments of a step keep the third cumulant kappa/B^2 of the minibatch gradient, which no drift and no noise
covariance of a diffusion can produce. A scalar chain theta -> theta - eta (mu theta + xi) shows what that costs: under its
invariant law theta has the third cumulant -eta^2 kappa/(3 mu B^2) to leading order, while every modified equation of linear
drift and constant noise is Gaussian. So with kappa not 0 the equation of order 2 misses third moments by
eta^2, as that of order 1 does; an equation of order 3 would have to match the fourth cumulant besides.
"""
from sympy import ImmutableMatrix as Matrix, Symbol, symbols

from derivations.calculus import Above, Asymptotic, Between, Domain, Line, Real, Satisfies, calc
from derivations.calculus.cumulants import Cumulants
from derivations.calculus.laws import Averaged, Expected
from derivations.calculus.power_series import Called
from derivations.sgd_as_sde import discrete_moments as step
from derivations.sgd_as_sde.matching import ALT, SML, triples
from derivations.sgd_as_sde.near_a_point import AT_A_POINT
from derivations.sgd_as_sde.notation import B, Sigma_theta, eta, kappa_omega, kappa_theta, mu

k, y, xi = symbols("k y xi", real=True)          # third cumulant, departure from rest, noise of the minibatch
C = Symbol("C", positive=True)
SCALAR = Domain({mu: Above(0), eta: Between(0, 1 / mu), B: Above(1), Sigma_theta: Above(0), C: Above(0), kappa_theta: Real(),
                 k: Real(), y: Real(), xi: Real()})

simultaneous = calc(
    triples(step.simultaneous_third.result, SML[:2]),
    Line("the third cumulants of both minibatches, descent changing the sign of the generator's",
         Matrix([-kappa_theta, 0, 0, kappa_omega]) / B**2),
    on=AT_A_POINT, title="SML: what no diffusion matches")

alternating = calc(
    triples(step.alternating_third.result, ALT[:2]),
    Line("the same", simultaneous.result),
    on=AT_A_POINT, title="ALT: what no diffusion matches")

minibatch = xi, Averaged(Cumulants(0, Sigma_theta, kappa_theta), B)
invariant = calc(
    Called(r"\mathbb{E}\,(y - \eta(\mu y + \xi))^3",
           Expected((y - eta * (mu * y + xi))**3, (y, Cumulants(0, C, k)), minibatch)) - k,
    Line("what a step does to the third cumulant", (1 - eta * mu)**3 * k - eta**3 * kappa_theta / B**2 - k),
    Line("where it rests", -eta**3 * kappa_theta / (B**2 * (1 - (1 - eta * mu)**3)), by=Satisfies((k,))),
    Line(r"of second order in $\eta$, where the modified equations have none at all", -eta**2 * kappa_theta / (3 * mu * B**2),
         by=Asymptotic(eta, 3, to="0")),
    on=SCALAR, title="The third cumulant of a scalar chain under its invariant law")
