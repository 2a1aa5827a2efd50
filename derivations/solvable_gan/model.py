r"""The model, and the means over its Gaussian noise.

True data y = U c + sqrt(eta_T) a and generated data y~ = V c~ + sqrt(eta_G) a~ in n dimensions: U and V are n x d, U^T U = 1,
c and c~ (d x 1) have mean 0 and the diagonal covariances Lambda and Lambda~, a and a~ (n x 1) are standard normal. The
discriminator sees w^T y only. With f and f~ the slopes of the loss and three fresh samples, one of y and two of y~, a step is

    w <- w + (tau/n) (f(w^T y) y - f~(w^T y~) y~ - lambda H'(z) w),
    V <- V + (tau~/n) (f~(w^T y~') w c~'^T - lambda V diag H'(S_ii)).

What the Gram matrix needs of a sample is its projection X^T y on X = [U, V, w] (2d+1). Given c this is Gaussian with mean N_U c
and covariance eta_T M, where N_U is the first column block of M. So by Stein's lemma, with m_w the last column of M,

    < f(w^T y) X^T y > = N_U g + eta_T m_w <f'>,    g = <c f>,   and for Gaussian c   g = Lambda q <f'>;

since N_U Lambda q + eta_T m_w is the covariance of X^T y with w^T y; likewise for y~ with N_V, the second column block. The
lemma is proved for f = exp(theta x), hence for polynomials, the coefficients of theta^k. For f(x) = x the covariance is all
that is needed, whatever the law of c.
"""
from sympy import ImmutableMatrix as Matrix, Integral, Symbol, exp, oo, pi, sqrt, symbols

from derivations.calculus import Above, Domain, Integrates, Line, Real, calc
from derivations.calculus.gaussian import Average
from derivations.solvable_gan.notation import Lambda, Lambda_G, eta_G, eta_T

e, e_2, theta, k = symbols("e e_2 theta k", real=True)
spread, rest = symbols("sigma rho", positive=True)
density = exp(-e**2 / 2) / sqrt(2 * pi)
test_function = exp(theta * e)
h_0, h_1, h_2, h_3 = cubic = symbols("h_0 h_1 h_2 h_3", real=True)


def f(x):
    """An arbitrary cubic."""
    return h_0 + h_1 * x + h_2 * x**2 + h_3 * x**3


stein = calc(
    Integral(e * test_function * density, (e, -oo, oo)),
    Line(r"by parts, since $e\,\varphi(e) = -\varphi'(e)$, with $f(x) = e^{\theta x}$: $\langle e f(e)\rangle = "
         r"\langle f'(e)\rangle$", Integral(theta * test_function * density, (e, -oo, oo)), by=Integrates()),
    on=Domain({theta: Real()}), title="Stein's lemma")

# s = sigma e has variance sigma^2; zeta has covariance k with it, the rest of zeta is independent of s.
correlated = calc(
    Average(f(spread * e) * (k / spread * e + rest * e_2), e, e_2),
    Line(r"$\langle f(s)\,\zeta\rangle = \mathrm{Cov}(s, \zeta)\,\langle f'(s)\rangle$, here for any cubic $f$",
         k * Average(h_1 + 2 * h_2 * spread * e + 3 * h_3 * (spread * e)**2, e)),
    on=Domain({**dict.fromkeys((*cubic, k), Real()), spread: Above(0), rest: Above(0)}),
    title="Stein's lemma for a correlated pair")

# One feature in three dimensions: U = e_1, V and w anywhere; a, c and their copies standard normal.
a = symbols("a_1 a_2 a_3", real=True)
c = Symbol("c", real=True)
V_1, V_2, V_3, w_1, w_2, w_3 = symbols("V_1 V_2 V_3 w_1 w_2 w_3", real=True)
X = Matrix([[1, V_1, w_1], [0, V_2, w_2], [0, V_3, w_3]])
overlap = X.T * X
VARIANCES = dict.fromkeys((Lambda, Lambda_G, eta_T, eta_G), Above(0))
SPACE = Domain({**dict.fromkeys((V_1, V_2, V_3, w_1, w_2, w_3), Real()), **VARIANCES})

true_sample = X[:, 0] * sqrt(Lambda) * c + sqrt(eta_T) * Matrix(a)
generated_sample = X[:, 1] * sqrt(Lambda_G) * c + sqrt(eta_G) * Matrix(a)


def projected(sample) -> Matrix:
    """Second moments of X^T y with one another, 3 x 3."""
    return (X.T * sample * sample.T * X).applyfunc(lambda entry: Average(entry, c, *a))


covariance = calc(
    projected(true_sample),
    Line(r"of a true sample's projections on $U$, $V$ and $w$: $N_U \Lambda N_U^T + \eta_T M$, $3 \times 3$; its last column "
         r"is that with $w^T y$", Lambda * overlap[:, 0] * overlap[0, :] + eta_T * overlap),
    on=SPACE, title="The projected true sample")

generated_covariance = calc(
    projected(generated_sample),
    Line(r"of a generated sample's: $N_V \tilde\Lambda N_V^T + \eta_G M$, $3 \times 3$",
         Lambda_G * overlap[:, 1] * overlap[1, :] + eta_G * overlap),
    on=SPACE, title="The projected generated sample")
