r"""Means of a cosine and of a Gaussian bump under a normal law: test functions that are not polynomials.

    E cos X = cos(M) exp(-V/2),   E exp(-X^2/2) = exp(-M^2/(2 (1 + V)))/sqrt(1 + V),   X ~ N(M, V).
"""
from sympy import Integral, Symbol, cos, exp, oo, pi, sqrt

from derivations.calculus import Above, Domain, Integrates, Line, Real, calc

X = Symbol("X", real=True)
mean = Symbol("M", real=True)
variance = Symbol("V", positive=True)
NORMAL = Domain({mean: Real(), variance: Above(0)})
density = exp(-(X - mean)**2 / (2 * variance)) / sqrt(2 * pi * variance)

cosine = calc(
    Integral(cos(X) * density, (X, -oo, oo)),
    Line("the characteristic function at 1", cos(mean) * exp(-variance / 2), by=Integrates()),
    on=NORMAL, title="Mean of a cosine")

bump = calc(
    Integral(exp(-X**2 / 2) * density, (X, -oo, oo)),
    Line("a Gaussian integral", exp(-mean**2 / (2 * (1 + variance))) / sqrt(1 + variance), by=Integrates()),
    on=NORMAL, title="Mean of a Gaussian bump")
