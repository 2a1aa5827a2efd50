"""Numbers of the particle-GAN chapter: kernels, clouds on the circle, collapse, critical damping."""

from typing import TYPE_CHECKING

from ganmech.lazy import imported_when_asked

if TYPE_CHECKING:
    from ganmech.particle_gan.circle_collapse import CloudMap
    from ganmech.particle_gan.circle_gan import CircleGAN
    from ganmech.particle_gan.cloud_motion import CloudRun
    from ganmech.particle_gan.collapse_grid import CollapseMap, neural_collapse_map
    from ganmech.particle_gan.coupling_maximum import CouplingMaximum, coupling_maximum
    from ganmech.particle_gan.critical_damping import circle_modes, eigenvalues, optimal_decay, optimal_penalty, rate
    from ganmech.particle_gan.dirac import dirac_gan, wgan_gp_cycle_amplitude, wgan_gp_flight
    from ganmech.particle_gan.discrete_updates import extragradient_window, largest_coupling, spectral_radius, stability_window
    from ganmech.particle_gan.empirical_kernel import EmpiricalKernel, empirical_kernel
    from ganmech.particle_gan.generator_run import GeneratorRun, generator_run
    from ganmech.particle_gan.latent_scatter import LatentScatter, latent_scatter
    from ganmech.particle_gan.neural_gan import NeuralGAN, simulate_together
    from ganmech.particle_gan.relaxation import fitted_rate, simulate_relaxation, simulate_updates
    from ganmech.particle_gan.wide_kernel import WideKernel, wide_kernel

__all__ = [
    "CircleGAN", "CloudMap", "CloudRun", "CollapseMap", "CouplingMaximum", "EmpiricalKernel", "GeneratorRun",
    "LatentScatter", "NeuralGAN", "WideKernel", "circle_modes", "coupling_maximum", "dirac_gan", "eigenvalues",
    "empirical_kernel", "extragradient_window", "fitted_rate", "generator_run", "largest_coupling", "latent_scatter",
    "neural_collapse_map", "optimal_decay", "optimal_penalty", "rate", "simulate_relaxation", "simulate_together",
    "simulate_updates", "spectral_radius", "stability_window", "wgan_gp_cycle_amplitude", "wgan_gp_flight", "wide_kernel",
]

imported_when_asked(__name__)
