r"""Means over independent samples: normal laws, laws given by their cumulants, and finite data.

``Expected(x**2 * y, (x, Normal(m, c**2)), (y, Finite(-1, 0, 2)))`` is the mean over x and y; every power of a sample is
replaced by its moment, so that the mean of a polynomial is exact. The mean of B draws has the cumulants kappa_k/B^(k-1).
"""
from sympy import Add, Basic, Expr, ImmutableMatrix as Matrix, Integer, Mul, Poly, Tuple, binomial, expand, factorial, sympify


class Law(Basic):
    """A law of one real number with all its moments."""

    def __new__(cls, *parameters):
        return Basic.__new__(cls, *map(sympify, parameters))

    def cumulant(self, k: int) -> Expr:
        raise NotImplementedError

    def moment(self, k: int) -> Expr:
        """E x^k: m_k = sum_j C(k-1, j-1) kappa_j m_(k-j)."""
        terms = (binomial(k - 1, j - 1) * self.cumulant(j) * self.moment(k - j) for j in range(1, k + 1))
        return Add(*terms) if k else Integer(1)


class Normal(Law):
    """Of given mean and variance."""

    def cumulant(self, k: int) -> Expr:
        return self.args[k - 1] if k <= 2 else Integer(0)


class Exponential(Law):
    """mean + scale (e - 1) with e exponential of mean 1: variance scale^2, third cumulant 2 scale^3."""

    def cumulant(self, k: int) -> Expr:
        mean, scale = self.args
        return mean if k == 1 else factorial(k - 1) * scale**k


class Finite(Law):
    """Uniform on the values given."""

    def moment(self, k: int) -> Expr:
        return Add(*(value**k for value in self.args)) / len(self.args)

    def cumulant(self, k: int) -> Expr:
        lower = (binomial(k - 1, j - 1) * self.cumulant(j) * self.moment(k - j) for j in range(1, k))
        return self.moment(k) - Add(*lower)


class Averaged(Law):
    """The mean of ``size`` independent draws of a law."""

    def cumulant(self, k: int) -> Expr:
        law, size = self.args
        return law.cumulant(k) / size**(k - 1)


class Expected(Expr):
    r"""The mean of ``integrand``, a polynomial in the sampled symbols, over independent ``(symbol, law)``."""

    def __new__(cls, integrand, *samples):
        return Expr.__new__(cls, sympify(integrand), *(Tuple(*sample) for sample in samples))

    is_commutative = True

    @property
    def free_symbols(self) -> set:
        integrand, *samples = self.args
        drawn = {symbol for symbol, _ in samples}
        return (integrand.free_symbols - drawn).union(*(law.free_symbols for _, law in samples))

    def doit(self, **hints) -> Expr:
        """The value, as a sum over the monomials of the integrand."""
        integrand, *samples = self.args
        if not samples:
            return integrand.doit(**hints)
        terms = Poly(expand(integrand.doit(**hints)), *(symbol for symbol, _ in samples)).terms()
        laws = [law for _, law in samples]
        return Add(*(coefficient * Mul(*(law.moment(k) for law, k in zip(laws, powers))) for powers, coefficient in terms))

    def _latex(self, printer) -> str:
        return rf"\mathbb{{E}}\left[{printer._print(self.args[0])}\right]"


def mean(vector, samples) -> Matrix:
    """The mean of every entry."""
    return Matrix(vector).applyfunc(lambda entry: Expected(entry, *samples))


def covariance(left, right, samples) -> Matrix:
    """Cov(left_i, right_j) of two columns of functions of the samples."""
    def entry(i, j):
        return (Expected(left[i] * right[j], *samples) - Expected(left[i], *samples) * Expected(right[j], *samples))
    return Matrix(len(left), len(right), entry)
