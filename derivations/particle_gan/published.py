"""What the sources state, in their order; no algebra.

Of the paper only its abstract can be read here, and the description of the data that its authors released. Neither has a formula.
So no equation of the paper is quoted, and none has a number: what the chapter shows is derived from the abstract's description of
the model and is not a transcription.
"""
from sympy import Symbol

from derivations.calculus import Published

PAPER = "Durr, Mroueh, Tu, Wang 2023, Effective Dynamics of Generative Adversarial Networks"
ABSTRACT = f"{PAPER}, abstract"
DATA = "Durr, analysis notebook of the released particle clouds, durrcommasteven/effective-gan-mnist-data"
