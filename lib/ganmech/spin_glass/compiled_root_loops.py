"""The physical solution of the saddle equations and what is read off it, in loops that numba compiles; Python itself runs none.

A few plain steps from the start, then Newton steps of both equations at once: one straight line for every point, so that the
compiler works on several points in one instruction. What the last step says then decides, point by point. A solution with both
imaginary parts positive is the physical one, and so is a real one that is stable, for each is unique (`physical_root`). It is
taken where what sets it apart from other solutions exceeds the last step TIMES over, and where the step after would be too
small to matter. Points where this does not hold get more Newton steps; where it never does they are left to the caller.
"""

import math

import numpy as np

LOOPS = ("line_up", "judge", "improved", "solve", "exponents", "gradients", "room",
         "log_determinant", "log_determinant_gradient", "roots")
TIMES = 10.0
# Steps converge quadratically: after a step e the error is about e^2 / (what sets the solution apart). The square it may have:
SMALL_STEP = 1e-31       # for m to be right to rounding
SMALL_ERROR = 1e-16      # for Phi to be, because it is stationary in m
NOISE = 1e-28            # square of the imaginary part, relative to m, that rounding leaves of a real solution
LEAST = 1e-200           # square of the smallest m that is dealt with here
MORE_STEPS = 12
BLOCK = 256


def start(*_): ...           # (curvature, shift) of the first equation at m_G = 0


def quadratic_D(*_): ...     # (curvature, 0, real and imaginary part of the shift) at m_G


def quadratic_G(*_): ...


def newton_parts(*_): ...    # real and imaginary parts of both equations and of their derivatives by m_D, m_G


def exponent(*_): ...        # Phi at m_D, m_G


def gradient(*_): ...        # its derivatives, a pair


def upper_root(curvature, shift_r, shift_i):
    """The root of curvature m^2 + shift m + 1 = 0 with Im m >= 0, the smaller one where both are real."""
    shift_i = abs(shift_i)
    square_r, square_i = shift_r * shift_r - shift_i * shift_i - 4 * curvature, 2 * shift_r * shift_i
    larger = math.sqrt((math.sqrt(square_r * square_r + square_i * square_i) + abs(square_r)) / 2)
    smaller = abs(square_i) / (2 * larger + 1e-300)
    root_r, root_i = (larger, smaller) if square_r > 0 else (smaller, larger)
    sum_r, sum_i = shift_r + (root_r if shift_r > 0 else -root_r), shift_i + root_i
    factor = -2 / (sum_r * sum_r + sum_i * sum_i)
    return sum_r * factor, -sum_i * factor


def of_D(law, x, y, G_r, G_i):
    curvature, _, shift_r, shift_i = quadratic_D(*law, x, y, G_r, G_i)
    return upper_root(curvature, shift_r, shift_i)


def of_G(law, x, y, D_r, D_i):
    curvature, _, shift_r, shift_i = quadratic_G(*law, x, y, D_r, D_i)
    return upper_root(curvature, shift_r, shift_i)


def first_guess(law, x, y):
    """m_D, m_G after plain steps."""
    curvature, shift = start(*law, x, y)
    D_r, D_i = upper_root(curvature, shift, math.sqrt(curvature))
    G_r, G_i = of_G(law, x, y, D_r, D_i)
    D_r, D_i = of_D(law, x, y, G_r, G_i)
    G_r, G_i = of_G(law, x, y, D_r, D_i)
    D_r, D_i = of_D(law, x, y, G_r, G_i)
    G_r, G_i = of_G(law, x, y, D_r, D_i)
    return D_r, D_i, G_r, G_i


def solved(a_r, a_i, b_r, b_i, c_r, c_i, d_r, d_i, F_r, F_i, H_r, H_i):
    """The solution of [[a, b], [c, d]] (D, G) = -(F, H), complex, and the determinant."""
    det_r, det_i = a_r * d_r - a_i * d_i - b_r * c_r + b_i * c_i, a_r * d_i + a_i * d_r - b_r * c_i - b_i * c_r
    factor = 1 / (det_r * det_r + det_i * det_i)
    top_r, top_i = b_r * H_r - b_i * H_i - d_r * F_r + d_i * F_i, b_r * H_i + b_i * H_r - d_r * F_i - d_i * F_r
    low_r, low_i = c_r * F_r - c_i * F_i - a_r * H_r + a_i * H_i, c_r * F_i + c_i * F_r - a_r * H_i - a_i * H_r
    return ((top_r * det_r + top_i * det_i) * factor, (top_i * det_r - top_r * det_i) * factor,
            (low_r * det_r + low_i * det_i) * factor, (low_i * det_r - low_r * det_i) * factor, det_r, det_i)


def newton_step(law, x, y, D_r, D_i, G_r, G_i):
    """m_D, m_G after a step; the square of the step relative to them; by what a real solution is stable; the square of |det|.

    The determinant is that of the derivatives of both equations by log m_D, log m_G.
    """
    F_r, F_i, H_r, H_i, a_r, a_i, b_r, b_i, c_r, c_i, d_r, d_i = newton_parts(*law, x, y, D_r, D_i, G_r, G_i)
    dD_r, dD_i, dG_r, dG_i, det_r, det_i = solved(a_r, a_i, b_r, b_i, c_r, c_i, d_r, d_i, F_r, F_i, H_r, H_i)
    size_D, size_G = D_r * D_r + D_i * D_i, G_r * G_r + G_i * G_i
    step_D, step_G = (dD_r * dD_r + dD_i * dD_i) / size_D, (dG_r * dG_r + dG_i * dG_i) / size_G
    stable_D, stable_G, stable = a_i * D_i - a_r * D_r, d_i * G_i - d_r * G_r, D_r * G_r * det_r
    stable = stable if stable < stable_D else stable_D
    stable = stable if stable < stable_G else stable_G
    return (D_r + dD_r, D_i + dD_i, G_r + dG_r, G_i + dG_i, step_D if step_D > step_G else step_G, stable,
            (det_r * det_r + det_i * det_i) * size_D * size_G)


