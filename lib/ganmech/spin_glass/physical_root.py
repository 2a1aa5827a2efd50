"""The physical solution (m_D, m_G) of the saddle equations at real x, in float64 for whole arrays.

Each saddle equation alone is a quadratic with one root in the upper half plane: the first gives m_D from m_G, the second
m_G from m_D. Composed they map the upper half plane into itself, so by the Denjoy-Wolff theorem iterating them from any
point of it tends to one limit, which is the physical solution: inside the half plane on the support, on its boundary
off it. No other solution can be reached, hence none has to be rejected. Newton steps replace plain ones after the first
few. The derivative of the composed map at the limit has modulus at most 1, and exactly 1 only at edges, where the last
steps become slow; the rare points not settled are reported to the caller, who solves them exactly.

``equations`` is the module of the saddle equations: `saddle_point` for the coupled ensemble at (x, x + x1), `two_block_saddle` for
any variances of two blocks at (y_D, y_G).
"""

import numpy as np

from ganmech.lowering import FLOAT64

PLAIN_STEPS = 3
STEPS = 30
SETTLED = 1e-9       # relative; Newton doubles the digits, so the step after is below rounding
SMALL_STEP = 0.1      # relative; a step as long may be reflected, for a wrong limit would be repelling and be seen
NEARLY_REAL = 1e-6   # relative


def physical_root(equations, law, x, y) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """m_D and m_G, complex with Im >= 0, at the points (x, y) of these equations; and whether each is settled.

    ``law`` holds floats, of size about 1 at best; x and y are float64 arrays of one dimension.
    Off the support both are exactly real. Their relative error is a few rounding units over 1 - (slope of the composed map), which
    near an edge at relative distance e falls as sqrt(e).
    """
    with np.errstate(all="ignore"):
        m_D, settled = _iterate(equations, law, x, y)
        m_D, m_G = _finish(equations, law, x, y, m_D)
        slope = _slope(equations, law, x, y, m_D, m_G)
        settled &= np.isfinite(m_D) & np.isfinite(m_G) & (np.abs(slope) <= 1) & (m_D != 0) & (m_G != 0)
        return (*_made_real(equations, law, x, y, m_D, m_G), settled)


def _iterate(equations, law, x, y):
    """m_D by plain steps, then Newton steps, dropping points as they settle."""
    m_D, settled = np.empty(x.shape, complex), np.zeros(x.shape, bool)
    active, value = np.arange(x.size), _start(equations, law, x, y)
    for step in range(STEPS):
        image, slope = _composed(equations, law, x, y, value)
        change = image - value if step < PLAIN_STEPS else (image - value) / (1 - slope)
        following = _in_upper_half_plane(value + change, image, change)
        moving = ~(np.abs(change) < SETTLED * np.abs(following))
        m_D[active] = following
        settled[active[~moving]] = True
        if not moving.any():
            break
        active, value, x, y = active[moving], following[moving], x[moving], y[moving]
    return m_D, settled


def _in_upper_half_plane(following, image, change):
    """A small step that crosses the real axis is reflected in it, a large one replaced by the plain step, which never crosses."""
    inside = np.where(np.abs(change) < SMALL_STEP * np.abs(image), np.conj(following), image)
    return np.where(following.imag >= 0, following, inside)


def _start(equations, law, x, y):
    curvature, shift = equations.quadratic_D(FLOAT64, *law, x, y, 0)
    return _upper_root(curvature, shift + 1j * np.sqrt(curvature))


def _composed(equations, law, x, y, m_D):
    """One application of the composed map, and its derivative there."""
    m_G = _upper_root(*equations.quadratic_G(FLOAT64, *law, x, y, m_D))
    image = _upper_root(*equations.quadratic_D(FLOAT64, *law, x, y, m_G))
    slope = equations.slope_G(FLOAT64, *law, x, y, m_D, m_G) * equations.slope_D(FLOAT64, *law, x, y, image, m_G)
    return image, slope


def _slope(equations, law, x, y, m_D, m_G):
    return equations.slope_G(FLOAT64, *law, x, y, m_D, m_G) * equations.slope_D(FLOAT64, *law, x, y, m_D, m_G)


def _upper_root(curvature, shift):
    """The root of curvature m^2 + shift m + 1 = 0 with Im m >= 0, the smaller one where both are real; free of cancellation."""
    shift = np.asarray(shift, complex)
    shift.imag = np.abs(shift.imag)      # a zero with a minus sign would choose the other branch
    bound = 2 * np.sqrt(curvature)
    return -2 / (shift + np.sqrt(shift - bound) * np.sqrt(shift + bound))


def _finish(equations, law, x, y, m_D):
    m_G = _upper_root(*equations.quadratic_G(FLOAT64, *law, x, y, m_D))
    return _upper_root(*equations.quadratic_D(FLOAT64, *law, x, y, m_G)), m_G


def _made_real(equations, law, x, y, m_D, m_G):
    """The same, with the rounding noise in Im removed where a real solution attracts: there is no other solution then."""
    near = np.flatnonzero((m_D.imag < NEARLY_REAL * np.abs(m_D)) & (m_G.imag < NEARLY_REAL * np.abs(m_G)))
    x, y, real_D = x[near], y[near], m_D[near].real
    for _ in range(2):
        image, slope = _composed(equations, law, x, y, real_D)
        change = (image.real - real_D) / (1 - slope.real)
        real_D = real_D + change
    image_D, image_G = _finish(equations, law, x, y, real_D)
    attracts = (image_D.imag == 0) & (image_G.imag == 0) & (slope.real < 1) & (np.abs(change) < SETTLED * np.abs(real_D))
    kept = near[attracts]
    m_D[kept], m_G[kept] = image_D[attracts], image_G[attracts]
    return m_D, m_G
