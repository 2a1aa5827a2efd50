"""Maps of the complexity: compiled against NumPy, that against the obvious way, what a band map costs beside one of them."""

import numpy as np

from benchmarks.log_determinant import by_numpy, compiled
from benchmarks.timing import Comparison, compare
from ganmech.spin_glass import SpinGlassGAN, complexity_twin

MODEL = SpinGlassGAN(p=3, q=3, sigma_z=1, kappa="9/10")
LOSSES = np.linspace(-4, 1, 200)
# Values of D: with these the obvious way is right to 1e-2 on the whole map, with 13 it is not.
THIRD = np.linspace(-60, 60, 25)
SOME = np.random.default_rng(0).choice(LOSSES.size**2, 6, replace=False)      # points of the map for what takes hours for all

BANDS = SpinGlassGAN(p=5, q=1, sigma_z="1/100", kappa="9/10")                 # joint minima abound, bands have every width
BAND_LOSSES = np.linspace(-2, 0, 200)[:, None], np.linspace(-0.12, 0.08, 200)

WORKLOAD = """\
The complexity Theta at the same parameters, on a 200 x 200 map of both bounds on the losses from -4 to 1, exact to \
1e-8. The obvious way computes the exponent by quadrature on a grid and takes its masked maximum, which is right to 1e-2 \
with 25 values of the third variable; it is timed at six points of the map. The largest indices with positive \
complexity are those at p = 5, q = 1, sigma_z = 1/100, where joint minima abound and bands have every width."""


def comparisons() -> list[Comparison]:
    """Per point of a map."""
    L_D, L_G = (LOSSES[place] for place in np.unravel_index(SOME, (LOSSES.size, LOSSES.size)))
    return [
        compare("Theta compiled, 200 x 200 map", compiled(theta), LOSSES.size**2,
                "NumPy", by_numpy(theta), LOSSES.size**2, at_most=1 / 10, rounds=5),
        compare("Theta at k_D = k_G = 0, compiled, 200 x 200 map", compiled(theta_of_minima), LOSSES.size**2,
                "NumPy", by_numpy(theta_of_minima), LOSSES.size**2, rounds=5),
        compare("largest k_D and k_G compiled, 200 x 200 map", compiled(bands), LOSSES.size**2,
                "NumPy", by_numpy(bands), LOSSES.size**2, rounds=1),
        compare("Theta by NumPy, 200 x 200 map", by_numpy(theta), LOSSES.size**2,
                f"exponent by quadrature on 200 x 200 x {THIRD.size} points, 6 of them",
                lambda: complexity_twin.exponent_at(MODEL, L_D, L_G, 0.0), SOME.size / THIRD.size, at_most=1 / 50, rounds=3),
        compare("largest k_D and k_G by NumPy, 200 x 200 map", by_numpy(bands), LOSSES.size**2,
                "Theta of the same map", by_numpy(theta_of_bands), LOSSES.size**2, rounds=1),
    ]


def theta():
    return MODEL.complexity(LOSSES[:, None], LOSSES)


def theta_of_minima():
    return MODEL.complexity(LOSSES[:, None], LOSSES, 0, 0)


def bands():
    return BANDS.bands(*BAND_LOSSES)


def theta_of_bands():
    return BANDS.complexity(*BAND_LOSSES)
