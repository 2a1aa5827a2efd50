"""A quantity of a two-block matrix at shifts (y_D, y_G), in the arithmetic asked for.

A law is the tuple (kappa, kappa', S_DD, S_DG, S_GG) of exact rationals; float64 takes the largest variance as 1.
"""

from fractions import Fraction

import numpy as np
from flint import arb

from derivations.spin_glass import noiseless_generator
from derivations.spin_glass.notation import S_DG
from ganmech.arrays import broadcast, float_array, is_single, object_array
from ganmech.digits import asked_digits, float_digits
from ganmech.exact import exact, rational, said
from ganmech.lowering import FLOAT64, lower
from ganmech.lowering.compiled import wanted
from ganmech.rigour import to_digits
from ganmech.spin_glass import certified, compiled_blocks, multiprecision, physical_root, two_block_saddle as saddle
from ganmech.spin_glass.points import FARTHEST
from ganmech.spin_glass.quantities import Quantity

LOG_DETERMINANT = Quantity(lambda *at: (saddle.exponent(*at).real,), parts=1, power=None, compiled="log_determinant")
GRADIENT = Quantity(lambda *at: tuple(slope.real for slope in saddle.gradient(*at)), parts=2, power=-1,
                    compiled="log_determinant_gradient")
HESSIAN = Quantity(lambda *at: tuple(bend.real for bend in saddle.response(*at)), parts=3, power=-2, finite_at_edges=False)
DENSITY = Quantity(lambda arithmetic, *at: (-sum(saddle.gradient(arithmetic, *at)).imag / arithmetic.pi(),), parts=1, power=-1)
SOLUTION = Quantity(lambda _, *at: (at[-2].real, at[-2].imag, at[-1].real, at[-1].imag), parts=4, power=-1)

_square = lower(noiseless_generator.at_zero, (S_DG,))


def evaluate(law, quantity: Quantity, y_D, y_G, digits: int | None, is_certified: bool = False) -> tuple:
    """The values of ``quantity`` at y_D, y_G, broadcast; float64, or mpf or arb where digits are asked for."""
    asked, read = asked_digits(digits, is_certified), shifts(law, digits, y_D=y_D, y_G=y_G)
    if asked is None:
        return _in_float64(law, quantity, *read)
    value = _enclosed if is_certified else _to_digits
    if is_single(y_D) and is_single(y_G):
        return value(law, quantity, *(np.asarray(shift)[()] for shift in read), asked)
    with np.errstate(all="ignore"):      # numpy would report what mpmath left in the processor's flags
        points = np.frompyfunc(lambda *point: value(law, quantity, *point, asked), 2, 1)(*read)
    return tuple(np.frompyfunc(lambda values: values[part], 1, 1)(points) for part in range(quantity.parts))


def shifts(law, digits: int | None, **given) -> list[np.ndarray]:
    """Shifts given by name in their common shape: float64 arrays, or arrays of exact rationals where digits are asked for.

    Raises ValueError where one lies beyond 1e100 times the square root of the largest variance, and what `exact` raises.
    """
    if asked_digits(digits, certified=False) is None:
        read = {name: _float_shifts(law, name, value) for name, value in given.items()}
    else:
        read = {name: _exact_shifts(law, name, value) for name, value in given.items()}
    return list(broadcast(**read))


def _exact_shift(law, name: str, value) -> Fraction:
    number = exact(name, value)
    if rational(number) ** 2 > FARTHEST**2 * max(law[2:]):
        raise _too_far(name, value)
    return number


def _exact_shifts(law, name: str, value) -> np.ndarray:
    array = object_array(name, value) if not is_single(value) else np.array(value, object)
    return np.frompyfunc(lambda entry: _exact_shift(law, name, entry), 1, 1)(array)


def _float_shifts(law, name: str, value) -> np.ndarray:
    found = float_array(name, value, lambda name, entry: float(_exact_shift(law, name, entry)))
    far = np.abs(found) > FARTHEST * float(max(law[2:])) ** 0.5
    if far.any():
        raise _too_far(name, found[far].flat[0])
    return found


def _too_far(name: str, value) -> ValueError:
    return ValueError(f"{name} must be at most 1e100 times the square root of the largest variance in size, got {said(value)}")


