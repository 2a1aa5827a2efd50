"""Numbers of the solvable-GAN chapter: the model simulated, its order parameters solved, fixed points, phases, fluctuations."""

from ganmech.solvable_gan.model import SolvableGAN
from ganmech.solvable_gan.recording import Diverged, Interrupted

__all__ = ["Diverged", "Interrupted", "SolvableGAN"]
