"""The GOE's exact density at finite N, and how many eigenvalues lie beyond a point, in balls.

The density is an entire function of x: Arb integrates it with proved error bounds. It is even and integrates to N, so the
number above u is N/2 less the integral from 0 to u, and no tail has to be bounded.
"""

from flint import acb, arb

from ganmech.digits import checked_digits, rounded
from ganmech.exact import exact, rational, said
from ganmech.rigour import at_rising_precision
from ganmech.spin_glass.goe_finite import density_at


def density_to_digits(u, N: int, E, digits: int, certified: bool):
    """See `goe_finite.density`."""
    u, E = _numbers(u, E)

    def attempt(arithmetic):
        scale = arb(2 * N).sqrt() / E
        return (scale * density_at(arithmetic, u * scale, N),)

    return _found(attempt, digits, certified)


def expected_above_to_digits(u, N: int, E, digits: int, certified: bool):
    """See `goe_finite.expected_above`."""
    u, E = _numbers(u, E)

    def attempt(arithmetic):
        end = acb(u * arb(2 * N).sqrt() / E)
        return (arb(N) / 2 - acb.integral(lambda x, _: density_at(arithmetic, x, N), acb(0), end).real,)

    return _found(attempt, digits, certified)


def _numbers(u, E):
    u, E = rational(exact("u", u)), rational(exact("E", E))
    if E <= 0:
        raise ValueError(f"E must be positive, got {said(E)}")
    return u, E


def _found(attempt, digits: int, certified: bool):
    asked = checked_digits(digits)
    ball, = at_rising_precision(attempt, asked, relative=not certified)
    return ball if certified else rounded(ball, asked)
