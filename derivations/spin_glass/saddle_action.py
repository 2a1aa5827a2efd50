r"""The exponent of the averaged determinant at the diagonal saddle, in two forms, and its saddle-point equations.

With z = x on the real axis (approached from Im z > 0) the superfields leave exp(-N S(q, q1)): Gaussian terms of the two
Hubbard-Stratonovich variables and one logarithm for each block (``superfields``). Both S and the closed form Psi come from one
joint action of q, q1, m_D, m_G:

* stationary in m_D, m_G it is S: each block integral -log written as the extremum of a linear function;
* stationary in q, q1 (they are Gaussian) it is Psi(m_D, m_G) - 1.

Psi is stationary in m_D, m_G exactly where the saddle-point equations hold:

    -1/m_D = z + x1 + kappa alpha m_D + kappa' beta m_G,      -1/m_G = z + kappa beta m_D + kappa' beta m_G.
"""
from sympy import Function, Matrix, log, symbols

from derivations.calculus import Definition, Domain, Extremum, Gradient, Line, UpperHalf, calc
from derivations.spin_glass.notation import ENSEMBLE, alpha, b, b1, beta, h, kappa, kappa_G, m_D, m_G, x1, z

q, q1 = symbols("q q_1")
joint = Function("S_0")

FIELDS = ENSEMBLE | Domain({m_D: UpperHalf(), m_G: UpperHalf(), z: UpperHalf(), x1: UpperHalf()})
GAUSSIAN_SADDLE = {q: beta * (kappa * m_D + kappa_G * m_G), q1: h * m_D}

joint_action = (q**2 / b**2 + kappa * q1**2 / b1**2 - 1
                - kappa * log(m_D) - kappa * m_D * (z + x1 + q + q1)
                - kappa_G * log(m_G) - kappa_G * m_G * (z + q))

fields = calc(
    joint(q, q1, m_D, m_G),
    Line("one action for both sets of variables", joint_action, by=Definition()),
    Line(r"stationary in $m_D$ and $m_G$: the exponent the superfields leave, imaginary parts of the logarithms aside",
         q**2 / b**2 + kappa * q1**2 / b1**2 - kappa * log(-1 / (z + x1 + q + q1)) - kappa_G * log(-1 / (z + q)),
         by=Extremum({m_D: -1 / (z + x1 + q + q1), m_G: -1 / (z + q)})),
    on=FIELDS | {q: UpperHalf(), q1: UpperHalf()}, title="The action of the Hubbard-Stratonovich variables")

action = calc(
    joint(q, q1, m_D, m_G) + 1,
    Line("one action for both sets of variables", joint_action + 1, by=Definition()),
    Line(r"stationary in $q$ and $q_1$, which are Gaussian",
         -kappa * log(m_D) - kappa_G * log(m_G) - kappa * (z + x1) * m_D - kappa_G * z * m_G
         - (alpha * kappa**2 * m_D**2 + 2 * beta * kappa * kappa_G * m_D * m_G + beta * kappa_G**2 * m_G**2) / 2,
         by=Extremum(GAUSSIAN_SADDLE)),
    on=FIELDS | {q: UpperHalf(), q1: UpperHalf()}, title=r"The action $\Psi$ of the block Stieltjes transforms")

saddle_equations = calc(
    action.result,
    Line(r"stationary in $m_D$ and $m_G$: each derivative divided by the block's share",
         Matrix([-1 / m_D - (z + x1) - kappa * alpha * m_D - kappa_G * beta * m_G,
                 -1 / m_G - z - kappa * beta * m_D - kappa_G * beta * m_G]),
         by=Gradient((m_D, m_G), scale=(1 / kappa, 1 / kappa_G))),
    on=FIELDS, title="The saddle-point equations")
