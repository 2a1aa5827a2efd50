r"""Fluctuations about the equation at large n: Gaussian, with a covariance that obeys a linear equation.

sqrt(n) (state of step k - solution at t = k/n), for lengths held at 1, f(x) = x and Gaussian latent variables, is Gaussian in
the limit with the covariance Sigma,

    dSigma/dt = J Sigma + Sigma J^T + D,

J the Jacobian of ``pinned.linear_drift`` and D the covariance of n times one step, both in the order of
``Features.pinned_state``.
The three samples of a step are independent, so that D is a sum of three. With s = w^T y, zeta the projections of y on U and V
(2d x 1), of covariance K_T = N_U Lambda N_U^T + eta_T M with s, and x = (q, r): division by the length turns w's step into

    tau (s zeta - B s^2 x) - tau (s~ zeta~ - A s~^2 x),

whose covariance Isserlis' theorem gives; and with nu = tau~ s~' c~' (d x 1) the generator's step is
P_ai += nu_i (q_a - P_ai r_i), r_i += nu_i (1 - r_i^2), S_ij += nu_i (r_j - S_ij r_i) + nu_j (r_i - S_ij r_j).
"""
from sympy import Derivative, ImmutableMatrix as Matrix, Subs, eye, sqrt, symbols, zeros

from derivations.calculus import Above, Domain, Line, Real, Satisfies, Stated, calc
from derivations.calculus.gaussian import Average
from derivations.solvable_gan import published
from derivations.solvable_gan.notation import (ONE, RATES, A, B, Features, Lambda, Lambda_G, P, above_diagonal, eta_G, eta_T,
                                               moves, q, r, tau, tau_G, vector_of, written_out)
from derivations.solvable_gan.order_parameters import overlaps
from derivations.solvable_gan.pinned import linear_drift, unit_lengths


def true_covariance(m: Features) -> Matrix:
    """K_T of the projections of y on X, (2d+1) x (2d+1), at unit lengths."""
    M = overlaps(m).subs(unit_lengths(m))
    return M[:, :m.d] * m.Lambda * M[:m.d, :] + eta_T * M


def generated_covariance(m: Features) -> Matrix:
    """K_G of the projections of y~ on X, (2d+1) x (2d+1), at unit lengths."""
    M = overlaps(m).subs(unit_lengths(m))
    return M[:, m.d:2 * m.d] * m.Lambda_G * M[m.d:2 * m.d, :] + eta_G * M


def step_covariance(K, x, factor) -> Matrix:
    """The covariance of s zeta - factor s^2 x, 2d x 2d, for (zeta, s) of covariance K."""
    towards_s, variance = K[:-1, -1] - factor * K[-1, -1] * x, K[-1, -1]
    spread = K[:-1, :-1] - factor * (K[:-1, -1] * x.T + x * K[-1, :-1]) + factor**2 * variance * x * x.T
    return variance * spread + towards_s * towards_s.T


def discriminator_noise(m: Features) -> Matrix:
    """The part of D, 2d x 2d, that acts on (q, r)."""
    x = Matrix([*m.q, *m.r])
    return tau**2 * (step_covariance(true_covariance(m), x, B) + step_covariance(generated_covariance(m), x, A))


def generator_step(m: Features) -> Matrix:
    """What nu (d x 1) adds to the state, a matrix with d columns and the rows of ``pinned_state``."""
    nu, S = vector_of("nu", m.d), m.S.subs(unit_lengths(m))
    moved = Matrix(m.d, m.d, lambda i, j: nu[i] * (m.r[j] - S[i, j] * m.r[i]) + nu[j] * (m.r[i] - S[i, j] * m.r[j]))
    return Matrix([*Matrix(m.d, m.d, lambda a, i: nu[i] * (m.q[a] - m.P[a, i] * m.r[i])), *zeros(m.d, 1),
                   *Matrix(m.d, 1, lambda i, _: nu[i] * (1 - m.r[i]**2)), *above_diagonal(moved, 1)]).jacobian(nu)


def diffusion(m: Features) -> Matrix:
    """D, square, in the order of ``m.pinned_state``, in A, B, tau, tau~, eta_T, eta_G, the signals and the state."""
    size, first = len(m.pinned_state), m.d**2
    towards = zeros(size, 2 * m.d).as_mutable()
    towards[first:first + 2 * m.d, :] = eye(2 * m.d)
    felt = m.Lambda_G * m.r
    nu = tau_G**2 * (generated_covariance(m)[-1, -1] * m.Lambda_G + felt * felt.T)
    return Matrix(towards * discriminator_noise(m) * towards.T + generator_step(m) * nu * generator_step(m).T)


def jacobian(m: Features) -> Matrix:
    """J, square, in the order of ``m.pinned_state``."""
    return linear_drift(m).jacobian(m.pinned_state)


e_1, e_2, e_3 = symbols("e_1 e_2 e_3", real=True)
l_11, l_21, l_22, l_31, l_32, l_33 = factors = symbols("l_11 l_21 l_22 l_31 l_32 l_33", real=True)
s, zeta_1, zeta_2 = l_11 * e_1, l_21 * e_1 + l_22 * e_2, l_31 * e_1 + l_32 * e_2 + l_33 * e_3

