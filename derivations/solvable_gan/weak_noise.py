r"""Two features at vanishing noise: the informed pair that attracts for one feature is unstable, so that oscillation is left.

Without noise, for Lambda~ = Lambda, the informed pair of ``informative`` has its counterpart with two features: V_1 = U_1 and
the discriminator along it, q = r = (1, 0), with P_22 = p any overlap of the other feature, S = 1. There the slopes of what
involves feature 2 oddly (q_2, r_2, P_21, P_12, S_12) decouple from the rest by the symmetry (U_2, V_2) -> -(U_2, V_2), and
their 5 x 5 block B has

    det(-B) = tau^2 tau~^3 Lambda_1^3 Lambda_2 (Lambda_2 - Lambda_1).

For Lambda_1 > Lambda_2, the stronger feature learnt, this is negative for every p, tau and tau~: B has a positive eigenvalue,
and by continuity so it has at weak noise. With the weaker feature learnt the determinant is positive; there the instability is
not proved, but the tests look for a stable case over a wide range of parameters and find none.
"""
from sympy import ImmutableMatrix as Matrix, Symbol, zeros

from derivations.calculus import Above, Domain, Line, Real, calc
from derivations.solvable_gan.notation import TWO, eta_G, eta_T, tau, tau_G
from derivations.solvable_gan.pinned import linear_drift

p = Symbol("p", real=True)          # P_22
Lambda_1, Lambda_2 = TWO.Lambda.diagonal()
P_11, P_12, P_21, P_22, q_1, q_2, r_1, r_2, S_12 = TWO.pinned_state
NOISELESS = {eta_T: 0, eta_G: 0, **dict(zip(TWO.Lambda_G.diagonal(), TWO.Lambda.diagonal()))}
INFORMED = {P_11: 1, P_12: 0, P_21: 0, P_22: p, q_1: 1, q_2: 0, r_1: 1, r_2: 0, S_12: 0}
ANY = Domain({**dict.fromkeys((tau, tau_G, Lambda_1, Lambda_2), Above(0)), p: Real()})

drift = linear_drift(TWO).subs(NOISELESS)
odd, even = (q_2, r_2, P_21, P_12, S_12), (P_11, P_22, q_1, r_1)
rows = [TWO.pinned_state.index(entry) for entry in odd]
slopes = Matrix(drift.extract(rows, [0]))

at_rest = calc(
    drift.subs(INFORMED),
    Line(r"the first feature learnt, $P_{22} = p$ free: nothing moves", zeros(9, 1).as_immutable()),
    on=ANY, title="An informed pair among two features")

parity = calc(
    slopes.jacobian(even).subs(INFORMED),
    Line(r"what is odd in the second feature does not feel what is even", zeros(5, 4).as_immutable()),
    on=ANY, title="The second feature decouples")

block = calc(
    slopes.jacobian(odd).subs(INFORMED),
    Line(r"the slopes of $\dot q_2, \dot r_2, \dot P_{21}, \dot P_{12}, \dot S_{12}$ in $q_2, r_2, P_{21}, P_{12}, S_{12}$",
         Matrix([[tau * Lambda_2, -tau * p * Lambda_2, -tau * Lambda_1, 0, 0],
                 [tau * p * Lambda_2, (tau_G - tau) * Lambda_2, 0, tau * Lambda_1, -tau * Lambda_1],
                 [tau_G * Lambda_1, 0, -tau_G * Lambda_1, 0, 0],
                 [0, tau_G * Lambda_2, 0, 0, 0],
                 [0, tau_G * (Lambda_1 + Lambda_2), 0, 0, -tau_G * Lambda_1]])),
    on=ANY, title="The slopes of the second feature")

unstable = calc(
    (-block.result).det(),
    Line(r"negative where the stronger feature is the one learnt: a positive eigenvalue",
         tau**2 * tau_G**3 * Lambda_1**3 * Lambda_2 * (Lambda_2 - Lambda_1)),
    on=ANY, title="The informed pair is unstable among two features")
