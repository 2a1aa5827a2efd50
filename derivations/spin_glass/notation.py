"""Every symbol of the chapter once: its assumptions, its meaning, how it scales with the dimension N."""
from sympy import Symbol, symbols

from derivations.calculus.abbreviations import Abbreviations
from derivations.calculus.domain import Above, Between, Domain, Whole
from derivations.calculus.entry import Entry


N = Symbol("N", positive=True)
p, q = symbols("p q", positive=True, integer=True)
sigma_z = Symbol("sigma_z", positive=True)
kappa = Symbol("kappa", positive=True)
v_D, v_G = symbols("v_D v_G", positive=True)
S_DD, S_DG = symbols("S_DD S_DG", positive=True)
S_GG = Symbol("S_GG", nonnegative=True)
b = Symbol("b", positive=True)
b1 = Symbol("b_1", nonnegative=True)
x, x1 = symbols("x x_1", real=True)
z = Symbol("z")
J = Symbol("J")
m_D, m_G = symbols("m_D m_G")
t, w = symbols("t w")
r, s = symbols("r s")
K = Symbol("K", real=True)
u = Symbol("u", real=True)
E = Symbol("E", positive=True)
k = Symbol("k", positive=True, integer=True)
l_D, L_D, L_G = symbols("l_D L_D L_G", real=True)
D = Symbol("D", real=True)
u_D, u_G = symbols("u_D u_G", real=True)
y_D, y_G = symbols("y_D y_G", real=True)
k_D, k_G = symbols("k_D k_G", nonnegative=True, integer=True)
E_D, E_G = symbols("E_D E_G", positive=True)
I_D, I_G = symbols("I_D I_G", nonnegative=True)

kappa_G = Symbol("kappaprime", positive=True)
alpha, beta, h, A = symbols("alpha beta h A", nonnegative=True)
n = p + q                # spins of the second glass

# Abbreviations, each in the symbols before it.
ABBREVIATIONS = Abbreviations({kappa_G: 1 - kappa, beta: b**2 / 2, h: b1**2 / 2, alpha: beta + h / kappa, A: kappa_G * beta,
                               r: 1 - A / t**2, s: 1 / w**2 - h})
abbreviated, written_out = ABBREVIATIONS.on, ABBREVIATIONS.written_out

