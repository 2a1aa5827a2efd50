r"""Which of the quartic's four roots is the physical one.

For Im z > 0 exactly one solution of the saddle-point equations has Im m_D > 0 and Im m_G > 0. On the real axis its limit is
either the one complex solution with both imaginary parts positive (then the density is Im m/pi > 0), or the one real solution
that is stable: the spectral radius of R = diag(m_D^2, m_G^2) S C is below 1 (equal to 1 at an edge).

Stability is what makes a real solution a limit from above: (1 - R) dm/dz = m^2, so with radius below 1 the Neumann series
makes dm/dz positive, and z + i eta has Im m > 0. On a complex solution R with |m|^2 for m^2 has Im m as its eigenvector, of
eigenvalue 1 on the real axis.
"""
from sympy import I, ImmutableMatrix as Matrix, diag, eye, im, symbols

from derivations.calculus import Above, Domain, Line, Real, Stated, calc
from derivations.spin_glass import published
from derivations.spin_glass.edges import R
from derivations.spin_glass.log_determinant import dt_dz, dw_dz
from derivations.spin_glass.notation import ENSEMBLE, alpha, beta, kappa, kappa_G, m_D, m_G, t, w, x1, z
from derivations.spin_glass.quartic import SADDLE
from derivations.spin_glass.saddle_action import saddle_equations

real_D, real_G = symbols("a_D a_G", real=True)
imag_D, imag_G, eta = symbols("e_D e_G eta", positive=True)
shift, place = symbols("x_1 lambda", real=True)

# Im m_D, Im m_G > 0 and real parts free; the equations' imaginary parts do not see the real z and x1.
UPPER = ENSEMBLE | Domain({real_D: Real(), real_G: Real(), imag_D: Above(0), imag_G: Above(0), eta: Above(0), place: Real(),
                           shift: Real()})
COMPLEX = {m_D: real_D + I * imag_D, m_G: real_G + I * imag_G, z: place + I * eta, x1: shift}

imaginary_parts = calc(
    Matrix([im(equation.subs(COMPLEX)) for equation in saddle_equations.result]),
    Line(r"$\mathrm{Im}\,m/|m|^2$, less what flows in through $SC$ and from $\mathrm{Im}\,z$",
         diag(1 / (real_D**2 + imag_D**2), 1 / (real_G**2 + imag_G**2)) * Matrix([imag_D, imag_G])
         - Matrix([[alpha, beta], [beta, beta]]) * diag(kappa, kappa_G) * Matrix([imag_D, imag_G]) - eta * Matrix([1, 1])),
    on=UPPER, title="Imaginary parts of the saddle-point equations")

rates = (eye(2) - R) * Matrix([dw_dz, dt_dz / t**2])

stability = calc(
    rates,
    Line(r"a real solution is the limit from $\mathrm{Im}\,z > 0$ exactly if the spectral radius of $R$ is below 1", rates,
         by=Stated(published.UNIQUENESS)),
    Line(r"$(1 - R)\,dm/dz = m^2$: a positive right-hand side and a positive Neumann series", Matrix([w**2, 1 / t**2])),
    on=SADDLE, title="Stability of a real solution")
