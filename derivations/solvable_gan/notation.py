r"""Every symbol of the chapter once: its assumptions, its meaning, how it scales with the dimension n.

With d features everything is a matrix of symbols, made by ``features(d)``: P (d x d), q and r (d x 1), S (d x d, symmetric),
the diagonal Lambda and Lambda-tilde (d x d), and the averages g and g-tilde (d x 1). ``ONE`` is the case of one feature, in
plain letters. The Gram matrix of X = [U, V, w] is ``gram`` of these.
"""
from dataclasses import dataclass
from functools import lru_cache

from sympy import BlockMatrix, ImmutableMatrix as Matrix, Symbol, diag, symbols

from derivations.calculus.abbreviations import Abbreviations
from derivations.calculus.domain import Above, Below, Domain, Is, Real
from derivations.calculus.entry import Entry

n = Symbol("n", positive=True)
d = Symbol("d", positive=True, integer=True)
t, s = symbols("t s", real=True)
tau, tau_G = symbols("tau tautilde", positive=True)
eta, eta_T, eta_G = symbols("eta eta_T eta_G", positive=True)
lambda_ = Symbol("lambda", positive=True)
Lambda, Lambda_G = symbols("Lambda Lambdatilde", positive=True)
P, q, r, g, g_G = symbols("P q r g gtilde", real=True)
S, z = symbols("S z", positive=True)
f1, f1_G = symbols(r"\langle{f'}\rangle \langle{\tilde{f}'}\rangle", real=True)
f2, f2_G = symbols(r"\langle{f^2}\rangle \langle{\tilde{f}^2}\rangle", positive=True)
H_z, H_S = symbols("H'_z H'_S", real=True)
h, L = symbols("h L", real=True)
b = Symbol("b", positive=True)
v, v_G = symbols("v vtilde", positive=True)

kappa, B, C, gamma = symbols("kappa B C gamma", positive=True)
A = Symbol("A", real=True)
P_0 = Symbol("P_0", real=True)
x = Symbol("x", positive=True)
mu = Symbol("mu")

# Abbreviations, each in the symbols before it.
ABBREVIATIONS = Abbreviations({kappa: tau_G / tau, A: 1 - tau * eta_G / 2, B: 1 + tau * eta_T / 2,
                               C: tau * (eta_T**2 + eta_G**2) / 2, gamma: C / Lambda})
abbreviated, written_out = ABBREVIATIONS.on, ABBREVIATIONS.written_out