NOTATION = (
    Entry(N, "number of weights in all, discriminator and generator together", r"$N \ge 2$", "$N$"),
    Entry(p, "spins of the discriminator's glass (its layers)", r"integer, $p \ge 2$"),
    Entry(q, "spins that the generator adds (its layers); the second glass has $p + q$", r"integer, $q \ge 1$"),
    Entry(sigma_z, "strength of the generator's noise", r"$\sigma_z > 0$"),
    Entry(kappa, r"share of the weights that are the discriminator's, $N_D = \kappa N$", r"$0 < \kappa < 1$"),
    Entry(kappa_G, r"the generator's share, $1 - \kappa$", r"$0 < \kappa' < 1$"),
    Entry(v_D, r"variance of one component of $\nabla_u L_D$", "$v_D > 0$", "1"),
    Entry(v_G, r"variance of one component of $\nabla_v L_G$", "$v_G > 0$", "1"),
    Entry(S_DD, "variance of the Hessian's entries within the discriminator's block, times $N$ (twice that on the diagonal)",
          "$S_{DD} > 0$", r"1, once the matrix is divided by $\sqrt N$"),
    Entry(S_DG, "variance of its entries between the blocks, times $N$", "$S_{DG} > 0$", "1"),
    Entry(S_GG, "variance of its entries within the generator's block, times $N$", r"$S_{GG} \ge 0$", "1"),
    Entry(b, "amplitude of the GOE matrix $M$ shared by both blocks; off-diagonal variance of $M$ is $1/(2N)$", "$b > 0$", "1"),
    Entry(b1, r"amplitude of the GOE matrix $M_1$ of the discriminator's block; off-diagonal variance of $M_1$ is $1/(2\kappa N)$",
          r"$b_1 \ge 0$", "1"),
    Entry(beta, "$b^2/2$: variance of the entries shared by both blocks, times $N$", r"$\beta > 0$", "1"),
    Entry(h, r"$b_1^2/2$: variance of the discriminator's own entries, times $\kappa N$", r"$h \ge 0$", "1"),
    Entry(alpha, r"$\beta + h/\kappa$: variance of all of the discriminator's entries, times $N$", r"$\alpha > 0$", "1"),
    Entry(A, r"$\kappa'\beta$", "$A > 0$", "1"),
    Entry(x, r"point at which $|\det(H - x)|$ is taken", "real", r"1, once the matrix is divided by $\sqrt N$"),
    Entry(x1, "shift of the discriminator's block", "real", r"1, once the matrix is divided by $\sqrt N$"),
    Entry(z, "spectral parameter", r"$\mathrm{Im}\,z > 0$, or its real limit", "1"),
    Entry(J, "source of the generating function $Z(J)$", "complex", "1"),
    Entry(m_D, r"mean Stieltjes transform of the discriminator's block, $\mathrm{tr}_D(H - z)^{-1}/N_D$", r"$\mathrm{Im}\,m_D > 0$", "1"),
    Entry(m_G, r"mean Stieltjes transform of the generator's block, $\mathrm{tr}_G(H - z)^{-1}/N_G$", r"$\mathrm{Im}\,m_G > 0$", "1"),
    Entry(t, "$-1/m_G$: the unknown of the quartic", r"$\mathrm{Im}\,t > 0$", "1"),
    Entry(w, "$m_D$ where it parametrises a spectral edge", "real, not 0", "1"),
    Entry(r, r"$1 - A/t^2$: one of two factors whose product is $\beta\kappa$ on the boundary of the support",
          "$0 < r < 1$ at an edge", "1"),
    Entry(s, "$1/w^2 - h$: the other", "$s > 0$ at an edge", "1"),
    Entry(K, r"exponential rate of the Kac-Rice constant, $\log C_N/N$", "real", "1"),
    Entry(u, "position of an eigenvalue or of a wall", "real", "1"),
    Entry(E, "right edge of the semicircle", "$E > 0$", "1"),
    Entry(k, "which eigenvalue, counted from the largest", r"integer, $k \ge 1$"),
    Entry(l_D, "the discriminator's glass alone, its loss on real data", "real", r"1, once divided by $\sqrt N$"),
    Entry(L_D, r"loss of the discriminator, $l_D - \sigma_z l_G$", "real", r"1, once divided by $\sqrt N$"),
    Entry(L_G, r"loss of the generator, $\sigma_z l_G$", "real", r"1, once divided by $\sqrt N$"),
    Entry(D, r"$\sigma_z\Delta$, where $\Delta = R_D - R_G$ is the difference of the two radial derivatives of $l_G$", "real",
          r"1, once divided by $\sqrt N$"),
    Entry(u_D, r"bound on the discriminator's loss, $L_D \le u_D$", "real", "1"),
    Entry(u_G, r"bound on the generator's loss, $L_G \le u_G$", "real", "1"),
    Entry(y_D, r"shift of the discriminator's block of the Hessian, $x + x_1$", "real", "1"),
    Entry(y_G, r"shift of the generator's block of the Hessian, with its sign changed: $x$", "real", "1"),
    Entry(k_D, r"index of $\mathrm{Hess}_u L_D$: how many negative eigenvalues", r"integer, $k_D \ge 0$", "1"),
    Entry(k_G, r"index of $\mathrm{Hess}_v L_G$: how many negative eigenvalues", r"integer, $k_G \ge 0$", "1"),
    Entry(E_D, "edge of the discriminator's block without its shift", "$E_D > 0$", "1"),
    Entry(E_G, "edge of the generator's block without its shift", "$E_G > 0$", "1"),
    Entry(I_D, r"rate of one eigenvalue of the discriminator's block pulled to its shift, $I((x + x_1)/E_D)$", r"$I_D \ge 0$", "1"),
    Entry(I_G, r"rate of one eigenvalue of the generator's block, $I(-x/E_G)$", r"$I_G \ge 0$", "1"),
)

SHARES = abbreviated(Domain({kappa: Between(0, 1)}))
ENSEMBLE = abbreviated(Domain({kappa: Between(0, 1), b: Above(0), b1: Above(0)}))
TWO_BLOCKS = SHARES | {S_DD: Above(0), S_DG: Above(0), S_GG: Above(0)}
MODEL = Domain({p: Whole(2), q: Whole(1), sigma_z: Above(0), kappa: Between(0, 1)})
GRADIENTS = abbreviated(Domain({kappa: Between(0, 1), v_D: Above(0), v_G: Above(0)}))
