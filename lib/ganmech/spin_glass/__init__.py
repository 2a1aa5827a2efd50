"""Numbers of the spin-glass chapter: the coupled random matrices, their log-determinant, the model's constant, GOE rates."""

from ganmech.spin_glass.ensemble import CoupledEnsemble
from ganmech.spin_glass.goe import kth_eigenvalue_rate, left_tail_rate, right_tail_rate
from ganmech.spin_glass.model import SpinGlassGAN

__all__ = ["CoupledEnsemble", "SpinGlassGAN", "kth_eigenvalue_rate", "left_tail_rate", "right_tail_rate"]
