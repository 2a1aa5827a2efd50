r"""The Kac-Rice count of the two coupled glasses: a symmetric random matrix with two shifts, and three Gaussian numbers.

The mean number of points where both gradients vanish is the integral, over both spheres, of the density of the gradients at 0
times the mean of |det| of the Jacobian [[Hess_u L_D, -s d_u d_v l_G], [s d_v d_u l_G, s Hess_v l_G]], s = sigma_z. Concluded:

* negating the second block row leaves |det| and gives a symmetric matrix, -s dd l_G + diag(dd l_D, 0) + diag((x + x1) I, x I),
* its shifts are x = (n L_G - s Delta)/2 and x1 = s Delta - p l_D with l_D = L_D + L_G: functions of three Gaussian numbers
  (l_D, L_G, D = s Delta) that are independent, of variances 1, s^2 2^n, s^2 n 2^n; the matrix is independent of them,
* the areas of the spheres and the gradients' densities make the constant whose growth is that of ``stirling``.
"""
from sympy import Function, ImmutableMatrix as Matrix, pi, symbols

from derivations.calculus import Definition, Domain, Is, Line, Real, Using, calc
from derivations.spin_glass.notation import D, L_G, MODEL, N, l_D, n, p, sigma_z, v_D, v_G, x, x1
from derivations.spin_glass.radial import Delta, R_D, R_G, halves, l_G, radial_D, var_Delta, var_l_G
from derivations.spin_glass.stirling import LARGE, N_D, N_G, constant, sphere_area

Var = Function("Var")

# Two tangents of the discriminator's sphere and one of the generator's; the count of each does not matter.
a11, a12, a22, g, b1, b2 = entries = symbols("A_11 A_12 A_22 G B_1 B_2", real=True)
jacobian = Matrix([[a11, a12, -b1], [a12, a22, -b2], [b1, b2, g]])

symmetric = calc(
    jacobian.det()**2,
    Line(r"the second block row negated: the matrix is symmetric, and $|\det|$ is what it was",
         Matrix([[a11, a12, -b1], [a12, a22, -b2], [-b1, -b2, -g]]).det()**2),
    on=Domain({entry: Real() for entry in entries}), title="The Jacobian made symmetric")

GLASSES = MODEL | {l_D: Real(), l_G: Real(), Delta: Real(), R_D: Is((n * l_G + Delta) / 2), R_G: Is((n * l_G - Delta) / 2),
                   L_G: Is(sigma_z * l_G), D: Is(sigma_z * Delta)}

shifts = calc(
    Matrix([-p * l_D + sigma_z * R_D, sigma_z * R_G]),
    Line(r"the radial derivatives through $l_G$ and $\Delta$", Matrix([-p * l_D, 0]) + sigma_z * halves.result,
         by=Using("the radial derivatives", {R_D: halves.result[0], R_G: halves.result[1]})),
    Line(r"in the losses, with $D = \sigma_z\Delta$", Matrix([(n * L_G + D) / 2 - p * l_D, (n * L_G - D) / 2])),
    on=GLASSES, title="The shifts of the two blocks")

named_shifts = calc(
    Matrix([x + x1, x]),
    Line("the shifts of both blocks and of the discriminator's alone", shifts.result),
    on=GLASSES | {x: Is((n * L_G - D) / 2), x1: Is(D - p * l_D)}, title="The shifts $x$ and $x_1$")

variances = calc(
    Matrix([Var(l_D), Var(L_G), Var(D)]),
    Line(r"$l_D$ is normalised; $L_G = \sigma_z l_G$ and $D = \sigma_z\Delta$",
         Matrix([radial_D.result[0, 0], sigma_z**2 * var_l_G, sigma_z**2 * var_Delta]), by=Definition()),
    Line("for the glasses of the model", Matrix([1, sigma_z**2 * 2**n, sigma_z**2 * n * 2**n])),
    on=MODEL, title="The three Gaussian variables and their variances")

prefactor = calc(
    sphere_area(N_D) * sphere_area(N_G) * (2 * pi * v_D)**(-(N_D - 1) / 2) * (2 * pi * v_G)**(-(N_G - 1) / 2),
    Line(r"areas of the spheres, densities of the gradients at 0: the constant, of which $N^{N/2 - 1}$ goes to the determinant",
         constant / N**(N / 2 - 1)),
    on=LARGE, title="The factor in front of the mean determinant")
