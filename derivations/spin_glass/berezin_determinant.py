r"""det K as a Berezin integral over anticommuting variables, proved for symbolic matrices of size 2 and 3.

    int prod d chibar_i d chi_i exp(-chibar K chi) = det K

With the Gaussian integral over commuting variables for 1/det, the ratio of determinants Z(J) becomes one integral over
superfields; the mean Stieltjes transform is its derivative at J = 0.
"""
from sympy import ImmutableMatrix as Matrix, exp, symbols

from derivations.calculus import Berezin, Domain, Line, Real, anticommuting, calc

K2 = Matrix(2, 2, symbols("K_1:3(1:3)"))
K3 = Matrix(3, 3, symbols("K_1:4(1:4)"))
chi = anticommuting("chi_1 chi_2 chi_3")
chibar = anticommuting("chibar_1 chibar_2 chibar_3")


def grassmann_gaussian(K: Matrix) -> Berezin:
    """int prod d chibar_i d chi_i exp(-chibar K chi)."""
    size = K.rows
    form = sum(chibar[i] * K[i, j] * chi[j] for i in range(size) for j in range(size))
    return Berezin(exp(-form), *(field for pair in zip(chibar[:size], chi[:size]) for field in pair))


def determinant(K: Matrix):
    return calc(grassmann_gaussian(K), Line("the exponential series ends; one order of each variable survives", K.det()),
                on=Domain({entry: Real() for entry in K}), title=f"A determinant as a Berezin integral, size {K.rows}")


determinant_2 = determinant(K2)
determinant_3 = determinant(K3)
