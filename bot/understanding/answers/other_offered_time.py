""" "Sorry, meant 2", right after a time was booked: another of the times that were on offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import regex

from bot.commands import Command, SetSlot, Span, StartFlow
from bot.understanding.answers.days import WEEKDAYS
from bot.understanding.answers.number import NUMBER_WORDS, ORDINALS
from bot.understanding.answers.number_put_right import (
    AROUND,
    PUTTING_RIGHT,
    numbers_put_right,
)
from bot.understanding.normalise import normalise
from bot.understanding.situation import Situation

_SLIPS: Final = frozenset(["meant", "mean", "mistake", "wrong", "wanted"])
"""Who "meant Wednesday" means the one on offer; "can I do Wednesday" is offered what is free."""
_LAST: Final = "last"
_ASKS: Final = frozenset(["can", "could", "may"])
""" "Can we make it 3" may well ask for three o'clock; "oops, make it 3" means the third."""
_TAKES: Final = regex.compile(
    r"^(?:(?:oh|och|ah|hi|hiya|ok|okay|wait|aye|yes|please|just)\s+)*"
    r"(?:(?:can|could|may) (?:i|we) (?:please |just |still )*"
    r"(?:have|get|take|pick|choose|go for|go with)"
    r"|(?:i|we) (?:will |would )?(?:take|pick|choose|prefer)"
    r"|(?:ill|id|i will|i would|we will|well|wed) (?:like |like to |rather |just |still )*"
    r"(?:have|get|take|pick|choose|prefer|go for|go with)?"
    r"|(?=\S+(?: one)? please))\s*"
    r"(?:the |number |option )*(?P<number>\S+)(?: one)?"
    r"(?: (?:instead|rather|please|thanks|thank you|then|now|if|its|thats|it is|still|free|"
    r"ok|okay))*$"
)
""" "Can I have 2", "I'll take number 3" and "oh 2 please" name no hour: hours are made, done or at.
A number alone is left to a person: it may answer what was asked before."""
_LONGEST_AGO: Final = timedelta(days=1)
_MOST_WORDS: Final = 12


def read_other_offered_time(text: str, situation: Situation) -> tuple[Command, ...]:
    """Takes the time that is meant instead; nothing where none of those offered is."""
    words, slots = situation.vocabulary, situation.slots
    flow = words.other_time_flow
    if situation.question is not None or flow not in words.flows:
        return ()
    offered = slots.get(words.offered_slot)
    if not slots.get("has_appointment") or not isinstance(offered, Mapping):
        return ()
    if situation.now - datetime.fromisoformat(offered["at"]) >= _LONGEST_AGO:
        return ()
    if not _is_booked(offered.get("taken"), slots):
        return ()
    meant = _meant(text, offered, ZoneInfo(situation.timezone))
    if meant is None or meant == offered.get("taken"):
        return ()
    return (
        SetSlot(name=words.time_slot, value=meant, by_button=True),
        StartFlow(flow=flow, span=Span(0, len(text))),
    )


def _is_booked(taken: Any, slots: Mapping[str, Any]) -> bool:
    """Whether the chat they have is what they took of these: a time that came free is another."""
    start = taken.get("exact") if isinstance(taken, Mapping) else _start_in(str(taken or ""))
    booked = slots.get("appointment_at")
    if not start or not booked:
        return False
    return datetime.fromisoformat(start) == datetime.fromisoformat(booked)


def _meant(text: str, offered: Mapping[str, Any], zone: ZoneInfo) -> str | None:
    said = normalise(text).spoken()
    if len(said) > _MOST_WORDS:
        return None
    times = list(offered["times"])
    if (taken := _taken_instead(said, times)) or PUTTING_RIGHT.isdisjoint(said):
        return taken
    numbers, words = numbers_put_right(text)
    if not numbers and _LAST in words:
        numbers, words = [len(times)], [word for word in words if word != _LAST]
    weekdays = [WEEKDAYS[word] for word in words if word in WEEKDAYS]
    rest = [word for word in words if word not in WEEKDAYS]
    if len(numbers) + len(weekdays) != 1 or not AROUND.issuperset(rest):
        return None
    if numbers:
        if "make" in said and not _ASKS.isdisjoint(said) and _SLIPS.isdisjoint(said):
            return None
        return times[numbers[0] - 1] if 1 <= numbers[0] <= len(times) else None
    on_it = [each for each in times if _start(each, zone).weekday() == weekdays[0]]
    return on_it[0] if len(on_it) == 1 and _SLIPS.intersection(said) else None


def _taken_instead(said: Sequence[str], times: Sequence[str]) -> str | None:
    """The time of the number that is asked for, where it was on offer: "can I have 11" is none."""
    found = _TAKES.match(" ".join(said))
    word = found["number"] if found is not None else ""
    number = int(word) if word.isdecimal() else ORDINALS.get(word) or NUMBER_WORDS.get(word, 0)
    return times[number - 1] if 1 <= number <= len(times) else None


def _start(offered: str, zone: ZoneInfo) -> datetime:
    """When a time on offer begins: "free:<start>;<link worker>;<mode>"."""
    return datetime.fromisoformat(_start_in(offered)).astimezone(zone)


def _start_in(offered: str) -> str:
    return offered.partition(":")[2].partition(";")[0]
