"""tanh in operations that a compiler applies to several numbers at once, unlike the C library's; right to 4 units in the last
place.

With y = -2|u| = n ln 2 + r, |r| <= ln(2)/2: e^y - 1 = (2^n - 1) + 2^n (e^r - 1), and tanh|u| = -(e^y - 1)/(2 + (e^y - 1)). The
expansion of e^r - 1 is lowered into the place kept for it. 2^n is made of its bits.
"""

import math

import numpy as np

IS_KEPT = True
LN_2, PER_LN_2 = math.log(2), 1 / math.log(2)
EXACT = 2.0**52     # added to a whole number, the sum's last bits are those of the number
LEAST = -45.0       # beyond it tanh is 1


def exponential_less_1(r): ...


def activation(u):
    y = max(-2 * abs(u), LEAST)
    n = np.floor(y * PER_LN_2 + 0.5)
    power = np.int64(np.float64(n + 1023 + EXACT).view(np.int64) << 52).view(np.float64)
    e = (power - 1) + power * exponential_less_1(y - n * LN_2)
    return math.copysign(e / (2 + e), u)
