r"""The saddle value is the limit of the finite-N mean: block Stieltjes transforms of sampled matrices, both blocks.

That the diagonal saddle dominates the superfield integral is the one step taken on trust; here its conclusion is tested against
matrices drawn from the model, at a complex point where the saddle-point equations hold exactly. The 1/N correction is
cancelled between two sizes.
"""
import numpy as np
from sympy import Function, I, ImmutableMatrix as Matrix, Rational

from derivations.calculus import Domain, Is, Line, Sampled, Stated, calc
from derivations.spin_glass import published
from derivations.spin_glass.notation import b, b1, kappa, m_D, m_G, written_out, x1, z
from derivations.spin_glass.saddle_action import saddle_equations

CHOSEN = {kappa: Rational(3, 5), b: Rational(1), b1: Rational(1, 2), m_D: (-1 + 2 * I) / 5, m_G: (1 + 3 * I) / 6}
D_equation, G_equation = written_out(saddle_equations.result).subs(CHOSEN)
AT = {**CHOSEN, z: (G_equation + z).expand(), x1: (D_equation - G_equation + x1).expand()}


def goe(size: int, rng: np.random.Generator) -> np.ndarray:
    """A symmetric Gaussian matrix with off-diagonal variance 1/(2 size), diagonal 1/size."""
    square = rng.standard_normal((size, size)) / np.sqrt(size)
    return (square + square.T) / 2


def block_resolvents(size: int, at: dict, rng: np.random.Generator) -> tuple[complex, complex]:
    """(1/N_D) tr_D and (1/N_G) tr_G of (H - z)^(-1) for one H = b M + b1 diag(M1, 0) - x1 diag(I, 0)."""
    discriminator = round(float(at[kappa]) * size)
    H = float(at[b]) * goe(size, rng).astype(complex)
    H[:discriminator, :discriminator] += float(at[b1]) * goe(discriminator, rng) - complex(at[x1]) * np.eye(discriminator)
    diagonal = np.diag(np.linalg.inv(H - complex(at[z]) * np.eye(size)))
    return diagonal[:discriminator].mean(), diagonal[discriminator:].mean()


EXACT = Domain({symbol: Is(value) for symbol, value in AT.items()})
saddle_values = Matrix([m_D, m_G])

blocks = calc(
    Matrix([Function("E")(m_D), Function("E")(m_G)]),
    Line("the diagonal saddle dominates", saddle_values, by=Stated(published.SADDLE)),
    Line("and matrices drawn from the model agree", saddle_values, by=Sampled(block_resolvents, AT)),
    on=EXACT, title="Mean Stieltjes transforms of the two blocks")
