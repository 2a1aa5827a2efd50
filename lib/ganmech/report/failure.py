"""Why a notebook or a point of a sweep failed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Failure:
    """Why an execution failed: its kind is raised, timeout, memory, killed, or lost when no reason is known."""

    kind: str
    sentence: str
    cell: int = 0
    error: str = ""
    traceback: str = ""
