r"""Lemma 5 with its constant: E|X|^N <= C^N for the operator norm of a symmetric N x N Gaussian matrix, C independent of N.

X has independent centred Gaussian entries on and above the diagonal, of variances at most sigma^2/N. The text of the paper's
proof says: the variances of the entries, a simple integration with a change of variables, Stirling's formula for large N; its
formulas could not be read. The chain here is our own and has these parts:

* for a unit vector v, v.Xv is Gaussian of variance at most 2 sigma^2/N;
* its N-th absolute moment, an integral with a change of variables, is a gamma function;
* over a net of (1 + 2/epsilon)^N unit vectors, |X| <= max |v.Xv| / (1 - 2 epsilon), and a maximum is at most the sum;
* Stirling's formula leaves C(epsilon) = sigma sqrt(2/e) (1 + 2/epsilon)/(1 - 2 epsilon) as N grows;
* the best net has epsilon = sqrt(5) - 2, and C = (9 + 4 sqrt(5)) sqrt(2/e) sigma = 15.39 sigma.

E|X| <= (E|X|^N)^(1/N) by Jensen's inequality. The sharp limit is 2 sigma, the edge of the semicircle, when all off-diagonal
variances are sigma^2/N: the net costs a factor of 7.7.
"""
from sympy import E as e
from sympy import Derivative, Function, Integral, Rational, Symbol, exp, gamma, log, loggamma, oo, pi, sqrt, symbols

from derivations.calculus import (Above, Asymptotic, Between, Definition, Domain, Extremum, Integrates, Line, Real, Stated,
                                  Whole, calc)
from derivations.spin_glass.notation import N, k

VERSHYNIN = "Vershynin 2018, High-Dimensional Probability, Corollary 4.2.13 and Exercise 4.4.3: nets of the sphere"

v1, v2, v3 = direction = symbols("v_1 v_2 v_3", real=True)
sigma, epsilon, V, y, T = symbols("sigma epsilon V y t", positive=True)
log_C_N = Symbol(r"\log C_N", real=True)
C = Function("C")

diagonal = v1**4 + v2**4 + v3**4
pairs = v1**2 * v2**2 + v1**2 * v3**2 + v2**2 * v3**2

quadratic_form = calc(
    (diagonal + 4 * pairs) * sigma**2 / N,
    Line(r"at most $2\sigma^2/N$ for a unit vector, less a square: three rows show what happens in any number",
         (2 * (v1**2 + v2**2 + v3**2)**2 - diagonal) * sigma**2 / N),
    on=Domain({v1: Real(), v2: Real(), v3: Real(), sigma: Above(0), N: Above(1)}),
    title=r"The variance of $v\cdot Xv$ when every entry has the largest variance $\sigma^2/N$")

variance_bound = 2 * sigma**2 / N

MOMENTS = Domain({V: Above(0), k: Whole(1)})
integrand = 2 * y**k * exp(-y**2 / (2 * V)) / sqrt(2 * pi * V)
root = sqrt(2 * V * T)

substitution = calc(
    integrand.subs(y, root) * root.diff(T),
    Line(r"with $y = \sqrt{2Vt}$", (2 * V)**(k / 2) / sqrt(pi) * T**((k - 1) / 2) * exp(-T)),
    on=MOMENTS | {T: Above(0)}, title="The change of variables in the Gaussian integral")

moment = calc(
    Integral(integrand, (y, 0, oo)),
    Line("the change of variables", Integral(substitution.result, (T, 0, oo)), by=Integrates(symbolic=False)),
    Line("Euler's integral", (2 * V)**(k / 2) / sqrt(pi) * gamma((k + 1) / 2), by=Integrates()),
    on=MOMENTS, title="The k-th absolute moment of a centred Gaussian number of variance V")

NET = Domain({sigma: Above(0), epsilon: Between(0, Rational(1, 2)), N: Above(1)})
net_size = (1 + 2 / epsilon)**N
over_net = moment.result.subs({k: N, V: variance_bound})          # of |v.Xv|, at each vector of the net at most
asymptotic_constant = sigma * sqrt(2 / e) * (1 + 2 / epsilon) / (1 - 2 * epsilon)

growth = calc(
    log_C_N,
    Line(r"$E|X|^N$ is at most the sum over the net of $E|v\cdot Xv|^N$, times $(1 - 2\epsilon)^{-N}$; the $N$-th root",
         log(net_size * over_net / (1 - 2 * epsilon)**N) / N, by=Stated(VERSHYNIN)),
    Line("the logarithm of each factor", log(1 + 2 / epsilon) - log(1 - 2 * epsilon) + log(4 * sigma**2 / N) / 2
         + (loggamma((N + 1) / 2) - log(pi) / 2) / N),
    Line("Stirling's formula", log(asymptotic_constant) + log(2) / (2 * N), by=Asymptotic(N, order=2)),
    Line(r"bounded as $N \to \infty$: $|X|$ has a bound without $N$", log(asymptotic_constant), by=Asymptotic(N, order=1)),
    on=NET, title="The N-th root of the bound")

slope = calc(
    Derivative(C(epsilon), epsilon),
    Line("the constant as a function of the net", Derivative(asymptotic_constant, epsilon), by=Definition()),
    Line(r"negative before $\epsilon = \sqrt 5 - 2$ and positive after it: there is the least constant",
         2 * sigma * sqrt(2 / e) * (epsilon - (sqrt(5) - 2)) * (epsilon + sqrt(5) + 2) / (epsilon**2 * (1 - 2 * epsilon)**2)),
    on=NET, title="The best net")

constant = calc(
    asymptotic_constant,
    Line(r"at $\epsilon = \sqrt 5 - 2$", (9 + 4 * sqrt(5)) * sqrt(2 / e) * sigma, by=Extremum({epsilon: sqrt(5) - 2})),
    on=NET, title="The constant of the norm's bound")
