"""The two Coulomb gases as densities: forces by principal values, mass and pressure by quadrature."""
import numpy as np
import pytest
from scipy.integrate import quad
from sympy import lambdify

from derivations.spin_glass import goe_left_tail, goe_right_tail
from derivations.spin_glass.notation import E, u, x

pushed = lambdify((x, u), goe_left_tail.written_out(goe_left_tail.density.result).subs(E, 1))
left_end = lambdify(u, goe_left_tail.written_out(goe_left_tail.left).subs(E, 1))
mass = lambdify((goe_left_tail.y, u), goe_left_tail.written_out(goe_left_tail.pushed_from_wall(goe_left_tail.y)).subs(E, 1))
pressure = lambdify(u, goe_left_tail.written_out(goe_left_tail.pressure).subs(E, 1))
WALLS = [0.9, 0.3, 0.0, -1.5]


def over_gas(function, wall):
    """int function(x) rho(x) dx by s = sqrt((wall - x)/length), which takes the divergence at the wall away."""
    length = wall - left_end(wall)
    return quad(lambda s: function(wall - length * s**2) * mass(s, wall), 0, 1)[0]


@pytest.mark.parametrize("wall", WALLS)
def test_the_pushed_gas_has_mass_one_and_is_nowhere_negative(wall):
    assert abs(over_gas(lambda x: 1, wall) - 1) < 1e-10
    inside = wall - (wall - left_end(wall)) * np.linspace(0.01, 0.99, 50)
    assert np.all(pushed(inside, wall) > 0)


@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_every_charge_inside_is_in_equilibrium(wall, share):
    # principal value of int rho(y)/(x - y) dy with y = wall - length s^2, where the pole is at s0
    length, s0 = wall - left_end(wall), np.sqrt(share)
    repulsion = quad(lambda s: mass(s, wall) / (length * (s + s0)), 0, 1, weight="cauchy", wvar=s0)[0]
    assert abs(repulsion - 2 * (wall - length * share)) < 1e-7


@pytest.mark.parametrize("wall", WALLS)
def test_the_pressure_is_that_of_the_divergence_at_the_wall(wall):
    # rho ~ K/sqrt(u - x) presses with pi^2 K^2/2
    close = 1e-9
    K = pushed(wall - close, wall) * np.sqrt(close)
    assert abs(np.pi**2 * K**2 / 2 - pressure(wall)) < 1e-6 * pressure(wall)


@pytest.mark.parametrize("wall", WALLS)
def test_the_force_of_the_wall_balances_all_other_forces(wall):
    # repulsion inside cancels in pairs: what pushes the gas to the right as a whole is the confinement alone
    assert abs(-2 * over_gas(lambda x: x, wall) - pressure(wall)) < 1e-9


def test_a_wall_at_the_edge_finds_the_semicircle():
    inside = np.linspace(-0.99, 0.99, 23)
    semicircle = lambdify(x, goe_right_tail.density.result.subs(E, 1))
    assert np.allclose(pushed(inside, 1.0), semicircle(inside), atol=1e-13)
    assert pressure(1.0) == 0
