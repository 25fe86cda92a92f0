"""The answer in one stretch of a text that tells more in another: "debt, and I'm so lonely",
"2 and Friday mornings are best"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.commands import OpenQuestion, SetSlot
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.any_question import read_answer
from bot.understanding.answers.number import read_numbers
from bot.understanding.answers.volunteered_time import usual_time, volunteered_time
from bot.understanding.clauses import clauses
from bot.understanding.hard_to_read import finds_reading_hard
from bot.understanding.situation import Situation
from bot.understanding.stretches import Stretches
from bot.understanding.vocabulary import Vocabulary

_ANSWERED_SO: Final = frozenset({"when", "choice", "yes_no"})


def read_answer_beside_need(
    text: str, question: OpenQuestion, situation: Situation
) -> Answer | None:
    """What the one stretch answers in which no need is told, no time that would suit, nor that
    reading is hard; None where none does, or several. A number that stands by itself is an answer
    beside anything: "well it's complicated, 2".

    That a phone is safe, or that a chat suits, is never made out so: what is told beside it may say
    otherwise.
    """
    if question.kind not in _ANSWERED_SO:
        return None
    if question.slot in _with_words_of_their_own(situation.vocabulary):
        return None
    told = Stretches((each.start, each.end) for each in situation.detected.evidence)
    said = clauses(text)
    bare = [
        each
        for each, start, end in said
        if not told.overlap(start, end)
        and not _tells_when(each, situation)
        and not finds_reading_hard(each)
    ]
    if len(bare) == len(said) and not _has_a_number_apart(bare, question):
        return None
    answers = [read_answer(each, question, situation) for each in bare]
    whole = [each for each in answers if each is not None and _answers(each, question)]
    return replace(whole[0], is_whole=False) if len(whole) == 1 else None


def _has_a_number_apart(bare: Sequence[str], question: OpenQuestion) -> bool:
    """Of times on offer what stands beside it may well be a condition."""
    numbers = [each for each in bare if read_numbers(each)]
    return len(numbers) == 1 and len(bare) > 1 and question.kind != "when"


def _tells_when(said: str, situation: Situation) -> bool:
    """Whether it is kept as a time that would suit, which answers nothing else."""
    if situation.is_time_asked or situation.slots.get("has_appointment"):
        return False
    now, timezone = situation.now, situation.timezone
    is_wish = volunteered_time(said, now=now, timezone=timezone) is not None
    return is_wish or usual_time(said, now=now, timezone=timezone) is not None


def _with_words_of_their_own(words: Vocabulary) -> frozenset[str]:
    """The slots whose answers are looked through for conditions, with all that is told beside."""
    asked_of_a_chat = (words.reminder_slot, words.freed_slot, words.missed_slot)
    return frozenset(
        (*asked_of_a_chat, words.safe_slot, words.calling_off_slot, words.feeling_slot)
    )


def _answers(answer: Answer, question: OpenQuestion) -> bool:
    is_set = all(
        isinstance(each, SetSlot) and each.name == question.slot for each in answer.commands
    )
    return answer.is_whole and is_set
