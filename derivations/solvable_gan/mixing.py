r"""Two features, noise between two thresholds: the pure states oscillate, a mixing generator comes to rest.

The two blocks of a diagonal state share the trace of K, which no (P, S) changes, unequally: the stronger feature has more by
tau~ (Lambda_1 - Lambda_2)/2. So in the window

    tau~ (Lambda_1 + Lambda_2)/2 < 2 tau C < tau~ max(Lambda_1, Lambda_2)

every state with diagonal P and S is unstable, and states in which each learnt feature is a mixture of the true ones may still
attract. One that does, at the rates and variances of Fig. 1 and C = 12/25: S = 1 and P the rotation with cosine 12/13. The
proof is that of Routh and Hurwitz: with det(mu - K) = mu^4 + c1 mu^3 + c2 mu^2 + c3 mu + c4 the numbers c1, c1 c2 - c3,
c3 (c1 c2 - c3) - c1^2 c4 and c4 are positive.
"""
from sympy import ImmutableMatrix as Matrix, Mul, Poly, Rational, symbols

from derivations.calculus import Domain, Is, Line, Real, Stated, calc
from derivations.solvable_gan import published
from derivations.solvable_gan.notation import RATES, TWO, C, abbreviated, moves, mu, tau, tau_G
from derivations.solvable_gan.phases import any_state, block, transverse

EQUAL = dict(zip(TWO.Lambda_G.diagonal(), TWO.Lambda.diagonal()))
Lambda_1, Lambda_2 = TWO.Lambda.diagonal()

share = calc(
    block(Lambda_1, Lambda_1, 1).trace() - any_state.result.subs(EQUAL) / 2,
    Line(r"what the stronger feature's block has beyond half of the trace", tau_G * (Lambda_1 - Lambda_2) / 2),
    on=abbreviated(RATES | moves(TWO)), title="The trace is shared unequally")

cosine, sine = Rational(12, 13), Rational(5, 13)
MIXED = dict(zip(TWO.P, (cosine, -sine, sine, cosine))) | {TWO.S[0, 1]: 0} | EQUAL
RATE, RATE_G, SIGNALS = map(published.figure_1_rates.get, ("tau", "tautilde", "Lambda"))
WINDOW = Domain({tau: Is(RATE), tau_G: Is(RATE_G), C: Is(Rational(12, 25)), Lambda_1: Is(SIGNALS[0]), Lambda_2: Is(SIGNALS[1])})


def hurwitz(c1, c2, c3, c4) -> Matrix:
    """The four numbers that are positive exactly if all roots of the quartic have negative real part."""
    return Matrix([c1, c1 * c2 - c3, c3 * (c1 * c2 - c3) - c1**2 * c4, c4])


mu_1, mu_2, mu_3, mu_4 = roots = symbols("mu_1 mu_2 mu_3 mu_4")
orlando = mu_1 + mu_2, mu_1 + mu_3, mu_1 + mu_4, mu_2 + mu_3, mu_2 + mu_4, mu_3 + mu_4
coefficients = Poly(Mul(*(mu - root for root in roots)), mu).all_coeffs()[1:]

criterion = calc(
    hurwitz(*coefficients)[2],
    Line("all real parts are negative exactly if this, the two Hurwitz determinants before it and the last coefficient are "
         "positive",
         Mul(*orlando), by=Stated(published.ROUTH_HURWITZ)),
    Line("it vanishes where two of the four eigenvalues are opposite", hurwitz(*coefficients)[2]),
    on=Domain(dict.fromkeys(roots, Real())), title="The Hurwitz determinants of a quartic")

mixed = calc(
    hurwitz(*transverse(TWO).subs(MIXED).charpoly(mu).all_coeffs()[1:]),
    Line("all positive: the mixing state attracts",
         Matrix([Rational(8, 125), Rational(428488, 66015625), Rational(254268574656, 108951568603515625),
                 Rational(537417729, 41259765625)])),
    on=WINDOW, title="A mixing state that attracts")

pure = calc(
    Matrix([block(Lambda_1, Lambda_1, 1).trace(), any_state.result.subs(EQUAL)]),
    Line("positive for the stronger feature, negative in all: inside the window",
         Matrix([Rational(1, 125), -Rational(8, 125)])),
    on=WINDOW, title="The pure states do not")
