"""What the sources state, in their order; no algebra.

Of the paper only its abstract can be read here, and the description of the data that its authors released. Neither has a
formula. So no equation of the paper is quoted, and none has a number: what the chapter shows is derived from the abstract's
description of the model and is not a transcription.
"""
from sympy import Symbol

from derivations.calculus import Published

PAPER = "Durr, Mroueh, Tu, Wang 2023, Effective Dynamics of Generative Adversarial Networks"
ABSTRACT = f"{PAPER}, abstract"
DATA = "Durr, analysis notebook of the released particle clouds, durrcommasteven/effective-gan-mnist-data"
TWO_NUMBERS = f"{PAPER}: a static neural-tangent kernel of two numbers, as a remark in the source of its abstract on arXiv says"
WIDE_LIMIT = "Jacot, Gabriel, Hongler 2018, Neural tangent kernel"
STOLZ = "Stolz 1885, Cesaro 1888: where increments of a sequence tend to a limit, so does the sequence divided by its number"

universal_kernel = Published("a universal kernel, valid for certain wide networks and high-dimensional inputs",
                             Symbol(r"\text{wide generators: a universal kernel}"), ABSTRACT)
kernel_transition = Published("a transition to mode collapse as the generator's kernel is varied",
                              Symbol(r"\text{kernel varied: mode collapse}"), ABSTRACT)
frequency_principle = Published("the transition's shape depends on the type of discriminator through the frequency principle",
                                Symbol(r"\text{shape of the transition: frequency principle}"), ABSTRACT)
optimal_regulariser = Published("gradient regularisers of intermediate strength can be optimal, through critical damping",
                                Symbol(r"\text{intermediate regulariser: critical damping}"), ABSTRACT)
