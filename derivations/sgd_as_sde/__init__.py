"""Cao, Guo, Approximation and Convergence of GANs Training: An SDE Approach, 2020 (arXiv:2006.02047)."""
