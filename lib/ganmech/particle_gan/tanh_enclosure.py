"""The Gaussian averages of tanh in balls that certainly contain them.

In the strip |Im x| <= pi/3 |tanh| <= sqrt(3) and |sech^2| <= 4; on the real line both are at most 1. Where an integrand F is
analytic for |Im x| < a, and the integral of |F(x + i y)| over x is at most M there, the trapezoid rule with step h errs by at
most 2 M/(exp(2 pi a/h) - 1) (Trefethen, Weideman 2014, Theorem 5.1). A Gaussian weight contributes exp(a^2/2) to M. Beyond
n steps the weights add up to at most erfc(n h/sqrt(2)), as they fall. Averages are taken as in `gaussian_pairs`, first over y
with a sqrt(q - p) <= pi/3, then over x with a sqrt(p) <= pi/3, where |m| is bounded as tanh is.
"""

from math import ceil, log, pi, sqrt

from flint import arb, ctx

BOUNDS = 3**0.5 + 1e-9, 4.0      # of |tanh| and of |sech^2| in the strip
MOST_NODES = 4000


def tanh_means(q: arb, p: arb) -> tuple[arb, ...]:
    """< s(u)^2 >, < s(u) s(v) >, < s'(u)^2 >, < s'(u) s'(v) > of s = tanh, at the working precision.

    p is positive or the number 0, where < s(u) s(v) > = 0.
    """
    (same, same_slopes), (distinct, distinct_slopes) = _same(q.sqrt()), _distinct(p.sqrt(), (q - p).sqrt())
    return same, arb(0) if p == 0 else distinct, same_slopes, distinct_slopes


class _Rule:
    """Nodes k h >= 0 and weights of the trapezoid rule for a Gaussian average of functions of sd x, and what it leaves out."""

    def __init__(self, sd: arb):
        nats = ctx.prec * log(2)
        self.strip = min(pi / 3 / max(float(sd.upper()), 1e-9) * (1 - 1e-12), sqrt(nats))
        self.step = arb(2 * pi * self.strip / (nats + self.strip**2 / 2 + 4))
        self.count = ceil(sqrt(2 * nats) / float(self.step.mid()))
        if self.count > MOST_NODES:
            raise ArithmeticError(f"averages of tanh over inputs of standard deviation {float(sd.mid()):.3g} need more than "
                                  f"{MOST_NODES} nodes at this precision")
        scale = self.step / (2 * arb.pi()).sqrt()
        self.nodes = [arb(place) * self.step for place in range(self.count + 1)]
        self.weights = [scale * (-node**2 / 2).exp() for node in self.nodes]
        strip = arb(self.strip)
        self.aliased = 2 * (strip**2 / 2).exp() / ((2 * arb.pi() * strip / self.step).exp() - 1)
        self.left_out = (self.count * self.step / arb(2).sqrt()).erfc()

    def error(self, in_strip: float, on_line: float = 1) -> arb:
        """A ball around 0 that holds the error for an integrand with these bounds."""
        return arb(0, float((self.aliased * in_strip + self.left_out * on_line).upper()) * (1 + 1e-12))

    def even(self, values: list) -> arb:
        """The average of an even function from its values at the nodes."""
        return 2 * sum((w * value for w, value in zip(self.weights, values)), arb(0)) - self.weights[0] * values[0]


def _same(sd: arb) -> tuple[arb, arb]:
    """< tanh^2 > and < sech^4 > for one standard deviation."""
    rule = _Rule(sd)
    squares = [_squared((sd * node).tanh()) for node in rule.nodes]
    slopes = [_squared(1 - square) for square in squares]
    return rule.even(squares) + rule.error(BOUNDS[0]**2), rule.even(slopes) + rule.error(BOUNDS[1]**2)


def _distinct(shared: arb, own: arb) -> tuple[arb, arb]:
    """< m^2 > for tanh, where m is odd, and for sech^2, where it is even."""
    outer, inner = _Rule(shared), _Rule(own)
    means = [_means(inner, shared * node, own) for node in outer.nodes]
    value, slope = ([_squared(mean[i]) for mean in means] for i in (0, 1))
    return outer.even(value) + outer.error(BOUNDS[0]**2), outer.even(slope) + outer.error(BOUNDS[1]**2)


def _means(inner: _Rule, centre: arb, own: arb) -> tuple[arb, arb]:
    """< tanh(centre + own y) > and < sech^2(centre + own y) > over y."""
    above = [(centre + own * node).tanh() for node in inner.nodes]
    below = [(centre - own * node).tanh() for node in inner.nodes]
    values = [(a + b) / 2 for a, b in zip(above, below)]
    slopes = [1 - (_squared(a) + _squared(b)) / 2 for a, b in zip(above, below)]
    return inner.even(values) + inner.error(BOUNDS[0]), inner.even(slopes) + inner.error(BOUNDS[1])


def _squared(ball: arb) -> arb:
    """The power of a ball that holds 0 is not finite, its product with itself is."""
    return ball * ball
