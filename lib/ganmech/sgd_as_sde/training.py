"""How a game is trained: the size of a minibatch, the learning rates, who steps how often, momentum."""

from dataclasses import dataclass, replace
from fractions import Fraction

from ganmech.exact import exact, exact_integer, said

LARGEST = 10**6
SCHEMES = ("SML", "ALT")


@dataclass(frozen=True, kw_only=True)
class Training:
    """Minibatches of ``batch`` pairs, learning rates ``rates`` times ``eta``, generator's first; an iteration takes time eta.

    ``shared_batch``: both players use one minibatch. ``critic_steps`` steps of the discriminator come before each of the
    generator (scheme ALT). ``momentum`` gamma, between -1 and 1: p' = gamma p + eta g, x' = x + p'.
    """

    batch: int = 1
    eta: Fraction = Fraction(1, 10)
    rates: tuple[Fraction, Fraction] = (1, 1)
    shared_batch: bool = False
    critic_steps: int = 1
    momentum: Fraction = 0

    def __post_init__(self):
        if not isinstance(self.shared_batch, bool):
            raise TypeError(f"shared_batch must be True or False, got {said(self.shared_batch, repr)}")
        momentum = exact("momentum", self.momentum)
        if not -1 < momentum < 1:
            raise ValueError(f"momentum must lie strictly between -1 and 1, got {said(self.momentum)}")
        store(self, {"batch": exact_integer("batch", self.batch, least=1), "eta": positive("eta", self.eta),
                     "rates": two_rates(self.rates), "momentum": momentum,
                     "critic_steps": exact_integer("critic_steps", self.critic_steps, least=1, most=100)})

    def at(self, **changed):
        """The same game with other parameters."""
        return replace(self, **changed)


def store(frozen, values: dict) -> None:
    """Fields of a frozen dataclass, as read."""
    for name, value in values.items():
        object.__setattr__(frozen, name, value)


def positive(name: str, value) -> Fraction:
    """A number above 0 and up to 1e6, exactly."""
    number = exact(name, value)
    if not 0 < number <= LARGEST:
        raise ValueError(f"{name} must be positive, at most {LARGEST}, got {said(value)}")
    return number


def nonnegative(name: str, value) -> Fraction:
    """A number from 0 to 1e6, exactly."""
    number = exact(name, value)
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{name} must be 0 or positive, at most {LARGEST}, got {said(value)}")
    return number


def two_rates(rates) -> tuple[Fraction, Fraction]:
    if isinstance(rates, str) or not hasattr(rates, "__len__") or len(rates) != 2:
        raise ValueError(f"rates must be two positive numbers, the generator's first, got {said(rates, repr)}")
    return tuple(positive(f"rates[{place}]", rate) for place, rate in enumerate(rates))


def checked_game(game) -> "Training":
    if not isinstance(game, Training):
        raise TypeError(f"game must be one of the games of this package, got {said(game, repr)}")
    return game


def checked_scheme(training: Training, scheme) -> str:
    """ "SML" or "ALT", able to do what the training asks for."""
    if scheme not in SCHEMES:
        raise ValueError(f"scheme must be one of {', '.join(SCHEMES)}, got {said(scheme, repr)}")
    if training.critic_steps > 1 and scheme == "SML":
        raise ValueError(f"critic_steps must be 1 for the scheme SML, got {training.critic_steps}")
    if training.critic_steps > 1 and training.shared_batch:
        raise ValueError(f"critic_steps must be 1 for a shared minibatch, got {training.critic_steps}")
    return scheme
