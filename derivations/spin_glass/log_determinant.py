r"""Phi(x, x1) = lim (1/N) E log|det(H - x)| in closed form: the action at the physical solution, no quadrature.

    Phi = Re Psi - 1        dPhi/dx = -Re m,  m = kappa m_D + kappa' m_G        dPhi/dx1 = -kappa Re m_D

Psi is stationary in m_D and m_G, so the gradient is the explicit one. Second derivatives follow from the Jacobian matrix of the
saddle surface, with D = r s - beta kappa:

    d^2 Psi = -1/D [[kappa + kappa' s/t^2, kappa], [kappa, kappa r]]     in (z, x1).
"""
from sympy import Derivative, Function, I, ImmutableMatrix as Matrix, Inverse, diff, log, pi, sqrt, symbols

from derivations.calculus import Above, Asymptotic, Definition, Domain, Is, Line, Real, Stated, calc
from derivations.spin_glass import published
from derivations.spin_glass.edges import surface
from derivations.spin_glass.notation import ENSEMBLE, alpha, beta, h, kappa, kappa_G, m_D, m_G, r, s, t, w, x1, z
from derivations.spin_glass.quartic import SADDLE
from derivations.spin_glass.saddle_action import action

Psi = action.result
dm_D, dm_G = symbols("dm_D dm_G")
ON_SADDLE = SADDLE | Domain({m_D: Is(w), m_G: Is(-1 / t), dm_D: Real(), dm_G: Real()})

gradient = calc(
    Matrix([Derivative(Function("Psi")(z, x1), variable) for variable in (z, x1)]),
    Line(r"the explicit derivatives, and those through $m_D$ and $m_G$ whatever their rates are",
         Matrix([diff(Psi, variable) + diff(Psi, m_D) * dm_D + diff(Psi, m_G) * dm_G for variable in (z, x1)]), by=Definition()),
    Line(r"$\Psi$ is stationary on the saddle surface: only the explicit derivatives remain",
         Matrix([-kappa * m_D - kappa_G * m_G, -kappa * m_D])),
    on=ON_SADDLE, title="The gradient of the exponent")

# The solution far to the right of the spectrum, by its t: w from the quadratic of the discriminator's block, then z.
FAR = ENSEMBLE | Domain({x1: Real(), t: Above(0), w: Is(-2 / (x1 + t + sqrt((x1 + t)**2 - 4 * h))),
                         z: SADDLE[z], m_D: Is(w), m_G: Is(-1 / t)})

second_moment = kappa * x1**2 + kappa**2 * alpha + 2 * kappa * kappa_G * beta + kappa_G**2 * beta     # (1/N) E tr H^2

exponent = calc(
    Function("Phi")(z, x1) - I * pi,
    Line(r"the mean determinant grows as the typical one: $\Phi$ is the integral of $\log(z - \lambda)$ against the density, which "
         r"has the gradient of $\Psi$; a constant is left to find", Psi - 1, by=Stated(published.CONCENTRATION)),
    Line(r"$\log z$ and the first two moments of the spectrum at large $z$, where no constant is left",
         log(z) + kappa * x1 / z - second_moment / (2 * z**2) - I * pi, by=Asymptotic(t, order=3)),
    on=FAR, title="The constant of the exponent")

Phi = exponent.lines[0].expr          # its real part is the log-determinant exponent

response = calc(
    Inverse(surface.jacobian((t, w))),
    Line(r"the Jacobian matrix of $(z, x_1)$ in $(t, w)$, inverted: $d(t, w)/d(z, x_1)$",
         Matrix([[s, beta * kappa], [1, r]]) / (r * s - beta * kappa)),
    on=SADDLE, title=r"How the solution moves with $z$ and $x_1$")

(dt_dz, dt_dx1), (dw_dz, dw_dx1) = response.result.tolist()
slopes = gradient.result.subs({m_D: w, m_G: -1 / t})

hessian = calc(
    slopes.jacobian((t, w)) * response.result,
    Line(r"the gradient differentiated through $t$ and $w$: symmetric, as it must be",
         -Matrix([[kappa + kappa_G * s / t**2, kappa], [kappa, kappa * r]]) / (r * s - beta * kappa)),
    on=SADDLE, title="The second derivatives of the exponent")
