r"""The phases of training, for any d: failure, oscillation, recovery, mode collapse.

Where the discriminator is fooled, q = r = 0, every P and S with S_ii = 1 is at rest. A small (q, r), 2d x 1, then grows by

    K(P, S) = [[tau (Lambda - C), -tau P Lambda~], [tau P^T Lambda, tau~ Lambda~ - tau (S Lambda~ + C)]]        (2d x 2d)

and the fooled states at (P, S) attract exactly if all eigenvalues of K have negative real part. For P = diag(p_i) and S = 1 it
falls into d blocks, with (in the time t)

    trace_i = tau (Lambda_i - Lambda~_i - 2 C) + tau~ Lambda~_i,
    det_i = tau (Lambda_i - C)(tau~ Lambda~_i - tau Lambda~_i - tau C) + tau^2 p_i^2 Lambda_i Lambda~_i.

Failure: C > Lambda_i, feature i is not learnt. Oscillation: trace_i > 0 for every p_i. If Lambda~ = Lambda all is recovered for
max tau~ Lambda_i/(2 tau) < C < min Lambda_i, and Lambda_(m+1) < C < Lambda_m leaves the features 1..m: mode collapse.

The trace of K does not depend on (P, S): where it is positive no fooled state attracts. Between that and the worst trace_i lies
the window of ``mixing``.
"""
from sympy import BlockMatrix, ImmutableMatrix as Matrix, Symbol, eye, sign, sqrt, zeros

from derivations.calculus import Above, Domain, Is, Line, NotDerived, Real, Satisfies, calc
from derivations.solvable_gan import published
from derivations.solvable_gan.notation import (EQUAL_NOISE, ONE, P, RATES, TWO, C, Features, Lambda, Lambda_G, abbreviated, eta,
                                               eta_G, eta_T, features, moves, mu, tau, tau_G, written_out)
from derivations.solvable_gan.pinned import linear_drift, unit_lengths

FOOLED = abbreviated(RATES | moves(TWO))
FOOLED_ONE = abbreviated(RATES | moves(ONE))


def fooled(m: Features) -> dict:
    """q = r = 0."""
    return dict.fromkeys((*m.q, *m.r), 0)


def transverse(m: Features) -> Matrix:
    """K, 2d x 2d, at unit lengths: how a small (q, r) grows where the discriminator is fooled."""
    S = m.S.subs(unit_lengths(m))
    return Matrix(BlockMatrix([[tau * (m.Lambda - C * eye(m.d)), -tau * m.P * m.Lambda_G],
                               [tau * m.P.T * m.Lambda, tau_G * m.Lambda_G - tau * (S * m.Lambda_G + C * eye(m.d))]])
                  .as_explicit())


def drift_rows(m: Features, first: int, last: int):
    """The slopes in (q, r), at q = r = 0, of some entries of the drift."""
    return linear_drift(m)[first:last, :].jacobian((*m.q, *m.r)).subs(fooled(m))


at_rest = calc(
    linear_drift(TWO).subs(fooled(TWO)),
    Line(r"$q = r = 0$: nothing moves, for any $P$ and $S$", zeros(9, 1).as_immutable()),
    on=FOOLED, title="The fooled states")

only_transverse = calc(
    Matrix([*drift_rows(TWO, 0, 4), *drift_rows(TWO, 8, 9)]),
    Line(r"to first order in $(q, r)$ neither $P$ nor $S$ moves: what decides is $K$", zeros(20, 1).as_immutable()),
    on=FOOLED, title="Features stay where the discriminator is nearly fooled")

growth_of_doubt = calc(
    drift_rows(TWO, 4, 8),
    Line(r"the $4 \times 4$ matrix $K(P, S)$ of $d = 2$", transverse(TWO)),
    on=FOOLED, title="The transverse matrix of the fooled states")

DIAGONAL = {TWO.P[0, 1]: 0, TWO.P[1, 0]: 0, TWO.S[0, 1]: 0}


def block(Lambda_i, Lambda_G_i, p) -> Matrix:
    """K for one feature, 2 x 2."""
    return transverse(ONE).subs({Lambda: Lambda_i, Lambda_G: Lambda_G_i, P: p}, simultaneous=True)


