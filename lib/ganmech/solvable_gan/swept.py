"""The solvable GAN at one point of a sweep: the phase that simulated descent shows, and the phase of the exact conditions.

Independent directions have overlaps of the size 1/sqrt(n). In the last part of a run a discriminator is at rest if none of its
overlaps q, r swings by more than fifteen times that (fluctuations about rest do by about ten), and fooled if the means of all
are within five times that of 0. Features are retrieved by the rules of `settled`.
"""

from fractions import Fraction

import numpy as np

from ganmech.solvable_gan.model import SolvableGAN
from ganmech.solvable_gan.settled import GROWN, LAST, RETRIEVED
from ganmech.solvable_gan.state import Trajectory

SWING, DOUBT, LOOKS = 15, 5, 200


def phase_by_simulation(Lambda: list = ["5"], eta_T: "number from 0 to 1e6" = "2", eta_G: "number from 0 to 1e6" = "2",
                        tau: "number above 0 to 1e6" = "0.2", tau_tilde: "number above 0 to 1e6" = "0.04",
                        n: "int from 3" = 1000, T: "positive number" = "150", replicas: "positive int" = 12,
                        seed: "nonnegative int" = 2019) -> dict:
    """What runs of the exact chain of overlaps show in dimension n by the time T, from P = 0.3 I and q_i = 0.4/d.

    ``simulated`` and ``exact`` are names of phases, ``retrieved`` and ``learnable`` numbers of features. ``swing`` is how far
    the widest of q_i, r_i moves, ``doubt`` the size of the largest of their means in time, both medians over the runs;
    ``row_<i>`` is the length of row i of P, the share of feature i in the generator. All of the last part of the time.
    """
    model = SolvableGAN(Lambda, eta_T, eta_G, tau, tau_tilde)
    run = model.simulate_gram(n, T, replicas=replicas, rng=seed, initial=informed(model.d), records=LOOKS)
    swing, doubt, rows, retrieved = observed(run)
    simulated, exact = named(swing * n**0.5, doubt * n**0.5, retrieved, model.d), model.phase()
    return {"simulated": simulated, "exact": exact.name, "retrieved": retrieved, "learnable": len(exact.retrieved),
            "swing": swing, "doubt": doubt, **{f"row_{place}": length for place, length in enumerate(rows, start=1)}}


def informed(d: int) -> dict:
    """A start far from q = 0, where no sign has to be chosen."""
    return {"P": [[Fraction(3, 10) if i == j else 0 for j in range(d)] for i in range(d)], "q": [Fraction(2, 5 * d)] * d}


def observed(run: Trajectory) -> tuple[float, float, list[float], int]:
    """The swing and the doubt of the last part of the runs, the lengths of the rows of P, how many features are retrieved."""
    late = slice(round((1 - LAST) * len(run.t)), None)
    overlaps = np.concatenate([run.q, run.r], axis=-1)[late]
    swing, doubt = (np.median(sizes, axis=0).max() for sizes in (np.ptp(overlaps, axis=0), np.abs(overlaps.mean(axis=0))))
    lengths = np.linalg.norm(run.P, axis=-1).mean(axis=1)
    first, last = lengths[0], lengths[late].mean(axis=0)
    return float(swing), float(doubt), last.tolist(), int(np.sum((last > RETRIEVED) | (last > first + GROWN)))


def named(swing: float, doubt: float, retrieved: int, d: int) -> str:
    """The name of the phase; swing and doubt in units of 1/sqrt(n)."""
    if swing > SWING:
        return "oscillating"
    if doubt > DOUBT:
        return "not fooled"
    return "recovered" if retrieved == d else "mode collapse" if retrieved else "failed"
