"""Numbers of the chapter on SGD as an SDE: games, their chains, modified equations, invariant laws."""

from ganmech.sgd_as_sde.games import Dirac, FiniteData, LinearQuadratic, Multiplicative, ScaleEstimation
from ganmech.sgd_as_sde.modified import modified_equation

__all__ = ["Dirac", "FiniteData", "LinearQuadratic", "Multiplicative", "ScaleEstimation", "modified_equation"]
