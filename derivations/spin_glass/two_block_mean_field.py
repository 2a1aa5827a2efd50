r"""The saddle value of two blocks is the limit of the finite-N mean: sampled matrices, at complex shifts, both blocks.

For the main model the saddle-point equations follow from superfields. For any two-block profile they are the Dyson equation of
a Gaussian matrix with a variance profile, whose one solution in the upper half plane is a theorem; matrices drawn from the
profile agree.
"""
import numpy as np
from sympy import Function, I, ImmutableMatrix as Matrix, Rational

from derivations.calculus import Domain, Is, Line, Sampled, Stated, calc
from derivations.spin_glass import published
from derivations.spin_glass.mean_field import goe
from derivations.spin_glass.notation import S_DD, S_DG, S_GG, kappa, kappa_G, m_D, m_G, y_D, y_G
from derivations.spin_glass.two_block_exponent import surface

CHOSEN = {kappa: Rational(3, 5), kappa_G: Rational(2, 5), S_DD: Rational(1), S_DG: Rational(5, 4), S_GG: Rational(1, 3),
          m_D: (-1 + 2 * I) / 5, m_G: (1 + 3 * I) / 6}
AT = {**CHOSEN, y_D: surface[0].subs(CHOSEN).expand(), y_G: surface[1].subs(CHOSEN).expand()}


def two_block_matrix(N_D: int, N_G: int, variances: tuple, rng: np.random.Generator) -> np.ndarray:
    """A symmetric Gaussian matrix; entries of its blocks have variance (DD, DG, GG)/(N_D + N_G), twice that on the diagonal."""
    DD, DG, GG = np.sqrt(2 * np.array(variances))
    return goe(N_D + N_G, rng) * np.repeat(np.repeat([[DD, DG], [DG, GG]], (N_D, N_G), axis=0), (N_D, N_G), axis=1)


def block_resolvents(size: int, at: dict, rng: np.random.Generator) -> tuple[complex, complex]:
    """(1/N_D) tr_D and (1/N_G) tr_G of (H0 - diag(y_D, y_G))^(-1) for one H0."""
    N_D = round(float(at[kappa]) * size)
    H0 = two_block_matrix(N_D, size - N_D, tuple(float(at[variance]) for variance in (S_DD, S_DG, S_GG)), rng)
    shifts = np.repeat([complex(at[y_D]), complex(at[y_G])], (N_D, size - N_D))
    diagonal = np.diag(np.linalg.inv(H0 - np.diag(shifts)))
    return diagonal[:N_D].mean(), diagonal[N_D:].mean()


saddle_values = Matrix([m_D, m_G])

blocks = calc(
    Matrix([Function("E")(m_D), Function("E")(m_G)]),
    Line("the Dyson equation of a Gaussian matrix with a variance profile", saddle_values, by=Stated(published.UNIQUENESS)),
    Line("and matrices drawn from the profile agree", saddle_values, by=Sampled(block_resolvents, AT)),
    on=Domain({symbol: Is(value) for symbol, value in AT.items()}),
    title="Mean Stieltjes transforms of two blocks of any variances")
