"""Baskerville, Keating, Mezzadri, Najnudel, A Spin Glass Model for the Loss Surfaces of GANs, J. Stat. Phys. 186 (2022)."""
