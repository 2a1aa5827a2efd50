r"""Modes of N particles on N equally spaced data of the circle: discrete Fourier modes, with folded wave numbers.

The slopes of the critic's features sqrt(s_k) (cos kx, sin kx), k = 1..K, have the inner products
K_ij = sum_k s_k k^2 cos k(y_i - y_j). At y_j = 2 pi j/N this is a circulant matrix, which commutes with the kernel; a wave
number k is seen at the data as k mod N, and

    kappa_m = sum_k s_k k^2 (N/2) ([k = m mod N] + [k = -m mod N]),      m = 0..N-1.

The mean of the particles is m = 0, with g_+; all others have g_-. It is not seen, kappa_0 = 0, by a critic with K < N.
"""
from sympy import (Add, ImmutableMatrix as Matrix, Integer, KroneckerDelta, Mod, Rational, Symbol, cos, diag, eye, ones, pi,
                   sin, sqrt, symbols)

from derivations.calculus import Above, Domain, Line, Real, Whole, calc
from derivations.particle_gan.notation import g_1, phi, s

x, y = symbols("x y", real=True)
k, m = symbols("k m", positive=True)
j, l, N = Symbol("j", integer=True), Symbol("l", integer=True), Symbol("N", integer=True, positive=True)
power = k**2 * k**(-2 * s)                                      # s_k k^2
powers = Matrix(1, 8, symbols("p_1:9", positive=True))          # of k = 1, 2, ..., any spectrum
FOUR = Domain({**dict.fromkeys(powers, Above(0)), g_1: Above(0), phi: Real()})


def weight(N, k, m):
    """How much wave number k adds to mode m of N data, for whole numbers."""
    return Rational(N, 2) * (KroneckerDelta(Mod(k - m, N), 0) + KroneckerDelta(Mod(k + m, N), 0))


def mode(N, powers, m):
    """kappa_m, for s_k k^2 given in the order of k = 1, 2, ..."""
    return Add(*(power * weight(N, k, m) for k, power in enumerate(powers, 1)))


def gram(N, powers):
    """K, N x N."""
    return Matrix(N, N, lambda i, j: Add(*(power * cos(2 * pi * k * (i - j) / N) for k, power in enumerate(powers, 1))))


features = Matrix([cos(k * x), sin(k * x)])
slopes = calc(
    features.diff(x).dot(features.diff(x).subs(x, y)),
    Line("the slopes of the two features of one wave number", k**2 * cos(k * (x - y))),
    on=Domain({k: Above(0), x: Real(), y: Real()}), title="Inner products of slopes")

folded = calc(
    cos(k * x) * cos(m * x),
    Line("a mode meets a wave number through their sum and their difference", (cos((k - m) * x) + cos((k + m) * x)) / 2),
    on=Domain({k: Above(0), m: Above(0), x: Real()}), title="A wave number seen at the data")

telescope = calc(
    2 * sin(x / 2) * cos(j * x),
    Line("a difference of neighbours", sin((j + Rational(1, 2)) * x) - sin((j - Rational(1, 2)) * x)),
    on=Domain({j: Whole(0), x: Real()}), title="The sum of cosines telescopes")

full_turns = calc(
    (sin((N - Rational(1, 2)) * x) - sin(-x / 2)).subs(x, 2 * pi * l / N),
    Line(r"over $N$ data the sum of $\cos(2\pi l j/N)$ vanishes unless $N$ divides $l$, where it is $N$", Integer(0)),
    on=Domain({N: Whole(2), l: Whole(1)}), title="Full turns cancel")

root = 1 / sqrt(2)
waves = Matrix([[1, 1, 1, 1], [1, 0, -1, 0], [1, -1, 1, -1], [0, 1, 0, -1]])
fourier = waves.T * diag(Rational(1, 2), root, Rational(1, 2), root)

four = calc(
    fourier.T * gram(4, powers) * fourier,
    Line(r"$N = 4$, $K = 8$: the eigenvalues $\kappa_0, \kappa_1, \kappa_2, \kappa_3$ for any spectrum",
         diag(*(mode(4, powers, m) for m in range(4))).as_immutable()),
    on=FOUR, title="Four data on the circle")

kernel_of_four = calc(
    fourier.T * (g_1 * (1 - phi) * eye(4) + g_1 * phi * ones(4, 4)) * fourier,
    Line(r"the kernel in the same modes: $g_+$ for the mean, $g_-$ for the others",
         (g_1 * diag(1 + 3 * phi, 1 - phi, 1 - phi, 1 - phi)).as_immutable()),
    on=FOUR, title="The kernel in the modes of the circle")
