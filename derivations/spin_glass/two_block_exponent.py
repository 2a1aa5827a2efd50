r"""Phi(y_D, y_G) = lim (1/N) E log|det(H0 - diag(y_D, y_G))| in closed form, for any two-block profile of variances.

    Phi = Re Psi - 1        dPhi/dy_D = -kappa Re m_D        dPhi/dy_G = -kappa' Re m_G

H0 and -H0 have one law, so the shifts may carry either sign: Phi is even under (y_D, y_G) -> (-y_D, -y_G). With
D = (1/m_D^2 - kappa S_DD)(1/m_G^2 - kappa' S_GG) - kappa kappa' S_DG^2 the second derivatives are

    -1/D [[kappa (1/m_G^2 - kappa' S_GG), kappa kappa' S_DG], [kappa kappa' S_DG, kappa' (1/m_D^2 - kappa S_DD)]].
"""
from sympy import Derivative, Function, I, ImmutableMatrix as Matrix, Inverse, diag, diff, log, pi, sqrt, symbols

from derivations.calculus import Above, Asymptotic, Definition, Is, Line, Real, Stated, calc
from derivations.spin_glass import published
from derivations.spin_glass.notation import S_DD, S_DG, S_GG, TWO_BLOCKS, kappa, kappa_G, m_D, m_G, t, x1, y_D, y_G, z
from derivations.spin_glass.two_block_action import action, saddle_equations

Psi = action.result
dm_D, dm_G = symbols("dm_D dm_G")
D_equation, G_equation = saddle_equations.result
surface = Matrix([D_equation + y_D, G_equation + y_G])       # the shifts, explicit in m_D and m_G
ON_SADDLE = TWO_BLOCKS | {m_D: Real(), m_G: Real(), y_D: Is(surface[0]), y_G: Is(surface[1]), dm_D: Real(), dm_G: Real()}

gradient = calc(
    Matrix([Derivative(Function("Psi")(y_D, y_G), variable) for variable in (y_D, y_G)]),
    Line(r"the explicit derivatives, and those through $m_D$ and $m_G$ whatever their rates are",
         Matrix([diff(Psi, variable) + diff(Psi, m_D) * dm_D + diff(Psi, m_G) * dm_G for variable in (y_D, y_G)]),
         by=Definition()),
    Line(r"$\Psi$ is stationary on the saddle surface: only the explicit derivatives remain",
         Matrix([-kappa * m_D, -kappa_G * m_G])),
    on=ON_SADDLE, title="The gradient of the exponent of two blocks")

# The solution far to the right of the spectrum, both shifts at a fixed distance x1: m_D from the difference of the equations.
own = kappa * (S_DD - S_DG)
apart = t + x1 - kappa_G * (S_DG - S_GG) / t
FAR = TWO_BLOCKS | {x1: Real(), t: Above(0), m_D: Is(-2 / (apart + sqrt(apart**2 - 4 * own))), m_G: Is(-1 / t),
                    y_D: Is(surface[0]), y_G: Is(surface[1]), z: Is(y_G)}

second_moment = kappa * x1**2 + kappa**2 * S_DD + 2 * kappa * kappa_G * S_DG + kappa_G**2 * S_GG      # (1/N) E tr H^2

exponent = calc(
    Function("Phi")(y_D, y_G) - I * pi,
    Line(r"the mean determinant grows as the typical one: $\Phi$ has the gradient of $\Psi$; a constant is left to find",
         Psi - 1, by=Stated(published.CONCENTRATION)),
    Line(r"$\log z$ and the first two moments of the spectrum at large $z = y_G$ and fixed $x_1 = y_D - y_G$, where no "
         r"constant is left", log(z) + kappa * x1 / z - second_moment / (2 * z**2) - I * pi, by=Asymptotic(t, order=3)),
    on=FAR, title="The constant of the exponent of two blocks")

Phi = exponent.lines[0].expr          # its real part is the log-determinant exponent

stiffness = Matrix([[1 / m_D**2 - kappa * S_DD, -kappa_G * S_DG], [-kappa * S_DG, 1 / m_G**2 - kappa_G * S_GG]])

response = calc(
    surface.jacobian((m_D, m_G)),
    Line(r"how the shifts move with $m_D$ and $m_G$", stiffness),
    on=ON_SADDLE, title=r"The Jacobian matrix of the saddle surface of two blocks")

hessian = calc(
    diag(-kappa, -kappa_G) * Inverse(response.result),
    Line(r"the gradient differentiated through $m_D$ and $m_G$: symmetric, as it must be",
         -Matrix([[kappa * (1 / m_G**2 - kappa_G * S_GG), kappa * kappa_G * S_DG],
                  [kappa * kappa_G * S_DG, kappa_G * (1 / m_D**2 - kappa * S_DD)]])
         / ((1 / m_D**2 - kappa * S_DD) * (1 / m_G**2 - kappa_G * S_GG) - kappa * kappa_G * S_DG**2)),
    on=ON_SADDLE, title="The second derivatives of the exponent of two blocks")
