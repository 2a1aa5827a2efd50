"""The five verdicts a check can give, and the evidence that comes with each."""
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Iterable, Mapping


class Verdict(Enum):
    """What is known of a line, from best to worst; UNKNOWN and REFUTED fail a build."""

    STATED = "taken from the source named, or a definition"
    PROVED = "shown symbolically on the whole domain"
    AGREES = "equal at exact points, or measured; no symbolic proof"
    UNKNOWN = "the check could not look"
    REFUTED = "a witness shows that it is false"

    @property
    def passes(self) -> bool:
        return self not in (Verdict.UNKNOWN, Verdict.REFUTED)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Evidence:
    """A verdict, how it was reached in a few words, the witness if refuted, and the time it took."""

    verdict: Verdict
    how: str
    witness: Mapping[Any, Any] | None = None
    seconds: float = field(default=0.0, compare=False)


def worst(evidence: Iterable[Evidence]) -> Verdict:
    """The worst verdict present; STATED only when nothing was checked."""
    order = list(Verdict)
    return max((item.verdict for item in evidence), key=order.index, default=Verdict.UNKNOWN)
