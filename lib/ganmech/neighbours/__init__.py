"""Numbers of the neighbouring solvable models: first-order critics, packing, fictitious play."""

from typing import TYPE_CHECKING

from ganmech.lazy import imported_when_asked

if TYPE_CHECKING:
    from ganmech.neighbours.fictitious_play import Play, play
    from ganmech.neighbours.gradient_play import GradientPlay, conserved_form, gradient_play, radius_growth
    from ganmech.neighbours.interval_critic import optimal_intervals, total_variation
    from ganmech.neighbours.interval_descent import IntervalDescent, descend_first_order, descend_optimal, distances
    from ganmech.neighbours.missing_mode import Extreme, has_collapse, largest_with_neither, smallest_with_collapse
    from ganmech.neighbours.packing import largest_distance, product_distance, smallest_distance, smallest_pair
    from ganmech.neighbours.point_critics import PointPlay, point_play, slowest_play

__all__ = [
    "Extreme", "GradientPlay", "IntervalDescent", "Play", "PointPlay", "conserved_form", "descend_first_order",
    "descend_optimal", "distances", "gradient_play", "has_collapse", "largest_distance", "largest_with_neither",
    "optimal_intervals", "play", "point_play", "product_distance", "radius_growth", "slowest_play", "smallest_distance",
    "smallest_pair", "smallest_with_collapse", "total_variation",
]

imported_when_asked(__name__)
