r"""Every symbol of the chapter once: its assumptions, its meaning, how it scales.

A generator of N latent points is N particles in the plane of its outputs, coupled by a kernel of two numbers, g1 on the diagonal
and g2 off it; ``mu_plus`` and ``mu_minus`` are the mobilities of their mean and of their relative coordinates.
"""
from sympy import Add, Symbol, symbols

from derivations.calculus.abbreviations import Abbreviations
from derivations.calculus.domain import Above, Between, Domain, Real
from derivations.calculus.entry import Entry

# The particles and their kernel.
N = Symbol("N", positive=True)
g_1 = Symbol("g_1", positive=True)
g_2 = Symbol("g_2", real=True)
phi = Symbol("phi", nonnegative=True)
eta_D, eta_G = symbols("eta_D eta_G", positive=True)
mu_plus, mu_minus = symbols("mu_+ mu_-", positive=True)
g_plus, g_minus = symbols("g_+ g_-", positive=True)

# The critic on the circle.
k, M = symbols("k M", positive=True, integer=True)
s = Symbol("s", positive=True)
eta_k, gamma_k = symbols("eta_k gamma_k", positive=True)
gamma, alpha, lambda_ = symbols("gamma alpha lambda", positive=True)
z = Symbol("z")

# Near equilibrium.
kappa, zeta, omega_0 = symbols("kappa zeta omega_0", positive=True)
g, a, beta = symbols("g a beta", positive=True)
theta, psi = symbols("theta psi", real=True)

# The circle: the critic D(x) = sum_k a_k cos(kx) - c_k sin(kx), the target's moments, a cloud in one point.
s_k = Symbol("s_k", positive=True)
a_k, c_k, p_k = symbols("a_k c_k p_k", real=True)
x, t, xbar, v = symbols("x t xbar v", real=True)
sigma, omega = symbols("sigma omega", positive=True)
S_n, S_r, b = symbols("S_n S_r b", positive=True)
T, ell = symbols("T ell", positive=True)

# The kernel of a wide generator with L hidden layers, of two latents with the same variance q.
v_w, v_b = Symbol("sigma_w^2", positive=True), Symbol("sigma_b^2", nonnegative=True)
q, L, d_0 = symbols("q L d_0", positive=True)
p, c = symbols("p c", real=True)
Theta_1, Theta_2 = Symbol("Theta_1", positive=True), Symbol("Theta_2", real=True)

ABBREVIATIONS = Abbreviations({
    g_plus: g_1 * (1 + (N - 1) * phi), g_minus: g_1 * (1 - phi),
    mu_plus: eta_G * g_plus / N, mu_minus: eta_G * g_minus / N,
})
abbreviated, written_out = ABBREVIATIONS.on, ABBREVIATIONS.written_out

