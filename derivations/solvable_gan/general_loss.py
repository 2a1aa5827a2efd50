r"""Other losses and a finite regulariser: what becomes of the thresholds.

Where the discriminator is fooled, q = r = 0, the projections have the variances eta_T z and eta_G z, and only means over them
enter: m = <f'>, m~ = <f~'>, and b_0 = eta_T <f^2> + eta_G <f~^2>. For Gaussian latent variables and lengths held at 1, a small
(q, r) grows by

    [[tau (Lambda m - C_f), -tau P Lambda~ m~], [tau P Lambda m, tau~ Lambda~ m~ - tau (Lambda~ m~ + C_f)]],    C_f = tau b_0/2,

the matrix of the linear loss with Lambda m for Lambda, Lambda~ m~ for Lambda~ and C_f for C (2d x 2d for d features, shown for
one).
Failure: C_f > Lambda m; oscillation, for equal losses, noise and signals: tau~ Lambda m > 2 tau C_f.

With a finite lambda and f(x) = x, the length of w rests where lambda H'(z) = eta_T - eta_G + C, the generator's at H' = 0. The
threshold of failure is the same; oscillation sets in at tau~ z Lambda~ > tau (Lambda~ - Lambda + 2 C).
"""
from sympy import Function, ImmutableMatrix as Matrix, symbols

from derivations.calculus import Above, Is, Line, Real, Satisfies, Using, calc
from derivations.solvable_gan import order_parameters, pinned
from derivations.solvable_gan.notation import (g, g_G, ONE, RATES, C, H_S, H_z, Lambda, Lambda_G, P, S, abbreviated, eta_G,
                                               eta_T, f1, f1_G, f2, f2_G, lambda_, moves, q, r, tau, tau_G, v, v_G, z)

m, m_G = symbols("m mtilde", real=True)                    # <f'> and <f~'> at q = r = 0
b_0, b_0G, C_f = symbols("b_0 btilde_0 C_f", positive=True)          # <f^2> and <f~^2> there, and C_f
FOOLED = {q: 0, r: 0}

# The averages are functions of the variances, which have no slope in (q, r) at q = r = 0.
variances = order_parameters.projection_variances(ONE)
means = {symbol: Function(name)(variances[variance])
         for symbol, name, variance in ((f1, "m", v), (f1_G, "mtilde", v_G), (f2, "b", v), (f2_G, "btilde", v_G))}
at_rest = {means[symbol].subs(FOOLED): value for symbol, value in ((f1, m), (f1_G, m_G), (f2, b_0), (f2_G, b_0G))}
MEANS = RATES | moves(ONE) | {m: Real(), m_G: Real(), b_0: Above(0), b_0G: Above(0)}
b_rest = eta_T * b_0 + eta_G * b_0G


def growth_of_doubt(drift, z_value) -> Matrix:
    """The slopes of the drift of (q, r) in q and r at q = r = 0, 2 x 2, with the means of any loss."""
    averaged = drift.subs(order_parameters.gaussian_latents(ONE)).subs({f: mean.subs(z, z_value) for f, mean in means.items()})
    slopes = averaged[1:3, :].jacobian((q, r)).subs(FOOLED).doit()
    return slopes.subs({mean.subs(z, z_value): value for mean, value in at_rest.items()})


pinned_loss = calc(
    growth_of_doubt(pinned.drift(ONE), 1),
    Line(r"lengths held at 1, any loss: $C_f = \tau b_0/2$ in the place of $C$, and signals times the mean slopes",
         Matrix([[tau * (Lambda * m - C_f), -tau * P * Lambda_G * m_G],
                 [tau * P * Lambda * m, tau_G * Lambda_G * m_G - tau * (Lambda_G * m_G + C_f)]])),
    on=MEANS | {C_f: Is(tau * b_rest / 2)}, title="The transverse matrix of any loss")

failure = calc(
    Matrix([pinned_loss.result[0, 0]]),
    Line(r"the value of $C_f$ above which a feature is not learnt", Matrix([Lambda * m]), by=Satisfies((C_f,))),
    on=MEANS | {C_f: Above(0)}, title="Failure for any loss")

oscillation = calc(
    Matrix([pinned_loss.result.trace()]),
    Line(r"the value of $C_f$ below which the fooled states oscillate, for every $P$",
         Matrix([(Lambda * m - Lambda_G * m_G + tau_G / tau * Lambda_G * m_G) / 2]), by=Satisfies((C_f,))),
    on=MEANS | {C_f: Above(0)}, title="Oscillation for any loss")

resting_length = calc(
    Matrix([order_parameters.drift(ONE)[-1].subs({f1: m, f1_G: m_G, f2: b_0, f2_G: b_0G} | FOOLED | {g: 0, g_G: 0})]),
    Line(r"finite $\lambda$: $w$ rests at the length $z$ with this $H'(z)$",
         Matrix([(eta_T * m - eta_G * m_G + tau * b_rest / (2 * z)) / lambda_]), by=Satisfies((H_z,))),
    on=MEANS, title="The resting length of the discriminator")

finite_regulariser = calc(
    growth_of_doubt(order_parameters.drift(ONE), z).subs({H_z: resting_length.result[0], H_S: 0, S: 1}),
    Line(r"finite $\lambda$, any loss: $C_f/z$, and $z$ times the generator's rate",
         Matrix([[tau * (Lambda * m - C_f / z), -tau * P * Lambda_G * m_G],
                 [tau * P * Lambda * m, tau_G * z * Lambda_G * m_G - tau * (Lambda_G * m_G + C_f / z)]])),
    on=MEANS | {C_f: Is(tau * b_rest / 2)}, title="The transverse matrix at finite regularisation")

finite_linear = calc(
    finite_regulariser.result.subs(C_f, tau * b_rest / 2),
    Line(r"$f(x) = \tilde f(x) = x$, whose $\langle f^2\rangle = \eta_T z$: $C$ itself, so that failure does not depend "
         r"on $\lambda$",
         Matrix([[tau * (Lambda - C), -tau * P * Lambda_G], [tau * P * Lambda, tau_G * z * Lambda_G - tau * (Lambda_G + C)]]),
         by=Using("the averages of the linear loss", {m: 1, m_G: 1, b_0: eta_T * z, b_0G: eta_G * z})),
    on=abbreviated(MEANS), title="The linear loss at finite regularisation")
