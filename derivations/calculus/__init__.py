"""How a derivation is written and checked: chains of lines, reasons, constructive domains, five verdicts."""
from derivations.calculus.derivation import Derivation, Erratum, Line, NotDerived, Published, calc
from derivations.calculus.domain import Above, Below, Between, Domain, Is, Real, UpperHalf, Whole
from derivations.calculus.grassmann import Berezin, anticommuting
from derivations.calculus.reasons import (Asymptotic, Combines, Definition, Eliminates, Extremum, Gradient, Integrates, Reason,
                                          Rewrite, SameDerivative, Sampled, Satisfies, Stated, Using)
from derivations.calculus.verdict import Evidence, Verdict

__all__ = ["Above", "Asymptotic", "Below", "Berezin", "Between", "Combines", "Definition", "Derivation", "Domain", "Eliminates", "Erratum",
           "Evidence", "Extremum", "Gradient", "Integrates", "Is", "Line", "NotDerived", "Published", "Real", "Reason", "Rewrite",
           "SameDerivative", "Sampled", "Satisfies", "Stated", "UpperHalf", "Using", "Verdict", "Whole", "anticommuting", "calc"]
