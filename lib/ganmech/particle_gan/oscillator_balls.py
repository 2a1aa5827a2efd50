"""A damped oscillator z^2 + 2 c z + w^2 in balls, which need not be told whether its roots are real or complex."""

from flint import acb, arb


def roots(c: arb, square: arb) -> tuple[acb, acb]:
    """Both roots, the slower of real ones first; of conjugate ones that with the positive imaginary part."""
    apart = c**2 - square
    real, imaginary = apart.nonnegative_part().sqrt(), (-apart).nonnegative_part().sqrt()
    return acb(-c + real, imaginary), acb(-c - real, -imaginary)


def rate(c: arb, square: arb) -> arb:
    """How fast it comes to rest, the least -Re z."""
    return c - (c**2 - square).nonnegative_part().sqrt()


def size(trace: arb, determinant: arb) -> arb:
    """The larger |z| with z^2 - trace z + determinant = 0."""
    apart = trace**2 / 4 - determinant
    if apart < 0:
        return determinant.sqrt()
    real = abs(trace) / 2 + apart.nonnegative_part().sqrt()
    return real if apart >= 0 else real.union(determinant.nonnegative_part().sqrt())


def least(values) -> arb:
    """A ball that contains the least of the values."""
    first, *more = values
    for value in more:
        first = first.min(value)
    return first
