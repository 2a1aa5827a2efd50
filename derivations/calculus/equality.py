"""Is this expression zero on the domain? Refute first at exact points, then prove with SymPy under a time limit."""
import signal
import threading
import time
from contextlib import contextmanager
from functools import lru_cache
from typing import Callable, Iterable, Iterator

import mpmath
from sympy import (Expr, Integral, MatrixBase, MatrixExpr, Symbol, Tuple, cancel, expand, expand_log, expand_power_base, factor,
                   lambdify, log, minimal_polynomial, nan, powsimp, simplify, sympify, together, zoo)
from sympy.abc import x as _unknown

from derivations.calculus.domain import Domain
from derivations.calculus.grassmann import components, evaluate_berezin, grassmann_symbols
from derivations.calculus.verdict import Evidence, Verdict
from derivations.calculus.written import Written

DIGITS = 35          # of agreement asked for, in units of the larger side
GUARD = 25           # digits carried beyond that, against cancellation
QUADRATURE_DIGITS = 13
SECONDS = 20.0       # for one symbolic proof


class OutOfTime(Exception):
    """The symbolic proof did not end within its limit."""


def scalars(expr) -> list[Expr]:
    """Every scalar that must agree when two such objects do: entries of a matrix or tuple."""
    if isinstance(expr, MatrixExpr):
        expr = expr.doit()
    if isinstance(expr, (MatrixBase, Tuple, tuple, list)):
        return [scalar for entry in expr for scalar in scalars(entry)]
    return [evaluate_berezin(sympify(expr))]


def pairs(before, after) -> list[tuple[Expr, Expr]]:
    """Scalars of both sides, entry by entry; Grassmann-valued entries are compared coefficient by coefficient."""
    left, right = scalars(before), scalars(after)
    if len(left) != len(right):
        raise ValueError(f"cannot compare {len(left)} entries with {len(right)}")
    return [pair for a, b in zip(left, right) for pair in _coefficient_pairs(a, b)]


def _coefficient_pairs(a: Expr, b: Expr) -> Iterator[tuple[Expr, Expr]]:
    if a.is_commutative and b.is_commutative:
        yield a, b
        return
    generators = tuple(sorted(grassmann_symbols(a) | grassmann_symbols(b), key=str))
    left, right = components(a, generators), components(b, generators)
    for key in sorted(left.keys() | right.keys()):
        yield sympify(left.get(key, 0)), sympify(right.get(key, 0))


def number(expr: Expr, point: dict, digits: int = DIGITS + GUARD):
    """``expr`` at an exact point as an mpmath number; nan where it is not defined."""
    written = Written(expr)
    at = tuple((symbol, Written(sympify(point[symbol]))) for symbol in _symbols(written) if symbol in point)
    return _value(written, at, digits)


# Kept: mutants of a line are compared with one and the same expression at the same points.
@lru_cache(maxsize=4096)
def _value(expr: Written, at: tuple[tuple[Symbol, Written], ...], digits: int):
    function = _function(expr, tuple(symbol for symbol, _ in at))
    if function is None:
        return mpmath.mpf("nan")
    with mpmath.workdps(digits):
        # A plain int would divide to a float.
        values = [mpmath.mpmathify(_function(value, ())()) for _, value in at]
        try:
            return mpmath.mpmathify(function(*values))
        except (ZeroDivisionError, ValueError, NameError, mpmath.libmp.NoConvergence):   # NameError: a function without a value
            return mpmath.mpf("nan")


@lru_cache(maxsize=4096)
def _symbols(expr: Written) -> list[Symbol]:
    return sorted(expr.expr.free_symbols, key=str)


@lru_cache(maxsize=4096)
def _function(expr: Written, symbols: tuple[Symbol, ...]) -> Callable | None:
    """The expression for mpmath, None where it has no value. Its docstring, which nobody reads, would take most of the time."""
    found = expr.expr.doit(integrals=False, sums=False)
    return None if found.has(zoo, nan) else lambdify(symbols, found, "mpmath", docstring_limit=-1)


