"""Wrong identities are refuted at exact points, before any proof is tried."""
import pytest
from sympy import (I, Integral, Matrix, Rational, Sum, Symbol, arg, atan, cos, cosh, exp, factorial, gamma, log, loggamma, pi, sin,
                   sinh, sqrt, tan)

from derivations.calculus import (Above, Berezin, Below, Between, Domain, Real, UpperHalf, Verdict, Whole, anticommuting)
from derivations.calculus import equality
from derivations.calculus.equality import equal

x, y = Symbol("x", real=True), Symbol("y", real=True)
a = Symbol("a", positive=True)
z, w = Symbol("z"), Symbol("w")
n = Symbol("n", positive=True, integer=True)
j = Symbol("j", integer=True)
eta, xi = anticommuting("eta xi")

LINE, PLANE = Domain({x: Real()}), Domain({x: Real(), y: Real()})
HALF, POSITIVE = Domain({z: UpperHalf(), w: UpperHalf()}), Domain({a: Above(0)})

PLANTED = {
    "a sign": (x**2 - y**2, (x - y) * (x - y), PLANE),
    "a factor of two": ((x + y)**2, x**2 + x * y + y**2, PLANE),
    "an exponent": (sqrt(a)**3, a**Rational(5, 2), POSITIVE),
    "the root of a square on the line": (sqrt(x**2), x, LINE),
    "the root of a square in the half plane": (sqrt(z**2), z, HALF),
    "the wrong branch outside a cut": (sqrt(z**2 - 1), sqrt(z - 1) * sqrt(z + 1), HALF),
    "a logarithm of a product across the cut": (log(z * w), log(z) + log(w), HALF),
    "the principal argument": (arg(z * w), arg(z) + arg(w), HALF),
    "a tangent beyond its period": (atan(tan(x)), x, LINE),
    "a double angle": (sin(2 * x), sin(x) * cos(x), LINE),
    "a hyperbolic identity with the circular sign": (cosh(x)**2 + sinh(x)**2, 1, LINE),
    "gamma shifted by one": (gamma(a + 1), gamma(a), POSITIVE),
    "a Stirling constant": (loggamma(a), (a - Rational(1, 2)) * log(a) - a + log(2 * pi), POSITIVE),
    "an integral without its square": (Integral(sqrt(1 - y**2), (y, -1, 1)), pi, LINE),
    "a boundary term": (Integral(y * exp(-y), (y, 0, a)), 1 - a * exp(-a), POSITIVE),
    "a sum off by its last term": (Sum(j, (j, 1, n)), n * (n - 1) / 2, Domain({n: Whole(2)})),
    "a factorial": (factorial(n), n * factorial(n - 1) + 1, Domain({n: Whole(1)})),
    "one entry of a matrix": (Matrix([[x, y], [y, x]])**2, Matrix([[x**2 + y**2, 2 * x * y], [2 * x * y, x**2 - y**2]]), PLANE),
    "commuting what anticommutes": (eta * xi, xi * eta, LINE),
    "a Berezin integral in the wrong order": (Berezin(exp(-a * eta * xi), eta, xi), -a, POSITIVE),
    "an error that shows in one part of a domain only": (abs(x - a), x - a, Domain({a: Above(0), x: Below(2 * a)})),
    "a small error": (x, x * (1 + Rational(1, 10**6)), LINE),
    "a conjugate": (exp(I * x), exp(-I * x), LINE),
    "a bound taken for a value": (1 / (1 + a**2), 1, Domain({a: Between(0, 1)})),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_error_is_refuted_without_asking_the_prover(name, monkeypatch):
    def no_proof(*args, **kwargs):
        raise AssertionError("a proof was tried before the points were looked at")
    monkeypatch.setattr(equality, "proved_zero", no_proof)
    evidence = equal(*PLANTED[name])
    assert evidence.verdict is Verdict.REFUTED
    assert evidence.witness is not None


def test_twenty_planted_errors_and_more():
    assert len(PLANTED) >= 20


@pytest.mark.parametrize("name", PLANTED)
def test_no_planted_error_is_accepted_the_other_way_round(name):
    before, after, domain = PLANTED[name]
    assert equal(after, before, domain, prove=False).verdict is Verdict.REFUTED
