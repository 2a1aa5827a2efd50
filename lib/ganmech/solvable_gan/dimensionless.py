"""One feature with equal latent variances in its dimensionless form: four numbers and the time s = tau Lambda t."""

from derivations.solvable_gan.notation import A, B, Lambda, eta_G, eta_T, gamma, kappa, tau, tau_G, written_out
from ganmech.lowering import FLOAT64, lower

NUMBERS = (kappa, A, B, gamma)
_of_parameters = lower(tuple(map(written_out, NUMBERS)), (tau, tau_G, eta_T, eta_G, Lambda))


def numbers(model) -> tuple[float, float, float, float]:
    """kappa = tau~/tau, A = 1 - tau eta_G/2, B = 1 + tau eta_T/2 and gamma = tau (eta_T^2 + eta_G^2)/(2 Lambda).

    Raises ValueError for a model with more features, unequal variances, another loss or a regulariser.
    """
    if model.d != 1 or model.Lambda != model.Lambda_tilde or not model.pinned or not (model.f.linear and model.f_tilde.linear):
        raise ValueError("fixed points and cycles are known for one feature, Lambda_tilde = Lambda, the linear loss "
                         f"and pinned lengths (lam=None), got {model}")
    return _of_parameters(FLOAT64, *map(float, (model.tau, model.tau_tilde, model.eta_T, model.eta_G, model.Lambda[0])))


def rate(model) -> float:
    """tau Lambda, the dimensionless time that passes in a unit of t."""
    return float(model.tau * model.Lambda[0])
