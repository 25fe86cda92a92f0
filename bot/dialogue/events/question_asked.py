from __future__ import annotations

from dataclasses import dataclass

from bot.commands import OpenQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked:
    """The conversation waits for an answer to this question."""

    question: OpenQuestion
