"""Numbers of the chapter on SGD as an SDE: games, their chains, modified equations, invariant laws."""

from typing import TYPE_CHECKING

from ganmech.lazy import imported_when_asked

if TYPE_CHECKING:
    from ganmech.sgd_as_sde.chains import Diverged, Paths, simulate
    from ganmech.sgd_as_sde.controller import controlled
    from ganmech.sgd_as_sde.fluctuation_dissipation import stationary_relations, used_relations
    from ganmech.sgd_as_sde.games import Dirac, FiniteData, LinearQuadratic, Multiplicative, ScaleEstimation
    from ganmech.sgd_as_sde.mean_flow import mean_flow
    from ganmech.sgd_as_sde.modified import modified_equation
    from ganmech.sgd_as_sde.monitor import Monitor, measured
    from ganmech.sgd_as_sde.rate_rules import ExactRule, NormRule, Scheduled
    from ganmech.sgd_as_sde.schedule import optimal_schedule, optimal_steps
    from ganmech.sgd_as_sde.sde_paths import sde_paths
    from ganmech.sgd_as_sde.weak_error import WeakErrors, sampled_weak_error, weak_error

__all__ = [
    "Dirac", "FiniteData", "LinearQuadratic", "Multiplicative", "ScaleEstimation", "modified_equation",
    "ExactRule", "Monitor", "NormRule", "Scheduled", "controlled", "measured", "optimal_schedule", "optimal_steps",
    "stationary_relations", "used_relations",
    "Diverged", "Paths", "WeakErrors", "mean_flow", "sampled_weak_error", "sde_paths", "simulate", "weak_error",
]

imported_when_asked(__name__)
