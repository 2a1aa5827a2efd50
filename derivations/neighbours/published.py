"""What the sources state, in their order; no algebra.

Of the three papers only the abstracts are quoted, which have no formula. So no equation of theirs is quoted here and none has a
number: what the chapter shows is derived from the models that the abstracts describe.
"""
from sympy import Symbol

from derivations.calculus import Published

FIRST_ORDER = "Li, Madry, Peebles, Schmidt 2018, On the limitations of first-order approximation in GAN dynamics, abstract"
PACGAN = "Lin, Khetan, Fanti, Oh 2018, PacGAN: The power of two samples in generative adversarial networks, abstract"
FICTITIOUS = "Ge, Xia, Chen, Berry, Wu 2018, Fictitious GAN: Training GANs with historical models, abstract"
ROLLE = "Rolle: a smooth function has at most one zero more than its derivative"
BLACKWELL = ("Blackwell 1953, Equivalent comparisons of experiments: a pair of laws is a garbling of another exactly if its "
             "testing region lies inside")
ROBINSON = "Robinson 1951, An iterative method of solving a game: fictitious play converges in every finite zero-sum game"
DASKALAKIS_PAN = "Daskalakis, Pan 2014, A counter-example to Karlin's strong conjecture for fictitious play, abstract"

optimal_converges = Published("a GAN with an optimal discriminator provably converges",
                              Symbol(r"\text{optimal discriminator: converges}"), FIRST_ORDER)
first_order_collapses = Published("first order discriminator steps lead to unstable GAN dynamics and mode collapse",
                                  Symbol(r"\text{first-order discriminator: unstable, mode collapse}"), FIRST_ORDER)
packing_penalises = Published("packing naturally penalizes generators with mode collapse",
                              Symbol(r"\text{packing penalizes mode collapse}"), PACGAN)
average_converges = Published("the average of the generator outputs has asymptotically the distribution of the data",
                              Symbol(r"\text{average of the generators} \to \text{data}"), FICTITIOUS)
identity_is_slow = Published("with the n x n identity as payoff, fictitious play may, for some ties, be as slow as t^(-1/n)",
                             Symbol(r"\text{fictitious play on the identity: } \Omega(t^{-1/n})"), DASKALAKIS_PAN)
