r"""Which learning rates a chain survives, though its SDE of order 0 has an invariant law for every one.

By Jury's criterion both eigenvalues of T lie inside the unit circle exactly if 1 - det T, 1 - tr T + det T and 1 + tr T + det T
are positive. For the linear-quadratic game

    simultaneous:  eta (l + m) - eta^2 (1 + l m),   eta^2 (1 + l m),   4 - 2 eta (l + m) + eta^2 (1 + l m),
    alternating:   eta (l + m) - eta^2 l m,         eta^2 (1 + l m),   4 - 2 eta (l + m) - eta^2 (1 - l m)

with l = lambda, m = mu. Simultaneous steps need eta < (l + m)/(1 + l m) where |l - m| < 2, as the third condition then holds by
itself; alternating steps without the pull need eta < sqrt(l^2 + 4) - l, which exceeds l for l < 2/sqrt(3).
"""
from sympy import ImmutableMatrix as Matrix, sqrt, symbols

from derivations.calculus import Above, Domain, Line, Real, Satisfies, Stated, calc
from derivations.sgd_as_sde import published
from derivations.sgd_as_sde.linear_chain import M, alternating, simultaneous
from derivations.sgd_as_sde.notation import LEARNING, eta, lambda_, mu

z_1, z_2 = symbols("z_1 z_2", real=True)
RATES = LEARNING | Domain({lambda_: Above(0), mu: Above(0)})
FREE = {mu: 0}


def jury(T) -> Matrix:
    """1 - det T, 1 - tr T + det T, 1 + tr T + det T of a 2 x 2 matrix: all positive exactly if T contracts."""
    return Matrix([1 - T.det(), 1 - T.trace() + T.det(), 1 + T.trace() + T.det()])


criterion = calc(
    jury(Matrix([[z_1, 0], [0, z_2]])),
    Line("both eigenvalues lie inside the unit circle exactly if all three are positive",
         jury(Matrix([[z_1, 0], [0, z_2]])), by=Stated(published.JURY)),
    Line("in the eigenvalues", Matrix([1 - z_1 * z_2, (1 - z_1) * (1 - z_2), (1 + z_1) * (1 + z_2)])),
    on=Domain({z_1: Real(), z_2: Real()}), title="Jury's criterion")

simultaneous_conditions = calc(
    jury(simultaneous.result),
    Line("the first is decisive", Matrix([
        eta * (lambda_ + mu) - eta**2 * (1 + lambda_ * mu), eta**2 * (1 + lambda_ * mu),
        4 - 2 * eta * (lambda_ + mu) + eta**2 * (1 + lambda_ * mu)])),
    on=RATES, title="Stability of simultaneous steps")

alternating_conditions = calc(
    jury(alternating.result),
    Line("the last is decisive where the penalties are small", Matrix([
        eta * (lambda_ + mu) - eta**2 * lambda_ * mu, eta**2 * (1 + lambda_ * mu),
        4 - 2 * eta * (lambda_ + mu) + eta**2 * (lambda_ * mu - 1)])),
    on=RATES, title="Stability of alternating steps")

simultaneous_bound = calc(
    Matrix([simultaneous_conditions.result[0]]),
    Line("the largest learning rate", Matrix([(lambda_ + mu) / (1 + lambda_ * mu)]), by=Satisfies((eta,))),
    on=RATES, title="The bound of simultaneous steps")

no_other_bound = calc(
    4 * (lambda_ + mu)**2 - 16 * (1 + lambda_ * mu),
    Line(r"the discriminant of the third condition, negative exactly if $\vert\lambda - \mu\vert < 2$",
         4 * ((lambda_ - mu)**2 - 4)),
    on=RATES, title="Where the first condition of simultaneous steps is the only one")

largest = sqrt(lambda_**2 + 4) - lambda_
alternating_bound = calc(
    alternating_conditions.result[2].subs(FREE),
    Line(r"without the pull: positive exactly for $\eta$ below the first root",
         (largest - eta) * (largest + 2 * lambda_ + eta)),
    on=RATES, title="The bound of alternating steps without the pull")

crossing = calc(
    Matrix([(largest - simultaneous_bound.result[0].subs(FREE)) / 2]),
    Line("both bounds agree without the pull", Matrix([2 / sqrt(3)]), by=Satisfies((lambda_,))),
    on=RATES, title="Where alternation stops to help without the pull")

always = calc(
    Matrix([M.trace(), M.det()]),
    Line(r"the SDE of order 0: negative and positive, its mean motion contracts whatever the learning rate",
         Matrix([-lambda_ - mu, 1 + lambda_ * mu])),
    on=RATES, title="Stability of the SDE of order 0")
