"""The kernel of a wide generator: its two numbers g1 and g2, and the coupling phi = g2/g1."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import isfinite

from flint import arb
from mpmath import mpf

from ganmech.digits import BEYOND_FLOAT64, asked_digits, rounded
from ganmech.exact import exact_integer, rational
from ganmech.lowering import balls
from ganmech.particle_gan.activation import Activation, activation_of
from ganmech.particle_gan.gaussian_pairs import ball_means, float64_means
from ganmech.particle_gan.layers import averaged_states, closed_states
from ganmech.particle_gan.positive_numbers import nonnegative, positive
from ganmech.particle_gan.tanh_enclosure import tanh_means
from ganmech.rigour import at_rising_precision

DEEPEST = 10_000
GUARD_BITS = 40


@dataclass(frozen=True)
class WideKernel:
    """``g1``, the kernel of a latent with itself, ``g2``, of two distinct latents, and ``phi`` = g2/g1: float, mpf or arb."""

    g1: float | mpf | arb
    g2: float | mpf | arb
    phi: float | mpf | arb


def wide_kernel(depth=5, activation="relu", weight_variance=2, bias_variance=0, digits=30, certified=False) -> WideKernel:
    """The neural-tangent kernel of a generator with ``depth`` hidden layers, all wide, at orthogonal latents.

    With u, v Gaussian of variance q and covariance p, a layer of units s does

        q -> v_w <s(u)^2> + v_b,                  p -> v_w <s(u) s(v)> + v_b,
        Theta_1 -> q + v_w <s'(u)^2> Theta_1,     Theta_2 -> p + v_w <s'(u) s'(v)> Theta_2

    from q = Theta_1 = v_w + v_b, p = Theta_2 = v_b; behind the last g1 = Theta_1 and g2 = Theta_2. Weights have variance
    v_w = ``weight_variance``/width of the layer below, biases v_b = ``bias_variance``. Latents in d_0 dimensions have squared
    length d_0 and are orthogonal, as on a sphere of high dimension.

    ``activation`` is "relu", "erf", "tanh" or a smooth SymPy expression of one variable. ``digits`` None gives float64, a
    number mpmath of so many digits, with ``certified`` Arb balls of relative radius below 10**-digits that contain the values:
    for "relu" and "erf" from closed forms, for "tanh" from a quadrature with its error bounded. There is no certificate for
    expressions.

    Raises ValueError or TypeError for a depth that is not a whole number from 1 to 10000, another activation, a
    weight_variance that is not positive, a negative bias_variance, a certificate that does not exist, and values beyond
    float64; ArithmeticError where averages of tanh or of an expression would need too many nodes, as for very large variances.
    A layer takes 10 microseconds with a closed form, about 0.1 s for tanh at 30 digits, and seconds for an expression.
    """
    depth, s = exact_integer("depth", depth, least=1, most=DEEPEST), activation_of(activation)
    v_w, v_b = positive("weight_variance", weight_variance), nonnegative("bias_variance", bias_variance)
    asked = asked_digits(digits, certified)
    if certified and s.name not in ENCLOSED:
        raise ValueError(f"certified=True is known for {', '.join(ENCLOSED)}, got activation {s.name}")
    if s.name not in ENCLOSED or asked is None and not s.closed:
        return _averaged(s, depth, v_w, v_b, asked)
    enclosed = _enclosed(s, depth, v_w, v_b, BEYOND_FLOAT64 if asked is None else asked)
    return WideKernel(*enclosed) if certified else _rounded(enclosed, asked)


def _enclosed(s: Activation, depth: int, v_w: Fraction, v_b: Fraction, digits: int) -> tuple[arb, ...]:
    """Balls around g1, g2 and phi of relative radius below 10**-digits."""

    def attempt(arithmetic):
        given = arb(rational(v_w)), arb(rational(v_b))
        *_, g1, g2 = _last(ENCLOSED[s.name](s, arithmetic, *given), depth)
        g2 = arb(0) if s.odd and not v_b else g2
        return g1, g2, g2 / g1

    return at_rising_precision(attempt, digits, relative=True)


def _averaged(s: Activation, depth: int, v_w: Fraction, v_b: Fraction, digits: int | None) -> WideKernel:
    """By quadrature whose error is estimated."""
    if digits is None:
        numbers = _last(averaged_states(lambda q, p: float64_means(s.values, s.slopes, q, p), float(v_w), float(v_b)), depth)
        g1, g2 = numbers[2], 0.0 if s.odd and not v_b else numbers[3]
        return _rounded((g1, g2, g2 / g1), None)
    with balls(int(3.33 * digits) + GUARD_BITS) as arithmetic:
        states = averaged_states(lambda q, p: ball_means(*s.lowered, arithmetic, q, p, digits + 3),
                                 arb(rational(v_w)), arb(rational(v_b)), arithmetic)
        *_, g1, g2 = _last(states, depth)
        g2 = arb(0) if s.odd and not v_b else g2
        return _rounded((g1, g2, g2 / g1), digits)


def _last(states: Iterator, depth: int) -> tuple:
    """The state behind so many layers."""
    return next(islice(states, depth - 1, None))


def _rounded(values: tuple, digits: int | None) -> WideKernel:
    """Values, balls or floats, as mpf of so many digits or as float64 without silent overflow or loss to 0."""
    if digits is not None:
        return WideKernel(*(rounded(value, digits) for value in values))
    floats = [float(value.mid()) if isinstance(value, arb) else float(value) for value in values]
    if not all(isfinite(number) and (number or value == 0) for number, value in zip(floats, values)):
        raise ValueError("digits must be given, as in digits=30, for a kernel that is beyond the range of float64")
    return WideKernel(*floats)


def _of_closed_form(s: Activation, arithmetic, v_w: arb, v_b: arb) -> Iterator:
    return closed_states(s.closed, arithmetic, v_w, v_b)


def _of_tanh(s: Activation, arithmetic, v_w: arb, v_b: arb) -> Iterator:
    return averaged_states(tanh_means, v_w, v_b, arithmetic)


ENCLOSED: dict[str, Callable] = {"relu": _of_closed_form, "erf": _of_closed_form, "tanh": _of_tanh}
