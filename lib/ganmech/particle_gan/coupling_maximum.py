"""The depth at which rectified units couple particles most, certified over all depths."""

from dataclasses import dataclass
from itertools import islice

from flint import arb

from derivations.particle_gan.notation import L
from derivations.particle_gan.relu_maximum import F, conditions, y
from ganmech.digits import checked_digits
from ganmech.lowering import lower
from ganmech.particle_gan.activation import activation_of
from ganmech.particle_gan.layers import closed_states
from ganmech.rigour import at_rising_precision

LAST = 100      # depth from which on the coupling is bounded by an inequality
_conditions = lower(tuple(conditions.result), (L, y, F))


@dataclass(frozen=True)
class CouplingMaximum:
    """The ``depth`` of the largest coupling ``phi``, a ball; ``margin``, by how much the second largest up to depth 100 is
    less; ``tail``, two balls whose positive sign shows that phi_L is less at every greater depth too.
    """

    depth: int
    phi: arb
    margin: arb
    tail: tuple[arb, arb]


def coupling_maximum(digits=30) -> CouplingMaximum:
    """The maximum over all depths L of phi_L of rectified units, weight variance 2, no bias.

    phi_L is enclosed for L up to 100; beyond, an inequality keeps it below the maximum. The ball phi has a relative radius
    below 10**-digits.
    """
    digits = checked_digits(digits)

    def attempt(arithmetic):
        states = list(islice(closed_states(activation_of("relu").closed, arithmetic, arb(2), arb(0)), LAST))
        couplings = [Theta_2 / Theta_1 for _, _, Theta_1, Theta_2 in states]
        depth = max(range(LAST), key=lambda place: couplings[place].mid())
        phi = couplings.pop(depth)
        q, p, *_ = states[-1]
        tail = _conditions(arithmetic, LAST, 1 / (1 - p / q).sqrt(), phi)
        decided = all(phi > other for other in couplings) and all(condition > 0 for condition in tail)
        return (arb(depth + 1), phi, phi - max(couplings, key=arb.mid), *tail) if decided else None

    depth, phi, margin, *tail = at_rising_precision(attempt, digits, relative=True)
    return CouplingMaximum(int(depth.unique_fmpz()), phi, margin, tuple(tail))
