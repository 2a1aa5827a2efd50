"""Numbers are taken exactly; what is not a number, or not allowed, is named in one sentence; precisions stay as they were."""

import re
import threading
from decimal import Decimal
from fractions import Fraction

import flint
import mpmath
import numpy as np
import pytest
import sympy

from ganmech.spin_glass import CoupledEnsemble, SpinGlassGAN, kth_eigenvalue_rate, left_tail_rate, right_tail_rate

ENSEMBLE = CoupledEnsemble("9/10", 1, "1/2")


@pytest.mark.parametrize("value, meant", [
    ("9/10", Fraction(9, 10)), ("0.1", Fraction(1, 10)), ("1e-6", Fraction(1, 10**6)), (0.1, Fraction(0.1)), (np.float64(0.1), Fraction(0.1)),
    (np.float32(0.5), Fraction(1, 2)), (Decimal("0.3"), Fraction(3, 10)), (mpmath.mpf(3) / 8, Fraction(3, 8)),
    (sympy.Rational(2, 7), Fraction(2, 7)), (sympy.Float("0.25"), Fraction(1, 4)), (np.array(0.5), Fraction(1, 2)),
    (flint.fmpq(2, 7), Fraction(2, 7)), (flint.arb("0.5"), Fraction(1, 2)),
])
def test_numbers_are_exact(value, meant):
    assert CoupledEnsemble(value, 1, 0).kappa == meant


def test_an_exact_decimal_is_not_its_float():
    by_text, by_float = (ENSEMBLE.log_determinant(x, 0, digits=30) for x in ("0.1", 0.1))
    assert 1e-19 < abs(by_text - by_float) < 1e-16


