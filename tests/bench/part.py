"""One measure of `make bench` beside the peers: what was found, and whether a limit was met."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """`met` is by the limit alone; `says` is what limits the figure, in a sentence."""

    name: str
    value: float
    limit: str
    met: bool
    says: str
    figures: dict[str, Any] = field(default_factory=dict)
    processors: int | None = field(default_factory=os.cpu_count)

    def row(self) -> dict[str, Any]:
        return asdict(self)

    def line(self) -> str:
        verdict = "met" if self.met else "MISSED"
        return (
            f"{self.name:<44}{self.value:>10}   limit {self.limit:<16} {verdict}\n    {self.says}"
        )


def processor_seconds(pid: int) -> float:
    """User and system time of a process so far, with its threads."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:  # noqa: PTH123  not a file of ours
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
