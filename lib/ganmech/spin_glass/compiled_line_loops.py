"""The highest point of a concave exponent along a line of shifts, in a loop that numba compiles; Python itself runs none.

Along shifts = centre + direction t the slope of  -t^2/2 + Phi - costs of the indices  decreases in t. Newton steps in t, kept
between points where the slope is known to be positive and negative, start where the line before ended, with the solution of the
saddle equations carried along; a line on which that solution is not certain is left to the caller.
"""

import math

LOOPS = ("tops_of_lines", "improved")
SMALL_STEP = 0.0      # that of compiled_root_loops
SETTLED, ROUNDING, MOST_STEPS = 1e-9, 1e-16, 80


def gradient(*_): ...            # that of Phi at m_D, m_G, a pair


def newton_parts(*_): ...


def pull(*_): ...                # dI/du of an outlier at u edges


def stiffness(*_): ...           # d^2 I/du^2


def first_guess(*_): ...


def improved(*_): ...


def solved(*_): ...


def force(index, weight, edge, shift):
    """By how much an outlier's cost rises with its shift, and the derivative of that."""
    if not 0 < index < math.inf:
        return 0.0, 0.0
    outwards = abs(shift) / edge
    if outwards <= 1:
        return 0.0, 0.0
    return index * weight / edge * pull(outwards), index * weight / (edge * edge) * stiffness(outwards)


def moved(law, x, y, D_r, D_i, G_r, G_i, x_moves, y_moves):
    """How m_D and m_G move with the shifts: the shift of an equation multiplies its own unknown."""
    _, _, _, _, a_r, a_i, b_r, b_i, c_r, c_i, d_r, d_i = newton_parts(*law, x, y, D_r, D_i, G_r, G_i)
    D_moves, D_moves_i, G_moves, G_moves_i, _, _ = solved(
        a_r, a_i, b_r, b_i, c_r, c_i, d_r, d_i, x_moves * D_r, x_moves * D_i, y_moves * G_r, y_moves * G_i)
    return D_moves, D_moves_i, G_moves, G_moves_i


def top_of_line(law, weights, edges, direction, centre_D, centre_G, low, high, index_D, index_G, t, m):
    """(t, m, whether found), searched from ``t`` with m_D, m_G near the four numbers ``m``."""
    left, right, left_known, right_known, warm = low, high, False, False, True
    t = min(max(t, low), high)
    D_r, D_i, G_r, G_i = m
    for _ in range(MOST_STEPS):
        x, y = centre_D + direction[0] * t, centre_G + direction[1] * t
        D_r, D_i, G_r, G_i, real, certain = improved(law, x, y, D_r, D_i, G_r, G_i, SMALL_STEP)
        if not certain:
            D_r, D_i, G_r, G_i = first_guess(law, x, y)
            D_r, D_i, G_r, G_i, real, certain = improved(law, x, y, D_r, D_i, G_r, G_i, SMALL_STEP)
            if not certain:
                return t, m, False
        if real:
            D_i, G_i = 0.0, 0.0      # what rounding left there would become subnormal, and slow
        D_moves, D_moves_i, G_moves, G_moves_i = moved(law, x, y, D_r, D_i, G_r, G_i, direction[0], direction[1])
        by_x, by_y = gradient(*law, x, y, D_r, D_i, G_r, G_i)
        bend_x, bend_y = gradient(*law, x, y, D_moves, D_moves_i, G_moves, G_moves_i)      # the gradient is linear in m
        force_D, stiff_D = force(index_D, weights[0], edges[0], x)
        force_G, stiff_G = force(index_G, weights[1], edges[1], y)
        slope = direction[0] * (by_x - force_D) + direction[1] * (by_y + force_G) - t
        bend = direction[0] * (bend_x - direction[0] * stiff_D) + direction[1] * (bend_y - direction[1] * stiff_G) - 1
        if slope >= 0:
            left, left_known = t, True
        if slope <= 0:
            right, right_known = t, True
        if left >= right:
            return t, (D_r, D_i, G_r, G_i), True
        step = -slope / bend if bend < 0 else slope
        following = t + step
        if not left < following < right:
            if step > 0:
                following = (t + right) / 2 if right_known else right
            else:
                following = (t + left) / 2 if left_known else left
            if following == t:
                return t, (D_r, D_i, G_r, G_i), True
        elif abs(step) < max(SETTLED * min(1 + abs(t), t - low, high - t), ROUNDING * (1 + abs(t))):      # costs bend there
            return following, (D_r, D_i, G_r, G_i), True
        moves = following - t
        D_r, D_i, G_r, G_i = D_r + moves * D_moves, D_i + moves * D_moves_i, G_r + moves * G_moves, G_i + moves * G_moves_i
        t = following
    return t, m, False


def tops_of_lines(law, weights, edges, direction, centre, low, high, indices, found, right):
    """t of the highest point of every line between its bounds into ``found``, and where it is ``right``."""
    t, certain = 0.0, False
    m = (0.0, 0.0, 0.0, 0.0)
    for place in range(low.size):
        if not certain:
            t = 0.0
            m = first_guess(law, centre[0, place], centre[1, place])
        t, m, certain = top_of_line(law, weights, edges, direction, centre[0, place], centre[1, place], low[place], high[place],
                                    indices[0, place], indices[1, place], t, m)
        found[place], right[place] = t, certain
