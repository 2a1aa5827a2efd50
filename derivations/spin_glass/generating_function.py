r"""The mean Stieltjes transform from a ratio of determinants, Z(J) = E det(z + J - H)/det(z - H).

The derivative at J = 0 is the trace of the resolvent (Jacobi's formula, shown for symbolic symmetric H of size 2 and 3), so
m(z) = (1/N) E tr (H - z)^(-1) = -(1/N) dZ/dJ at J = 0. The numerator is a Berezin integral, the denominator a Gaussian one.
"""
from sympy import Derivative, ImmutableMatrix as Matrix, Subs, Symbol, eye

from derivations.calculus import Domain, Line, Real, UpperHalf, calc
from derivations.spin_glass.notation import J, z


def symmetric(size: int) -> Matrix:
    return Matrix(size, size, lambda i, j: Symbol(f"H_{min(i, j) + 1}{max(i, j) + 1}", real=True))


def resolvent_trace(size: int):
    """The derivative of the ratio of determinants at J = 0."""
    H = symmetric(size)
    ratio = (eye(size) * (z + J) - H).det(method="berkowitz") / (eye(size) * z - H).det(method="berkowitz")
    return calc(Subs(Derivative(ratio, J), J, 0),
                Line("Jacobi's formula: the trace of the resolvent", (eye(size) * z - H).adjugate().trace()
                     / (eye(size) * z - H).det(method="berkowitz")),
                on=Domain({entry: Real() for entry in H} | {z: UpperHalf()}), title=f"A resolvent from determinants, size {size}")


size_2 = resolvent_trace(2)
size_3 = resolvent_trace(3)
