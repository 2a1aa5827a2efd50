"""Where to draw the two shifts from, given the eigenvalues of both blocks: a normal law cut to an interval for each shift.

An index k_D puts y_D between the negatives of two neighbouring eigenvalues of the discriminator's block, likewise k_G:
a rectangle. The law is bent towards the integrand by weighted fits, its centre moving with the eigenvalues at its corner.
"""

import numpy as np
from scipy.stats import truncnorm


class ShiftProposal:
    """At first the shifts' own law (their correlation matrix, in units of their standard deviations) around ``centre``."""

    def __init__(self, centre: np.ndarray, correlation: np.ndarray):
        self.centre, self.covariance = centre, correlation
        self.slope, self.corner = np.zeros((2, 2)), np.zeros(2)

    def draw(self, corners: np.ndarray, rectangle: np.ndarray, rng: np.random.Generator):
        """Points (size, 2) in ``rectangle`` (2 shifts, 2 ends, size), and the logarithm of the density they were drawn from."""
        centres = self.centre + (corners - self.corner) @ self.slope.T
        (V_D, V_DG), (_, V_G) = self.covariance
        y_D, log_D = _cut_normal(centres[:, 0], V_D**0.5, *rectangle[0], rng)
        given = centres[:, 1] + V_DG / V_D * (y_D - centres[:, 0]), (V_G - V_DG**2 / V_D) ** 0.5
        y_G, log_G = _cut_normal(*given, *rectangle[1], rng)
        return np.stack([y_D, y_G], axis=1), log_D + log_G

    def fit(self, points: np.ndarray, corners: np.ndarray, weights: np.ndarray, widen: float) -> None:
        """The weighted regression of the points on the corners; ``widen`` multiplies the covariance that it leaves."""
        self.centre, self.corner = weights @ points, weights @ corners
        y, c = points - self.centre, corners - self.corner
        self.slope = (y.T * weights) @ c @ np.linalg.pinv((c.T * weights) @ c)
        rest = y - c @ self.slope.T
        self.covariance = widen * (rest.T * weights) @ rest


def _cut_normal(mean, deviation, low, high, rng):
    """Normal variables between ``low`` and ``high``, and the logarithm of their density."""
    ends = (low - mean) / deviation, (high - mean) / deviation
    drawn = truncnorm.ppf(rng.random(len(mean)), *ends)
    return mean + deviation * drawn, truncnorm.logpdf(drawn, *ends) - np.log(deviation)