NOTATION = (
    Entry(n, r"dimension of the data", r"integer, $n \ge 1$", "$n$"),
    Entry(d, "number of features", r"integer, $d \ge 1$", "1"),
    Entry(t, "time, the number of steps divided by $n$", r"$t \ge 0$", "1"),
    Entry(s, r"dimensionless time $\tau \Lambda t$", r"$s \ge 0$", "1"),
    Entry(tau, "learning rate of the discriminator", r"$\tau > 0$", r"1; a step moves by $\tau/n$"),
    Entry(tau_G, "learning rate of the generator", r"$\tilde\tau > 0$", r"1; a step moves by $\tilde\tau/n$"),
    Entry(eta_T, "variance of the noise of the true data", r"$\eta_T \ge 0$", r"1; the noise has length $\sqrt{n \eta_T}$"),
    Entry(eta_G, "variance of the noise that the generator adds", r"$\eta_G \ge 0$",
          r"1; the noise has length $\sqrt{n \eta_G}$"),
    Entry(eta, r"$\eta_T = \eta_G$ where they are equal", r"$\eta > 0$", "1"),
    Entry(lambda_, "strength of the regulariser that holds the weights at unit length", r"$\lambda > 0$", "1"),
    Entry(Lambda, "variance of a feature's coefficient in the true data; $d$ features: a diagonal $d \\times d$ matrix",
          r"$\Lambda > 0$", "1"),
    Entry(Lambda_G, r"variance of the generator's latent variable; $d$ features: a diagonal $d \times d$ matrix",
          r"$\tilde\Lambda > 0$", "1"),
    Entry(P, r"overlap $U^T V$ of the true and the learnt features, $d \times d$; cosines when lengths are 1", "real", "1"),
    Entry(q, r"overlap $U^T w$ of the true features and the discriminator, $d \times 1$", "real", "1"),
    Entry(r, r"overlap $V^T w$ of the learnt features and the discriminator, $d \times 1$", "real", "1"),
    Entry(S, r"Gram matrix $V^T V$ of the learnt features, $d \times d$, symmetric", "positive semidefinite", "1"),
    Entry(z, r"squared length $w^T w$ of the discriminator's weights", r"$z > 0$", "1"),
    Entry(g, r"$\langle c\,f(c^T q + \sqrt{\eta_T z}\,e)\rangle$, $d \times 1$, $e$ standard normal", "real", "1"),
    Entry(g_G, r"$\langle \tilde c\,\tilde f(\tilde c^T r + \sqrt{\eta_G z}\,e)\rangle$, $d \times 1$", "real", "1"),
    Entry(f1, r"mean of $f'$ at the projection of a true sample, a Gaussian of variance $v$", "real", "1"),
    Entry(f1_G, r"mean of $\tilde f'$ at the projection of a generated sample, a Gaussian of variance $\tilde v$", "real", "1"),
    Entry(f2, r"mean of $f^2$ at the projection of a true sample", "nonnegative", "1"),
    Entry(f2_G, r"mean of $\tilde f^2$ at the projection of a generated sample", "nonnegative", "1"),
    Entry(v, r"variance $q^T \Lambda q + \eta_T z$ of the projection of a true sample", "$v > 0$", "1"),
    Entry(v_G, r"variance $r^T \tilde\Lambda r + \eta_G z$ of the projection of a generated sample", r"$\tilde v > 0$", "1"),
    Entry(H_z, r"the regulariser's slope $H'(z)$ at the discriminator's squared length", "real", "1"),
    Entry(H_S, r"the regulariser's slope $H'(S_{ii})$ at the squared length of a learnt feature", "real", "1"),
    Entry(h, r"rate at which the discriminator's own weights grow in its update", "real", "1"),
    Entry(L, r"rates at which the generator's own weights grow in its update, $d \times d$, diagonal", "real", "1"),
    Entry(b, r"$\eta_T\langle f^2\rangle + \eta_G\langle\tilde f^2\rangle$: the discriminator's noise", "$b > 0$", "1"),
    Entry(kappa, r"$\tilde\tau/\tau$: the generator's learning rate over the discriminator's", r"$\kappa > 0$", "1"),
    Entry(A, r"$1 - \tau\eta_G/2$", "$A < 1$", "1"),
    Entry(B, r"$1 + \tau\eta_T/2$", "$B > 1$", "1"),
    Entry(C, r"$\tau(\eta_T^2 + \eta_G^2)/2$: the rate at which noise makes the discriminator forget", "$C > 0$", "1"),
    Entry(gamma, r"$C/\Lambda$: noise over signal", r"$\gamma > 0$", "1"),
    Entry(P_0, r"the overlap $P$ at a fixed point of the line $q = r = 0$", r"$-1 \le P_0 \le 1$", "1"),
    Entry(x, "$r^2$ at a fixed point", "$0 < x < 1$", "1"),
    Entry(mu, r"eigenvalue of a Jacobian in the time $s$", "complex", "1"),
)


