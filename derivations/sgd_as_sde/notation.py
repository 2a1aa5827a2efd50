r"""Every symbol of the chapter once: its assumptions, its meaning.

Two players, theta (the generator, which descends) and omega (the discriminator, which ascends the payoff Phi); a minibatch of
B pairs gives each its gradient with a covariance Sigma/B. One iteration takes the time eta.
"""
from sympy import Symbol, symbols

from derivations.calculus.domain import Above, Domain
from derivations.calculus.entry import Entry

# One parameter each; games of more parameters number them.
theta, omega = symbols("theta omega", real=True)
eta = Symbol("eta", positive=True)
B = Symbol("B", positive=True)
a_theta, a_omega = symbols("a_theta a_omega", positive=True)
Sigma_theta, Sigma_omega = symbols("Sigma_theta Sigma_omega", positive=True)
Sigma_cross = Symbol(r"\Sigma_{\theta\omega}", real=True)
beta = Symbol("beta", positive=True)

# The linear-quadratic game.
lambda_, mu = symbols("lambda mu", nonnegative=True)
m, a = symbols("m a", real=True)
c, s = symbols("c s", positive=True)
v = Symbol("v", positive=True)
x, z = symbols("x z", real=True)
sigma = Symbol("sigma", positive=True)

# Values at one point: the gradients of the payoff, its second derivatives, departures from the point of rest.
g_theta, g_omega = symbols("g_theta g_omega", real=True)
H_theta, H_cross, H_omega = (Symbol(rf"{{({by} \Phi)}}", real=True) for by in (
    r"\partial_\theta^2", r"\partial_\theta\partial_\omega", r"\partial_\omega^2"))
y_theta, y_omega = symbols("y_theta y_omega", real=True)
t = Symbol("t", positive=True)

# Derivatives at one point, of gradients and covariances; no use is made of both gradients being those of one payoff.
d_theta_g_theta, d_omega_g_theta, d_theta_g_omega, d_omega_g_omega = (
    Symbol(rf"{{(\partial_\{by} g_\{of})}}", real=True) for of in ("theta", "omega") for by in ("theta", "omega"))
d_theta2_g_theta, d_theta_omega_g_theta, d_omega2_g_theta, d_theta2_g_omega, d_theta_omega_g_omega, d_omega2_g_omega = (
    Symbol(rf"{{({by} g_\{of})}}", real=True) for of in ("theta", "omega")
    for by in (r"\partial_\theta^2", r"\partial_\theta\partial_\omega", r"\partial_\omega^2"))
d_theta_Sigma_theta, d_omega_Sigma_theta, d_theta_Sigma_omega, d_omega_Sigma_omega = (
    Symbol(rf"{{(\partial_\{by} \Sigma_\{of})}}", real=True) for of in ("theta", "omega") for by in ("theta", "omega"))
kappa_theta, kappa_omega = symbols("kappa_theta kappa_omega", real=True)

NOTATION = (
    Entry(theta, "parameters of the generator, which descends the payoff", "real", "1"),
    Entry(omega, "parameters of the discriminator, which ascends the payoff", "real", "1"),
    Entry(eta, "learning rate; one iteration takes the time $\\eta$", r"$\eta > 0$", "1"),
    Entry(B, "size of a minibatch", r"integer, $B \ge 1$", "1"),
    Entry(a_theta, r"the generator's learning rate over $\eta$", r"$a_\theta > 0$", "1"),
    Entry(a_omega, r"the discriminator's learning rate over $\eta$", r"$a_\omega > 0$", "1"),
    Entry(Sigma_theta, "covariance of the generator's gradient for one pair of samples", "positive semidefinite", "1"),
    Entry(Sigma_omega, "covariance of the discriminator's gradient for one pair of samples", "positive semidefinite", "1"),
    Entry(Sigma_cross, "covariance of both gradients for one pair of samples", "real", "1"),
    Entry(beta, r"$2B/\eta$: inverse temperature", r"$\beta > 0$", "1"),
    Entry(lambda_, "weight decay of the discriminator", r"$\lambda \ge 0$", "1"),
    Entry(mu, "pull of the generator towards $a$", r"$\mu \ge 0$", "1"),
    Entry(m, "mean of the data", "real", "1"),
    Entry(a, "where the generator is pulled to", "real", "1"),
    Entry(c, "standard deviation of the data", "$c > 0$", "1"),
    Entry(s, "standard deviation of what the generator makes", "$s > 0$", "1"),
    Entry(v, "variance of the data where the scale is learnt", "$v > 0$", "1"),
    Entry(x, "a sample of the data", "real", "1"),
    Entry(z, "a sample of the generator's latent variable", "real", "1"),
    Entry(sigma, "standard deviation of the noise of a pair's gradients in the Dirac game", r"$\sigma > 0$", "1"),
    Entry(g_theta, r"gradient $\partial_\theta\Phi$ of the full payoff", "real", "1"),
    Entry(g_omega, r"gradient $\partial_\omega\Phi$ of the full payoff", "real", "1"),
    Entry(H_theta, "second derivative of the full payoff in the generator's parameter", "real", "1"),
    Entry(H_omega, "second derivative of the full payoff in the discriminator's parameter", "real", "1"),
    Entry(H_cross, "mixed derivative of the full payoff", "real", "1"),
    Entry(d_omega_g_theta, r"slope of the generator's gradient in the discriminator's parameter; likewise the other first and "
          r"second derivatives of $g_\theta$, $g_\omega$, $\Sigma_\theta$, $\Sigma_\omega$ at one point", "real", "1"),
    Entry(kappa_theta, "third cumulant of the generator's gradient for one pair of samples", "real", "1"),
    Entry(kappa_omega, "third cumulant of the discriminator's gradient for one pair of samples", "real", "1"),
    Entry(y_theta, "the generator's distance from the point of rest", "real", "1"),
    Entry(y_omega, "the discriminator's distance from the point of rest", "real", "1"),
    Entry(t, "time, the number of iterations times $\\eta$", "$t > 0$", "1"),
)

LEARNING = Domain({eta: Above(0), B: Above(1)})
