"""Compiled functions give what the other arithmetics give; what is kept on disk may vanish, and numba is asked for last."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from sympy import Rational, Symbol, asinh, elliptic_k, exp, log, pi, sinh, sqrt

from ganmech.lowering import FLOAT64, compiled_source, lower
from ganmech.lowering.compiled import compiled, wanted

pytest.importorskip("numba")
u, v, w = Symbol("u"), Symbol("v"), Symbol("w")
EXPRESSION = (Rational(1, 3) * log(u) + sqrt(2) * v ** Rational(-3, 2) + pi * u ** Rational(1, 3) / 7
              - asinh(v) * sinh(u) / u**2 + 2 ** (u - 1) + u**7 / 10**30)
LOOPS = '''
"""A loop over a lowered function."""

TWICE = 2


def value(u, v): ...


def total(u, v):
    found = 0.0
    for place in range(u.size):
        found += TWICE * value(u[place], v)
    return found
'''


def test_it_is_the_function_lowered_to_numpy():
    module, numpy_way = compiled({"value": (EXPRESSION, (u, v)), "pair": ((u + v, u), (u, v))}), lower(EXPRESSION, (u, v))
    for place in np.random.default_rng(0).uniform(0.1, 3, (50, 2)):
        assert module.value(*place) == pytest.approx(numpy_way(FLOAT64, *place), rel=1e-14)
    assert module.pair(1.0, 2.0) == (3.0, 1.0)


def test_division_by_zero_is_numpys():
    assert compiled({"inverse": (1 / u, (u,))}).inverse(0.0) == np.inf


def test_loops_are_written_once_over_any_expression(tmp_path, monkeypatch):
    (tmp_path / "loops_of_test.py").write_text(LOOPS)
    monkeypatch.syspath_prepend(tmp_path)
    import loops_of_test
    for expression in (u * v, exp(-u) / v):
        found = compiled({"value": (expression, (u, v))}, loops_of_test).total(np.arange(4.0), 2.0)
        assert found == pytest.approx(2 * sum(float(expression.subs({u: n, v: 2})) for n in range(4)), rel=1e-15)


def test_parts_of_a_complex_expression():
    parts, arguments = compiled_source.in_parts((u * w**2 + 1 / w, log(w)), (w,), (u, w))
    module = compiled({"parts": (parts, arguments)})
    for number in (1 + 2j, 0.3 - 1j, -2 + 0.1j):
        expected = 1.5 * number**2 + 1 / number, np.log(number)
        pairs = [part for value in expected for part in (value.real, value.imag)]
        assert module.parts(1.5, number.real, number.imag) == pytest.approx(pairs)


def test_a_symbol_that_is_no_argument_is_refused():
    with pytest.raises(ValueError, match="holds w"):
        compiled({"value": (u * w, (u, v))})


def test_a_function_that_is_not_compiled_is_refused():
    with pytest.raises(ValueError, match="may hold log, .* got elliptic_k"):
        compiled({"value": (elliptic_k(u), (u,))})


@pytest.mark.parametrize("choice, many, few", [("auto", True, False), ("1", True, True), ("0", False, False)])
def test_the_switch(monkeypatch, choice, many, few):
    monkeypatch.setenv("GANMECH_COMPILED", choice)
    assert (wanted(100, enough=50), wanted(10, enough=50)) == (many, few)


def test_an_unknown_choice_is_refused(monkeypatch):
    monkeypatch.setenv("GANMECH_COMPILED", "yes")
    with pytest.raises(ValueError, match="GANMECH_COMPILED must be one of auto, 0, 1, got 'yes'"):
        wanted(1, 1)


def test_numba_is_not_imported_with_ganmech():
    code = ("import sys, ganmech.spin_glass as s; s.CoupledEnsemble('9/10', 1, 1).log_determinant(0.5, 1); "
            "import ganmech.lowering.compiled; assert 'numba' not in sys.modules")
    subprocess.run([sys.executable, "-c", code], check=True, env=_environment())


def test_the_cache_survives_and_may_be_deleted_while_processes_race_for_it(tmp_path):
    code = ("from sympy import Symbol; from ganmech.lowering.compiled import compiled; u = Symbol('u'); "
            "module = compiled({'f': (u**2, (u,))}); assert module.f(3.0) == 9; "
            "print(module.__file__, *module.f.stats.cache_hits.values())")

    def run(_):
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True,
                              env=_environment(GANMECH_CACHE=str(tmp_path)))
        return done.stdout.split()

    with ThreadPoolExecutor(2) as pool:
        assert len({file for file, *_ in pool.map(run, range(2))}) == 1
    assert run(0)[1:] == ["1"]
    shutil.rmtree(tmp_path / "ganmech")
    assert Path(run(0)[0]).is_relative_to(tmp_path) and run(0)[1:] == ["1"]


def test_a_folder_that_cannot_be_written_is_replaced_by_a_temporary_one(tmp_path):
    blocked = tmp_path / "file"
    blocked.touch()
    code = ("from sympy import Symbol; from ganmech.lowering.compiled import compiled; u = Symbol('u'); "
            "assert compiled({'f': (u + 1, (u,))}).f(1.0) == 2")
    subprocess.run([sys.executable, "-c", code], check=True, env=_environment(GANMECH_CACHE=str(blocked)))


def _environment(**changed):
    return os.environ | {"PYTHONPATH": os.pathsep.join(("lib", "."))} | changed
