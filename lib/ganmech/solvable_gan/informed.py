"""Where the informed pair F3 of one feature exists and attracts: its fold and its Hopf bifurcation, in eta = eta_T = eta_G."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from sympy import Poly, Rational

from derivations.solvable_gan import informative
from derivations.solvable_gan.notation import Lambda, eta, eta_G, eta_T, tau, tau_G, written_out
from ganmech.digits import asked_digits
from ganmech.solvable_gan import enclosed_pair
from ganmech.solvable_gan.fixed_points import FixedPoint, every_fixed_point
from ganmech.solvable_gan.one_feature import check_equal_signals, exact_numbers

DIGITS = 25
BESIDE = Fraction(1, 10**6)      # how far from a root, relative to it, the pair is looked at on either side


@dataclass(frozen=True)
class InformedPair:
    """Noises eta = eta_T = eta_G at which the pair F3+, F3- is born and F3+ changes its stability.

    Just below ``fold`` the pair exists, just above it does not; None if it ends otherwise, as with a fast generator at P = 0.
    Just below ``hopf`` F3+ attracts, just above it does not; None if it attracts wherever it exists.
    """

    fold: object | None
    hopf: object | None


def informed_pair(model, digits: int | None = None, certified: bool = False) -> InformedPair:
    """The largest noises at which the pair, with the other parameters of ``model``, does so: float, mpf or arb."""
    check_equal_signals(model)
    if asked_digits(digits, certified) is not None:
        exact_numbers(model)
        return InformedPair(*enclosed_pair.fold_and_hopf(model, digits, certified))
    folds = [float(eta) for eta in _roots(informative.fold.result, model)
             if _upper_point(model, eta, -1) and not _upper_point(model, eta, 1)]
    hopfs = [float(eta) for eta in _roots(informative.hopf_line, model)
             if _upper_point(model, eta, 1) and _attracts(model, eta, -1) and not _attracts(model, eta, 1)]
    return InformedPair(max(folds, default=None), max(hopfs, default=None))


def _roots(condition, model) -> Iterator[Fraction]:
    """The positive eta where a polynomial condition of the derivations vanishes."""
    numbers = map(Rational, (model.tau, model.tau_tilde, model.Lambda[0]))
    of_eta = written_out(condition).subs({eta_T: eta, eta_G: eta}).subs(dict(zip((tau, tau_G, Lambda), numbers)))
    for root in Poly(of_eta, eta).nroots(n=DIGITS, maxsteps=200):
        if root.is_real and root > 0:
            yield Fraction(str(root))


def _upper_point(model, noise: Fraction, side: int) -> FixedPoint | None:
    beside = noise * (1 + side * BESIDE)
    points = every_fixed_point(replace(model, eta_T=beside, eta_G=beside)).points
    return next((point for point in points if point.name == "F3+"), None)


def _attracts(model, noise: Fraction, side: int) -> bool:
    point = _upper_point(model, noise, side)
    return point is not None and point.stable
