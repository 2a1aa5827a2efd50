"""The integrand of the Kac-Rice formula at finite N: draws of it, with weights, from laws that are fitted to it.

Hess_u L_D is A + y_D and Hess_v L_G is B - y_G, with GOE blocks A and B, so an index is an interval for a shift, given
eigenvalues. Z, the block between, is as likely as any rotation of it, so A and B may be diagonal; and the bounds on the losses
have a probability given the shifts. What is drawn: the eigenvalues of A and B, then both shifts in their intervals, then Z.
"""

from dataclasses import dataclass, field

import numpy as np

from ganmech.spin_glass.finite_law import FiniteLaw
from ganmech.spin_glass.shift_proposal import ShiftProposal
from ganmech.spin_glass.tridiagonal import TridiagonalGOE

ENTRIES = 4_000_000                     # of matrices held at a time
KEPT = 0.1                              # weights are flattened until they count for this share of the draws
FLATTENED = np.geomspace(1, 1e-3, 40)
WIDEN_SHIFTS, WIDEN_BLOCKS = 0.3, 0.1   # fitted variances are enlarged by these shares, since light tails make heavy weights
MOST_PUSHED, PUSHED = 0.8, 2.5          # a block of size M whose index is asked for starts with min(0.8, 2.5/sqrt(M)) pushed


@dataclass(frozen=True)
class Draws:
    """Logarithms of weights, scaled shifts and corners of their rectangles (count, 2), entries of the blocks."""

    log_weights: np.ndarray
    points: np.ndarray
    corners: np.ndarray
    entries: tuple

    @classmethod
    def joined(cls, parts: list["Draws"]) -> "Draws":
        entries = zip(*(part.entries for part in parts))
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("log_weights", "points", "corners")),
                   tuple(tuple(map(np.concatenate, zip(*of_block))) for of_block in entries))


@dataclass
class Integrand:
    """``sizes`` of the two blocks, ``indices`` (each a whole number or None), ``bounds`` on the losses (not over sqrt(N))."""

    law: FiniteLaw
    sizes: tuple[int, int]
    indices: tuple[int | None, int | None]
    bounds: np.ndarray
    blocks: tuple[TridiagonalGOE, TridiagonalGOE] = field(init=False)
    shifts: ShiftProposal = field(init=False)

    def __post_init__(self):
        self.sides = [1 if k is None or k < size / 2 else -1 for k, size in zip(self.indices, self.sizes)]
        self.pushes = [0.0 if k is None else min(MOST_PUSHED, PUSHED / size**0.5)
                       for k, size in zip(self.indices, self.sizes)]
        self.blocks = tuple(map(TridiagonalGOE, self.sizes, self.pushes, self.sides))
        self.scales = [self.law.block_variances[i] ** 0.5 / self.law.spread[j] for i, j in ((0, 0), (2, 1))]
        self.shifts = ShiftProposal(self._first_centre(), self.law.correlation)

    def batches(self, count: int) -> list[int]:
        """So many draws in parts whose matrices can be held."""
        most = max(1, ENTRIES // sum(self.sizes) ** 2)
        return [most] * (count // most) + [count % most] * (count % most > 0)

    def fit(self, draws: Draws) -> float:
        """Move the laws towards the weighted draws. The power that flattened the weights, 1 for none."""
        power, weights = _flattened(draws.log_weights)
        # Flattened weights leave a fitted variance half-way to its aim, round after round: so is it enlarged.
        self.shifts.fit(draws.points, draws.corners, weights, 1 + WIDEN_SHIFTS * power)
        for block, index, entries in zip(self.blocks, self.indices, draws.entries):
            if index is not None:
                block.fit(entries, weights, 1 + WIDEN_BLOCKS * power)
        return power

    def draw(self, count: int, rng: np.random.Generator) -> Draws:
        """So many draws; the mean of their weights is the Gaussian integral."""
        drawn = [block.draw(count, rng) for block in self.blocks]
        spectra = [scale * eigenvalues for scale, (eigenvalues, _, _) in zip(self.scales, drawn)]
        corners = np.stack([_corner(spectrum, k) for spectrum, k in zip(spectra, self.indices)], axis=1)
        rectangle = (-_interval(spectra[0], self.indices[0])[::-1], _interval(spectra[1], self.indices[1]))
        points, log_drawn_from = self.shifts.draw(corners, rectangle, rng)
        log_ratio = drawn[0][1] + drawn[1][1] + self.law.log_density(points) - log_drawn_from
        log_weights = log_ratio + self.law.log_chance(points, self.bounds) + self._log_determinant(spectra, points, rng)
        return Draws(log_weights, points, corners, tuple(entries for _, _, entries in drawn))

    def _log_determinant(self, spectra, points, rng) -> np.ndarray:
        """log |det [[A + y_D, Z], [Z', y_G - B]]|."""
        count, D = len(points), self.sizes[0]
        rows = np.arange(sum(self.sizes))
        Z = self.law.block_variances[1] ** 0.5 * rng.standard_normal((count, *self.sizes))
        matrices = np.zeros((count, rows.size, rows.size))
        matrices[:, :D, D:], matrices[:, D:, :D] = Z, Z.transpose(0, 2, 1)
        y_D, y_G = points.T[:, :, None]
        matrices[:, rows[:D], rows[:D]] = self.law.spread[0] * (spectra[0] + y_D)
        matrices[:, rows[D:], rows[D:]] = self.law.spread[1] * (y_G - spectra[1])
        return np.linalg.slogdet(matrices)[1]

    def _first_centre(self) -> np.ndarray:
        """Where a shift must lie for its index, at the edge its block was pushed to; else what the bounds on losses suggest."""
        pushed = [2 * (size * (1 - push)) ** 0.5 for size, push in zip(self.sizes, self.pushes)]
        edges = [sign * side * scale * edge
                 for sign, side, scale, edge in zip((1, -1), self.sides, self.scales, pushed)]
        asked = [k is not None for k in self.indices]
        return np.where(asked, edges, self.law.shifts_at(np.minimum(self.bounds, 0)))


def _interval(spectrum: np.ndarray, k: int | None) -> np.ndarray:
    """Between the k-th and the next of the eigenvalues, counted from 1, with infinite ones added at both ends."""
    ends = np.full((len(spectrum), 1), np.inf)
    padded = np.hstack([-ends, spectrum, ends])
    return np.array([-ends[:, 0], ends[:, 0]]) if k is None else padded[:, k:k + 2].T


def _corner(spectrum: np.ndarray, k: int | None) -> np.ndarray:
    """The eigenvalue that ends the interval, 0 where no index is asked for."""
    return np.zeros(len(spectrum)) if k is None else spectrum[:, min(k, spectrum.shape[1] - 1)]


def _flattened(log_weights: np.ndarray) -> tuple[float, np.ndarray]:
    """The largest power at which the weights count for enough draws, and their powers, of sum 1."""
    highest = log_weights.max()
    for power in FLATTENED if highest > -np.inf else ():
        weights = np.exp(power * (log_weights - highest))
        if weights.sum() ** 2 > KEPT * weights.size * (weights @ weights):
            return float(power), weights / weights.sum()
    raise ArithmeticError("draws meet the bounds and the indices too rarely for the mean to be found by sampling")
