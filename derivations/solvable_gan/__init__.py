"""Wang, Hu, Lu, A Solvable High-Dimensional Model of GAN, NeurIPS 2019 (arXiv:1805.08349)."""
