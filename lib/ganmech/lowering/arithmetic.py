"""The arithmetics a lowered function computes in. None leaves a precision changed behind it.

mpmath computes in a context of its own, one for each thread, so neither `mpmath.mp.dps` nor another thread is touched.
python-flint has one precision for the whole process: ball arithmetic here holds a lock and puts the precision back.
"""

import operator
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import flint
import mpmath
import numpy as np
from scipy import special

FLOAT64 = SimpleNamespace(
    rational=operator.truediv, pi=lambda: np.pi, log=np.log, sqrt=np.sqrt, root=lambda value, order: value ** (1 / order),
    sinh=np.sinh, asinh=np.arcsinh, tanh=np.tanh, exp=np.exp, sin=np.sin, cos=np.cos, asin=np.arcsin,
    erf=special.erf, elliptic_k=special.ellipk, elliptic_e=special.ellipe,
)
EXACT = SimpleNamespace(rational=flint.fmpq)


def _method(name: str):
    """The ball's own method, for whole and rational numbers too."""
    return lambda value, *more: getattr(flint.arb(value) if isinstance(value, (int, flint.fmpq)) else value, name)(*more)


_BALLS = SimpleNamespace(
    rational=flint.fmpq, pi=flint.arb.pi,
    **{name: _method(name) for name in ("log", "sqrt", "root", "sinh", "asinh", "tanh", "exp", "sin", "cos", "asin", "erf")},
    elliptic_k=lambda m: flint.acb(m).elliptic_k().real, elliptic_e=lambda m: flint.acb(m).elliptic_e().real,      # m < 1
)
_FLINT_PRECISION = threading.RLock()
_OF_THIS_THREAD = threading.local()


@contextmanager
def balls(bits: int) -> Iterator[SimpleNamespace]:
    """Arb balls at a working precision of so many bits; python-flint's precision is put back on leaving."""
    with _FLINT_PRECISION:
        before = flint.ctx.prec
        flint.ctx.prec = bits
        try:
            yield _BALLS
        finally:
            flint.ctx.prec = before


@contextmanager
def multiprecision(bits: int) -> Iterator[SimpleNamespace]:
    """mpmath numbers of so many bits in this thread's private context, which is the attribute ``context``."""
    arithmetic = _private_multiprecision()
    with arithmetic.context.workprec(bits):
        yield arithmetic


def _private_multiprecision() -> SimpleNamespace:
    if not hasattr(_OF_THIS_THREAD, "arithmetic"):
        context = mpmath.MPContext()
        _OF_THIS_THREAD.arithmetic = SimpleNamespace(
            context=context, rational=lambda p, q: context.mpf(p) / q, pi=lambda: +context.pi, log=context.log,
            sqrt=context.sqrt, root=context.root, sinh=context.sinh, asinh=context.asinh, tanh=context.tanh,
            exp=context.exp, sin=context.sin, cos=context.cos, asin=context.asin,
            elliptic_k=context.ellipk, elliptic_e=context.ellipe, erf=context.erf,
        )
    return _OF_THIS_THREAD.arithmetic
