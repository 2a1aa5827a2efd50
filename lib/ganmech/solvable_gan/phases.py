"""The phase of a model of any number of features and any loss, from conditions on where its discriminator can be fooled.

Where q = r = 0 a small (q, r) grows, feature by feature if P is diagonal and S = I, by a 2 x 2 matrix. Feature i is learnable
if q grows by itself: C < Lambda_i for the linear loss, C = tau (eta_T^2 + eta_G^2)/2. The state attracts where trace_i < 0
and det_i > 0, the latter taken at p_i = 1. The trace of the whole, the sum of the trace_i, is the same for every P and S, so
that no such state attracts where it is positive. For the linear loss signs are exact, for others those of float64 averages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from flint import arb, fmpq
from sympy import Poly, solve, sqrt

from derivations.solvable_gan import phases
from derivations.solvable_gan.general_loss import b_0, b_0G, m, m_G, pinned_loss
from derivations.solvable_gan.notation import C, Lambda, Lambda_G, P, eta_G, eta_T, tau, tau_G
from ganmech.digits import asked_digits
from ganmech.enclosed import from_balls
from ganmech.exact import rational
from ganmech.lowering import EXACT, FLOAT64, lower
from ganmech.solvable_gan.averages import float64_averages
from ganmech.solvable_gan.parameters import positive

FLOAT64_DIGITS = 20      # from which float64 thresholds are rounded
NAMES = ("recovered", "mode collapse", "mixing", "oscillating", "not fooled", "failed")
AXES = ("tau", "tau_tilde", "eta_T", "eta_G", "eta")       # "eta" sets both noises

_matrix = pinned_loss.start
_block = lower((_matrix[0, 0], _matrix.trace(), _matrix.subs(P, 1).det()),
               (tau, tau_G, eta_T, eta_G, m, b_0, m_G, b_0G, Lambda, Lambda_G))
_noise_of_C = lower(sqrt(solve(phases.equal_C - C, phases.eta_squared)[0]), (C, tau))
_C_of_trace = lower(tuple(Poly(phases.trace, C).all_coeffs()), (tau, tau_G, Lambda, Lambda_G))


@dataclass(frozen=True)
class Phase:
    """``name`` is one of

    "recovered"      every feature is learnable, and perfectly learnt features fool the discriminator for good;
    "mode collapse"  so for some features only; the others are not learnt;
    "mixing"         states with a diagonal P do not attract, states that mix features may (two features or more);
    "oscillating"    no state of a fooled discriminator attracts;
    "not fooled"     a discriminator of a learnable feature tells a generator that has learnt it (for unequal variances);
    "failed"         no feature is learnable.

    ``retrieved`` numbers, from 1, the features that are learnable and whose diagonal states attract. In the phase
    "oscillating" a solution may also come to rest with a discriminator that is not fooled: one feature does with very weak
    noise (`fixed_points` tells); of more, a fast generator can copy the strongest feature several times.
    """

    name: str
    retrieved: tuple[int, ...]


@dataclass(frozen=True)
class Thresholds:
    """Noises eta = eta_T = eta_G at which conditions change, the other parameters being those of the model: float, mpf or arb.

    ``failure[i]``: above it feature i is not learnable. ``oscillation[i]``: below it its diagonal states oscillate.
    ``no_rest``: below it no state of a fooled discriminator attracts. 0 where a condition never changes.
    """

    failure: np.ndarray
    oscillation: np.ndarray
    no_rest: object


def phase(model) -> Phase:
    """The phase of a model with pinned lengths."""
    check(model)
    return _classified(model, {name: getattr(model, name) for name in AXES if name != "eta"})


def phase_diagram(model, x: str, x_values: Sequence, y: str, y_values: Sequence) -> np.ndarray:
    """Names of phases, (len(y_values), len(x_values)), as two parameters of the model vary."""
    check(model)
    return np.array([[_classified(model, rates).name for rates in row] for row in grid(model, x, x_values, y, y_values)])


def grid(model, x: str, x_values: Sequence, y: str, y_values: Sequence) -> list[list[dict[str, Fraction]]]:
    """The rates and noises of a diagram's models, row by row: those of ``model`` but for the two that vary."""
    if x not in AXES or y not in AXES or x == y:
        raise ValueError(f"the axes must be two of {', '.join(AXES)}, got {x!r} and {y!r}")
    columns, rows = ([positive(name, value) for value in values] for name, values in ((x, x_values), (y, y_values)))
    given = {name: getattr(model, name) for name in AXES if name != "eta"}
    return [[_with(given, {x: column, y: row}) for column in columns] for row in rows]


