"""The physical solution in mpmath, to any number of digits, by iterating the same map of the upper half plane as in float64.

No polynomial and no choice among roots enters, so this is a check of the certified values as much as an arithmetic of its own.
Near an edge the solution is nearly double, near the point where two bands merge nearly triple, and a perturbation is felt as
its square or cube root: there the work is done with three times the digits. So it is where one block is so small that solutions
nearly coincide within the tolerance.
"""

from collections.abc import Callable

from mpmath import mpf

from ganmech.digits import rounded
from ganmech.lowering import multiprecision

LEAST_DIGITS = 20
GUARD_DIGITS = 20
SMALL_STEP = 1e-3         # relative
NEARLY_DOUBLE = 1e-3      # |1 - slope| below which the solution is taken as double or triple
TIMES = (1, 3, 9)         # as many digits as without double solutions, until the solution is settled
PLAIN_STEPS = (3, 10, 30, 100, 300, 1000, 3000)


def nearest(equations, numbers: tuple, digits: int, values: Callable) -> tuple[mpf, ...]:
    """``values(arithmetic, *numbers, m_D, m_G)`` at the physical solution, rounded to ``digits`` significant digits.

    ``numbers`` are the exact rationals of the law and of the point, as ``equations`` takes them: (kappa, kappa', beta, h, x, x + x1)
    for `saddle_point`; ``values`` returns a tuple of real numbers.
    The error is a unit of the last digit of the value, or of 10**-digits where the value is smaller than 1.
    """
    digits_inside = max(digits, LEAST_DIGITS) + GUARD_DIGITS + _digits_before_the_point(equations, numbers)
    for times in TIMES:
        bits = int(times * digits_inside * 3.33)
        with multiprecision(bits) as arithmetic:
            point = [arithmetic.rational(int(number.numerator), int(number.denominator)) for number in numbers]
            *root, slope = _physical_root(equations, arithmetic, point, bits)
            if slope is not None and (abs(1 - slope) > NEARLY_DOUBLE or times > 1):
                return tuple(rounded(value, digits) for value in values(arithmetic, *point, *root))
    raise ArithmeticError(f"the saddle equations at the point ({point[-2]}, {point[-1]}) did not settle")


def _digits_before_the_point(equations, numbers: tuple) -> int:
    """Of the solution, which may cancel in a value: a root of curvature m^2 + shift m + 1 is at most 1/sqrt(curvature)."""
    with multiprecision(53) as arithmetic:
        point = [arithmetic.rational(int(number.numerator), int(number.denominator)) for number in numbers]
        curvatures = (quadratic(arithmetic, *point, 0)[0] for quadratic in (equations.quadratic_D, equations.quadratic_G))
        return max(0, *(int(-arithmetic.context.log10(curvature) / 2) for curvature in curvatures if curvature > 0))


def _physical_root(equations, arithmetic, point, bits: int):
    """m_D, m_G and the slope of the composed map at its limit; three times None where they do not settle at this precision.

    Should Newton steps be drawn to a repelling real solution, more plain steps are put before them.
    """
    tolerance = arithmetic.context.ldexp(1, -bits // 3)
    for plain_steps in PLAIN_STEPS:
        m_D, slope, settled = _iterate(equations, arithmetic, point, plain_steps, bits, tolerance)
        if settled and abs(slope) <= 1 + 1000 * tolerance:
            noise = tolerance if abs(1 - slope) < NEARLY_DOUBLE else tolerance**1.5
            m_G = _upper_root(arithmetic, *equations.quadratic_G(arithmetic, *point, m_D))
            return *_without_noise(m_D, m_G, noise), slope
    return None, None, None


def _iterate(equations, arithmetic, point, plain_steps: int, bits: int, tolerance):
    m_D, settled = _start(equations, arithmetic, point), False
    for step in range(plain_steps + bits):
        image, slope = _composed(equations, arithmetic, point, m_D)
        change = image - m_D if step < plain_steps or slope == 1 else (image - m_D) / (1 - slope)
        m_D = _in_upper_half_plane(arithmetic, m_D + change, image, change)
        enough = tolerance**1.5 if settled and abs(1 - slope) > NEARLY_DOUBLE else tolerance
        if settled and abs(change) < enough * abs(m_D):
            break
        settled = abs(change) < tolerance * abs(m_D)
    return m_D, slope, settled


def _in_upper_half_plane(arithmetic, following, image, change):
    """A small step that crosses the real axis is reflected in it, a large one replaced by the plain step, which never crosses."""
    if following.imag >= 0:
        return following
    return arithmetic.context.conj(following) if abs(change) < SMALL_STEP * abs(image) else image


def _start(equations, arithmetic, point):
    curvature, shift = equations.quadratic_D(arithmetic, *point, 0)
    return _upper_root(arithmetic, curvature, arithmetic.context.mpc(shift, arithmetic.sqrt(curvature)))


def _composed(equations, arithmetic, point, m_D):
    m_G = _upper_root(arithmetic, *equations.quadratic_G(arithmetic, *point, m_D))
    image = _upper_root(arithmetic, *equations.quadratic_D(arithmetic, *point, m_G))
    slope = equations.slope_G(arithmetic, *point, m_D, m_G) * equations.slope_D(arithmetic, *point, image, m_G)
    return image, slope


def _upper_root(arithmetic, curvature, shift):
    shift = arithmetic.context.mpc(shift)
    bound = 2 * arithmetic.sqrt(curvature)
    return -2 / (shift + arithmetic.sqrt(shift - bound) * arithmetic.sqrt(shift + bound))


def _without_noise(m_D, m_G, tolerance):
    """Both real where both are to the tolerance: on the support neither is, however small the part of one block may be."""
    if all(m.imag < tolerance * abs(m) for m in (m_D, m_G)):
        return m_D.real + 0j, m_G.real + 0j
    return m_D, m_G
