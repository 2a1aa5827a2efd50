r"""The GOE average of exp(-i tr(H S)) in superfields.

For H = b M + b1 diag(M1, 0) each independent entry is Gaussian, and the average is exp of

    -(b^2/(2N)) tr S^2 - (b1^2/(2 kappa N)) tr S_D^2,

S the symmetric matrix that the superfields make. Written in superfields, tr S^2 is half the supertrace Str Q^2 of
Q = sum_i Psi_i Psibar_i and half a pairing term. (Shown for three sites, two of them the discriminator's, and for two sites
of superfields.)
"""
from sympy import I, ImmutableMatrix as Matrix, Integral, Rational, Symbol, diag, exp, eye, ones, oo, pi, sqrt, symbols

from derivations.calculus import Above, Domain, Integrates, Line, Real, anticommuting, calc
from derivations.spin_glass.notation import N, SHARES, b, b1, kappa

entry, source = symbols("H_ij c", real=True)
sigma = Symbol("sigma", positive=True)

one_entry = calc(
    Integral(exp(-I * source * entry) * exp(-entry**2 / (2 * sigma**2)) / sqrt(2 * pi * sigma**2), (entry, -oo, oo)),
    Line("the characteristic function of a Gaussian", exp(-sigma**2 * source**2 / 2), by=Integrates()),
    on=Domain({sigma: Above(0), source: Real()}), title="The average over one entry")

S = Matrix(3, 3, lambda i, j: Symbol(f"S_{min(i, j) + 1}{max(i, j) + 1}", real=True))
S_D = S[:2, :2]
COEFFICIENTS = SHARES | {N: Above(2), b: Above(0), b1: Above(0)} | {s: Real() for s in S}


# Variances of H_ij: M with off-diagonal variance 1/(2N), M1 with 1/(2 kappa N) on the discriminator's sites, diagonals twice.
variance = (b**2 / (2 * N) * (ones(3, 3) + eye(3)) + b1**2 / (2 * kappa * N) * diag(ones(2, 2) + eye(2), 0))
occurrence = 2 * ones(3, 3) - eye(3)        # of H_ij in tr(H S)

entries = calc(
    sum(variance[i, j] * (occurrence[i, j] * S[i, j])**2 / 2 for i in range(3) for j in range(i, 3)),
    Line(r"the sum over independent entries, an off-diagonal one appearing twice in $\mathrm{tr}(HS)$",
         b**2 / (2 * N) * (S * S).trace() + b1**2 / (2 * kappa * N) * (S_D * S_D).trace()),
    on=COEFFICIENTS, title="The average over all entries")

phi = symbols("phi_1 phi_2")
phibar = symbols("phibar_1 phibar_2")
chi = anticommuting("chi_1 chi_2")
chibar = anticommuting("chibar_1 chibar_2")
FIELDS = Domain({field: Real() for field in (*phi, *phibar)})


def dot(left, right):
    """sum_i left_i right_i, in that order."""
    return left[0] * right[0] + left[1] * right[1]


def supertrace(M: Matrix):
    return M[0, 0] - M[1, 1]


dyad = Matrix(2, 2, lambda i, j: phibar[i] * phi[j] + chibar[i] * chi[j])
symmetric = (dyad + dyad.T) / 2
Q = Matrix([[dot(phi, phibar), dot(phi, chibar)], [dot(chi, phibar), dot(chi, chibar)]])
pairing = dot(phi, phi) * dot(phibar, phibar) + 2 * dot(phibar, chibar) * dot(phi, chi)

invariants = calc(
    (symmetric * symmetric).trace(),
    Line("a supertrace, and pairings of two fields of the same kind", Rational(1, 2) * supertrace(Q * Q) + pairing / 2),
    on=FIELDS, title="The invariants of the superfields")
