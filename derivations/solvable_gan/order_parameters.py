r"""The ordinary differential equation of the order parameters, for any d, any loss and any regulariser.

With t = k/n and n to infinity the Gram matrix M of X = [U, V, w], (2d+1) x (2d+1), moves by its mean increment,

    dM/dt = A M + M A^T + tau^2 b e_w e_w^T,     A = [[0, 0, 0], [0, tau~ L, tau~ g~], [tau g^T, -tau g~^T, tau h]],

where X A^T / n is the mean of one update of X and tau^2 b / n the mean of |dw|^2 (``gram_increment``). Here g and g~ are d x 1,
L = -lambda diag H'(S_ii) is d x d, and h = eta_T <f'> - eta_G <f~'> - lambda H'(z) and b = eta_T <f^2> + eta_G <f~^2> are
scalars. All averages depend on q, r and z alone. Block by block,

    dP = tau~ (q g~^T + P L),    dq = tau (g - P g~ + h q),    dr = tau (P^T g - S g~ + h r) + tau~ (z g~ + L r),
    dS = tau~ (r g~^T + g~ r^T + S L + L S),                   dz = 2 tau (q^T g - r^T g~ + z h) + tau^2 b.

The identity is one of matrices and is checked with all 12 order parameters of d = 2. ``drift(features(d))`` is explicit for any
d, in the order of ``features(d).state``.
"""
from typing import NamedTuple

from sympy import BlockMatrix, Derivative, Function, ImmutableMatrix as Matrix, eye, zeros

from derivations.calculus import Line, Real, Stated, Using, calc
from derivations.solvable_gan import published
from derivations.solvable_gan.notation import (ONE, RATES, TWO, Features, H_z, Lambda, Lambda_G, P, S, above_diagonal,
                                               diagonal_of, eta_G, eta_T, f1, f1_G, f2, f2_G, gram, h, lambda_, moves, q, r, t,
                                               tau, tau_G, v, v_G, z)


class Flow(NamedTuple):
    """The time derivatives of the blocks: P (d x d), q and r (d x 1), S (d x d), z (a scalar)."""

    P: Matrix
    q: Matrix
    r: Matrix
    S: Matrix
    z: object

    @property
    def in_order(self) -> Matrix:
        """A column in the order of ``Features.state``."""
        return Matrix([*self.P, *self.q, *self.r, *above_diagonal(self.S, 0), self.z])


noise = eta_T * f2 + eta_G * f2_G                                # b
growth = eta_T * f1 - eta_G * f1_G - lambda_ * H_z               # h


def generator_growth(m: Features) -> Matrix:
    """L, d x d."""
    return -lambda_ * m.H_S


def overlaps(m: Features) -> Matrix:
    """M, (2d+1) x (2d+1)."""
    return gram(m.P, m.q, m.r, m.S, m.z, eye(m.d))


def mean_update(m: Features, h, L) -> Matrix:
    """A, (2d+1) x (2d+1): the mean of one update of X is X A^T / n."""
    return Matrix(BlockMatrix([[zeros(m.d, m.d), zeros(m.d, m.d), zeros(m.d, 1)],
                               [zeros(m.d, m.d), tau_G * L, tau_G * m.g_G],
                               [tau * m.g.T, -tau * m.g_G.T, Matrix([[tau * h]])]]).as_explicit())


def compact(m: Features, h, L) -> Matrix:
    """dM/dt, (2d+1) x (2d+1), as A M + M A^T and the noise of w."""
    A, M = mean_update(m, h, L), overlaps(m)
    e_w = Matrix([0] * (2 * m.d) + [1])
    return A * M + M * A.T + tau**2 * noise * e_w * e_w.T


def flow(m: Features, h, L) -> Flow:
    """dM/dt block by block, with the growth rates h (a scalar) and L (d x d, diagonal) left open."""
    return Flow(P=tau_G * (m.q * m.g_G.T + m.P * L),
                q=tau * (m.g - m.P * m.g_G + h * m.q),
                r=tau * (m.P.T * m.g - m.S * m.g_G + h * m.r) + tau_G * (m.z * m.g_G + L * m.r),
                S=tau_G * (m.r * m.g_G.T + m.g_G * m.r.T + m.S * L + L * m.S),
                z=2 * tau * ((m.q.T * m.g - m.r.T * m.g_G)[0] + m.z * h) + tau**2 * noise)


def drift(m: Features) -> Matrix:
    """dM/dt at finite lambda, in the order of ``m.state``."""
    return flow(m, growth, generator_growth(m)).in_order


def projection_variances(m: Features) -> dict:
    """v = q^T Lambda q + eta_T z and v~ = r^T Lambda~ r + eta_G z, scalars, by symbol."""
    return {v: (m.q.T * m.Lambda * m.q)[0] + eta_T * m.z, v_G: (m.r.T * m.Lambda_G * m.r)[0] + eta_G * m.z}


def gaussian_latents(m: Features) -> dict:
    """g = Lambda q <f'> and g~ = Lambda~ r <f~'> for Gaussian c and c~; the averages are over s ~ N(0, v), s~ ~ N(0, v~)."""
    return dict(zip((*m.g, *m.g_G), (*(m.Lambda * m.q * f1), *(m.Lambda_G * m.r * f1_G))))


def linear_loss(m: Features) -> dict:
    """Every average for f(x) = f~(x) = x, whatever the law of c and c~ with these variances."""
    return {**dict(zip((*m.g, *m.g_G), (*(m.Lambda * m.q), *(m.Lambda_G * m.r)))), f1: 1, f1_G: 1,
            f2: projection_variances(m)[v], f2_G: projection_variances(m)[v_G]}


L = diagonal_of("L", 2, real=True)
OPEN = RATES | moves(TWO) | dict.fromkeys((h, *L.diagonal()), Real())
M_of_t = Function("M")(t)

blocks = calc(
    Derivative(M_of_t, t),
    Line(r"$n$ times the mean increment: $A M + M A^T$ from the mean update $X A^T/n$, and the noise of $w$; what is left out "
         r"is $O(1/n)$ (entries on and above the diagonal)",
         Matrix(above_diagonal(compact(TWO, h, L), 0)), by=Stated(published.ODE)),
    Line(r"block by block: $\dot P, \dot q, \dot r, \dot S, \dot z$; $U$ does not move",
         Matrix(above_diagonal(gram(*flow(TWO, h, L), zeros(2, 2)), 0))),
    on=OPEN, title="The equation of the order parameters")

linear = calc(
    Matrix([growth, noise]),
    Line(r"for $f(x) = \tilde f(x) = x$: $h$ and $b$",
         Matrix([eta_T - eta_G - lambda_ * H_z, eta_T * (Lambda * q**2 + eta_T * z) + eta_G * (Lambda_G * r**2 + eta_G * z)]),
         by=Using(r"the averages of the linear loss", linear_loss(ONE))),
    on=RATES | moves(ONE), title="Growth and noise for the linear loss")

determinant = calc(
    (Matrix([overlaps(ONE).det()]).jacobian(ONE.state) * flow(ONE, h, Matrix([[L[0]]])).in_order)[0],
    Line(r"$2\,\mathrm{tr}A\,\det M$, and the noise of $w$ times the determinant of the overlaps without $w$: where "
         r"$\det M = 0$ the derivative is not negative, so that $M$ stays positive semidefinite",
         2 * (tau_G * L[0] + tau * h) * overlaps(ONE).det() + tau**2 * noise * (S - P**2)),
    on=OPEN | moves(ONE), title="The determinant of the Gram matrix")
