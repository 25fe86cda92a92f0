"""What is wrong with a file of flows, and where."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing that is wrong, with the file and the line (from 1; 0 when unknown)."""

    file: str
    line: int
    message: str
    is_warning: bool = False
    """Worth a look, but the flows run."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class FlowsInvalid(Exception):
    """The flows do not load; `problems` lists everything that is wrong, not the first alone."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: list[Problem] = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` (did you mean 'x'?)` for the nearest known word, or nothing."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" (did you mean '{near[0]}'?)" if near else ""


def nearest_or_all(word: str, known: Collection[str]) -> str:
    """The nearest of a few known words, or else all of them: `: it is one of a, b`."""
    return did_you_mean(word, known) or f": it is one of {', '.join(known)}"
