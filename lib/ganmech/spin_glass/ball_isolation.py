r"""The interval Newton test in ball arithmetic: a box whose Newton image lies inside it holds exactly one solution.

    x - F'(box)^(-1) F(x)  inside  box

proves it, rounding included (Krawczyk and Moore). It takes milliseconds a point: `isolation` asks it where float64 cannot
decide, far from the origin, and tests compare both.
"""

import numpy as np
from flint import acb, acb_mat, arb

from ganmech.lowering import balls
from ganmech.spin_glass.critical_system import Coefficients, CriticalSystem

BITS = 256
NEWTON_STEPS = 8
RADIUS = 1e-12       # of the box, relative to the size of the point


def solution_near(system: CriticalSystem, at: Coefficients, x: np.ndarray) -> tuple[np.ndarray, float]:
    """The solution that Newton's method reaches from x (N + 2,), and the radius of a box shown to hold it alone (or nan).

    ``at`` holds one set of coefficients, taken at their exact binary values.
    """
    with balls(BITS):
        exact = Coefficients(*(_as_balls(entry) for entry in (at.f, at.g, at.c)))
        point = _as_balls(x[None])
        for _ in range(NEWTON_STEPS):
            point = _middles(_newton_image(system, exact, point, point))
        radius = RADIUS * (1 + float(np.abs(x).max()))
        box = np.array([[acb(z.real + arb(0, radius), z.imag + arb(0, radius)) for z in point[0]]], dtype=object)
        image = _newton_image(system, exact, point, box)
        inside = all(inner.is_finite() and outer.contains(inner) for outer, inner in zip(box[0], image[0]))
        return np.array([complex(z) for z in point[0]]), radius if inside else np.nan


def _newton_image(system, at, point, box) -> np.ndarray:
    left, (jacobian,) = system.equations(at, point)[0][0], system.equations(at, box)[1]
    try:
        step = acb_mat([[acb(entry) for entry in row] for row in jacobian]).solve(acb_mat([[acb(entry)] for entry in left]))
    except ZeroDivisionError:
        return np.full(point.shape, acb("nan"), dtype=object)
    return np.array([[z - step[place, 0] for place, z in enumerate(point[0])]], dtype=object)


def _as_balls(entries: np.ndarray) -> np.ndarray:
    found = np.empty(entries.shape, dtype=object)
    found.flat = [acb(complex(entry)) for entry in entries.flat]
    return found


def _middles(points: np.ndarray) -> np.ndarray:
    return np.array([[z.mid() for z in points[0]]], dtype=object)