@dataclass(frozen=True)
class Features:
    """The order parameters, signal variances and averages of d features: explicit matrices, z a scalar."""

    P: Matrix
    q: Matrix
    r: Matrix
    S: Matrix
    z: Symbol
    Lambda: Matrix
    Lambda_G: Matrix
    g: Matrix
    g_G: Matrix
    H_S: Matrix

    @property
    def d(self) -> int:
        return self.P.rows

    @property
    def state(self) -> tuple:
        """Everything that moves: P row by row, q, r, S on and above its diagonal row by row, z."""
        return (*self.P, *self.q, *self.r, *above_diagonal(self.S, 0), self.z)

    @property
    def pinned_state(self) -> tuple:
        """What moves when all lengths are held at 1: P row by row, q, r, S above its diagonal row by row."""
        return (*self.P, *self.q, *self.r, *above_diagonal(self.S, 1))


def above_diagonal(matrix, offset: int) -> list:
    """Entries row by row from ``offset`` places right of the diagonal on: 0 with the diagonal, 1 without."""
    return [matrix[i, j] for i in range(matrix.rows) for j in range(i + offset, matrix.cols)]


def matrix_of(name: str, rows: int, columns: int) -> Matrix:
    """A matrix of real symbols, name_i,j counted from 1."""
    return Matrix(rows, columns, lambda i, j: Symbol(f"{name}_{i + 1},{j + 1}", real=True))


def vector_of(name: str, rows: int, **assumptions) -> Matrix:
    """A column of symbols, name_i counted from 1."""
    return Matrix(rows, 1, lambda i, _: Symbol(f"{name}_{i + 1}", **assumptions))


def diagonal_of(name: str, rows: int, **assumptions) -> Matrix:
    """A diagonal matrix of symbols, name_i counted from 1."""
    return Matrix(diag(*vector_of(name, rows, **assumptions)))


@lru_cache
def features(d: int) -> Features:
    """Symbols for d features."""
    Sij = matrix_of("S", d, d)
    return Features(
        P=matrix_of("P", d, d), q=vector_of("q", d, real=True), r=vector_of("r", d, real=True),
        S=Matrix(d, d, lambda i, j: Sij[min(i, j), max(i, j)]), z=z,
        Lambda=diagonal_of("Lambda", d, positive=True), Lambda_G=diagonal_of("Lambdatilde", d, positive=True),
        g=vector_of("g", d, real=True), g_G=vector_of("gtilde", d, real=True), H_S=diagonal_of("H'_S", d, real=True))


ONE = Features(*map(lambda scalar: Matrix([[scalar]]), (P, q, r, S)), z,
               *map(lambda scalar: Matrix([[scalar]]), (Lambda, Lambda_G, g, g_G, H_S)))
TWO = features(2)


def gram(P, q, r, S, z, corner) -> Matrix:
    """The Gram matrix of [U, V, w], (2d+1) x (2d+1), from its blocks; ``corner`` is that of U."""
    return Matrix(BlockMatrix([[corner, P, q], [P.T, S, r], [q.T, r.T, Matrix([[z]])]]).as_explicit())


def moves(m: Features) -> Domain:
    """Every symbol of ``m``, without constraints but the signs of variances and lengths: enough for identities."""
    signed = (*m.P, *m.q, *m.r, *m.g, *m.g_G, *above_diagonal(m.S, 0), *m.H_S.diagonal(), H_z, f1, f1_G)
    positive = (*m.Lambda.diagonal(), *m.Lambda_G.diagonal(), m.z, f2, f2_G, lambda_)
    return Domain({**dict.fromkeys(signed, Real()), **dict.fromkeys(positive, Above(0))})


RATES = Domain(dict.fromkeys((tau, tau_G, eta_T, eta_G), Above(0)))
# One feature with equal latent variances: four numbers, free of each other (A, B and gamma fix eta_G, eta_T and Lambda).
DIMENSIONLESS = Domain({kappa: Above(0), A: Below(1), B: Above(1), gamma: Above(0)})
# Equal noise on both sides and equal signal variances.
EQUAL_NOISE = abbreviated(Domain({**dict.fromkeys((tau, tau_G, Lambda, eta), Above(0)), eta_T: Is(eta), eta_G: Is(eta)}))
ORDER = Domain({P: Real(), q: Real(), r: Real()})
