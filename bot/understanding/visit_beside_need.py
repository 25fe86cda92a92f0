"""A wish about the booked visit beside a need: "my gas is off, can we move it to tuesday".

The need is heard first, and then the visit is moved or called off as asked: neither is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import regex

from bot.commands import Command, StartFlow
from bot.understanding.answers.booked_time import ANOTHER
from bot.understanding.answers.button import choose
from bot.understanding.clauses import clauses
from bot.understanding.detection import Detection
from bot.understanding.digressions import read_digression
from bot.understanding.moving_what_is_booked import (
    another_for_who_cannot_come,
    another_time_for_what_is_booked,
)
from bot.understanding.requests import read_request
from bot.understanding.rule_detector import detect
from bot.understanding.situation import Situation

_CANT: Final = r"(?:cant|can['’]t|cannae|canny|wont|won['’]t)"
_WISH: Final = regex.compile(
    r"\b(?=(?:can|could|gonnae|gonna|will) (?:we|i|you|yous|it) |"
    r"need to (?:move|change|cancel|swap)\b|"
    r"(?:please |pls )?(?:cancel|move|change) (?:it|my|the)\b|"
    rf"i {_CANT} (?:come|make|do|manage|get)\b|"
    r"(?:ive|i['’]ve|i have|weve|we['’]ve|theres|there['’]s|im|i['’]m) )"
    rf"|(?<=\b{_CANT} (?:come|make it|manage|be there))\s+"
    r"(?!(?:home|to|out|off|back|round|up|down|"
    r"the morn|tomorrow|the day|today|this|next|then|on|at|for|"
    r"(?:mon|tues?|wed|wednes|thurs?|fri)(?:day)?)\b)",
    regex.IGNORECASE,
)
""" "Ma leccys off can we change it to friday" and "cant come my mum died" have no mark between;
a day behind "cannae make it" is of what is refused."""
_NUMBER: Final = regex.compile(
    r"^\s*(?P<number>[1-9])\s*(?:[.,;:)!–-]+\s*|\s)(?:(?:and|but|cos|because|as|since)\s+)?(?=\p{L})"
)

_OUR_CHAT: Final = regex.compile(r"\b(?:my|ma|the|our|this)\s+(?:wee\s+)?chat\b", regex.IGNORECASE)
_IF: Final = regex.compile(r"\b(?:if|unless|only|except)\b", regex.IGNORECASE)


def visit_beside_need(text: str, situation: Situation) -> tuple[Command, ...]:
    """What begins with the need, and then the wish; empty where only one of the two is told."""
    words, question = situation.vocabulary, situation.question
    is_reminder = question is not None and question.slot == words.reminder_slot
    if not situation.detected.needs or not (question is None or is_reminder):
        return ()
    if not situation.slots.get("has_appointment"):
        return ()
    if is_reminder and (both := _by_number(text, situation)):
        return both
    calm = replace(situation, detected=Detection(), question=None)
    for said in _parts(text):
        wish = _wish_in(said, calm)
        started = [each.flow for each in wish if isinstance(each, StartFlow)]
        if started and started[0] in (words.move_flow, words.cancel_appointment_flow):
            told = tuple(each for each in wish if not isinstance(each, StartFlow))
            return _both(told, started[0], situation)
    return ()


def _both(told: tuple[Command, ...], flow: str, situation: Situation) -> tuple[Command, ...]:
    needs = StartFlow(flow=situation.vocabulary.needs_flow)
    return (*told, needs, StartFlow(flow=flow, waits=True))


def _by_number(text: str, situation: Situation) -> tuple[Command, ...]:
    """ "2 my gas is off" changes it, "1 but ive no food" is a yes; a condition is neither."""
    found, question = _NUMBER.match(text), situation.question
    place = int(found["number"]) - 1 if found is not None else -1
    if found is None or question is None or not 0 <= place < len(question.choices):
        return ()
    choice, words = question.choices[place], situation.vocabulary
    value = choice.slots.get(question.slot)
    if value in ANOTHER:
        return _both((), words.move_flow, situation)
    rest = text[found.end() :]
    is_yes = value == words.coming and bool(detect(rest).needs) and not _IF.search(rest)
    return (*choose(choice, question), StartFlow(flow=words.needs_flow)) if is_yes else ()


def _parts(text: str) -> Iterator[str]:
    for clause, _, _ in clauses(text, at_reasons=True):
        for said in _WISH.split(clause):
            if said.strip() and not _tells(said):
                yield said.strip()


def _tells(said: str) -> bool:
    """Whether it tells a need or a danger; "move my chat to friday" tells of no loneliness."""
    found = detect(said)
    needs = set(found.needs) - ({"isolation"} if _OUR_CHAT.search(said) else set())
    return bool(needs) or found.risk != "none"


def _wish_in(said: str, situation: Situation) -> tuple[Command, ...]:
    return (
        another_time_for_what_is_booked(said, situation)
        or another_for_who_cannot_come(said, situation)
        or read_request(said, situation)
        or read_digression(said, situation.vocabulary)
    )
