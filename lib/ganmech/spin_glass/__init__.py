"""Numbers of the spin-glass chapter: the coupled random matrices, their log-determinant, the model's constant, GOE rates.

Surface, descend, noise_effect and size_effect are the model itself at finite N: sampled losses, and descent on them.
"""

from typing import TYPE_CHECKING

from ganmech.lazy import imported_when_asked

if TYPE_CHECKING:
    from ganmech.spin_glass.descent import descend
    from ganmech.spin_glass.ensemble import CoupledEnsemble
    from ganmech.spin_glass.goe import kth_eigenvalue_rate, left_tail_rate, right_tail_rate
    from ganmech.spin_glass.hyperparameters import noise_effect, size_effect
    from ganmech.spin_glass.landscape import Surface
    from ganmech.spin_glass.model import SpinGlassGAN

__all__ = [
    "CoupledEnsemble", "SpinGlassGAN", "Surface", "descend", "kth_eigenvalue_rate", "left_tail_rate", "noise_effect",
    "right_tail_rate", "size_effect",
]

imported_when_asked(__name__)