def refute(before, after, domain: Domain, points: int = 7) -> Evidence:
    """Compare both sides at exact points: REFUTED with a witness, AGREES, or UNKNOWN when too few points could be used."""
    compared = pairs(before, after)
    free = {symbol for pair in compared for side in pair for symbol in side.free_symbols} - set(domain)
    if free:
        return Evidence(Verdict.UNKNOWN, "the domain says nothing of " + ", ".join(sorted(map(str, free))))
    integrals = any(side.has(Integral) for pair in compared for side in pair)
    digits, points = (QUADRATURE_DIGITS, 3) if integrals else (DIGITS, points)
    if not any(side.free_symbols for pair in compared for side in pair):
        points = 1
    used = 0
    for point in domain.points(points):
        for a, b in compared:
            gap = _relative_gap(a, b, point, digits)
            if gap is None:
                break
            if gap > mpmath.mpf(10) ** (-digits):
                return _doubt(gap, point)
        else:
            used += 1
    if used < min(points, 3) and points > 1 or not used:
        return Evidence(Verdict.UNKNOWN, f"only {used} of {points} points could be evaluated")
    return Evidence(Verdict.AGREES, f"{used} exact point{'s' * (used > 1)}, {digits} digits")


def _relative_gap(a: Expr, b: Expr, point: dict, digits: int):
    """|a - b| in units of 1 + |a| + |b|, or None where a side is not finite."""
    left, right = number(a, point, digits + GUARD), number(b, point, digits + GUARD)
    if not (mpmath.isfinite(left) and mpmath.isfinite(right)):
        return None
    with mpmath.workdps(digits + GUARD):
        return abs(left - right) / (1 + abs(left) + abs(right))


def _doubt(gap, point) -> Evidence:
    size = mpmath.nstr(gap, 2)
    if gap > 1e-8:
        return Evidence(Verdict.REFUTED, f"differs by {size} (relative)", witness=point)
    return Evidence(Verdict.UNKNOWN, f"differs by {size}: too little to refute, too much to accept", witness=point)


def equal(before, after, domain: Domain, prove: bool = True) -> Evidence:
    """Refute first, prove second: the evidence for ``before = after`` on ``domain``."""
    start = time.perf_counter()
    evidence = refute(before, after, domain)
    if prove and evidence.verdict is Verdict.AGREES and proved_zero([a - b for a, b in pairs(before, after)], domain):
        evidence = Evidence(Verdict.PROVED, f"SymPy, after {evidence.how}")
    return Evidence(evidence.verdict, evidence.how, evidence.witness, time.perf_counter() - start)


def proved_zero(differences: Iterable[Expr], domain: Domain, seconds: float = SECONDS) -> bool:
    """Whether SymPy shows every difference to vanish, in the drawn symbols or at the generic point of the domain, in time."""
    definitions, generic = domain.definitions(), domain.generic_point()
    try:
        with time_limit(seconds):
            return all(_vanishes(d.xreplace(definitions)) or _vanishes(d.xreplace(generic)) for d in differences)
    except OutOfTime:
        return False


def _vanishes(difference: Expr) -> bool:
    """Try cheap normal forms before ``simplify``."""
    difference = difference.doit()
    forms = (expand, lambda d: cancel(together(d)), lambda d: expand_log(expand(d)), lambda d: expand(powsimp(expand(d))),
             lambda d: cancel(together(_factored_radicands(d))), simplify,
             lambda d: simplify(expand_log(simplify(_factored_radicands(d)))))
    if any(form(difference) == 0 for form in forms):
        return True
    return not difference.free_symbols and difference.is_algebraic is True and minimal_polynomial(difference, _unknown) == _unknown


def _factored_radicands(expr: Expr) -> Expr:
    """Roots and logarithms of factored arguments: with positive symbols SymPy then splits them by itself."""
    root = powsimp(expr, combine="base").replace(
        lambda e: e.is_Pow and e.exp.is_Rational and not e.exp.is_Integer, lambda e: expand_power_base(factor(e.base) ** e.exp))
    return root.replace(lambda e: isinstance(e, log), lambda e: expand_log(log(factor(e.args[0]))))


@contextmanager
def time_limit(seconds: float):
    """Raise OutOfTime in the body after ``seconds``. Signals reach the main thread only; elsewhere nothing is proved."""
    if threading.current_thread() is not threading.main_thread():
        raise OutOfTime
    def ring(signum, frame):
        raise OutOfTime
    previous = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