def judged(D_r, D_i, G_r, G_i, step, stable, det):
    """Square of what sets the solution apart from others, 0 where it is not known to be physical; and whether it is real."""
    size_D, size_G = D_r * D_r + D_i * D_i, G_r * G_r + G_i * G_i
    part_D, part_G = D_i * D_i / size_D, G_i * G_i / size_G
    upper = part_D if part_D < part_G else part_G
    upper = upper if upper < det else det
    upper = upper if D_i * G_i > 0 else 0.0
    real = (part_D < step + NOISE) & (part_G < step + NOISE) & (stable > 0) & (stable * stable > upper)
    apart = stable * stable if real else upper
    apart = apart if (size_D > LEAST) & (size_G > LEAST) & (TIMES * TIMES * step < apart) else 0.0
    return apart, real


def line_up(law, x, y, m, steps):
    """m_D, m_G at every point by the same few steps, and what `judged` asks of the last: rows of ``m`` and ``steps``."""
    D_r, D_i, G_r, G_i = m
    step, stable, det = steps
    for place in range(x.size):
        D, D_, G, G_ = first_guess(law, x[place], y[place])
        D, D_, G, G_, _, _, _ = newton_step(law, x[place], y[place], D, D_, G, G_)
        D, D_, G, G_, _, _, _ = newton_step(law, x[place], y[place], D, D_, G, G_)
        D, D_, G, G_, square, stability, determinant = newton_step(law, x[place], y[place], D, D_, G, G_)
        D_r[place], D_i[place], G_r[place], G_i[place] = D, D_, G, G_
        step[place], stable[place], det[place] = square, stability, determinant


def judge(m, steps, small, real, right):
    """Where the solution is ``real``, and where it is ``right``: physical, its relative error squared below ``small``."""
    D_r, D_i, G_r, G_i = m
    step, stable, det = steps
    for place in range(right.size):
        apart, is_real = judged(D_r[place], D_i[place], G_r[place], G_i[place], step[place], stable[place], det[place])
        real[place] = is_real
        right[place] = step[place] * step[place] < small * apart


def improved(law, x, y, D_r, D_i, G_r, G_i, small):
    """More Newton steps, until m is right: m_D, m_G, whether real, whether right."""
    real = False
    for _ in range(MORE_STEPS):
        D_r, D_i, G_r, G_i, step, stable, det = newton_step(law, x, y, D_r, D_i, G_r, G_i)
        apart, real = judged(D_r, D_i, G_r, G_i, step, stable, det)
        if step * step < small * apart:
            return D_r, D_i, G_r, G_i, real, True
    return D_r, D_i, G_r, G_i, real, False


def solve(law, x, y, small, m, steps, real, right):
    line_up(law, x, y, m, steps)
    judge(m, steps, small, real, right)
    D_r, D_i, G_r, G_i = m
    for place in range(x.size):
        if not right[place]:
            D_r[place], D_i[place], G_r[place], G_i[place], real[place], right[place] = improved(
                law, x[place], y[place], D_r[place], D_i[place], G_r[place], G_i[place], small)


def exponents(law, x, y, m, found):
    D_r, D_i, G_r, G_i = m
    for place in range(x.size):
        found[place] = exponent(*law, x[place], y[place], D_r[place], D_i[place], G_r[place], G_i[place])


def gradients(law, x, y, m, by_x, by_y):
    D_r, D_i, G_r, G_i = m
    for place in range(x.size):
        by_x[place], by_y[place] = gradient(*law, x[place], y[place], D_r[place], D_i[place], G_r[place], G_i[place])


def room():
    """Arrays for m, for steps and for whether it is real, at a block of points."""
    return ((np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)),
            (np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)), np.empty(BLOCK, np.bool_))


def log_determinant(law, x, y, found, right):
    """Phi at the points into ``found``, and where it is ``right``."""
    m, steps, real = room()
    for first in range(0, x.size, BLOCK):
        some = slice(first, min(first + BLOCK, x.size))
        solve(law, x[some], y[some], SMALL_ERROR, m, steps, real, right[some])
        exponents(law, x[some], y[some], m, found[some])


def log_determinant_gradient(law, x, y, by_x, by_y, right):
    """The derivatives of Phi into ``by_x`` and ``by_y``, and where they are ``right``."""
    m, steps, real = room()
    for first in range(0, x.size, BLOCK):
        some = slice(first, min(first + BLOCK, x.size))
        solve(law, x[some], y[some], SMALL_STEP, m, steps, real, right[some])
        gradients(law, x[some], y[some], m, by_x[some], by_y[some])


def roots(law, x, y, m_D, m_G, right):
    """m_D and m_G, complex with Im >= 0, exactly real where they are, and where they are ``right``."""
    m, steps, real = room()
    D_r, D_i, G_r, G_i = m
    for first in range(0, x.size, BLOCK):
        some = slice(first, min(first + BLOCK, x.size))
        solve(law, x[some], y[some], SMALL_STEP, m, steps, real, right[some])
        for place in range(x[some].size):
            m_D[first + place] = complex(D_r[place], 0.0 if real[place] else abs(D_i[place]))
            m_G[first + place] = complex(G_r[place], 0.0 if real[place] else abs(G_i[place]))