def _in_float64(law, quantity, y_D, y_G):
    route = _compiled if wanted(y_D.size, compiled_blocks.ENOUGH) else _in_numpy
    return tuple(value.reshape(y_D.shape)[()] for value in route(law, quantity, y_D.ravel(), y_G.ravel()))


def _compiled(law, quantity, y_D, y_G):
    unit, in_units = units(law)
    at = y_D / unit, y_G / unit
    if quantity.compiled:
        values, right = compiled_blocks.evaluated(quantity.compiled, in_units, *at)
    else:
        solution, right = compiled_blocks.roots(in_units, *at)
        with np.errstate(all="ignore"):
            values = quantity.values(FLOAT64, *in_units, *at, *solution)
    values = [quantity.rescaled(value, unit) for value in values]
    return compiled_blocks.completed(values, right & ~dependent(law, y_G),
                                     lambda *rest: _in_numpy(law, quantity, *rest), y_D, y_G)


def units(law):
    """The unit of length in which the largest variance is 1, and the law in it, in float64."""
    largest = max(law[2:])
    return float(largest) ** 0.5, tuple(map(float, (*law[:2], *(variance / largest for variance in law[2:]))))


def _in_numpy(law, quantity, y_D, y_G):
    unit, in_units = units(law)
    at = y_D / unit, y_G / unit
    undefined = dependent(law, at[1])
    m_D, m_G, settled = physical_root.physical_root(saddle, in_units, *at)
    for place in np.flatnonzero(~settled & ~undefined):
        m_D[place], m_G[place] = (unit * m for m in _slow_root(law, Fraction(y_D[place]), Fraction(y_G[place])))
    with np.errstate(all="ignore"):
        values = [np.asarray(quantity.rescaled(value, unit)) for value in quantity.values(FLOAT64, *in_units, *at, m_D, m_G)]
    if undefined.any():
        values[0][undefined] = float(_of_dependent_rows(law, quantity, None))
    return values


def _slow_root(law, y_D: Fraction, y_G: Fraction):
    """(m_D, m_G), complex, where float64 did not settle: rounded from mpmath's."""
    numbers = (*law, rational(y_D), rational(y_G))
    m_D, m_D_imag, m_G, m_G_imag = map(float, multiprecision.nearest(saddle, numbers, float_digits(*numbers), SOLUTION.values))
    return complex(m_D, m_D_imag), complex(m_G, m_G_imag)


def _to_digits(law, quantity, y_D, y_G, digits):
    if dependent(law, y_G):
        return (_of_dependent_rows(law, quantity, digits),)
    found = multiprecision.nearest(saddle, (*law, y_D, y_G), digits, quantity.values)
    if not quantity.finite_at_edges and not _repeats(found, law, quantity, y_D, y_G, digits):
        raise ArithmeticError(f"y_D = {y_D}, y_G = {y_G} has no {digits} digits; the value diverges here, or nearly so")
    return found


def _enclosed(law, quantity, y_D, y_G, digits):
    if dependent(law, y_G):
        return (_of_dependent_rows(law, quantity, digits, is_certified=True),)
    return certified.enclosures_at(saddle, (*law, y_D, y_G), digits, quantity.values)


def _repeats(found, law, quantity, y_D, y_G, digits) -> bool:
    """Whether twice the digits give the same value: near an edge the solution is nearly double and these diverge."""
    again = multiprecision.nearest(saddle, (*law, y_D, y_G), 2 * digits + 20, quantity.values)
    return all(abs(value - more) <= 10 ** (1 - digits) * abs(more) for value, more in zip(found, again))


def dependent(law, y_G):
    """Whether the generator's rows reach into no more than kappa N dimensions, and may be dependent."""
    kappa, kappa_G, *_, S_GG = law
    return (y_G == 0) & bool(S_GG == 0 and kappa <= kappa_G)


def _of_dependent_rows(law, quantity, digits, is_certified=False):
    """The exponent there: that of a square block and its transpose, or -inf."""
    kappa, kappa_G, *_ = law
    if quantity is not LOG_DETERMINANT:
        raise ValueError("y_G must not be 0 where S_GG = 0 and kappa <= 1/2, got 0: there the determinant vanishes")
    nothing = arb.neg_inf() if is_certified else -np.inf
    return to_digits(_square, (law[3],), digits, is_certified) if kappa == kappa_G else nothing
