"""The fold and the Hopf bifurcation of the informed pair in balls, each shown to be the largest noise that is one.

The pair can only appear or go where its two roots meet, or where P = 0; F3+ can only change its stability there and on the Hopf
line. The noises of all three are roots of rational polynomials: they are isolated, and between one and the next the pair is
looked at in one place, which stands for all of the gap.
"""

from dataclasses import replace

from flint import arb, fmpq, fmpq_poly
from sympy import Expr, Poly, Rational, fraction, solve, together

from derivations.solvable_gan import informative, unequal_signals
from derivations.solvable_gan.notation import Lambda, Lambda_G, eta, eta_G, eta_T, tau, tau_G, written_out, x
from derivations.solvable_gan.unequal_signals import SIGNALS, k
from ganmech.algebraic import between, real_roots
from ganmech.enclosed import from_balls
from ganmech.exact import rational
from ganmech.solvable_gan.enclosed_points import upper_point_attracts
from ganmech.solvable_gan.one_feature import exact_numbers


def fold_and_hopf(model, digits: int, certified: bool) -> tuple:
    """(fold, hopf) as `InformedPair` has them, for a model of one feature with equal signals."""
    without_overlap = unequal_signals.quadratic.result.subs(x, solve(unequal_signals.overlap.result[0], x)[0])
    conditions = informative.fold.result, informative.hopf_line, without_overlap.subs(k, SIGNALS[k].value)
    fold, hopf, edge = (polynomial(condition, model) for condition in conditions)

    def formula(arithmetic):
        places = real_roots((fmpq_poly([0, 1]) * fold * hopf * edge).coeffs())
        gaps = [upper_point_attracts(arithmetic, _at(model, noise)) if noise > 0 else None for noise in between(places)]
        sides = [(place, *pair) for place, *pair in zip(places, gaps, gaps[1:]) if place > 0]
        folds = [place for place, below, above in sides if below is not None and above is None and _root_of(fold, place)]
        hopfs = [place for place, below, above in sides if below and above is False and _root_of(hopf, place)]
        return _last(folds), _last(hopfs)

    return from_balls(formula, digits, certified)


def polynomial(condition: Expr, model) -> fmpq_poly:
    """The numerator of a condition in eta = eta_T = eta_G, the other parameters being those of the model."""
    values = {symbol: Rational(value.numerator, value.denominator) for symbol, value in (
        (tau, model.tau), (tau_G, model.tau_tilde), (Lambda, model.Lambda[0]), (Lambda_G, model.Lambda[0]))}
    of_eta = written_out(condition).subs({eta_T: eta, eta_G: eta}).subs(values)
    coefficients = reversed(Poly(fraction(together(of_eta))[0], eta).all_coeffs())
    found = fmpq_poly([fmpq(int(entry.p), int(entry.q)) for entry in coefficients])
    return found if found != 0 else fmpq_poly([1])


def _at(model, noise) -> tuple:
    return tuple(map(rational, exact_numbers(replace(model, eta_T=noise, eta_G=noise))))


def _root_of(factor: fmpq_poly, place: arb) -> bool:
    """Whether an isolated root of the product is one of this factor."""
    return any(root.overlaps(place) for root in real_roots(factor.coeffs()))


def _last(places: list[arb]) -> arb | None:
    return places[-1] if places else None
