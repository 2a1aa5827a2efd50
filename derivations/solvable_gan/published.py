"""What the sources state, in their order; no algebra.

Of the paper only the abstract, which has no formula, and the caption of its Fig. 1 can be read; the learning rates and signal
variances of the figure are those of code released with later work on the same model. So no equation of the paper is quoted
here, and none has a number.
"""
from sympy import ImmutableMatrix as Matrix, Rational, Symbol

from derivations.calculus import Published

PAPER = "Wang, Hu, Lu 2019, A Solvable High-Dimensional Model of GAN"
MODEL = f"{PAPER}: the model and its two updates"
ABSTRACT = f"{PAPER}, abstract"
ODE = f"{ABSTRACT}: the macroscopic quantities converge to a deterministic process characterized by an ODE"
SDE = f"{ABSTRACT}: the microscopic states remain stochastic and are described by an SDE"
FIGURE_1 = f"{PAPER}, Fig. 1, caption"
LATER_CODE = "Bond, Dogan 2024, code of arXiv:2411.00498, KU-MLIP/SolvableMultiFeatureGAN"
STEIN = "Stein 1981, Estimation of the mean of a multivariate normal distribution"
ROUTH_HURWITZ = "Hurwitz 1895: all roots have negative real part exactly if the Hurwitz determinants are positive"
AVERAGING = "Sanders, Verhulst, Murdock 2007, Averaging Methods in Nonlinear Dynamical Systems"
DIFFUSION = "Kurtz 1971, Limit theorems for sequences of jump Markov processes approximating ordinary differential equations"

weak_noise = Published("too weak noise causes oscillation", Symbol(r"\text{noise too weak: oscillation}"), ABSTRACT)
strong_noise = Published("too strong noise leads to failure of feature recovery", Symbol(r"\text{noise too strong: failure}"),
                         ABSTRACT)

# Fig. 1: two features; eta_T = eta_G = 2 retrieves both, 1 oscillates, 4 retrieves the first alone (mode collapse).
figure_1_noise = (2, 1, 4)
figure_1_retrieved = Published("features retrieved in the three panels of Fig. 1", Matrix([2, 0, 1]), FIGURE_1)

# The learning rates and variances of the figure, in the code of the later work.
figure_1_rates = {"tau": Rational(1, 5), "tautilde": Rational(1, 25), "Lambda": (5, 3)}
