r"""The limit lambda to infinity: all lengths are held at 1, and the regulariser becomes a set of Lagrange multipliers.

Two roads lead to the same equation. The growth rates h (a scalar) and L (d x d, diagonal) that keep z and S_ii at 1 solve
dz/dt = 0 and dS_ii/dt = 0,

    h = -(q^T g - r^T g~) - tau b/2,        L = -diag(r_i g~_i),

whatever H is, provided that it pulls towards 1. And dividing w and every column of V by its length after each step gives these
rates as the mean of the factor that it multiplies by. For f(x) = f~(x) = x, with g = Lambda q and g~ = Lambda~ r,

    h = A r^T Lambda~ r - B q^T Lambda q - C,   A = 1 - tau eta_G/2,   B = 1 + tau eta_T/2,   C = tau (eta_T^2 + eta_G^2)/2.

``drift(features(d))`` is explicit for any d, in the order of ``features(d).pinned_state``, in g, g~ and the averages;
``linear_drift`` is that of the linear loss, in tau, tau~, eta_T, eta_G, Lambda_i, Lambda~_i and the state alone. The number of
order parameters is d^2 + 2d + d(d-1)/2.
"""
from sympy import Derivative, ImmutableMatrix as Matrix, Subs, Symbol, diag, sqrt

from derivations.calculus import Above, Domain, Is, Line, Real, Satisfies, Using, calc
from derivations.solvable_gan.notation import (ONE, RATES, TWO, A, B, C, Features, H_z, abbreviated, above_diagonal,
                                               diagonal_of, h, lambda_, moves, tau, tau_G)
from derivations.solvable_gan.order_parameters import Flow, flow, growth, linear_loss, noise


def unit_lengths(m: Features) -> dict:
    """z = 1 and S_ii = 1."""
    return {m.z: 1, **dict.fromkeys(m.S.diagonal(), 1)}


def pulled(m: Features):
    """h, a scalar, that keeps w at unit length."""
    return -(m.q.T * m.g - m.r.T * m.g_G)[0] - tau * noise / 2


def generator_pulled(m: Features) -> Matrix:
    """L, d x d, that keeps every column of V at unit length."""
    return -diag(*(m.r.multiply_elementwise(m.g_G)))


def pinned_flow(m: Features) -> Flow:
    """Time derivatives of the blocks at unit lengths, in g, g~ and the averages; those of z and S_ii are 0."""
    return Flow(*(block.subs(unit_lengths(m)) for block in flow(m, pulled(m), generator_pulled(m))))


def drift(m: Features) -> Matrix:
    """The pinned equation for any loss, a column in the order of ``m.pinned_state``."""
    return in_order(pinned_flow(m))


def linear_drift(m: Features) -> Matrix:
    """The pinned equation for f(x) = f~(x) = x, a column in the order of ``m.pinned_state``."""
    return drift(m).subs(linear_loss(m), simultaneous=True).subs(unit_lengths(m))


def in_order(blocks: Flow) -> Matrix:
    return Matrix([*blocks.P, *blocks.q, *blocks.r, *above_diagonal(blocks.S, 1)])


L = diagonal_of("L", 2, real=True)
UNIT = RATES | {symbol: recipe for symbol, recipe in moves(TWO).items() if symbol not in unit_lengths(TWO)}
OPEN = UNIT | dict.fromkeys((h, *L.diagonal()), Real())

multipliers = calc(
    Matrix([*flow(TWO, h, L).S.diagonal(), flow(TWO, h, L).z]).subs(unit_lengths(TWO)),
    Line(r"$L_1, L_2, h$ that keep $S_{11}$, $S_{22}$ and $z$ at 1", Matrix([*generator_pulled(TWO).diagonal(), pulled(TWO)]),
         by=Satisfies((*L.diagonal(), h))),
    on=OPEN, title=r"Lagrange multipliers of the limit $\lambda \to \infty$")

# One step moves w by D with mean w.D = epsilon x and |D|^2 = epsilon y, epsilon = 1/n.
epsilon = Symbol("epsilon", positive=True)
x, y = Symbol("x", real=True), Symbol("y", positive=True)

factor = calc(
    Subs(Derivative(1 / sqrt(1 + 2 * epsilon * x + epsilon * y), epsilon), epsilon, 0),
    Line(r"$1/|w + D|$ for $|w| = 1$, with $w^T D = \epsilon x$ and $|D|^2 = \epsilon y$: its slope in $\epsilon = 1/n$",
         -(x + y / 2)),
    on=Domain({epsilon: Above(0), x: Real(), y: Above(0)}), title="The factor that restores unit length")

gradient_growth = growth + lambda_ * H_z                         # h without a regulariser
along_w = tau * ((TWO.q.T * TWO.g - TWO.r.T * TWO.g_G)[0] + gradient_growth)     # n E w.D

projection = calc(
    tau * gradient_growth + factor.result,
    Line(r"$w^T D$ and $|D|^2$ of one step, $n$ times their means",
         tau * gradient_growth - along_w - tau**2 * noise / 2,
         by=Using("the mean update", {x: along_w, y: tau**2 * noise})),
    Line(r"$\tau h$ of the Lagrange multiplier", tau * pulled(TWO)),
    on=UNIT | {x: Real(), y: Above(0)}, title="Dividing by the length after each step is the same limit")

generator_projection = calc(
    factor.result,
    Line(r"$V_i^T dV_i$ has $n$ times the mean $\tilde\tau r_i \tilde g_i$, and $|dV_i|^2 = O(1/n^2)$: $\tilde\tau L_i$",
         tau_G * generator_pulled(ONE)[0],
         by=Using("the mean update", {x: tau_G * (ONE.r.T * ONE.g_G)[0], y: 0})),
    on=RATES | moves(ONE) | {x: Real(), y: Above(0)}, title="The same for the generator's columns")

linear_h = calc(
    pulled(TWO),
    Line(r"$f(x) = \tilde f(x) = x$", A * (TWO.r.T * TWO.Lambda_G * TWO.r)[0] - B * (TWO.q.T * TWO.Lambda * TWO.q)[0] - C,
         by=Using("the averages of the linear loss", linear_loss(TWO) | unit_lengths(TWO))),
    on=abbreviated(UNIT), title="The discriminator's growth rate for the linear loss")

linear_L = Matrix(-TWO.Lambda_G * diag(*TWO.r.applyfunc(lambda r_i: r_i**2)))

linear = calc(
    linear_drift(TWO),
    Line(r"$\dot P, \dot q, \dot r$ and the off-diagonal entry of $\dot S$, with $L = -\mathrm{diag}(\tilde\Lambda_i r_i^2)$",
         in_order(Flow(P=tau_G * (TWO.q * TWO.r.T * TWO.Lambda_G + TWO.P * linear_L),
                       q=tau * (TWO.Lambda * TWO.q - TWO.P * TWO.Lambda_G * TWO.r + h * TWO.q),
                       r=(tau * (TWO.P.T * TWO.Lambda * TWO.q - TWO.S * TWO.Lambda_G * TWO.r + h * TWO.r)
                          + tau_G * (TWO.Lambda_G * TWO.r + linear_L * TWO.r)),
                       S=tau_G * (TWO.r * TWO.r.T * TWO.Lambda_G + TWO.Lambda_G * TWO.r * TWO.r.T
                                  + TWO.S * linear_L + linear_L * TWO.S),
                       z=0)).subs(unit_lengths(TWO))),
    on=abbreviated(UNIT) | {h: Is(linear_h.result)}, title="The pinned equation of the linear loss")
