r"""Every symbol of the chapter once: its assumptions, its meaning, how it scales.

Three small models share the page: a critic made of two intervals, a critic that sees m samples at once, and a game that is
played by best responses to the past. ``l`` and ``r`` are the ends of one interval of the critic.
"""
from sympy import Symbol, symbols

from derivations.calculus.domain import Above, Between, Domain, Is, Real
from derivations.calculus.entry import Entry

# The critic of intervals.
x = Symbol("x", real=True)
nu_1, nu_2 = symbols("nu_1 nu_2", real=True)
mu_1, mu_2 = symbols("mu_1 mu_2", real=True)
l, r = symbols("l r", real=True)
w = Symbol("w", positive=True)

# Packing.
tau = Symbol("tau", positive=True)
m, k = symbols("m k", positive=True, integer=True)
a = Symbol("a", positive=True)
b = Symbol("b", positive=True)
delta, epsilon = symbols("delta epsilon", positive=True)

# Fictitious play.
p = Symbol("p", positive=True)
q = Symbol("q", positive=True)
D = Symbol("D", positive=True)
theta, psi = symbols("theta psi", real=True)
eta_D, eta_G = symbols("eta_D eta_G", positive=True)

NOTATION = (
    Entry(x, "a point of the line", "real", "1"),
    Entry(nu_1, r"first mean of the target; the second is $\nu_2$", "real", "1; all variances are 1"),
    Entry(mu_1, r"first mean of the generator; the second is $\mu_2$", "real", "1; all variances are 1"),
    Entry(l, "left end of an interval of the critic", r"$l \le r$", "1"),
    Entry(r, "right end of an interval of the critic", r"$l \le r$", "1"),
    Entry(w, r"width $r - l$ of an interval", r"$w > 0$", "1"),
    Entry(tau, "total variation distance of target and generator, one sample", r"$0 < \tau \le 1$", "1"),
    Entry(m, "samples that the critic sees at once", r"integer, $m \ge 1$", "1"),
    Entry(k, "how many of them fall where the target is more likely", r"$0 \le k \le m$", "1"),
    Entry(a, "mass of the generator where the target is more likely", r"$0 \le a \le 1 - \tau$", "1"),
    Entry(b, r"mass $a + \tau$ of the target there", r"$\tau \le b \le 1$", "1"),
    Entry(delta, "mass of the target on a set that the generator misses", r"$0 < \delta \le 1$", "1"),
    Entry(epsilon, "mass of the generator on that set", r"$0 \le \epsilon < \delta$", "1"),
    Entry(p, "mass of the data at one point", r"$0 < p < 1$", "1"),
    Entry(q, "mass of the generator at one point", r"$0 \le q \le 1$", "1"),
    Entry(D, "value of the critic at one point", "$0 < D < 1$", "1"),
    Entry(theta, "the particle of the two-number game", "real", "1"),
    Entry(psi, "the slope of its critic", "real", "1"),
    Entry(eta_D, "step of the critic", r"$\eta_D > 0$", "1"),
    Entry(eta_G, "step of the generator", r"$\eta_G > 0$", "1"),
)

MEANS = Domain(dict.fromkeys((nu_1, nu_2, mu_1, mu_2), Real()))
INTERVAL = MEANS | {l: Real(), r: Above(l)}
# Two laws on two points at distance tau; the target has the larger mass b on the first.
TWO_POINTS = Domain({tau: Between(0, 1), a: Between(0, 1 - tau), b: Is(a + tau)})
