r"""How the mean of a function moves: along the SDE, and over one step of the chain.

Along dX = b dt + sqrt(2/beta) S^(1/2) dW, beta = 2B/eta, the mean of f moves at the mean of

    A f = b . grad f + (1/beta) Tr(S hess f),

the generator of the SDE applied to f. Over a step x -> x + eta (b + sqrt(S/B) n), n any noise of mean 0 and variance 1, the
mean of f moves by eta times ``step``. Under an invariant law both means vanish, wherever f and A f are integrable.
"""
from sympy import ImmutableMatrix as Matrix, diag, hessian, sqrt, symbols

from derivations.calculus.gaussian import Average
from derivations.sgd_as_sde.notation import B, Sigma_omega, Sigma_theta, eta, omega, theta

n_theta, n_omega = symbols("n_theta n_omega", real=True)      # noise of mean 0 and variance 1
NOISE = diag(Sigma_theta, Sigma_omega).as_immutable()           # S: independent batches


def carried(gradient, drift):
    """b . grad f."""
    return (Matrix(drift).T * Matrix(gradient))[0]


def spread(curvature, S):
    """(1/beta) Tr(S hess f)."""
    return eta / (2 * B) * (S * curvature).trace()


def generator(gradient, curvature, drift, S):
    """A f from the gradient and the second derivatives of f, the drift b and S."""
    return carried(gradient, drift) + spread(curvature, S)


def along(f, drift, S=NOISE):
    """A f of a function of theta and omega."""
    return generator([f.diff(theta), f.diff(omega)], hessian(f, (theta, omega)), drift, S)


def noisy(drift, Sigma, n):
    """A minibatch's drift: its mean, and noise of variance Sigma/B."""
    return drift + sqrt(Sigma / B) * n


def step(f, moved):
    """The mean change of f over one step to ``moved`` = (theta, omega), divided by eta; f is of degree 2 at most."""
    return Average((f.subs({theta: moved[0], omega: moved[1]}, simultaneous=True) - f) / eta, n_theta, n_omega)
