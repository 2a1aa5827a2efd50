"""How a derivation is written and checked: chains of lines with reasons, constructive domains, five verdicts."""
from derivations.calculus.derivation import Derivation, Erratum, Line, NotDerived, Published, calc
from derivations.calculus.domain import Above, Below, Between, Domain, Is, Real, UpperHalf, Whole
from derivations.calculus.gaussian_fields import MixedDerivatives
from derivations.calculus.grassmann import Berezin, anticommuting
from derivations.calculus.limits import Tends
from derivations.calculus.measured import Asymptotic, Sampled
from derivations.calculus.reasons import (Combines, Definition, Eliminates, Extremum, Gradient, Integrates, Reason, Rewrite,
                                          SameDerivative, Satisfies, Stated, Using)
from derivations.calculus.verdict import Evidence, Verdict

__all__ = [
    "Derivation", "Erratum", "Line", "NotDerived", "Published", "calc",
    "Above", "Below", "Between", "Domain", "Is", "Real", "UpperHalf", "Whole",
    "Berezin", "anticommuting", "Asymptotic", "MixedDerivatives", "Sampled",
    "Combines", "Definition", "Eliminates", "Extremum", "Gradient", "Integrates", "Reason", "Rewrite", "SameDerivative", "Satisfies",
    "Stated", "Tends", "Using", "Evidence", "Verdict",
]
