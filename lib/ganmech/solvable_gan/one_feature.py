"""The equation of one feature in numbers, in the time t: its field, its Jacobian, and which models have it."""

from fractions import Fraction

import numpy as np
from flint import acb, acb_mat, arb

from derivations.solvable_gan.fluctuations import jacobian as derived_jacobian
from derivations.solvable_gan.notation import ONE, Lambda, Lambda_G, eta_G, eta_T, tau, tau_G
from derivations.solvable_gan.pinned import linear_drift
from ganmech.algebraic import falling, real_where_alone
from ganmech.enclosed import Undecided
from ganmech.exact import said
from ganmech.lowering import FLOAT64, lower

PARAMETERS = (tau, tau_G, eta_T, eta_G, Lambda, Lambda_G)
_field = lower(tuple(linear_drift(ONE)), (*ONE.pinned_state, *PARAMETERS))
_jacobian = lower(tuple(derived_jacobian(ONE)), (*ONE.pinned_state, *PARAMETERS))


def numbers(model) -> tuple[float, ...]:
    """The values of PARAMETERS in float64; raises as `exact_numbers`."""
    return tuple(map(float, exact_numbers(model)))


def exact_numbers(model) -> tuple[Fraction, ...]:
    """The values of PARAMETERS. Raises ValueError for a model with more features, another loss or a regulariser."""
    if model.d != 1 or not model.pinned or not (model.f.linear and model.f_tilde.linear):
        raise ValueError("fixed points and cycles are known for one feature, the linear loss and pinned lengths (lam=None), "
                         f"got {model.d} feature{'s' if model.d > 1 else ''}, loss {model.loss!r} and lam {model.lam}")
    return model.tau, model.tau_tilde, model.eta_T, model.eta_G, model.Lambda[0], model.Lambda_tilde[0]


def check_equal_signals(model) -> None:
    """Raises ValueError if the variances of the data and of the generator differ."""
    if model.Lambda != model.Lambda_tilde:
        unequal = f"{said(model.Lambda_tilde[0])} and {said(model.Lambda[0])}"
        raise ValueError(f"Lambda_tilde must equal Lambda for this, got {unequal}")


def field(state, parameters: tuple[float, ...]) -> tuple[float, float, float]:
    """dP/dt, dq/dt, dr/dt."""
    return _field(FLOAT64, *state, *parameters)


def jacobian(state, parameters: tuple[float, ...]) -> np.ndarray:
    """The Jacobian in (P, q, r), 3 x 3."""
    return np.array(_jacobian(FLOAT64, *state, *parameters), dtype=float).reshape(3, 3)


def enclosed_eigenvalues(arithmetic, state: tuple[arb, ...], parameters: tuple) -> list[acb]:
    """Those of the Jacobian in balls, by falling real part, where real and alone with an imaginary part of exactly 0."""
    entries = [arb(entry) for entry in _jacobian(arithmetic, *state, *parameters)]
    try:
        return falling(real_where_alone(acb_mat(3, 3, entries).eig(multiple=True)))
    except ValueError:
        raise Undecided from None