decoupled = calc(
    (mu * eye(4) - transverse(TWO).subs(DIAGONAL)).det(),
    Line(r"$P$ diagonal, $S = 1$: one block for each feature",
         (mu * eye(2) - block(TWO.Lambda[0, 0], TWO.Lambda_G[0, 0], TWO.P[0, 0])).det()
         * (mu * eye(2) - block(TWO.Lambda[1, 1], TWO.Lambda_G[1, 1], TWO.P[1, 1])).det()),
    on=FOOLED | {mu: Real()}, title="Diagonal states decouple")

of_one_feature = calc(
    Matrix([transverse(ONE).trace(), transverse(ONE).det()]),
    Line(r"trace and determinant of one block, $p = P_{ii}$",
         Matrix([tau * (Lambda - Lambda_G - 2 * C) + tau_G * Lambda_G,
                 tau * (Lambda - C) * (tau_G * Lambda_G - tau * Lambda_G - tau * C) + tau**2 * P**2 * Lambda * Lambda_G])),
    on=FOOLED_ONE, title="The block of one feature")

trace, determinant = of_one_feature.result          # both signs decide: stable for trace < 0 < determinant

any_state = calc(
    transverse(TWO).trace(),
    Line(r"no $P$ and no $S_{12}$: where this is positive no fooled state attracts",
         tau * (TWO.Lambda.trace() - TWO.Lambda_G.trace()) + tau_G * TWO.Lambda_G.trace() - 4 * tau * C),
    on=FOOLED, title="The trace of the transverse matrix")

blank = calc(
    Matrix([*(mu * eye(2) - transverse(ONE).subs(P, 0))]),
    Line(r"at $P = 0$ the discriminator notices the feature at the rate $\tau(\Lambda - C)$: not at all if $C > \Lambda$",
         Matrix([mu - tau * (Lambda - C), 0, 0, mu - (tau_G - tau) * Lambda_G + tau * C])),
    on=FOOLED_ONE | {mu: Real()}, title="An unlearnt feature")

# Thresholds for eta_T = eta_G = eta and equal variances, as values of eta^2.
eta_squared = Symbol("y", positive=True)
EQUAL_SQUARED = EQUAL_NOISE | {eta_squared: Above(0)}
equal_C = written_out(C).subs({eta_T: sqrt(eta_squared), eta_G: sqrt(eta_squared)})

failure_noise = calc(
    Matrix([Lambda - equal_C]),
    Line(r"$C = \Lambda$: the value of $\eta^2$ above which the feature is not learnt", Matrix([Lambda / tau]),
         by=Satisfies((eta_squared,))),
    on=EQUAL_SQUARED, title="Noise that makes training fail")

oscillation_noise = calc(
    Matrix([trace.subs({C: equal_C, Lambda_G: Lambda})]),
    Line(r"trace 0: the value of $\eta^2$ below which the feature's fooled states oscillate",
         Matrix([tau_G * Lambda / (2 * tau**2)]), by=Satisfies((eta_squared,))),
    on=EQUAL_SQUARED, title="Noise below which training oscillates")

strong_noise = NotDerived(published.strong_noise, "a sentence without a formula; failure_noise is the threshold that follows "
                          "from the equation, feature by feature")

# Fig. 1: two features; a feature is retrieved where it can be learnt and its diagonal states attract.
panels = tuple(Symbol(f"eta_{place}", positive=True) for place in ("left", "centre", "right"))
FIGURE_1 = Domain({tau: Is(published.figure_1_rates["tau"]), tau_G: Is(published.figure_1_rates["tautilde"]),
                   **dict(zip(TWO.Lambda.diagonal(), map(Is, published.figure_1_rates["Lambda"]))),
                   **dict(zip(panels, map(Is, published.figure_1_noise)))})


def retrieved(noise, signal):
    """1 if the feature is learnable and its diagonal fooled states attract at p = 1, else 0."""
    at = {C: tau * noise**2, Lambda: signal, Lambda_G: signal, P: 1}
    return (1 + sign(signal - tau * noise**2)) * (1 - sign(trace.subs(at))) * (1 + sign(determinant.subs(at))) / 8


figure_1 = calc(
    Matrix([retrieved(noise, TWO.Lambda[0, 0]) + retrieved(noise, TWO.Lambda[1, 1]) for noise in panels]),
    Line(r"both features, none, the first alone", Matrix([2, 0, 1])),
    on=FIGURE_1, reaches=published.figure_1_retrieved, title="The three panels of Figure 1")
