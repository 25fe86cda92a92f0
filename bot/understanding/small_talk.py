"""What asks for nothing: a greeting, thanks, "ok" where nothing was asked."""

from __future__ import annotations

from bot.commands import ChitChat, Command, StartFlow
from bot.understanding.answers.number import read_numbers
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.bare_answer import is_bare_answer
from bot.understanding.normalise import normalise
from bot.understanding.requests import greets, looks_forward, only_agrees, thanks
from bot.understanding.signature import without_signature
from bot.understanding.situation import Situation


def read_small_talk(text: str, situation: Situation) -> tuple[Command, ...]:
    """A greeting begins a conversation where none is open; thanks and the like get a kind line.

    So does "ok" or "yes" where nothing was asked. A number or "no" that nobody asked for is read by
    a person: it may change what was answered, unless it is that answer once more.
    """
    if greets(text):
        if situation.question is None:
            return (StartFlow(flow=situation.vocabulary.needs_flow),)
        return (ChitChat(),)
    said = without_signature(text, situation.own_name)
    is_kind = thanks(said) or looks_forward(said)
    is_nod = situation.question is None and (only_agrees(said) or _only_nods(said, situation))
    return (ChitChat(),) if is_kind or is_nod else ()


def _only_nods(text: str, situation: Situation) -> bool:
    if not normalise(text).spoken() or not is_bare_answer(text):
        return False
    numbers = read_numbers(text)
    if numbers:
        return len(numbers) == 1 and numbers[0] in _given_last(situation)
    said = read_yes_no(text)
    return said is None or said[0]


def _given_last(situation: Situation) -> tuple[int, ...]:
    """The numbers that were last answered: of a text of ours, and of the time that was taken."""
    answered = situation.slots.get(situation.vocabulary.answered_slot) or {}
    offered = situation.slots.get(situation.vocabulary.offered_slot) or {}
    times, taken = list(offered.get("times", ())), offered.get("taken")
    place = (times.index(taken) + 1,) if taken in times else ()
    return (*place, answered["number"]) if answered.get("number") else place
