"""A collapsed cloud on a uniform target: at rest up to a mobility mu_c, beyond it on its way at a velocity v.

v solves 1 = mu_+ sum_k eta_k k^2/(gamma_k^2 + k^2 v^2), whose sum falls with v. Relative coordinates grow at Lambda = mu_- D''.
"""

from dataclasses import dataclass

from derivations.particle_gan import travelling_cloud as derived
from derivations.particle_gan.notation import N, T, ell, eta_k, gamma, gamma_k, k, v
from ganmech.lowering import lower
from ganmech.particle_gan.circle_waves import Waves
from ganmech.particle_gan.resting_cloud import rising_root

_response, _bending = (lower(term, (k, eta_k, gamma_k, v)) for term in (derived.response, derived.bending.result))
_in_time = lower(derived.finite_time.result[0], (N, gamma, T, ell))


@dataclass(frozen=True)
class TravellingState:
    """A cloud in one point on a uniform target.

    ``mobility`` is mu_+ of the model, ``mu_c`` the one beyond which the cloud travels; ``v`` its speed, 0 up to there;
    ``curvature`` D'' under it, and ``Lambda`` = mu_- D'' > 0 the rate at which relative coordinates grow.
    """

    mobility: object
    mu_c: object
    v: object
    curvature: object
    Lambda: object


def travelling_state(arithmetic, waves: Waves, mobilities: tuple) -> tuple:
    """The fields of `TravellingState`, in any arithmetic; the target's moments are not used."""
    def total(term, speed):
        return sum(term(arithmetic, number, eta, forgets, speed) for number, eta, forgets, _ in waves.rows())

    mean, relative = mobilities
    v = rising_root(lambda speed: 1 / mean - total(_response, speed), waves.gamma[0])
    curvature = total(_bending, v)
    return mean, 1 / total(_response, 0 * mean), v, curvature, relative * curvature


def coupling_in_time(arithmetic, N, gamma, T, ell):
    """phi_T, beyond which relative coordinates of a travelling cloud grow by less than e^ell in the time T; equal damping."""
    return _in_time(arithmetic, N, gamma, T, ell)