def thresholds(model, digits: int | None = None, certified: bool = False) -> Thresholds:
    """The noises at which the conditions of the phases change, for the linear loss."""
    asked = asked_digits(digits, certified)
    check(model)
    if not _linear(model):
        raise ValueError(f"thresholds are known for the linear loss, got loss {model.loss!r}")
    pairs = [tuple(map(rational, pair)) for pair in zip(model.Lambda, model.Lambda_tilde)]
    rates = rational(model.tau), rational(model.tau_tilde)
    linear = [_C_of_trace(EXACT, *rates, *pair) for pair in pairs]      # trace_i = linear[i][0] C + linear[i][1]
    whole = [sum(column, fmpq(0)) for column in zip(*linear)]

    def of_all(arithmetic):
        failure = tuple(_noise(arithmetic, pair[0], rates[0]) for pair in pairs)
        return failure, *(tuple(_noise(arithmetic, -b / a, rates[0]) for a, b in lines) for lines in (linear, [whole]))

    failure, oscillation, (no_rest,) = from_balls(of_all, FLOAT64_DIGITS if asked is None else asked, certified)
    if asked is None:
        return Thresholds(np.array(failure, dtype=float), np.array(oscillation, dtype=float), float(no_rest))
    return Thresholds(np.array(failure, dtype=object), np.array(oscillation, dtype=object), no_rest)


def check(model) -> None:
    """Raises ValueError for a model whose phases are not known."""
    if not model.pinned:
        raise ValueError(f"phases are known for pinned lengths (lam=None), got lam {model.lam}")


def _classified(model, rates: dict[str, Fraction]) -> Phase:
    """The phase of the model at other rates and noises."""
    arithmetic, number = (EXACT, rational) if _linear(model) else (FLOAT64, float)
    given = tuple(map(number, rates.values()))
    averages = _averages(model, *given[2:], number(1))
    pairs = zip(map(number, model.Lambda), map(number, model.Lambda_tilde))
    growth, traces, determinants = zip(*(_block(arithmetic, *given, *averages, *pair) for pair in pairs))
    learnable, calm, fooled = [rate > 0 for rate in growth], [trace < 0 for trace in traces], [det > 0 for det in determinants]
    retrieved = tuple(place + 1 for place, conditions in enumerate(zip(learnable, calm, fooled)) if all(conditions))
    return Phase(_name(learnable, calm, fooled, sum(traces, number(0))), retrieved)


def _averages(model, eta_T, eta_G, one) -> tuple:
    """<f'>, <f^2>, <f~'>, <f~^2> at projections of variances eta_T and eta_G."""
    if _linear(model):
        return one, eta_T, one, eta_G
    return float64_averages(model.f, model.f_tilde)(None, eta_T, eta_G)


def _name(learnable: list[bool], calm: list[bool], fooled: list[bool], whole_trace) -> str:
    if not any(learnable):
        return "failed"
    if whole_trace >= 0:
        return "oscillating"
    if not all(quiet for quiet, learnt in zip(calm, learnable) if learnt):
        return "mixing"
    if not all(deceived for deceived, learnt in zip(fooled, learnable) if learnt):
        return "not fooled"
    return "recovered" if all(learnable) else "mode collapse"


def _linear(model) -> bool:
    return model.f.linear and model.f_tilde.linear


def _with(rates: dict[str, Fraction], changed: dict[str, Fraction]) -> dict[str, Fraction]:
    noise = dict.fromkeys(("eta_T", "eta_G"), changed["eta"]) if "eta" in changed else {}
    return rates | noise | {name: value for name, value in changed.items() if name != "eta"}


def _noise(arithmetic, C: fmpq, tau: fmpq) -> arb:
    return arb(_noise_of_C(arithmetic, C, tau)) if C > 0 else arb(0)
