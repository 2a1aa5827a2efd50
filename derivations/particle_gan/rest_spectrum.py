r"""The spectrum of a cloud that rests, collapsed, in one mode of the target: what splits it and what makes it oscillate.

With d_k = -eta_k (1 - p_k)/gamma_k the linearised motion of critic and particles has

    N - 1 relative modes   z = Lambda_0 = mu_- D''(0) = mu_- sum_k (1 - p_k) k^2 eta_k/gamma_k > 0, the splitting rate;
    K even modes           z = -gamma_k, the heights a_k of the critic, which move nothing;
    K + 1 mean modes       z = mu_+ sum_k k^2 eta_k ((1 - p_k)/gamma_k - 1/(z + gamma_k)), the roots of

        z (1 - mu_+ sum_k (1 - p_k) k^2 (eta_k/gamma_k)/(z + gamma_k)) + mu_+ sum_k p_k k^2 eta_k/(z + gamma_k) = 0.

For equal damping, gamma_k = gamma, the mean modes are K - 1 times z = -gamma and the two roots of

    z^2 + (gamma - mu_+ S_n/gamma) z + mu_+ S_r,   S_n = sum_k (1 - p_k) k^2 eta_k,   S_r = sum_k p_k k^2 eta_k.

The sums are written wave number by wave number; the whole matrix is that of three particles and the wave numbers 1 and 2.
"""
from sympy import ImmutableMatrix as Matrix, Integer, eye, symbols

from derivations.calculus import Above, Domain, Is, Line, Real, calc
from derivations.particle_gan.circle_model import P_c, P_s, Q_c, Q_s, curvature, learning, moment, rest, slope
from derivations.particle_gan.notation import (S_n, S_r, a_k, c_k, circle, eta_k, gamma, gamma_k, k, mu_minus, mu_plus,
                                               of_wave_number, p_k, summed, x, z)

x_1, x_2, x_3 = particles = symbols("x_1 x_2 x_3", real=True)
first, second = of_wave_number(1), of_wave_number(2)
coefficients = first[a_k], second[a_k], first[c_k], second[c_k]
equal = {first[gamma_k]: gamma, second[gamma_k]: gamma}
ANY = circle(2) | {mu_plus: Above(0), mu_minus: Above(0), z: Real(), gamma: Above(0)}
WAVE = Domain({**dict.fromkeys((eta_k, gamma_k), Above(0)), k: Above(0), p_k: Real(), z: Above(0)})

force = summed(slope.result[0], 2)                                        # D'(x)
mean_force = (force.subs(x, x_1) + force.subs(x, x_2) + force.subs(x, x_3)) / 3
mean_moment = (moment.subs(x, x_1) + moment.subs(x, x_2) + moment.subs(x, x_3)) / 3
learns = learning.result.subs({P_c: p_k, P_s: 0, Q_c: mean_moment[0], Q_s: mean_moment[1]})


def resting(number: dict) -> dict:
    """The coefficients of one wave number above the resting cloud."""
    values = rest.result.subs(number, simultaneous=True)
    return {number[a_k]: values[0], number[c_k]: values[1]}


field = Matrix([learns[0].subs(first, simultaneous=True), learns[0].subs(second, simultaneous=True),
                learns[1].subs(first, simultaneous=True), learns[1].subs(second, simultaneous=True),
                mu_minus * force.subs(x, x_1) + (mu_plus - mu_minus) * mean_force,
                mu_minus * force.subs(x, x_2) + (mu_plus - mu_minus) * mean_force,
                mu_minus * force.subs(x, x_3) + (mu_plus - mu_minus) * mean_force])
at_rest = {**dict.fromkeys(particles, 0), **resting(first), **resting(second)}
jacobian = field.jacobian(coefficients + particles).subs(at_rest, simultaneous=True)
apart, together, even = Matrix([0, 0, 0, 0, 1, -1, 0]), Matrix([0, 0, 0, 0, 1, 1, 1]), Matrix([1, 0, 0, 0, 0, 0, 0])

splitting = calc(
    mu_minus * curvature.result[0].subs({x: 0, a_k: rest.result[0], c_k: rest.result[1]}),
    Line(r"what wave number $k$ adds to $\Lambda_0 = \mu_- D''(0)$", mu_minus * (1 - p_k) * k**2 * eta_k / gamma_k),
    on=WAVE | {mu_minus: Above(0)}, title="The splitting rate")

