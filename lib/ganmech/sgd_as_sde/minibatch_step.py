"""One iteration of both players at learning rates that may differ from chain to chain, with the gradients used."""

import numpy as np

from ganmech.exact import exact_integer, nearest_float, said
from ganmech.sgd_as_sde.training import Training, checked_game

MOST_NUMBERS = 5 * 10**7        # drawn in one step, or kept of a run


def minibatch_step(game: Training, scheme: str, theta: np.ndarray, omega: np.ndarray, rates, rng: np.random.Generator):
    """theta, omega after one iteration, and the minibatch gradients that moved them: each (chains, d).

    ``rates`` are the learning rates of the generator and of the discriminator, numbers or (chains, 1). The discriminator moves
    first; by the scheme "ALT" the generator's gradient is taken after that.
    """
    draws = game.draw(rng, len(theta))
    used_omega = game.minibatch_gradients(theta, omega, draws)[1]
    moved = omega + rates[1] * used_omega
    draws = draws if game.shared_batch else game.draw(rng, len(theta))
    used_theta = game.minibatch_gradients(theta, moved if scheme == "ALT" else omega, draws)[0]
    return theta - rates[0] * used_theta, moved, used_theta, used_omega


def started(game: Training, x0, chains, held: int | None = None) -> tuple[np.ndarray, np.ndarray]:
    """theta (chains, d_theta) and omega (chains, d_omega), every chain at the point ``x0``, theta first.

    Raises ValueError where more than MOST_NUMBERS would be held at once, ``held`` states of each chain (None: a minibatch).
    """
    chains, (d_theta, d_omega) = exact_integer("chains", chains, least=1), checked_game(game).dimensions
    numbers = chains * (d_theta + d_omega) * (game.batch if held is None else held)
    if numbers > MOST_NUMBERS:
        raise ValueError(f"chains must hold at most {MOST_NUMBERS} numbers together, got {numbers} of {chains} chains")
    if isinstance(x0, str) or not np.iterable(x0) or len(x0) != d_theta + d_omega:
        raise ValueError(f"x0 must hold {d_theta + d_omega} numbers, theta first, got {said(x0, repr)}")
    point = np.array([nearest_float(f"x0[{place}]", value) for place, value in enumerate(x0)])
    return tuple(np.split(np.tile(point, (chains, 1)), [d_theta], axis=1))
