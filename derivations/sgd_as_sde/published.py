"""What the sources state, in their order; no algebra.

Of the paper only the abstracts of its versions can be read here, and they have no formula. So no equation of the paper is
quoted, and none has a number: "the alternating-update SDE" is named for what it is, and what the chapter shows is derived.
"""
from sympy import Symbol

from derivations.calculus import Published

PAPER = "Cao, Guo 2020, Approximation and convergence of GANs training: an SDE approach"
ABSTRACT = f"{PAPER}, abstract"
LATER_ABSTRACT = ("Cao, Guo 2023, SDE approximations of generative adversarial network training and its long-run behavior, "
                  "abstract")

approximation = Published("training by stochastic gradients is approximated by coupled SDEs, with precise error bounds",
                          Symbol(r"\text{coupled SDEs}"), ABSTRACT)
fluctuation_dissipation = Published("a fluctuation-dissipation relation guides the learning rates",
                                    Symbol(r"\text{fluctuation-dissipation relation}"), ABSTRACT)
invariant_measures = Published("invariant measures of the SDEs describe the long run of training",
                               Symbol(r"\text{invariant measures}"), LATER_ABSTRACT)
FOSTER_LYAPUNOV = ("Meyn, Tweedie 1993, Stability of Markovian processes III: Foster-Lyapunov criteria for continuous-time "
                   "processes")
HARRIS = "Hairer, Mattingly 2011, Yet another look at Harris' ergodic theorem for Markov chains"
KALMAN = "Kalman 1963, and for Gaussian diffusions Zabczyk 1981: a full rank makes every transition density positive"
COMPARISON = "Walter 1970, Differential and Integral Inequalities: comparison of solutions"
JURY = "Jury 1964, Theory and Application of the z-Transform Method: roots of a real quadratic inside the unit circle"