isserlis = calc(
    Average(s**2 * zeta_1 * zeta_2, e_1, e_2, e_3) - Average(s * zeta_1, e_1, e_2) * Average(s * zeta_2, e_1, e_2, e_3),
    Line(r"$\mathrm{Cov}(s\zeta_1, s\zeta_2) = K_{ss}K_{12} + K_{s1}K_{s2}$, for any Gaussian triple (its covariance factored)",
         l_11**2 * (l_21 * l_31 + l_22 * l_32) + l_11 * l_21 * l_11 * l_31),
    on=Domain(dict.fromkeys(factors, Real())), title="The covariance of products with the projection")

s_T, s_G, epsilon, nu, other = symbols("s stilde epsilon nu S_ij", real=True)

shrink = calc(
    tau * (s_T**2 - s_G**2) + tau**2 / 2 * (eta_T * s_T**2 + eta_G * s_G**2),
    Line(r"$n(w^T D + |D|^2/2)$, by which the length grows: $|D|^2 = \tau^2(\eta_T s^2 + \eta_G\tilde s^2)/n$ up "
         r"to $O(n^{-3/2})$",
         tau * (written_out(B) * s_T**2 - written_out(A) * s_G**2)),
    on=RATES | {s_T: Real(), s_G: Real()}, title="How a step changes the discriminator's length")

generator = calc(
    Matrix([Subs(Derivative(moved / sqrt(1 + 2 * epsilon * nu * r + epsilon**2 * nu**2), epsilon), epsilon, 0)
            for moved in (P + epsilon * nu * q, r + epsilon * nu)]),
    Line(r"$V \to (V + \nu w)/|V + \nu w|$: what $\nu$ adds to $P$ and $r$", Matrix([nu * (q - P * r), nu * (1 - r**2)])),
    on=moves(ONE) | {nu: Real(), epsilon: Above(0)}, title="The generator's step at unit length")

K_11, K_12, K_22, k_q, k_r, k_s = symbols("K_11 K_12 K_22 k_q k_r k_s", real=True)
ENTRIES = moves(ONE) | RATES | dict.fromkeys((K_11, K_12, K_22, k_q, k_r, k_s), Real()) | {B: Above(1)}

one_sample = calc(
    step_covariance(Matrix([[K_11, K_12, k_q], [K_12, K_22, k_r], [k_q, k_r, k_s]]), Matrix([q, r]), B)[:, 0],
    Line(r"one sample's covariance of $q$ with $q$ and of $q$ with $r$: Isserlis for $\zeta - B s x$",
         Matrix([k_s * (K_11 - 2 * B * q * k_q + B**2 * q**2 * k_s) + (k_q - B * k_s * q)**2,
                 k_s * (K_12 - B * (r * k_q + q * k_r) + B**2 * q * r * k_s) + (k_q - B * k_s * q) * (k_r - B * k_s * r)])),
    on=ENTRIES, title="One sample's share of the noise")

fooled = calc(
    diffusion(ONE).subs({q: 0, r: 0})[1:, 1:],
    Line(r"$D$ of $(q, r)$ at a fooled state, $2 \times 2$, the sum of the true, the generated and the generator's sample",
         tau**2 * eta_T * Matrix([[Lambda + eta_T, P * (Lambda + eta_T)], [P * (Lambda + eta_T), P**2 * Lambda + eta_T]])
         + tau**2 * eta_G * Matrix([[P**2 * Lambda_G + eta_G, P * (Lambda_G + eta_G)],
                                    [P * (Lambda_G + eta_G), Lambda_G + eta_G]])
         + tau_G**2 * eta_G * Lambda_G * Matrix([[0, 0], [0, 1]])),
    on=RATES | moves(ONE), title="The noise at a fooled state")

# The 2 x 2 Lyapunov equation, whose solution exists where the two eigenvalues of J are not opposite.
J_11, J_12, J_21, J_22, D_11, D_12, D_22 = numbers = symbols("J_11 J_12 J_21 J_22 D_11 D_12 D_22", real=True)
Sigma_11, Sigma_12, Sigma_22 = Sigma = symbols("Sigma_qq Sigma_qr Sigma_rr", real=True)
symmetric = Matrix([[Sigma_11, Sigma_12], [Sigma_12, Sigma_22]])


def stationary_covariance(J, D) -> Matrix:
    """Sigma, 2 x 2, with J Sigma + Sigma J^T + D = 0."""
    cofactor = J - J.trace() * eye(2)
    return -(J.det() * D + cofactor * D * cofactor.T) / (2 * J.trace() * J.det())


J, D = Matrix([[J_11, J_12], [J_21, J_22]]), Matrix([[D_11, D_12], [D_12, D_22]])

lyapunov = calc(
    Derivative(Matrix([Sigma_11, Sigma_12, Sigma_22]), symbols("t")),
    Line(r"fluctuations about the solution: $J\Sigma + \Sigma J^T + D$, here $2 \times 2$",
         Matrix(above_diagonal(J * symmetric + symmetric * J.T + D, 0)), by=Stated(published.DIFFUSION)),
    Line(r"at rest", Matrix(above_diagonal(stationary_covariance(J, D), 0)), by=Satisfies(Sigma)),
    on=Domain(dict.fromkeys((*numbers, *Sigma), Real())), title="The stationary covariance")
