"""Reads the parameters of a cloud on the circle: exact numbers within bounds, targets and regularisers by their names."""

from collections.abc import Sequence
from fractions import Fraction

from ganmech.exact import exact_integer, said
from ganmech.particle_gan.positive_numbers import coupling, nonnegative, positive

TARGETS, REGULARISERS = ("modes", "uniform"), ("weight decay", "gradient penalty")
MOST_PARTICLES, MOST_WAVES, STEEPEST, WIDEST = 100_000, 1000, 20, 6


def checked(given) -> dict:
    """The parameters of a CircleGAN by their names, as exact numbers."""
    found = {"N": exact_integer("N", given.N, 2, MOST_PARTICLES), "K": exact_integer("K", given.K, 1, MOST_WAVES),
             "s": nonnegative("s", given.s), "phi": coupling("phi", given.phi), "sigma": nonnegative("sigma", given.sigma),
             "target": one_of("target", given.target, TARGETS), "M": exact_integer("M", given.M, 1, MOST_WAVES),
             "regulariser": one_of("regulariser", given.regulariser, REGULARISERS)}
    found |= {name: positive(name, getattr(given, name)) for name in ("eta_D", "eta_G", "g1", "strength")}
    if found["s"] > STEEPEST:
        raise ValueError(f"s must be at most {STEEPEST}, got {said(found['s'])}")
    if found["target"] == "modes":
        check_modes(found["M"], found["K"], found["sigma"])
    return found


def check_modes(M: int, K: int, sigma: Fraction) -> None:
    """Raises ValueError for modes that no wave number of the critic sees."""
    if M > K:
        raise ValueError(f"K must be at least M = {M}, so that the critic sees the modes, got {K}")
    if sigma * M > WIDEST:
        raise ValueError(f"sigma must be at most {WIDEST}/M = {WIDEST / M:g}, so that there are modes to see, "
                         f"got {said(sigma)}")


def one_of(name: str, value, allowed: Sequence[str]) -> str:
    """A name out of a list."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be one of {', '.join(allowed)}, got {said(value, repr)}")
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, got {said(value, repr)}")
    return value
