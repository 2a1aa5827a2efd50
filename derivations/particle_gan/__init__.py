"""Durr, Mroueh, Tu, Wang, Effective Dynamics of Generative Adversarial Networks, Phys. Rev. X 13, 041004, 2023 (arXiv:2212.04580)."""
