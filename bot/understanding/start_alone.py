"""START or UNSTOP of somebody who gets texts already."""

from __future__ import annotations

from bot.commands import OpenQuestion
from bot.understanding.answers.answer import Answer
from bot.understanding.carrier_words import carrier_word


def is_start_alone(text: str, answer: Answer | None, question: OpenQuestion | None) -> bool:
    """Whether it is the carrier's word, and so nobody's name or trouble, beside an open question.

    "Start" may name a choice of that: "Start again".
    """
    if question is None or carrier_word(text) != "start":
        return False
    return answer is None or not question.choices
