r"""A generator's block without noise of its own, S_GG = 0, as the bipartite glass with q = 1 has: cubic, and closed at y_G = 0.

The second saddle-point equation is then linear in m_G, so the quartic drops to a cubic in m_D, where y_G = 0 to a quadratic:

    kappa (1 + y_D m_D + kappa S_DD m_D^2) = kappa',        kappa S_DG m_D m_G = -1.

The generator's kappa' N rows then reach into kappa N dimensions only. For kappa' > kappa they are dependent, the determinant
vanishes, and Phi tends to -oo as (kappa' - kappa) log|y_G|; for kappa' = kappa the matrix is [[*, B], [B^T, 0]] with square B,
and Phi = (log(S_DG/2) - 1)/2 whatever the discriminator's block is.
"""
from sympy import I, ImmutableMatrix as Matrix, Rational, log, pi

from derivations.calculus import Above, Asymptotic, Domain, Eliminates, Is, Line, Real, Satisfies, UpperHalf, Using, calc
from derivations.spin_glass.notation import S_DD, S_DG, S_GG, SHARES, kappa, kappa_G, m_D, m_G, y_D, y_G
from derivations.spin_glass.two_block_action import saddle_equations
from derivations.spin_glass.two_block_exponent import Phi

D_equation, G_equation = saddle_equations.result
NOISELESS = SHARES | Domain({S_DD: Above(0), S_DG: Above(0), m_D: UpperHalf(), m_G: UpperHalf(), y_D: Real(), y_G: Real()})

generator_block = calc(
    Matrix([G_equation.subs(S_GG, 0)]),
    Line("linear in $m_G$", Matrix([-1 / (y_G + kappa * S_DG * m_D)]), by=Satisfies((m_G,))),
    on=NOISELESS, title="The generator's Stieltjes transform without its own noise")

cubic = calc(
    Matrix([-m_D * D_equation, -m_G * G_equation.subs(S_GG, 0)]),
    Line(r"each equation times its unknown", Matrix([1 + y_D * m_D + kappa * S_DD * m_D**2 + kappa_G * S_DG * m_D * m_G,
                                                     1 + y_G * m_G + kappa * S_DG * m_D * m_G])),
    Line(r"eliminate $m_G$: a cubic",
         (1 + y_D * m_D + kappa * S_DD * m_D**2) * (y_G + kappa * S_DG * m_D) - kappa_G * S_DG * m_D,
         by=Eliminates(m_G, extraneous=-1)),
    Line("at $y_G = 0$ a factor $m_D$ that never vanishes, and a quadratic",
         S_DG * m_D * (kappa * (1 + y_D * m_D + kappa * S_DD * m_D**2) - kappa_G), by=Using("y_G = 0", {y_G: 0})),
    on=NOISELESS, title="The discriminator's Stieltjes transform without the generator's own noise")

SQUARE = Domain({S_DD: Above(0), S_DG: Above(0), y_D: Real(), m_D: Above(0),
                 kappa: Is(Rational(1, 2)), kappa_G: Is(Rational(1, 2)),
                 m_G: Is(-1 / (kappa * S_DG * m_D)), S_GG: Is(0), y_G: Is(0)})

square = calc(
    Phi,
    Line(r"equal shares at $y_G = 0$: $m_G = -1/(\kappa S_{DG} m_D)$, and $m_D$ tends to 0",
         (log(S_DG / 2) - 1 - I * pi) / 2, by=Asymptotic(m_D, order=1, to="0")),
    on=SQUARE, title="The exponent of a square block and its transpose")

at_zero = square.result + I * pi / 2       # real part
