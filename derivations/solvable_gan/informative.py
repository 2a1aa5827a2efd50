r"""The informed pair F3 of one feature: where it is born, where it loses stability, and that vanishing noise always leaves it.

At F3 the discriminator is not fooled (q = P r, not 0) and yet both learners rest, close to the true feature when the noise is
weak. With x = r^2 a root of Q(x) = B kappa x^2 - (A - B + B kappa) x + gamma:

* fold: the two roots meet where (A - B + B kappa)^2 = 4 B kappa gamma; for eta_T = eta_G = eta and a = tau eta/2 a cubic in a,
  (kappa - (2 - kappa) a)^2 = 16 kappa (1 + a) a^2/(tau Lambda);
* Hopf: a2 a1 = a0 at the upper root. Modulo Q the Hurwitz determinant is linear in x, so that x is a rational function of
  kappa, A, B and gamma there, and Q at this x is the equation of the Hopf line;
* as gamma -> 0 (A, B -> 1) the upper root tends to x = P^2 = 1, and the point attracts for every kappa.

So one feature does not have to oscillate when the noise is too weak: below the Hopf line a resting state attracts. That too
weak noise causes oscillation, as the abstract says, needs this qualification for d = 1; with two features
the informed pair is unstable (``weak_noise``).
"""
from sympy import ImmutableMatrix as Matrix, Symbol, discriminant, symbols

from derivations.calculus import Above, Below, Between, Domain, Is, Line, NotDerived, Real, Satisfies, calc
from derivations.solvable_gan import published
from derivations.solvable_gan.fixed_points import overlap, quadratic
from derivations.solvable_gan.notation import DIMENSIONLESS, EQUAL_NOISE, A, B, Lambda, eta, gamma, kappa, tau, x
from derivations.solvable_gan.stability import a0, a1, a2

a = Symbol("a", positive=True)          # tau eta/2
c_0, c_1 = symbols("c_0 c_1", real=True)          # offset and slope
# Every informed pair with kappa, A, B and x = r^2 free; gamma is then fixed.
ON_QUADRATIC = Domain({A: Below(1), B: Above(1), kappa: Above(0), x: Between(0, 1),
                       gamma: Is((A - B + B * kappa) * x - B * kappa * x**2)})

fold = calc(
    discriminant(quadratic.result, x),
    Line(r"the two roots meet where this vanishes", (A - B + B * kappa)**2 - 4 * B * kappa * gamma),
    on=DIMENSIONLESS, title="The fold of the informed pair")

equal_fold = calc(
    fold.result,
    Line(r"$\eta_T = \eta_G = \eta$ and $a = \tau\eta/2$: a cubic in $a$",
         (kappa - (2 - kappa) * a)**2 - 16 * kappa * (1 + a) * a**2 / (tau * Lambda)),
    on=EQUAL_NOISE | {a: Is(tau * eta / 2)}, title="The fold for equal noise")

# On the quadratic the Hurwitz determinant is a multiple of slope x + offset.
slope = (6 * A * (A - B) + 4 * (A * B + 2 * A - 2 * B) * kappa + B * (B + 2) * kappa**2
         + 2 * B * (B * kappa - 8 * kappa - 2 * A) * gamma)
offset = (8 * B * gamma**2 + 2 * (B + B**2 - 3 * A - A * B + (4 * B - B**2 - 4) * kappa) * gamma
          + B * kappa * (B - A + kappa - B * kappa))

hurwitz = calc(
    B * (a2 * a1 - a0) / (2 * kappa * x),
    Line(r"the Hurwitz determinant on the quadratic: linear in $x$", slope * x + offset),
    on=ON_QUADRATIC, title="The Hurwitz determinant of the informed pair")

crossing = calc(
    Matrix([hurwitz.result]),
    Line(r"$x = r^2$ where two eigenvalues are opposite", Matrix([-offset / slope]), by=Satisfies((x,))),
    on=DIMENSIONLESS | {x: Above(0)}, title="The place of the Hopf bifurcation")

hopf = calc(
    c_1**2 * quadratic.result.subs(x, -c_0 / c_1),
    Line(r"this $x$ is a root of the quadratic where this vanishes (a Hopf bifurcation on the upper root; on the lower, two "
         r"real opposite eigenvalues)", B * kappa * c_0**2 + (A - B + B * kappa) * c_0 * c_1 + gamma * c_1**2),
    on=DIMENSIONLESS | {c_0: Real(), c_1: Real()}, title="The Hopf line of the informed pair")

hopf_line = hopf.result.subs({c_0: offset, c_1: slope})          # in kappa, A, B and gamma

vanishing_noise = calc(
    Matrix([a2, a1, a0, a2 * a1 - a0, quadratic.result, overlap.result[0]]).subs({A: 1, B: 1, gamma: 0, x: 1}),
    Line(r"$a_2, a_1, a_0, a_2 a_1 - a_0$ at $x = 1$, a root of $Q$ with $P^2 = 1$: all positive, for every $\kappa$",
         Matrix([3 * kappa, 2 * kappa * (2 + kappa), 4 * kappa**2, 2 * kappa**2 * (4 + 3 * kappa), 0, 1])),
    on=DIMENSIONLESS, title="Without noise the informed pair attracts")

weak_noise = NotDerived(
    published.weak_noise, "a sentence without a formula. For one feature it needs a qualification: at vanishing noise the "
    "informed pair attracts (vanishing_noise), which among two features it does not (weak_noise.unstable). That the fooled "
    "states lose their stability is derived (phases.oscillation_noise)")
