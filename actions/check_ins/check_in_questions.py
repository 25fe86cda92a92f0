"""The 0 to 10 questions that a check-in may end with. Their words stand in flows/check_in.yml.

They are the Office for National Statistics' four of personal well-being (Open Government Licence):
their wording may not be changed, and their answers are never added up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreQuestion:
    """`version` goes up with every change of wording, so that answers are not compared across."""

    id: str
    version: int = 1
    is_higher_better: bool = True


LOWEST, HIGHEST = 0, 10

QUESTIONS: Mapping[str, ScoreQuestion] = MappingProxyType(
    {
        one.id: one
        for one in (
            ScoreQuestion(id="satisfied"),
            ScoreQuestion(id="worthwhile"),
            ScoreQuestion(id="happy"),
            ScoreQuestion(id="anxious", is_higher_better=False),
        )
    }
)
