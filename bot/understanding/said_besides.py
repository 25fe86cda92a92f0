"""What is asked or told beside an answer: "yes, is there parking", "1 and can my son come"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import regex

from bot.commands import Command, SetSlot, StartFlow
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.booked_time import asks_what_is_booked, names_another_time
from bot.understanding.answers.days import WEEKDAYS
from bot.understanding.answers.number import NUMBER_WORDS
from bot.understanding.digressions import read_digression
from bot.understanding.normalise import normalise
from bot.understanding.situation import Situation
from bot.understanding.word_list import answer_words

_ASSENT: Final = (
    answer_words("assent")
    | answer_words("yes")
    | answer_words("polite")
    | answer_words("number_fillers")
    | answer_words("when_good")
    | NUMBER_WORDS.keys()
)
_LINKS: Final = frozenset(["and", "but", "also", "plus", "though", "tho", "n"])
_ASKING: Final = answer_words("asking")
_HEAD: Final = (
    answer_words("yes") | answer_words("polite") | answer_words("number_fillers") | _LINKS
) | NUMBER_WORDS.keys()
_OF_A_TIME: Final = WEEKDAYS.keys() | {
    *("see", "you", "at", "on", "the", "half", "quarter", "past", "oclock", "am", "pm", "is", "it"),
    *("its", "that", "this", "next", "then", "there", "for", "by", "to", "in", "person", "phone"),
}
""" "See you Wednesday" tells nothing but a time that is mistaken."""
_ENDS_ASKING: Final = regex.compile(r"[,.;!\n]\s*(?:(?:and|but)\s+)?(?P<asked>[^,.;!?\n]+)\??\s*$")
_FEWEST_TOLD: Final = 3
_FEWEST_OF_A_WISH: Final = 2
_ADDS: Final = regex.compile(
    r"\b(?:also|plus|need (?:a|an|my|some|the)|by the way|btw|one more thing)\b", regex.IGNORECASE
)
"""What follows is told on purpose, however short: "yes. also the gas is off"."""
_ASKS_FOR_HELP: Final = regex.compile(
    r"\b(?:need (?:some |more |ur |your )?help|help me|urgent(?:ly)?|emergency)\b", regex.IGNORECASE
)
""" "Yes i need help" is no bare yes."""
_BREAK: Final = regex.compile(r"\s*(?:[,.;!?\n]+|\b(?:but|and|though|tho)\b)\s*", regex.IGNORECASE)


def with_what_is_besides(text: str, answer: Answer, situation: Situation) -> Answer:
    """The answer, and what else the text asks or tells; a person hears what we cannot answer."""
    if answer.is_whole or not _takes_what_is_on_offer(answer, situation):
        return answer
    if _ASKS_FOR_HELP.search(text) and not situation.detected.needs:
        besides = passing(situation.vocabulary.told_besides_flow, situation)
        return replace(answer, commands=(*answer.commands, *besides))
    is_mistaken = names_another_time(text, situation)
    if not is_mistaken and all(map(_is_of_answer, normalise(text).spoken())):
        return replace(answer, is_whole=True)
    if situation.detected.needs or situation.detected.risk != "none":
        return answer
    rest = rest_after_answer(text) or text
    if is_mistaken or asks_what_is_booked(rest, situation):
        told = [word for word in rest.split() if word not in _OF_A_TIME]
        besides = (
            *passing(situation.vocabulary.appointment_when_flow, situation),
            *_told_besides(told, situation, _FEWEST_OF_A_WISH),
        )
    elif asked := question_at_the_end(text):
        besides = what_is_asked(asked, situation) or _told_besides(asked.split(), situation, 1)
    else:
        fewest = 1 if _ADDS.search(text) else _FEWEST_TOLD
        besides = what_is_asked(rest, situation) or _told_besides(rest.split(), situation, fewest)
    return replace(answer, commands=(*answer.commands, *besides))


def with_what_is_asked(text: str, answer: Answer, situation: Situation) -> Answer:
    """ "Often, and is it a man I'd talk to?": the answer, and what we know of what is asked; else a
    person hears of it."""
    asked = question_at_the_end(text)
    if not asked or _tells_there(text, situation):
        return answer
    besides = what_is_asked(asked, situation, waits=False) or passing(
        situation.vocabulary.told_besides_flow, situation
    )
    return replace(answer, commands=(*answer.commands, *besides))


def _tells_there(text: str, situation: Situation) -> bool:
    """Whether the question at the end tells a need or a danger, which is heard as that."""
    found = _ENDS_ASKING.search(text)
    start = found.start("asked") if found is not None else 0
    is_told = any(each.end > start for each in situation.detected.evidence)
    return is_told or situation.detected.risk != "none"


def question_at_the_end(text: str) -> str:
    """ "See you there, is it still room 4?" asks at its end; empty where it asks nothing there."""
    found = _ENDS_ASKING.search(text)
    said = normalise(found["asked"]).spoken() if found is not None else ()
    is_asked = len(said) >= _FEWEST_TOLD and said[0] in _ASKING and said[:2] != ("will", "do")
    return " ".join(said) if is_asked else ""


def parts_of(text: str) -> tuple[str, str] | None:
    """A text's first clause and what follows it: "should be ok", "might be late"."""
    found = _BREAK.search(text)
    if found is None or not found.start() or not text[found.end() :].strip():
        return None
    return text[: found.start()], text[found.end() :]


