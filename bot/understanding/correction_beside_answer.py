"""What was told before, put right beside the answer: "1, oh and my birthday is 4/3/1950".

Both count: neither is asked for again.
"""

from __future__ import annotations

from typing import Final

import regex

from bot.commands import Command, CorrectSlots, OpenQuestion, SetSlot
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.any_question import read_answer
from bot.understanding.asked_beside_time import read_time_and_question, time_in
from bot.understanding.clauses import clauses
from bot.understanding.corrections import read_plain_correction
from bot.understanding.normalise import normalise
from bot.understanding.other_details import read_other_details
from bot.understanding.situation import Situation

_OPENING: Final = regex.compile(
    r"^\W*(?:(?:no|naw|nah|wait|sorry|soz|actually|oh|oops|hang on|hold on)\b[\s,.!;-]*+)++"
    r"(?!(?:and|but|also)\b)",
    regex.IGNORECASE,
)
""" "No, wait, my name is Jane" declines nothing; "no, and my name is Jane" does."""


def read_correction_beside_answer(text: str, situation: Situation) -> Answer | None:
    """The correction in one stretch of a text and the answer in the others; None without both."""
    question = situation.question
    if question is None or question.whole_text or question.kind == "text":
        return None
    opening = _OPENING.match(text)
    begins = opening.end() if opening is not None else 0
    found = [(each, _put_right(each, situation)) for each, _, end in clauses(text) if end > begins]
    corrections = [command for _, commands in found for command in commands]
    rest = [each for each, commands in found if not commands]
    if not corrections or not rest:
        return None
    answer = _answer_in(rest, question, situation)
    return Answer(commands=(*corrections, *answer)) if answer else None


def _put_right(stretch: str, situation: Situation) -> tuple[Command, ...]:
    """What a stretch puts right, with the value that is meant."""
    found = read_other_details(stretch, situation) or read_plain_correction(stretch, situation)
    return tuple(each for each in found if isinstance(each, CorrectSlots) and each.values)


def _answer_in(
    rest: list[str], question: OpenQuestion, situation: Situation
) -> tuple[Command, ...]:
    if situation.is_time_asked:
        said = ", ".join(rest)
        time = read_time_and_question(said, question, situation) or time_in(said, rest, situation)
        if time is not None:
            return time.commands
    told = [each for each in rest if normalise(each).words]
    answers = [read_answer(each, question, situation) for each in told]
    whole = [each for each in answers if each is not None and each.is_whole]
    if len(whole) != 1:
        return ()
    return tuple(each for each in whole[0].commands if isinstance(each, SetSlot))
