"""The constant of the Kac-Rice formula at large N (Lemma 3): its rate K, its prefactor and the correction of order 1/N.

The points u and v run over unit spheres in kappa N and kappa' N dimensions, |S^(M-1)| = 2 pi^(M/2) / Gamma(M/2); the
gradients are Gaussian with variances v_D and v_G in N_D - 1 and N_G - 1 directions; the Jacobian, an (N - 2) x (N - 2)
determinant, is divided by sqrt(N) in every direction. Concluded:

    C_N = 2 sqrt(kappa kappa' v_D v_G) exp(N K - (1/kappa + 1/kappa') / (6 N) + O(N^-3)),
    K = (1 - kappa log(kappa v_D) - kappa' log(kappa' v_G)) / 2,

so the constant carries no power of N. The order of each remainder is measured.
"""
from sympy import Rational, Symbol, exp, gamma, log, loggamma, pi, sqrt

from derivations.calculus import Above, Asymptotic, Domain, Line, Stated, calc
from derivations.spin_glass import published
from derivations.spin_glass.notation import GRADIENTS, N, kappa, kappa_G, v_D, v_G

M = Symbol("M", positive=True)
log_C = Symbol(r"\log C_N", real=True)
N_D, N_G = kappa * N, kappa_G * N
LARGE = GRADIENTS | {N: Above(2)}


def sphere_area(dimension):
    """The area of the unit sphere in a space of this dimension."""
    return 2 * pi**(dimension / 2) / gamma(dimension / 2)


def stirling_series(m):
    """log Gamma(m) to within O(m^-3)."""
    return (m - Rational(1, 2)) * log(m) - m + log(2 * pi) / 2 + 1 / (12 * m)


constant = (sphere_area(N_D) * sphere_area(N_G) * (2 * pi)**(1 - N / 2) * v_D**((1 - N_D) / 2) * v_G**((1 - N_G) / 2)
            * N**(N / 2 - 1))

everything_but_gammas = (log(4) + N / 2 * log(pi) + (1 - N / 2) * log(2 * pi) + (1 - N_D) / 2 * log(v_D)
                         + (1 - N_G) / 2 * log(v_G) + (N / 2 - 1) * log(N))

rate_of_constant = (1 - kappa * log(kappa * v_D) - kappa_G * log(kappa_G * v_G)) / 2

prefactor_of_constant = 2 * sqrt(kappa * kappa_G * v_D * v_G)

stirling = calc(
    loggamma(M),
    Line(r"Stirling's series, broken off before $M^{-3}$", stirling_series(M), by=Asymptotic(M, order=3)),
    on=Domain({M: Above(0)}),
    title="Stirling's series for the logarithm of the gamma function",
)

log_constant = calc(
    log_C,
    Line("areas of the two spheres, densities of the two gradients at 0, scale of the Jacobian", log(constant),
         by=Stated(published.KAC_RICE)),
    Line("the logarithm of each factor", everything_but_gammas - loggamma(N_D / 2) - loggamma(N_G / 2)),
    Line("Stirling's series for both gamma functions",
         everything_but_gammas - stirling_series(N_D / 2) - stirling_series(N_G / 2), by=Asymptotic(N, order=3)),
    Line(r"collected by powers of $N$: neither $N\log N$ nor $\log N$ is left",
         N * rate_of_constant + log(prefactor_of_constant) - (1 / kappa + 1 / kappa_G) / (6 * N)),
    title=r"The logarithm of the Kac-Rice constant to within $N^{-3}$", on=LARGE,
)

rate = calc(
    log(constant) / N,
    Line("the limit, and how fast it is reached", rate_of_constant, by=Asymptotic(N, order=1)),
    title="The exponential rate of the Kac-Rice constant", on=LARGE,
)

prefactor = calc(
    constant * exp(-N * rate_of_constant),
    Line("what the exponential leaves has a limit", prefactor_of_constant, by=Asymptotic(N, order=1)),
    title="The prefactor of the Kac-Rice constant", on=LARGE,
)