def _takes_what_is_on_offer(answer: Answer, situation: Situation) -> bool:
    """Whether the answer is "yes" to a reminder, or one of the times on offer."""
    question, words = situation.question, situation.vocabulary
    if question is None or len(answer.commands) != 1:
        return False
    command = answer.commands[0]
    if not isinstance(command, SetSlot) or command.name != question.slot:
        return False
    if question.slot == words.reminder_slot:
        return bool(command.value == words.coming)
    return question.slot == words.time_slot and is_on_offer(answer, situation)


def is_on_offer(answer: Answer, situation: Situation) -> bool:
    """Whether an answer takes one of the choices as they stand, and asks for no other."""
    question = situation.question
    return question is not None and any(
        isinstance(command, SetSlot) and choice.slots.get(question.slot) == command.value
        for command in answer.commands
        for choice in question.choices
    )


def rest_after_answer(text: str) -> str:
    """What follows the yes or the number at the head of a text, in plain words."""
    words = normalise(text).spoken()
    at = next((at for at, word in enumerate(words) if not _is_at_head(word)), len(words))
    return " ".join(words[at:]) if at else ""


def _is_at_head(word: str) -> bool:
    return (word in _HEAD and word not in _ASKING) or word.isdecimal()


def _is_of_answer(word: str) -> bool:
    return word in _ASSENT or word in _LINKS or any(map(str.isdigit, word))


def what_is_asked(rest: str, situation: Situation, *, waits: bool = True) -> tuple[StartFlow, ...]:
    """The flow that answers a question to us; `waits` for the end of what is being asked."""
    words = situation.vocabulary
    answered = words.say_only | {words.appointment_when_flow}
    flows = {flow: name for flow, name in words.flows.items() if flow in answered}
    found = read_digression(rest, replace(words, flows=flows))
    return tuple([replace(each, waits=waits) for each in found if isinstance(each, StartFlow)])


def told_besides(
    rest: Sequence[str], situation: Situation, fewest: int | None = None
) -> tuple[Command, ...]:
    """What puts these words, told beside an answer, before a person; nothing for a courtesy.

    `fewest`: of words that tell something, where it is known that they do.
    """
    return _told_besides(rest, situation, _FEWEST_OF_A_WISH if fewest is None else fewest)


def _told_besides(rest: Sequence[str], situation: Situation, fewest: int) -> tuple[Command, ...]:
    telling = [word for word in rest if not _is_of_answer(word)]
    is_asked = bool(telling) and not _ASKING.isdisjoint(rest[:1]) and len(rest) >= _FEWEST_TOLD
    if len(telling) < fewest and (not is_asked or tuple(rest[:2]) == ("will", "do")):
        return ()
    return passing(situation.vocabulary.told_besides_flow, situation)


def passing(flow: str, situation: Situation) -> tuple[Command, ...]:
    """What begins a flow once what is being asked is done; nothing where there is none."""
    is_there = flow in situation.vocabulary.flows
    return (StartFlow(flow=flow, waits=True),) if is_there else ()
