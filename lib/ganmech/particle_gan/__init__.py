"""Numbers of the particle-GAN chapter: kernels, clouds on the circle, collapse, critical damping."""

from ganmech.particle_gan.collapse_grid import CollapseMap, neural_collapse_map
from ganmech.particle_gan.critical_damping import circle_modes, eigenvalues, optimal_decay, optimal_penalty, rate
from ganmech.particle_gan.dirac import dirac_gan, wgan_gp_cycle_amplitude, wgan_gp_flight
from ganmech.particle_gan.discrete_updates import largest_coupling, spectral_radius, stability_window
from ganmech.particle_gan.neural_gan import NeuralGAN, simulate_together
from ganmech.particle_gan.relaxation import fitted_rate, simulate_relaxation, simulate_updates

__all__ = [
    "CollapseMap", "NeuralGAN", "circle_modes", "dirac_gan", "eigenvalues", "fitted_rate", "largest_coupling",
    "neural_collapse_map", "optimal_decay", "optimal_penalty", "rate", "simulate_relaxation", "simulate_together",
    "simulate_updates", "spectral_radius", "stability_window", "wgan_gp_cycle_amplitude", "wgan_gp_flight",
]
