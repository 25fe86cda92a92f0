""" "Go back to the old time", once a chat was moved: the time that it had before, if still free."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import regex

from bot.commands import Command, SetSlot, Span, StartFlow
from bot.understanding.answers.wish_for_time import read_named_time
from bot.understanding.normalise import normalise
from bot.understanding.situation import Situation

_OLD: Final = (
    r"(?:the|my|ma|that|it|its) (?:old|auld|original|previous|first|other|last)"
    r" (?:time|one|slot|day|date|appointment|chat|booking)"
)
_AS_WAS: Final = r"(?:what|how|when|where|the way) (?:it|i|we) (?:was|had|were)"
_BETTER: Final = r"(?:better|fine|ok|okay|best|good)"
_BACK: Final = regex.compile(
    rf"\b(?:back (?:to|tae|on|at) (?:{_OLD}|{_AS_WAS}|normal|before|the same)"
    r"|(?:keep|have|get|want|need|take|do|prefer|rather|stick with|stick to|stay with|like)"
    rf" (?:just |to |have |keep |go |with |at )*{_OLD}"
    rf"|{_OLD} (?:back|again|(?:was|is) {_BETTER}|suits|suited|would be|after all|instead|please)"
    r"|(?:change|put|move|switch|swap|shift) (?:it|that|them|me|my (?:time|appointment|chat)) back"
    r"|(?:leave|keep) it (?:as|how|where|when|the way) it was"
    r"|(?:undo|unmove) (?:it|that))\b"
)
_BACK_TO_DAY: Final = regex.compile(
    r"^(?:\w+ ){0,6}back (?:to|tae|on) (?:the )?(?:mon|tues|wednes|thurs|fri)day\b"
)
""" "Can we go back to Tuesday", where it was on a Tuesday."""
_WITHIN: Final = timedelta(days=7)
_MOST_WORDS: Final = 16
_NOT: Final = frozenset(["dont", "not", "never", "cant", "cannot", "wont"])


def goes_back(text: str) -> bool:
    """Whether a text asks for the time that was there before."""
    said = normalise(text).spoken()
    is_short = len(said) <= _MOST_WORDS and _NOT.isdisjoint(said)
    return is_short and _BACK.search(" ".join(said)) is not None


def read_back_to_before(text: str, situation: Situation) -> tuple[Command, ...]:
    """Takes the time that the chat was moved from; nothing for who names another, moved none, or
    moved it long ago."""
    words, slots = situation.vocabulary, situation.slots
    moved = slots.get(words.moved_from_slot)
    if situation.question is not None or words.other_time_flow not in words.flows:
        return ()
    if not slots.get("has_appointment") or not isinstance(moved, Mapping):
        return ()
    if not goes_back(text) and _BACK_TO_DAY.match(" ".join(normalise(text).spoken())) is None:
        return ()
    if not _is_of_this(moved, situation) or _names_another(text, moved, situation):
        return ()
    return (
        SetSlot(name=words.time_slot, value=moved["time"], by_button=True),
        StartFlow(flow=words.other_time_flow, span=Span(0, len(text))),
    )


def _is_of_this(moved: Mapping[str, Any], situation: Situation) -> bool:
    """Whether what is booked is still what it was moved to, not long since."""
    booked = situation.slots.get("appointment_at")
    if not booked or datetime.fromisoformat(moved["to"]) != datetime.fromisoformat(booked):
        return False
    return situation.now - datetime.fromisoformat(moved["at"]) <= _WITHIN


def _names_another(text: str, moved: Mapping[str, Any], situation: Situation) -> bool:
    when = read_named_time(text, now=situation.now, timezone=situation.timezone)
    if not isinstance(when, dict) or not when["windows"]:
        return False
    start = datetime.fromisoformat(str(moved["time"]).partition(":")[2].partition(";")[0])
    spans = [tuple(map(datetime.fromisoformat, span)) for span in when["windows"]]
    return not any(begin <= start < end for begin, end in spans)
