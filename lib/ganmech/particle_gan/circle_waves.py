"""What belongs to each wave number of a critic on the circle: how fast it is learnt and forgotten, what the target shows it.

For k = 1..K: eta_k = eta_D k^(-2s), gamma_k = eta_D (alpha + lambda k^(2-2s)/2) with the weight decay alpha and the gradient
penalty lambda, and p_k, the moment <e^(-iky)> of the target: exp(-sigma^2 k^2/2) where M divides k, otherwise 0.
"""

from dataclasses import dataclass

from derivations.particle_gan.circle_model import mode_width
from derivations.particle_gan.frequency_principle import forgetting, power
from derivations.particle_gan.notation import alpha, eta_D, k, lambda_, s, sigma
from ganmech.lowering import FLOAT64, lower

_critic = lower((eta_D * power, forgetting.result), (k, s, eta_D, alpha, lambda_))
_width = lower(mode_width.result, (k, sigma))


@dataclass(frozen=True)
class Waves:
    """Lists over k = 1..K in one arithmetic: ``k`` (whole numbers), ``eta``, ``gamma`` and ``p``.

    ``equal`` says that all wave numbers are forgotten at one rate.
    """

    k: list
    eta: list
    gamma: list
    p: list
    equal: bool = False

    def rows(self):
        """(k, eta_k, gamma_k, p_k), one wave number after the other."""
        return zip(self.k, self.eta, self.gamma, self.p, strict=True)


def waves(arithmetic, K: int, M: int | None, numbers: tuple, gamma=None) -> Waves:
    """The wave numbers 1..K; ``numbers`` are s, eta_D, alpha, lambda, sigma; M None is the uniform target.

    ``gamma``, if given, is the rate at which all are forgotten.
    """
    *critic, width = numbers
    listed = list(range(1, K + 1))
    numbers = [arithmetic.rational(number, 1) for number in listed]      # Python's 1/k is a float
    rates = [_critic(arithmetic, number, *critic) for number in numbers]
    p = [_width(arithmetic, number, width) if M and k % M == 0 else 0 * width for k, number in zip(listed, numbers)]
    p = list(map(float, p)) if arithmetic is FLOAT64 else p
    equal = gamma is not None or K == 1 or critic[0] == 1 or critic[-1] == 0
    return Waves(listed, [eta for eta, _ in rates], [forgets if gamma is None else gamma for _, forgets in rates], p, equal)
