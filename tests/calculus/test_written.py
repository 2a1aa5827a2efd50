"""Expressions that SymPy takes for equal, though their values differ, are told apart."""
from sympy import Derivative, Dummy, Rational, Subs, symbols

from derivations.calculus import Domain, Is, Line, calc
from derivations.calculus.equality import number
from derivations.calculus.verdict import Verdict
from derivations.calculus.written import Written, unique

x, y, a = symbols("x y a")
BY_X, BY_Y = (Subs(Derivative(a * x * y**2, variable), (x, y), (1, 1)) for variable in (x, y))      # a and 2 a


def test_sympy_does_not_tell_them_apart():
    assert BY_X == BY_Y and hash(BY_X) == hash(BY_Y) and BY_X.doit() != BY_Y.doit()


def test_as_keys_they_differ():
    assert Written(BY_X) != Written(BY_Y) and Written(BY_X) == Written(BY_X.func(*BY_X.args))
    assert [found.doit() for found in unique([BY_X, BY_Y, BY_X, x, x])] == [a, 2 * a, x]


def test_symbols_of_one_name_differ():
    assert len(unique([Dummy("x"), Dummy("x"), x, symbols("x", real=True)])) == 4


def test_one_after_the_other_has_its_own_value():
    point = {a: Rational(1, 3)}
    assert abs(number(BY_X, point) * 3 - 1) < 1e-50 and abs(number(BY_Y, point) * 3 - 2) < 1e-50


def test_a_line_is_checked_by_its_own_value():
    first, second = (calc(found, Line("at the point", a), on=Domain({a: Is(7)}), title="").verify() for found in (BY_X, BY_Y))
    assert first.verdict is Verdict.PROVED and second.verdict is Verdict.REFUTED
