""" "Sorry, meant 2", right after a time was booked: another of the times that were on offer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import regex

from bot.commands import Command, SetSlot, Span, StartFlow
from bot.understanding.answers.days import WEEKDAYS
from bot.understanding.answers.number import NUMBER_WORDS, ORDINALS
from bot.understanding.normalise import normalise
from bot.understanding.situation import Situation
from bot.understanding.word_list import answer_words

_NOT_THAT: Final = regex.compile(
    r"\b(?:not|no|pressed|put|typed|said|chose|picked|instead of|rather than) (?:number )?\d\b"
)
""" "2 not 1" and "pressed 1 but meant 2" mean the 2."""
_PUTTING_RIGHT: Final = answer_words("putting_right")
_SLIPS: Final = frozenset(["meant", "mean", "mistake", "wrong", "wanted"])
"""Who "meant Wednesday" means the one on offer; "can I do Wednesday" is offered what is free."""
_AROUND: Final = _PUTTING_RIGHT | answer_words("around_putting_right")
_NO_NUMBERS: Final = frozenset(["one", "won", "too"])
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
    meant = _meant(text, offered, ZoneInfo(situation.timezone))
    if meant is None or meant == offered.get("taken"):
        return ()
    return (
        SetSlot(name=words.time_slot, value=meant, by_button=True),
        StartFlow(flow=flow, span=Span(0, len(text))),
    )


def _meant(text: str, offered: Mapping[str, Any], zone: ZoneInfo) -> str | None:
    said = normalise(text).spoken()
    if len(said) > _MOST_WORDS or not _PUTTING_RIGHT.intersection(said):
        return None
    times = list(offered["times"])
    left = _NOT_THAT.sub(" ", " ".join(said)).split() if "no" not in said[:1] else said
    numbers = [n for word in left if (n := _number(word)) is not None]
    weekdays = [WEEKDAYS[word] for word in left if word in WEEKDAYS]
    rest = [word for word in left if _number(word) is None and word not in WEEKDAYS]
    if len(numbers) + len(weekdays) != 1 or not _AROUND.issuperset(rest):
        return None
    if numbers:
        return times[numbers[0] - 1] if 1 <= numbers[0] <= len(times) else None
    on_it = [each for each in times if _start(each, zone).weekday() == weekdays[0]]
    return on_it[0] if len(on_it) == 1 and _SLIPS.intersection(said) else None


def _number(word: str) -> int | None:
    if word.isdecimal() and len(word) <= 2:
        return int(word)
    return ORDINALS.get(word) or (None if word in _NO_NUMBERS else NUMBER_WORDS.get(word))


def _start(offered: str, zone: ZoneInfo) -> datetime:
    """When a time on offer begins: "free:<start>;<link worker>;<mode>"."""
    return datetime.fromisoformat(offered.partition(":")[2].partition(";")[0]).astimezone(zone)
