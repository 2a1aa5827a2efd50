r"""The exponent of the complexity is concave on the whole space, so a stationary point with multipliers of the right sign is the maximum.

Phi itself is convex inside the spectrum; the Gaussian densities outweigh it, for every p >= 2, q >= 1, sigma_z > 0, 0 < kappa < 1.
In the shifts y = (y_D, y_G) the claim is Sigma^-1 - Re (S - W)^-1 >= 0 with W = diag(1/(kappa m_D^2), 1/(kappa' m_G^2)), the
second term being the Hessian of Phi. It follows in five steps, written for |W| = diag(w_D, w_G), V = diag(v_D, v_G):

1. the covariance of the shifts is Sigma = S + V: the block variances and the variances of the two gradients (``profile``);
2. |W| - S >= 0: the imaginary parts of the saddle-point equations say (|W| - S) u >= 0 for a positive vector u (``positive``);
3. (Sigma^-1 - (S - W)^-1)^-1 = Sigma - Sigma (W + V)^-1 Sigma (``inverse``), and a complex symmetric matrix has a real part of one
   sign with that of its inverse (``congruence``): so the claim is Sigma^-1 - Re (W + V)^-1 >= 0;
4. Re 1/(w e^{i theta} + v) <= 1/(w + v) where w >= v (``resolvent``); here w_D >= S_DD >= v_D and w_G >= S_GG >= v_G (``room``);
5. so it is enough that Sigma <= |W| + V, which is step 2.

Phi has a continuous gradient, so the claim, made away from the edges of the spectrum, holds across them. Nothing in steps 2 to 5
belongs to one coupling: any two-block matrix with Sigma = S + V and V below the diagonal of S has a concave exponent.
Penalties -k I(y/E) of an index are concave too: the rate function has an increasing slope.
"""
from sympy import I, ImmutableMatrix as Matrix, Inverse, cos, diag, exp, eye, re, symbols

from derivations.calculus import Above, Domain, Line, Real, UpperHalf, calc
from derivations.spin_glass import covariances
from derivations.spin_glass.complexity import covariance
from derivations.spin_glass.notation import MODEL, S_DD, S_DG, S_GG, TWO_BLOCKS, kappa, kappa_G, m_D, m_G, n, p, sigma_z
from derivations.spin_glass.two_block_exponent import ON_SADDLE, hessian

w_D, w_G, v_D, v_G = symbols("w_D w_G v_D v_G")
a, b, c, d, e, f = symbols("a b c d e f", real=True)
u_D, u_G, eta_D, eta_G, w, v = symbols("u_D u_G eta_D eta_G w v", positive=True)
x_D, x_G, theta = symbols("x_D x_G theta", real=True)

S = Matrix([[S_DD, S_DG], [S_DG, S_GG]])
V = diag(v_D, v_G)
Sigma = S + V


def inverted(matrix: Matrix) -> Matrix:
    """The inverse by cofactors, entry by entry: elimination would look for pivots among symbols, which takes seconds."""
    return matrix.adjugate() / matrix.det()


S_model = Matrix([[covariances.hessian_D.result + sigma_z**2 * covariances.hessian_G.result, sigma_z**2 * covariances.hessian_G.result],
                  [sigma_z**2 * covariances.hessian_G.result, sigma_z**2 * covariances.hessian_G.result]])

profile = calc(
    covariance.result,
    Line(r"the covariance of the shifts is $S + \mathrm{diag}(v_D, v_G)$: block variances and variances of the gradients",
         S_model + diag(covariances.v_D_model, covariances.v_G_model)),
    on=MODEL, title="What the shifts' covariance is made of")

curvature = calc(
    hessian.result,
    Line(r"$(S - W)^{-1}$ with $W = \mathrm{diag}(1/(\kappa m_D^2),\, 1/(\kappa' m_G^2))$",
         Inverse(S - diag(1 / (kappa * m_D**2), 1 / (kappa_G * m_G**2)))),
    on=ON_SADDLE, title="The Hessian of the log-determinant exponent as an inverse")

# u = (kappa Im m_D, kappa' Im m_G), and eta what Im z adds: the saddle-point equations say |W| u = S u + eta.
IN_FLOW = TWO_BLOCKS | Domain({u_D: Above(0), u_G: Above(0), eta_D: Above(0), eta_G: Above(0), x_D: Real(), x_G: Real()})
size_W = diag((S_DD * u_D + S_DG * u_G + eta_D) / u_D, (S_DG * u_D + S_GG * u_G + eta_G) / u_G)

positive = calc(
    (Matrix([[x_D, x_G]]) * (size_W - S) * Matrix([x_D, x_G]))[0],
    Line(r"a sum of terms that are not negative: $|W| - S \ge 0$",
         eta_D * x_D**2 / u_D + eta_G * x_G**2 / u_G + S_DG * u_D * u_G * (x_D / u_D - x_G / u_G)**2),
    on=IN_FLOW, title=r"$|W| - S$ is not negative")

FREE = TWO_BLOCKS | Domain({w_D: UpperHalf(), w_G: UpperHalf(), v_D: Above(0), v_G: Above(0)})

inverse = calc(
    (inverted(Sigma) - inverted(S - diag(w_D, w_G))) * (Sigma - Sigma * inverted(diag(w_D, w_G) + V) * Sigma),
    Line(r"the identity: $\Sigma - \Sigma\,(W + V)^{-1}\Sigma$ is the inverse of $\Sigma^{-1} - (S - W)^{-1}$", eye(2).as_immutable()),
    on=FREE, title=r"The inverse of the exponent's curvature")

Y = Matrix([[a + I * d, b + I * e], [b + I * e, c + I * f]])
Y_conjugate = Matrix([[a - I * d, b - I * e], [b - I * e, c - I * f]])

congruence = calc(
    Y * (inverted(Y) + inverted(Y_conjugate)) * Y_conjugate,
    Line(r"$Y^{-1} + \bar Y^{-1}$ is congruent to $Y + \bar Y$: real parts of a symmetric matrix and of its inverse have one sign",
         2 * Matrix([[a, b], [b, c]])),
    on=Domain({symbol: Real() for symbol in (a, b, c, d, e, f)}), title="The real part of an inverse")

resolvent = calc(
    1 / (w + v) - re(1 / (w * exp(I * theta) + v)),
    Line(r"not negative, for $w \ge v$", w * (w - v) * (1 - cos(theta)) / ((w + v) * (w**2 + 2 * w * v * cos(theta) + v**2))),
    on=Domain({v: Above(0), w: Above(v), theta: Real()}), title="The largest real part at a given size")

room = calc(
    Matrix([S_model[0, 0] - covariances.v_D_model, S_model[1, 1] - covariances.v_G_model]),
    Line(r"neither is negative, for $p \ge 2$ and $n = p + q \ge 3$",
         Matrix([p * (p - 2) + sigma_z**2 * n * (n - 3) * 2**(n - 2), sigma_z**2 * n * (n - 3) * 2**(n - 2)])),
    on=MODEL, title="Block variances against variances of the gradients")
