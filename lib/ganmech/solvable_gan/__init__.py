"""Numbers of the solvable-GAN chapter: the model simulated, its order parameters solved, fixed points, phases, fluctuations."""

from typing import TYPE_CHECKING

from ganmech.lazy import imported_when_asked

if TYPE_CHECKING:
    from ganmech.solvable_gan.model import SolvableGAN
    from ganmech.solvable_gan.recording import Diverged, Interrupted

__all__ = ["Diverged", "Interrupted", "SolvableGAN"]

imported_when_asked(__name__)
