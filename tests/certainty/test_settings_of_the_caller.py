"""Every public call that takes ``digits`` leaves precisions and numpy's settings alone, warns of nothing, runs in threads."""

import random
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache

import flint
import mpmath
import numpy as np
import pytest

from ganmech.neighbours import total_variation
from ganmech.spin_glass import CoupledEnsemble
from tests.certainty.calls import CALLS, SLOW, public_calls, settings, text

SIGNATURES = public_calls()
NAMES = [pytest.param(name, marks=pytest.mark.slow) if name in SLOW else name for name in CALLS]
DIGITS = (12, 40)


def ways(name: str) -> list[dict]:
    """float64, mpf and balls, as far as the call has them."""
    known = SIGNATURES[name].parameters
    certified = [{"digits": digits, "certified": True} for digits in DIGITS] if "certified" in known else []
    return [{}, *({"digits": digits} for digits in DIGITS), *certified]


def test_every_public_call_with_digits_is_tried():
    assert set(CALLS) == set(SIGNATURES)


@contextmanager
def odd_settings():
    """Such as nobody sets by accident; numpy raises where it would warn."""
    with mpmath.workdps(23), flint.ctx.workprec(31), np.errstate(all="raise", under="ignore"):
        yield settings()


@lru_cache(None)
def alone(name: str) -> list[str]:
    """What the call finds in each way, by itself and with the settings that Python starts with."""
    return [text(CALLS[name](**how)) for how in ways(name)]


@pytest.mark.parametrize("name", NAMES)
def test_settings_stay_change_no_result_and_nothing_is_warned_of(name):
    plain = alone(name)
    with odd_settings() as before, warnings.catch_warnings():
        warnings.simplefilter("error")
        for how, expected in zip(ways(name), plain):
            assert text(CALLS[name](**how)) == expected
            assert settings() == before, how


@pytest.mark.parametrize("name", NAMES)
def test_settings_stay_after_an_exception(name):
    refused = [{"digits": 0}, {"digits": "many"}, {"digits": 10**9}]
    if "certified" in SIGNATURES[name].parameters:
        refused.append({"digits": None, "certified": True})
    with odd_settings() as before:
        for how in refused:
            with pytest.raises((ValueError, TypeError)):
                CALLS[name](**how)
            assert settings() == before


@pytest.mark.parametrize("fails", [
    lambda: CoupledEnsemble("1/2", 1, 0).log_determinant_hessian(0, 0, digits=10_001),
    lambda: CoupledEnsemble.from_squares("1/2", 2, 0).log_determinant_hessian(2, 0, digits=20, certified=True),
    lambda: CoupledEnsemble.from_squares("1/2", 2, 0).log_determinant_hessian(2, 0, digits=20),
    lambda: total_variation((-1, 1), ("-1.0000000000000000000000001", 1), digits="no"),
])
def test_settings_stay_after_an_exception_within_ball_arithmetic(fails):
    with odd_settings() as before:
        with pytest.raises((ArithmeticError, ValueError, TypeError)):
            fails()
        assert settings() == before


@pytest.mark.parametrize("name", NAMES)
def test_an_interruption_leaves_no_precision_behind(name, monkeypatch):
    """Stopped at the first ball precision it asks for, as Ctrl-C would."""
    from ganmech.lowering import arithmetic

    monkeypatch.setattr(arithmetic, "_BALLS", _Stops())
    with odd_settings() as before:
        for how in ways(name)[1:]:
            try:
                CALLS[name](**how)
            except KeyboardInterrupt:
                pass
            assert settings() == before


class _Stops:
    def __getattr__(self, name):
        raise KeyboardInterrupt


@pytest.mark.parametrize("threads", [8, pytest.param(4, marks=pytest.mark.slow)])
@pytest.mark.parametrize("chapter", sorted({name.split(".")[0] for name in CALLS}))
def test_threads_at_different_digits_find_what_one_finds(chapter, threads):
    """Every call of a chapter in every arithmetic, shuffled, at once."""
    names = [name for name in CALLS if name.split(".")[0] == chapter and name not in SLOW]
    expected = {(name, place): found for name in names for place, found in enumerate(alone(name))}
    work, before = list(expected), settings()
    random.Random(threads).shuffle(work)
    with ThreadPoolExecutor(threads) as pool:
        together = pool.map(lambda item: text(CALLS[item[0]](**ways(item[0])[item[1]])), work)
        assert [item for item, found in zip(work, together) if found != expected[item]] == []
    assert settings() == before