NOTATION = (
    Entry(N, "number of particles: latent points of the generator", r"integer, $N \ge 2$", "$N$"),
    Entry(g_1, "kernel of a particle with itself", "$g_1 > 0$", "1"),
    Entry(g_2, "kernel of two distinct particles", r"$0 \le g_2 < g_1$", "1"),
    Entry(phi, r"coupling $g_2/g_1$", r"$0 \le \phi < 1$", "1"),
    Entry(eta_D, "learning rate of the discriminator (critic)", r"$\eta_D > 0$", "1"),
    Entry(eta_G, "learning rate of the generator", r"$\eta_G > 0$", "1; a particle moves by $1/N$ of it"),
    Entry(g_plus, r"$g_1 + (N - 1) g_2$: the kernel's eigenvalue for the mean", "$g_+ > 0$", "$N$"),
    Entry(g_minus, r"$g_1 - g_2$: its eigenvalue, $N - 1$ times, for relative coordinates", "$g_- > 0$", "1"),
    Entry(mu_plus, r"$\eta_G g_+/N$: mobility of the mean of the particles", r"$\mu_+ > 0$", "1"),
    Entry(mu_minus, r"$\eta_G g_-/N$: mobility of relative coordinates", r"$\mu_- > 0$", "$1/N$"),
    Entry(k, "wave number of a feature of the critic on the circle", r"integer, $1 \le k \le K$", "1"),
    Entry(M, "number of equally spaced modes of the target on the circle", r"integer, $M \ge 1$", "1"),
    Entry(s, "decay of the critic's spectrum, $s_k = k^{-2s}$", "$s > 0$", "1"),
    Entry(eta_k, r"$\eta_D s_k$: rate at which the critic learns wave number $k$", r"$\eta_k > 0$", "1"),
    Entry(gamma_k, "rate at which the regulariser makes the critic forget wave number $k$", r"$\gamma_k > 0$", "1"),
    Entry(gamma, r"$\gamma_k$ where it is the same for all $k$", r"$\gamma > 0$", "1"),
    Entry(alpha, "strength of the weight decay", r"$\alpha > 0$", "1"),
    Entry(lambda_, "strength of the gradient penalty", r"$\lambda > 0$", "1"),
    Entry(z, "eigenvalue of a linearised flow, a rate", "complex", "1"),
    Entry(kappa, "eigenvalue of the Gram matrix of the critic's gradients at the data", r"$\kappa > 0$", "$N$"),
    Entry(zeta, "damping ratio", r"$\zeta > 0$", "1"),
    Entry(omega_0, "undamped angular frequency", r"$\omega_0 > 0$", "1"),
    Entry(g, "eigenvalue of the kernel for a mode, $g_+$ or $g_-$", "$g > 0$", "1"),
    Entry(a, r"$\eta_D \kappa/N$: how far one step of the critic moves a mode", "$a > 0$", "1"),
    Entry(beta, r"$\eta_G g/N$: how far one step of the generator moves a mode", r"$\beta > 0$", "1"),
    Entry(theta, "the one particle of the Dirac GAN, its datum at 0", "real", "1"),
    Entry(psi, r"slope of the linear critic $\psi x$ of the Dirac GAN", "real", "1"),
    Entry(s_k, "spectrum of the critic: strength of its features of wave number $k$", "$s_k > 0$", "1"),
    Entry(a_k, r"coefficient of $\cos kx$ in the critic $D(x)$", "real", "1"),
    Entry(c_k, r"coefficient of $-\sin kx$; $d_k = a_k + i c_k$", "real", "1"),
    Entry(p_k, r"moment $\langle e^{-iky}\rangle$ of the target, where it is real", r"$-1 \le p_k \le 1$", "1"),
    Entry(x, "place on the circle", r"real, modulo $2\pi$", "1"),
    Entry(t, "time", r"$t \ge 0$", "1"),
    Entry(xbar, "place of a cloud that is collapsed into one point", "real", "1"),
    Entry(v, "velocity of a collapsed cloud", "real", "1"),
    Entry(sigma, "width of one mode of the target", r"$\sigma \ge 0$", "1"),
    Entry(omega, "angular frequency of a small oscillation of a collapsed cloud", r"$\omega > 0$", "1"),
    Entry(S_n, r"$\sum_k (1 - p_k) k^2 \eta_k$: what the critic sees of a cloud in one mode", "$S_n > 0$", "1"),
    Entry(S_r, r"$\sum_k p_k k^2 \eta_k$: what holds the cloud in its mode", r"$S_r \ge 0$", "1"),
    Entry(b, r"$\mu_+ S_n/\gamma^2$: mobility of the mean in units of its value at the onset of oscillation", "$b > 0$", "1"),
    Entry(T, "duration of training", "$T > 0$", "1"),
    Entry(ell, "logarithm of the factor by which relative coordinates must grow to be seen", r"$\ell > 0$", "1"),
    Entry(v_w, "variance of the generator's weights, in units of one over the width of the layer they read", r"$\sigma_w^2 > 0$", "1"),
    Entry(v_b, "variance of the generator's biases", r"$\sigma_b^2 \ge 0$", "1"),
    Entry(q, "variance of what enters a hidden unit", "$q > 0$", "1"),
    Entry(p, "its covariance at two distinct latents", r"$|p| \le q$", "1"),
    Entry(c, "cosine $p/q$; of two latents, the cosine of their angle", r"$-1 \le c \le 1$", "1"),
    Entry(Theta_1, r"kernel of the layers so far at one latent; $g_1$ at the last", r"$\Theta_1 > 0$", "1"),
    Entry(Theta_2, r"their kernel at two distinct latents; $g_2$ at the last", "real", "1"),
    Entry(L, "number of hidden layers of the generator", r"integer, $L \ge 1$", "1"),
    Entry(d_0, "dimension of the latent space", r"integer, $d_0 \ge 1$", "$d_0$"),
)

RATES = Domain({eta_D: Above(0), eta_G: Above(0)})
# A kernel of two numbers: N particles, 0 <= phi < 1, with all that abbreviates them.
KERNEL = abbreviated(Domain({N: Above(2), g_1: Above(0), phi: Between(0, 1), eta_G: Above(0)}))


def of_wave_number(number: int) -> dict:
    """The generic wave number k, and what belongs to it, replaced by a number and symbols of their own."""
    return {k: number, eta_k: Symbol(f"eta_{number}", positive=True), gamma_k: Symbol(f"gamma_{number}", positive=True),
            **{generic: Symbol(f"{letter}_{number}", real=True) for generic, letter in ((a_k, "a"), (c_k, "c"), (p_k, "p"))}}


def summed(term, K: int):
    """The sum of a term over the wave numbers 1 to K, each with symbols of its own."""
    return Add(*(term.subs(of_wave_number(number), simultaneous=True) for number in range(1, K + 1)))


def circle(K: int) -> Domain:
    """The symbols of the wave numbers 1 to K."""
    numbered = [of_wave_number(number) for number in range(1, K + 1)]
    recipes = {a_k: Real(), c_k: Real(), p_k: Between(-1, 1), eta_k: Above(0), gamma_k: Above(0)}
    return Domain({each[generic]: recipe for each in numbered for generic, recipe in recipes.items()})