relative = calc(
    jacobian * apart,
    Line(r"two particles pulled apart leave the critic alone and part at the rate $\Lambda_0$",
         summed(splitting.result, 2) * apart),
    on=ANY, title="A relative mode")

heights = calc(
    jacobian * even,
    Line(r"a height $a_k$ of the critic decays at the rate $\gamma_k$ and moves nothing", -first[gamma_k] * even),
    on=ANY, title="An even mode")

# The coefficients c_1, c_2 and the common displacement of the particles.
onto_mean = Matrix([[0, 0, 1, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0], [0, 0, 0, 0, 1, 0, 0]])
from_mean = Matrix.hstack(Matrix([0, 0, 1, 0, 0, 0, 0]), Matrix([0, 0, 0, 1, 0, 0, 0]), together)

mean_block = calc(
    jacobian * from_mean,
    Line(r"slopes of $c_1', c_2', \bar x'$ in $c_1, c_2, \bar x$; all particles move as one",
         from_mean * Matrix([[-first[gamma_k], 0, first[eta_k]], [0, -second[gamma_k], 2 * second[eta_k]],
                             [-mu_plus, -2 * mu_plus, mu_plus / mu_minus * summed(splitting.result, 2)]])),
    on=ANY, title="The mean modes")

block = onto_mean * mean_block.result
m = z * eye(3) - block
determinant = (m[0, 0] * (m[1, 1] * m[2, 2] - m[1, 2] * m[2, 1]) - m[0, 1] * (m[1, 0] * m[2, 2] - m[1, 2] * m[2, 0])
               + m[0, 2] * (m[1, 0] * m[2, 1] - m[1, 1] * m[2, 0]))
pull = k**2 * eta_k * ((1 - p_k) / gamma_k - 1 / (z + gamma_k))           # what wave number k adds to z/mu_+
grows, holds = (1 - p_k) * k**2 * (eta_k / gamma_k) / (z + gamma_k), p_k * k**2 * eta_k / (z + gamma_k)

termwise = calc(
    pull,
    Line(r"what makes the cloud run from where it is, and what holds it in its mode", z * grows - holds),
    on=WAVE, title="One wave number in the equation of the mean modes")

mean_modes = calc(
    determinant,
    Line(r"the characteristic polynomial as sums over wave numbers",
         (z + first[gamma_k]) * (z + second[gamma_k]) * (z - mu_plus * summed(pull, 2))),
    Line(r"its last factor, term by term",
         (z + first[gamma_k]) * (z + second[gamma_k]) * (z * (1 - mu_plus * summed(grows, 2)) + mu_plus * summed(holds, 2))),
    on=ANY, title="The equation of the mean modes")

seen, unseen = (1 - p_k) * k**2 * eta_k, p_k * k**2 * eta_k              # of the difference between cloud and target
DAMPED_EQUALLY = ANY | {S_n: Is(summed(seen, 2)), S_r: Is(summed(unseen, 2))}

equal_damping = calc(
    mean_modes.result.subs(equal) / (z + gamma),
    Line(r"with $S_n = \sum_k (1 - p_k)k^2\eta_k$ and $S_r = \sum_k p_k k^2\eta_k$",
         z**2 + (gamma - mu_plus * S_n / gamma) * z + mu_plus * S_r),
    on=DAMPED_EQUALLY, title="The mean modes under equal damping")

two_modes = calc(
    mean_modes.result.subs(equal | {first[p_k]: 0, second[p_k]: 1}),
    Line(r"two point modes and two wave numbers: the cubic factorises",
         (z + gamma) * (z**2 + (gamma - mu_plus * first[eta_k] / gamma) * z + 4 * mu_plus * second[eta_k])),
    on=ANY, title="Two modes, two wave numbers")

spans = calc(
    Matrix.hstack(apart, Matrix([0, 0, 0, 0, 0, 1, -1]), even, Matrix([0, 1, 0, 0, 0, 0, 0]), from_mean).det(),
    Line(r"two relative modes, two even ones and the three mean directions span the space: these are all modes", Integer(3)),
    on=ANY, title="The whole spectrum of three particles")
