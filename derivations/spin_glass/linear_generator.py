r"""The bipartite coupling with q = 1, total complexity in closed form on both sides of a threshold in kappa.

The generator's loss is linear in v, its block has no noise of its own, and the exponent need not be concave. Zero shifts are a
local maximum of it only for kappa above

    kappa_c = (p - 1 + (2p-1) s^2) / (p - 1 + (3p-1) s^2),        s = sigma_z .

Below kappa_c two maxima l_D = 0, L_G = -+ L leave zero, L^2 = s^2 (kappa' - kappa p s^2/(p - 1 + (2p-1) s^2)); their value is

    Theta = (kappa/2) log(p - 1 + p s^2/(1 + s^2)),

and the two forms meet at kappa_c. The generator answers every u by v = -+ g(u)/|g(u)|, and |g|^2 is not small where there are
many components of g to one of u. That no other maximum is higher is not derived; the numbers scan for one.
"""
from sympy import I, ImmutableMatrix as Matrix, Integer, diag, log, re, sqrt, symbols, zeros

from derivations.calculus import Above, Between, Domain, Is, Line, Tends, Using, Whole, calc
from derivations.spin_glass.bipartite_complexity import BLOCKS, bipartite
from derivations.spin_glass.bipartite_covariances import gradients
from derivations.spin_glass.notation import (L_G, S_DD, S_DG, S_GG, abbreviated, kappa, kappa_G, l_D, m_D, m_G, p, q, sigma_z,
                                             v_D, v_G, y_D, y_G)
from derivations.spin_glass.stirling import rate_of_constant
from derivations.spin_glass.total_complexity import at_zero, rho
from derivations.spin_glass.two_block_action import action, saddle_equations

LINEAR = {q: 1}
blocks = {variance: value.subs(LINEAR) for variance, value in BLOCKS.items()}
shifts = dict(zip((y_D, y_G), Matrix(bipartite.shifts).subs(LINEAR)))
constant = rate_of_constant.subs(dict(zip((v_D, v_G), gradients.result.subs(LINEAR))))

mu, L = symbols("mu L", positive=True)
noise = p - 1 + (2 * p - 1) * sigma_z**2
threshold = noise / (noise + p * sigma_z**2)

ANY_NOISE = Domain({p: Whole(2), sigma_z: Above(0)})
ABOVE = abbreviated(ANY_NOISE | {kappa: Between(threshold, 1)})
BELOW = abbreviated(ANY_NOISE | {kappa: Between(0, threshold), mu: Is(1 / sqrt(kappa * p * noise)),
                                 L: Is(sigma_z * sqrt(1 - kappa - kappa * p * sigma_z**2 / noise))})

# At zero shifts: m_D = i mu, m_G = i rho mu, with the ratio and mu of a generator without noise of its own.
ZERO = {rho: kappa * S_DD / ((kappa - kappa_G) * S_DG), mu: sqrt(kappa - kappa_G) / (kappa * sqrt(S_DD))}

zero_solution = calc(
    saddle_equations.result.subs({S_GG: 0, y_D: 0, y_G: 0, m_D: I * mu, m_G: I * rho * mu}),
    Line(r"at zero shifts $m_G/m_D = \kappa S_{DD}/((\kappa - \kappa')S_{DG})$, for $\kappa > \kappa'$",
         zeros(2, 1).as_immutable(), by=Using("the solution", ZERO)),
    on=ABOVE | {S_DD: Above(0), S_DG: Above(0)}, title="The solution at zero shifts without the generator's own noise")

room = calc(
    diag(1 / (kappa * mu**2), 1 / (kappa_G * rho**2 * mu**2)).subs(ZERO).subs(blocks)
    - diag(*gradients.result.subs(LINEAR)),
    Line(r"the curvature of the exponent at zero is that of $(S + |W|)^{-1} - (S + V)^{-1}$, negative where $|W| - V$ is "
         r"positive: for $\kappa > \kappa_c$",
         diag(p * (1 + sigma_z**2) * (kappa * (p - 2) + 1 - kappa) / (2 * kappa - 1),
              sigma_z**2 * ((2 * kappa - 1) * p * sigma_z**2 - (1 - kappa) * (p - 1) * (1 + sigma_z**2))
              / ((1 - kappa) * (p - 1) * (1 + sigma_z**2)))),
    on=ABOVE, title="When zero shifts are a local maximum, q = 1")

total_above = calc(
    (constant + at_zero.result).subs(ZERO).subs(blocks),
    Line(r"the value at zero shifts",
         log(kappa**2 * p * (p - 1) * (1 + sigma_z**2) / (2 * kappa - 1)) / 2
         - (1 - kappa) * log(kappa * (p - 1) * (1 + sigma_z**2) / ((2 * kappa - 1) * sigma_z**2))
         - (kappa * log(kappa * p * (1 + sigma_z**2)) + (1 - kappa) * log((1 - kappa) * sigma_z**2)) / 2),
    on=ABOVE, title=r"The total complexity for $q = 1$ above the threshold")

# Away from zero shifts: l_D = 0 and L_G = L, m_D = i mu and m_G from the second saddle-point equation.
AWAY = {l_D: 0, L_G: L}
of_G = -1 / (L + I * kappa * p * sigma_z**2 * mu)
moved = {y_D: shifts[y_D].subs(AWAY), y_G: shifts[y_G].subs(AWAY), m_D: I * mu, m_G: of_G}

solution = calc(
    saddle_equations.result.subs(blocks).subs(moved),
    Line(r"$m_D = i\mu$ with $1/\mu^2 = \kappa p\,(p - 1 + (2p-1)\sigma_z^2)$ solves them at $y_D = pL$, $y_G = L$",
         zeros(2, 1).as_immutable()),
    on=BELOW, title="The solution away from zero shifts, $q = 1$")


def slope(xi):
    """The exponent differentiated in a Gaussian variable: its densities, and Phi through both shifts."""
    return (-bipartite.energy.diff(xi).subs(AWAY) - kappa * re(I * mu) * shifts[y_D].diff(xi)
            - kappa_G * re(of_G) * shifts[y_G].diff(xi))


stationary = calc(
    Matrix([slope(l_D), slope(L_G)]),
    Line(r"the exponent is stationary there: $\mathrm{Re}\,m_D = 0$ and $L = -\sigma_z^2\kappa'\,\mathrm{Re}\,m_G$",
         zeros(2, 1).as_immutable()),
    on=BELOW, title="The exponent away from zero shifts is stationary, $q = 1$")

total_below = calc(
    constant - bipartite.energy.subs(AWAY) + re(action.result.subs(blocks).subs(moved)) - 1,
    Line("constant, Gaussian densities and determinant together", kappa * log(p - 1 + p * sigma_z**2 / (1 + sigma_z**2)) / 2),
    on=BELOW, title=r"The total complexity for $q = 1$ below the threshold")

meeting = calc(
    total_above.result.subs(kappa, threshold),
    Line(r"both forms agree at $\kappa_c$", total_below.result.subs(kappa, threshold)),
    on=ANY_NOISE, title="The two forms meet")

weak_noise = calc(
    Matrix([threshold, total_below.result]),
    Line(r"without noise every $\kappa$ is below the threshold, and the discriminator's own p-spin complexity is left",
         Matrix([1, kappa * log(p - 1) / 2]), by=Tends(sigma_z, Integer(0))),
    on=ANY_NOISE | {kappa: Between(0, 1)}, title="The total complexity for $q = 1$ at weak noise")
