"""What is not a law, a mean, a count or a word is named in one sentence."""
import re

import pytest

from ganmech import neighbours as n

INTERVALS = [[-1, 0], [0, 1]]


@pytest.mark.parametrize("call, error, message", [
    (lambda: n.total_variation((0,), (0, 1)), ValueError, "mu must hold two means, got (0,)"),
    (lambda: n.total_variation("01", (0, 1)), ValueError, "mu must hold two means, got '01'"),
    (lambda: n.total_variation(3, (0, 1)), ValueError, "mu must hold two means, got 3"),
    (lambda: n.total_variation((0, 1), (0, 2000)), ValueError, "target[1] must be at most 1000 in size, got 2000"),
    (lambda: n.total_variation((0, float("nan")), (0, 1)), ValueError, "mu[1] must be finite, got nan"),
    (lambda: n.total_variation((0, 2), (0, 1), certified=True), ValueError,
     "certified=True needs digits, the number of digits to prove, as in digits=30"),
    (lambda: n.descend_optimal((0, 1), (0, 1), step=0), ValueError, "step must be positive and at most 1, got 0.0"),
    (lambda: n.descend_optimal([], (0, 1)), ValueError, "mu must hold two means, or pairs of them, got an array of shape (0,)"),
    (lambda: n.descend_first_order((0, 1), (0, 1), [[1, 0], [0, 1]]), ValueError, "intervals must have l <= r, got (1, 0)"),
    (lambda: n.descend_first_order((0, 1), (0, 1), [[0, 1]]), ValueError,
     "intervals must be two pairs (l, r), got an array of shape (1, 2)"),
    (lambda: n.descend_first_order((0, 1), (0, 1), INTERVALS, steps=0), ValueError,
     "steps must be a whole number of 1 or more, got 0"),
    (lambda: n.largest_distance("1.2", 2), ValueError, "tau must lie between 0 and 1, got 1.2"),
    (lambda: n.smallest_distance("-0.1", 2), ValueError, "tau must lie between 0 and 1, got -0.1"),
    (lambda: n.smallest_distance("0.1", 0), ValueError, "m must be a whole number of 1 or more, got 0"),
    (lambda: n.smallest_distance("0.1", 1000), ValueError, "m must be at most 200, got 1000"),
    (lambda: n.product_distance(("1/2", "1/3"), ("1/2", "1/2"), 2), ValueError, "P must sum to 1, got 5/6"),
    (lambda: n.product_distance((2, -1), ("1/2", "1/2"), 2), ValueError, "P[1] must not be negative, got -1"),
    (lambda: n.product_distance((1,), ("1/2", "1/2"), 2), ValueError, "P and Q must have as many points, got 1 and 2"),
    (lambda: n.product_distance("ab", (1,), 2), TypeError, "P must be a sequence of probabilities, got 'ab'"),
    (lambda: n.product_distance(["1/4"] * 4, ["1/4"] * 4, 500), ValueError,
     "m must leave at most 2000000 counts, got 21084251 of m = 500 samples on 4 points"),
    (lambda: n.smallest_with_collapse("0.1", 2, "0.3", "0.5"), ValueError,
     "delta - epsilon must be at most tau = 1/10, got 1/5"),
    (lambda: n.smallest_with_collapse("0.1", 2, "0.3", "0.2"), ValueError, "epsilon must be less than delta = 1/5, got 3/10"),
    (lambda: n.largest_with_neither("0.1", 2, 0, "0.2"), ValueError, "delta must be at most tau = 1/10, got 1/5"),
    (lambda: n.largest_with_neither("0.5", 2, "0.3", "0.4"), ValueError,
     "tau must be smaller for a pair without a collapse to exist, got 1/2"),
    (lambda: n.play((1, 0), 10), ValueError, "p[1] must be positive, got 0"),
    (lambda: n.play(("1/2", "1/2"), 10, critic="past"), ValueError, "critic must be one of average, current, got 'past'"),
    (lambda: n.play(("1/2", "1/2"), 10, start=(1,)), ValueError, "start must have as many points as p, 2, got 1"),
    (lambda: n.point_play(1, 10), ValueError, "n must be a whole number of 2 or more, got 1"),
    (lambda: n.point_play(3, 10, "worst"), ValueError, "ties must be one of lowest, least played, random, got 'worst'"),
    (lambda: n.point_play(3, 10, "random", rng="x"), TypeError,
     "rng must be None, a whole number of 0 or more, or a numpy Generator, got 'x'"),
    (lambda: n.gradient_play(eta_D=0), ValueError, "eta_D must be positive, at most 1000000, got 0"),
    (lambda: n.gradient_play(order="both"), ValueError, "order must be one of simultaneous, alternating, got 'both'"),
])
def test_bad_input_is_named(call, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        call()
