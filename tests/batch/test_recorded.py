"""Recorded values lose nothing, and what cannot be kept is refused."""

import json
from fractions import Fraction

import flint
import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from ganmech.report import recorded


@pytest.fixture(autouse=True)
def artifacts(tmp_path, monkeypatch):
    monkeypatch.setenv("GANMECH_ARTIFACTS", str(tmp_path / "artifacts"))
    monkeypatch.delenv("GANMECH_RECORDING", raising=False)
    return tmp_path / "artifacts"


def kept(artifacts) -> dict:
    return json.loads((artifacts / "recorded.json").read_text())


def test_numbers_keep_their_kind_and_every_digit(artifacts):
    recorded.record(
        whole=10**40, yes=True, nothing=None, text="θ", tenth=0.1, part=Fraction(1, 3),
        single=np.float32(0.1), counted=np.int64(7), flag=np.bool_(False),
        ratio=sympy.Rational(-2, 7), integer=sympy.Integer(5), exact=flint.fmpq(22, 7), big=flint.fmpz(2) ** 70,
        several=[0.5, Fraction(1, 2), "a"], array=np.array([1.5, 2.5]), infinite=float("-inf"), unknown=float("nan"),
    )
    assert kept(artifacts) == {
        "whole": 10**40, "yes": True, "nothing": None, "text": "θ", "tenth": "0.1", "part": "1/3",
        "single": repr(float(np.float32(0.1))), "counted": 7, "flag": False,
        "ratio": "-2/7", "integer": "5", "exact": "22/7", "big": 2**70,
        "several": ["0.5", "1/2", "a"], "array": ["1.5", "2.5"], "infinite": "-inf", "unknown": "nan",
    }


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.integers(-(2**400), 2**400), st.integers(-1500, 1500), st.integers(2, 400))
def test_an_mpmath_number_reads_back_equal(mantissa, exponent, bits):
    with mpmath.workprec(bits):
        number = mpmath.ldexp(mpmath.mpf(mantissa), exponent)
        assert mpmath.mpf(recorded.plain("x", number)) == number


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_reads_back_equal(number):
    assert float(recorded.plain("x", number)) == number


def test_fifty_digits_survive(artifacts):
    with mpmath.workdps(50):
        recorded.record(root=mpmath.sqrt(2))
        assert mpmath.mpf(kept(artifacts)["root"]) == mpmath.sqrt(2)


BALLS = [
    flint.arb("2").sqrt(), flint.arb(1) / 3, flint.arb(0.1), flint.arb(0), flint.arb("1e-300", "1e-310"), flint.arb(3, 5),
    flint.arb(-7, 2**-60), flint.arb(2) ** -900, flint.arb("1e300"), flint.arb(0, 1e-9),
]


@pytest.mark.parametrize("ball", BALLS, ids=str)
def test_midpoint_and_radius_contain_the_ball(ball):
    pair = recorded.written({"x": ball})
    middle, radius = Fraction(pair["x"]), Fraction(pair["x radius"])
    lower, upper = (exactly(ball.mid()) + sign * exactly(ball.rad()) for sign in (-1, 1))
    assert list(pair) == ["x", "x radius"] and middle - radius <= lower and upper <= middle + radius
    assert radius <= 100 * exactly(ball.rad()) + abs(middle) / 10**12      # and says not much less than the ball


def exactly(number: flint.arb) -> Fraction:
    """The rational number that an exact ball is."""
    mantissa, exponent = number.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def test_a_name_is_recorded_once(artifacts):
    recorded.record(a=1)
    recorded.record(b=2)
    with pytest.raises(ValueError, match="a is recorded twice; a recorded name must be new"):
        recorded.record(a=3)
    assert kept(artifacts) == {"a": 1, "b": 2}


NO_VALUES = [
    object(), {1}, {"a": 1}, 1j, sympy.sqrt(2), sympy.Symbol("x"), [object()], b"bytes", np.array([1j]), mpmath.mpc(1, 2),
]


@pytest.mark.parametrize("value", NO_VALUES, ids=lambda value: type(value).__name__)
def test_what_cannot_be_kept_is_refused(artifacts, value):
    with pytest.raises(TypeError, match="^strange must be a number, a text, None or a list of these, got "):
        recorded.record(fine=1, strange=value)
    assert not (artifacts / "recorded.json").exists()


def test_a_function_of_a_sweep_that_returns_such_a_value_fails_in_its_record(bench):
    from ganmech.batch import engines
    from ganmech.batch.runner import run_sweep

    bench.module("def point(x: int):\n    return {'a': {1} if x else 0.5}")
    plan = bench.plan(bench.spec("function", "grid.x = [0, 1]"))
    assert run_sweep(plan, engines.serial) == {"done": 1, "failed": 1, "missing": 0}
    failure = next(record.failure for record in plan.records().values() if not record.done)
    assert failure.sentence.endswith("TypeError: a must be a number, a text, None or a list of these, got set")
