"""The steps of `neural_runs` as loops that numba compiles, one run after the other: for each hidden unit all points.

The value that an activation's slope and curvature follow from, what a unit adds to grad D and to what the critic ascends are
lowered into the places kept for them here, without the factor H^(-1/2). Numbers of points stand side by side, so that the
processor takes several points at once; for this, sums over points may be taken in any order.
"""

import math
from functools import partial

import numpy as np

LOOPS = ("advance",)
IS_KEPT = False             # whether it is quicker to keep activations than to compute them again
if "njit" in globals():     # where these loops are compiled
    njit = partial(globals()["njit"], fastmath={"reassoc", "contract", "nsz"})


def activation(u): ...


def gradient_part(a, w_1, w_2, value): ...


def ascent_part(a, b, w_1, w_2, x_1, x_2, g_1, g_2, value, c): ...


def gathered(a, b, w_1, w_2, sum_a, sum_b, sum_1, sum_2): ...


def advance(points, a, V, c, m, eta, decay, mu_minus, mu_plus, is_alternating, path):
    """Take every run through as many steps as ``path`` has room for, in place; the particles after each go into ``path``,
    (steps, runs, N, 2). Data come first among the ``points`` (runs, points, 3)."""
    runs, count = points.shape[:2]
    data, values = count - path.shape[2], np.empty((a.shape[1], count))
    x, g, damped = np.empty((2, count)), np.empty((2, count)), np.empty((2, count))
    for run in range(runs):
        for axis in range(2):
            x[axis] = points[run, :, axis]
        for step in range(path.shape[0]):
            look(x, g, values, a[run], V[run], 0)
            damped[:] = m[run] * g
            ascend(x, damped, values, a[run], V[run], c, eta[run], decay[run])
            if is_alternating:
                look(x, g, values, a[run], V[run], data)
            for axis in range(2):
                move(x[axis][data:], g[axis][data:], mu_minus[run], mu_plus[run])
            for axis in range(2):
                path[step, run, :, axis] = x[axis, data:]
        for axis in range(2):
            points[run, data:, axis] = x[axis, data:]


def look(x, g, values, a, V, first):
    """The activations of all units, (H, points), and grad D, (2, points), at the points from ``first`` on."""
    root = math.sqrt(values.shape[0])
    x_1, x_2, g_1, g_2 = x[0][first:], x[1][first:], g[0][first:], g[1][first:]
    g_1[:], g_2[:] = 0.0, 0.0
    for h in range(values.shape[0]):
        scaled, w_1, w_2, b, row = a[h] / root, V[0, h], V[1, h], V[2, h], values[h][first:]
        for p in range(row.size):
            value = activation(w_1 * x_1[p] + w_2 * x_2[p] + b)
            if IS_KEPT:
                row[p] = value
            part_1, part_2 = gradient_part(scaled, w_1, w_2, value)
            g_1[p] += part_1
            g_2[p] += part_2


def ascend(x, g, values, a, V, c, eta, decay):
    """The critic's step in a and V, in place; g is m times grad D."""
    root = math.sqrt(values.shape[0])
    x_1, x_2, g_1, g_2 = x[0], x[1], g[0], g[1]
    for h in range(values.shape[0]):
        w_1, w_2, b = V[0, h], V[1, h], V[2, h]
        sum_a, sum_b, sum_1, sum_2 = 0.0, 0.0, 0.0, 0.0
        for p in range(values.shape[1]):
            value = values[h, p] if IS_KEPT else activation(w_1 * x_1[p] + w_2 * x_2[p] + b)
            parts = ascent_part(a[h], b, w_1, w_2, x_1[p], x_2[p], g_1[p], g_2[p], value, c[p])
            sum_a += parts[0]
            sum_b += parts[1]
            sum_1 += parts[2]
            sum_2 += parts[3]
        in_a, in_b, in_1, in_2 = gathered(a[h], b, w_1, w_2, sum_a, sum_b, sum_1, sum_2)
        a[h] += eta * (in_a / root - decay * a[h])
        V[0, h] += eta * (in_1 / root - decay * w_1)
        V[1, h] += eta * (in_2 / root - decay * w_2)
        V[2, h] += eta * (in_b / root - decay * b)


def move(x, g, mu_minus, mu_plus):
    """The particles' step: x_i += mu_- (g_i - <g>) + mu_+ <g>, one axis of it."""
    mean = g.mean()
    for i in range(x.size):
        x[i] += mu_minus * (g[i] - mean) + mu_plus * mean
