r"""The mean number of critical points at finite N, by sampling the determinant of the exact Kac-Rice formula.

    E C = factor * E[ |det [[A + y_D, Z], [Z', y_G - B]]| ;  L_D, L_G below their bounds, the indices as asked ]

with A and B the GOE blocks, Z the Gaussian block that couples them, y_D = x + x1 and y_G = x. Plain sampling would never meet
what is rare: of joint minima at N = 48 there are 1e-11 on average. So the laws that blocks and shifts are drawn from are first
fitted to the integrand, in rounds (cross-entropy, Rubinstein and Kroese 2004), and every draw carries its weight. A last round
with fixed laws makes the estimate, which is unbiased.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from rich.console import Console
from rich.progress import Progress
from scipy.special import logsumexp

from ganmech.exact import exact_integer, random_generator
from ganmech.spin_glass.finite_integrand import Draws, Integrand
from ganmech.spin_glass.finite_law import finite_law
from ganmech.spin_glass.loss_bounds import bound

LARGEST_SPHERE = 200            # dimensions
LEAST_SAMPLES = 100
PILOT = 2000                    # draws in a round of fitting
ROUNDS, SETTLED = 12, 3         # the most rounds; and so many with all weights as they are end the fitting


@dataclass(frozen=True)
class MeanCount:
    """An estimate of a mean number of critical points.

    ``log_mean`` is its natural logarithm, which grows like N Theta; ``relative_error`` one standard error over the mean;
    ``samples`` the draws, which count for ``effective`` equally weighted ones. Below some tens of these the error itself is
    uncertain: ask for more samples.
    """

    log_mean: float
    relative_error: float
    samples: int
    effective: float

    @property
    def mean(self) -> float:
        """exp(log_mean), inf where float64 ends."""
        return float(np.exp(min(self.log_mean, 710.0)))


def expected_critical_points(
    model, N_D, N_G, k_D=None, k_G=None, u_D=np.inf, u_G=np.inf, samples=10_000, rng=None,
) -> MeanCount:
    """The mean number of critical points with L_D <= sqrt(N) u_D, L_G <= sqrt(N) u_G, on spheres in N_D and N_G dimensions.

    With ``k_D`` (``k_G``) those only whose discriminator's (generator's) Hessian has exactly so many negative eigenvalues; None
    asks for nothing, as does u = inf. N = N_D + N_G; the model's kappa is not used. ``rng`` is None, an int seed or a numpy
    Generator. Time grows as ``samples`` N^3: a few seconds at N = 48.

    Raises ValueError or TypeError for sizes outside 2..200, an index that a block cannot have, fewer than 100 samples, or the
    released code's convention, which has no formula at finite N; ArithmeticError where draws meet the bounds and the indices
    too rarely.
    """
    integrand, rng = _integrand(model, N_D, N_G, k_D, k_G, u_D, u_G), random_generator(rng)
    samples = exact_integer("samples", samples, least=LEAST_SAMPLES)
    return _mean(_log_weights(integrand, samples, rng), integrand.law.log_factor)


def _integrand(model, N_D, N_G, k_D, k_G, u_D, u_G) -> Integrand:
    if model.convention != "derived":
        raise ValueError("convention must be derived for a count at finite N, of which the released code has no formula, "
                         f"got {model.convention!r}")
    N_D, N_G = (exact_integer(name, size, least=2, most=LARGEST_SPHERE) for name, size in (("N_D", N_D), ("N_G", N_G)))
    indices = tuple(None if k is None else exact_integer(name, k, least=0, most=size - 1)
                    for name, k, size in (("k_D", k_D, N_D), ("k_G", k_G, N_G)))
    bounds = np.array([bound("u_D", u_D), bound("u_G", u_G)]) * (N_D + N_G) ** 0.5
    return Integrand(finite_law(model, N_D, N_G), (N_D - 1, N_G - 1), indices, bounds)


def _log_weights(integrand: Integrand, samples: int, rng) -> np.ndarray:
    """Fit, then draw."""
    console = Console(file=sys.stderr)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("mean count", total=ROUNDS * PILOT + samples)

        def draws(count):
            parts = []
            for size in integrand.batches(count):
                parts.append(integrand.draw(size, rng))
                progress.advance(task, size)
            return Draws.joined(parts)

        _fit(integrand, draws)
        return draws(samples).log_weights


def _fit(integrand: Integrand, draws: Callable[[int], Draws]) -> None:
    settled = 0
    for _ in range(ROUNDS):
        settled += integrand.fit(draws(PILOT)) == 1
        if settled == SETTLED:
            return


def _mean(log_weights: np.ndarray, log_factor: float) -> MeanCount:
    samples, log_sum = log_weights.size, logsumexp(log_weights)
    effective = float(np.exp(2 * log_sum - logsumexp(2 * log_weights)))
    error = max(1 / effective - 1 / samples, 0.0) ** 0.5
    return MeanCount(float(log_factor + log_sum - np.log(samples)), error, samples, effective)
