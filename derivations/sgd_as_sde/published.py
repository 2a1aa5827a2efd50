"""What the sources state, in their order; no algebra.

Of the paper only the abstracts of its versions can be read here, and they have no formula. So no equation of the paper is quoted,
and none has a number: "the alternating-update SDE" is named for what it is, and what the chapter shows is derived.
"""
from sympy import Symbol

from derivations.calculus import Published

PAPER = "Cao, Guo 2020, Approximation and convergence of GANs training: an SDE approach"
ABSTRACT = f"{PAPER}, abstract"
LATER_ABSTRACT = "Cao, Guo 2023, SDE approximations of generative adversarial network training and its long-run behavior, abstract"
