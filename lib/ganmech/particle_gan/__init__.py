"""Numbers of the particle-GAN chapter: kernels, clouds on the circle, collapse, critical damping."""