@pytest.mark.parametrize("arguments, error, message", [
    (dict(kappa=1.0), ValueError, "kappa must lie strictly between 0 and 1, got 1.0"),
    (dict(kappa="0"), ValueError, "kappa must lie strictly between 0 and 1, got 0"),
    (dict(kappa="1e-60"), ValueError, "kappa must stay 1e-50 away from 0 and from 1, got 1e-60"),
    (dict(kappa=True), TypeError, "kappa must be a real number, got True"),
    (dict(kappa=None), TypeError, "kappa must be a real number, got None"),
    (dict(kappa="half"), ValueError, "kappa must be a number such as '9/10' or '0.1', got 'half'"),
    (dict(kappa="1/0"), ValueError, "kappa must be a number such as '9/10' or '0.1', got '1/0'"),
    (dict(kappa=float("nan")), ValueError, "kappa must be finite, got nan"),
    (dict(kappa=mpmath.inf), ValueError, "kappa must be finite, got +inf"),
    (dict(kappa=0.5j), TypeError, "kappa must be a real number or a string such as '9/10', got 0.5j"),
    (dict(kappa="1e-999999999"), ValueError, "kappa must lie between 1e-2000 and 1e2000 in size, got '1e-999999999'"),
    (dict(b=0), ValueError, "b must be positive, between 1e-150 and 1e150, got 0"),
    (dict(b=-1), ValueError, "b must not be negative, got -1"),
    (dict(b=sympy.pi), ValueError, "b must be a number of 0 or more whose square is rational, got pi"),
    (dict(b=sympy.I), ValueError, "b must be a number of 0 or more whose square is rational, got I"),
    (dict(b=flint.arb(1) / 3), ValueError, f"b must be an exact number, got the ball {flint.arb(1) / 3}"),
    (dict(b=10**5000), ValueError, "b must lie between 1e-2000 and 1e2000 in size, got int of thousands of digits"),
    (dict(b="0." + 5000 * "3"), ValueError, "b must be written in at most 4000 characters, got 5002"),
    (dict(kappa="1e-9999999999999999999"), ValueError,
     "kappa must lie between 1e-2000 and 1e2000 in size, got '1e-9999999999999999999'"),
    (dict(b1=-0.5), ValueError, "b1 must not be negative, got -0.5"),
    (dict(b1=float("inf")), ValueError, "b1 must be finite, got inf"),
])
def test_a_bad_ensemble_is_named(arguments, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        CoupledEnsemble(**{"kappa": "1/2", "b": 1, "b1": 1} | arguments)


@pytest.mark.parametrize("arguments, error, message", [
    ((1, 1, 1, "1/2"), ValueError, "p must be a whole number of 2 or more, got 1"),
    ((2.5, 1, 1, "1/2"), ValueError, "p must be a whole number of 2 or more, got 2.5"),
    ((2, 0, 1, "1/2"), ValueError, "q must be a whole number of 1 or more, got 0"),
    ((2, True, 1, "1/2"), TypeError, "q must be a whole number of 1 or more, got True"),
    ((2, 1, 0, "1/2"), ValueError, "sigma_z must be positive, between 1e-50 and 1e50, got 0"),
    ((2, 1, "1e200", "1/2"), ValueError, "sigma_z must be positive, between 1e-50 and 1e50, got 1e200"),
    ((2, 1, "1e-200", "1/2"), ValueError, "sigma_z must be positive, between 1e-50 and 1e50, got 1e-200"),
    ((2, 10**6, 1, "1/2"), ValueError, "q must be at most 200, got 1000000"),
    ((10**9, 10**9, 1, "1/2"), ValueError, "p must be at most 200, got 1000000000"),
    ((2, 1, 1, 2), ValueError, "kappa must lie strictly between 0 and 1, got 2"),
    ((2, 1, 1, "1/2", "printed"), ValueError, "convention must be one of derived, released, got 'printed'"),
])
def test_a_bad_model_is_named(arguments, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        SpinGlassGAN(*arguments)


@pytest.mark.parametrize("convention", ["derived", "released"])
@pytest.mark.parametrize("p, q, sigma_z", [(200, 200, "1e50"), (200, 1, "1e-50"), (2, 1, "1e-50"), (2, 200, "1e-50")])
def test_every_model_within_the_bounds_has_an_ensemble(p, q, sigma_z, convention):
    model = SpinGlassGAN(p, q, sigma_z, "9/10", convention)
    assert np.isfinite(model.constant()) and np.isfinite(model.ensemble.edges(1)).all()


@pytest.mark.parametrize("call, error, message", [
    (lambda: ENSEMBLE.log_determinant(np.nan, 0), ValueError, "x must be finite, got nan"),
    (lambda: ENSEMBLE.log_determinant(0, [1, -np.inf]), ValueError, "x1 must be finite, got -inf"),
    (lambda: ENSEMBLE.log_determinant(1j, 0), TypeError, "x must be real numbers, got an array of type complex128"),
    (lambda: ENSEMBLE.log_determinant([True], 0), TypeError, "x must be real numbers, got an array of type bool"),
    (lambda: ENSEMBLE.log_determinant([1, 2], [1, 2, 3]), ValueError, "x and x1 must have shapes that broadcast, got (2,) and (3,)"),
    (lambda: ENSEMBLE.log_determinant([1, 2], [1, 2, 3], digits=9), ValueError,
     "x and x1 must have shapes that broadcast, got (2,) and (3,)"),
    (lambda: right_tail_rate([1, 2], [1, 2, 3]), ValueError, "u and E must have shapes that broadcast, got (2,) and (3,)"),
    (lambda: ENSEMBLE.log_determinant([[1], [1, 2]], 0), ValueError, "x must be a number or an array of one shape, got [[1], [1, 2]]"),
    (lambda: ENSEMBLE.density(0, [[1], [1, 2]], digits=9), ValueError, "x1 must be a number or an array of one shape, got [[1], [1, 2]]"),
    (lambda: ENSEMBLE.log_determinant(np.datetime64("2001-01-01"), 0), TypeError,
     "x must be real numbers, got an array of type datetime64[D]"),
    (lambda: ENSEMBLE.log_determinant(np.timedelta64(3, "D"), 0, digits=9), TypeError,
     "x must be a real number, got np.timedelta64(3,'D')"),
    (lambda: ENSEMBLE.log_determinant(np.array([3], "m8[ns]"), 0, digits=9), TypeError,
     "x must be real numbers, got an array of type timedelta64[ns]"),
    (lambda: ENSEMBLE.density("a", 0), ValueError, "lam must be a number such as '9/10' or '0.1', got 'a'"),
    (lambda: ENSEMBLE.density(0, 0, digits=0), ValueError, "digits must lie between 1 and 10000, got 0"),
    (lambda: ENSEMBLE.density(0, 0, digits=10**9), ValueError, "digits must lie between 1 and 10000, got 1000000000"),
    (lambda: ENSEMBLE.merging_x1(digits=2.5), TypeError, "digits must be a whole number from 1 to 10000, got 2.5"),
    (lambda: ENSEMBLE.edges(0, certified=True), ValueError,
     "certified=True needs digits, the number of digits to prove, as in digits=30"),
    (lambda: ENSEMBLE.edges([0, 1]), TypeError, "x1 must be a real number or a string such as '9/10', got [0, 1]"),
    (lambda: ENSEMBLE.sample_spectrum(1, 0), ValueError, "N must be a whole number of 2 or more, got 1"),
    (lambda: ENSEMBLE.sample_spectrum(10**6, 0), ValueError, "N must be at most 20000, got 1000000"),
    (lambda: kth_eigenvalue_rate(2, "1e400"), ValueError, "k must be at most 1000000000, got 1e400"),
    (lambda: kth_eigenvalue_rate(2, 10**400), ValueError, f"k must be at most 1000000000, got 1{59 * '0'}... of 401 characters"),
    (lambda: left_tail_rate(0, "1e-400"), ValueError, "E must be at least 5e-324 for float64, got 1e-400"),
    (lambda: left_tail_rate("-1e400"), ValueError, "u must be at most 1.797e308 in size for float64, got -1e400"),
    (lambda: ENSEMBLE.sample_spectrum(10, 0, rng=-1), TypeError,
     "rng must be None, a whole number of 0 or more, or a numpy Generator, got -1"),
])
def test_bad_points_are_named_and_precisions_stay(call, error, message):
    before = flint.ctx.prec, mpmath.mp.prec
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        call()
    assert (flint.ctx.prec, mpmath.mp.prec) == before


@pytest.mark.parametrize("far, written", [("1e400", "1e400"), (10**101, f"1{59 * '0'}... of 102 characters"), (-1e308, "-1e+308")])
@pytest.mark.parametrize("name, call", [
    ("x", lambda far: ENSEMBLE.log_determinant(far, 0)), ("x1", lambda far: ENSEMBLE.log_determinant_gradient([0, 1], far)),
    ("x", lambda far: ENSEMBLE.log_determinant_hessian(far, 0, digits=9)), ("lam", lambda far: ENSEMBLE.density(far, far)),
    ("x1", lambda far: ENSEMBLE.edges(far)), ("x1", lambda far: ENSEMBLE.sample_spectrum(4, far)),
])
def test_points_beyond_1e100_amplitudes_are_named(name, call, far, written):
    with pytest.raises(ValueError, match=f"^{re.escape(f'{name} must be at most 1e100 times b in size, got {written}')}$"):
        call(far)


@pytest.mark.parametrize("ensemble, farthest", [
    (ENSEMBLE, "1e100"), (CoupledEnsemble("1e-50", "1e-150", "1e-100"), "1e-50"), (CoupledEnsemble("1e-50", "1e150", "1e200"), "1e250"),
])
@pytest.mark.parametrize("sign", ["", "-"])
def test_at_the_farthest_points_float64_is_finite_and_agrees_with_twenty_digits(ensemble, farthest, sign):
    far = sign + farthest
    for x, x1 in ((far, 0), (0, far), (far, farthest), (1e-200, far)):
        for method in (ensemble.log_determinant, ensemble.log_determinant_gradient, ensemble.density):
            exact = np.array(method(x, x1, digits=20), float)
            assert np.allclose(method(x, x1), exact, rtol=1e-13, atol=1e-13 * np.max(np.abs(exact)))
        assert np.isfinite(ensemble.log_determinant_hessian(x, x1)).all()
    assert np.isfinite(ensemble.edges(far)).all() and np.isfinite(ensemble.sample_spectrum(4, far, rng=1)).all()


@pytest.mark.filterwarnings("error")
def test_nothing_is_warned_of():
    points = np.array(["0", 0.5, 2], object)      # the certified root at 0 leaves a division by zero in the processor's flags
    ENSEMBLE.log_determinant(points, 0), ENSEMBLE.log_determinant(points, 0, digits=5, certified=True)
    ENSEMBLE.density(points, 1e80, digits=20), left_tail_rate([0, "1/2"], digits=20, certified=True)
    with pytest.raises(ValueError, match="^u must be nearer to E"):
        left_tail_rate(-1e300, 1e-300)


def test_zero_has_no_minus_sign():
    semicircle = CoupledEnsemble("1/2", sympy.sqrt(2), 0)
    assert not np.signbit([semicircle.density(-1, 2), left_tail_rate(1, 1), right_tail_rate(1, 1)]).any()


def test_a_divergent_second_derivative_is_not_a_number():
    edge = CoupledEnsemble("1/2", sympy.sqrt(2), 0)
    with pytest.raises(ArithmeticError, match="the value diverges here"):
        edge.log_determinant_hessian(2, 0, digits=20)


def test_shapes():
    column, row = np.zeros((3, 1)), np.ones(4)
    assert ENSEMBLE.log_determinant(column, row).shape == ENSEMBLE.density(column, row, digits=5).shape == (3, 4)
    assert isinstance(ENSEMBLE.log_determinant("1/3", 0), float) and isinstance(ENSEMBLE.density(0, 0, digits=5), mpmath.mpf)
    assert isinstance(ENSEMBLE.log_determinant([0, 1], 0, digits=5, certified=True)[0], flint.arb)
    assert ENSEMBLE.log_determinant([], 0).shape == (0,) and ENSEMBLE.log_determinant_gradient([], 0, digits=5)[1].shape == (0,)


def test_precisions_stay_as_the_caller_set_them():
    with mpmath.workdps(33):
        flint.ctx.prec, before = 77, flint.ctx.prec
        try:
            ENSEMBLE.log_determinant(0.2, 0, digits=80), ENSEMBLE.edges(4, digits=80, certified=True), ENSEMBLE.density(0.2, 0)
            assert (flint.ctx.prec, mpmath.mp.dps) == (77, 33)
        finally:
            flint.ctx.prec = before


def test_threads_do_not_disturb_one_another():
    """Eight threads at different digits, mpmath and certified, each finding the value that it finds alone."""
    def value(digits):
        ball = ENSEMBLE.log_determinant("1/3", "1/7", digits=digits, certified=True)
        return ENSEMBLE.log_determinant("1/3", "1/7", digits=digits), ball.mid().str(digits, radius=False)

    alone, found = {digits: value(digits) for digits in range(10, 90, 10)}, {}

    def repeatedly(digits):
        found[digits] = {value(digits) for _ in range(20)}

    threads = [threading.Thread(target=repeatedly, args=(digits,)) for digits in alone]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {digits: {both} for digits, both in alone.items()}


def test_sampling_repeats_with_its_seed():
    first, second = (ENSEMBLE.sample_spectrum(20, "1/2", rng=7) for _ in range(2))
    assert np.array_equal(first, second)
    assert ENSEMBLE.sample_spectrum(2, 0, np.random.default_rng(7)).shape == (2,)
