"""A yes on a condition that what is booked may not meet: "I'll be in but no afore 10"."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import regex

from bot.commands import OpenQuestion, SetSlot
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.booked_time import names_another_time
from bot.understanding.answers.time_instead import another_choice, other_time
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.situation import Situation

_ONLY_THEN: Final = regex.compile(
    r"\b(?P<not>not|no|nae|only)\s+(?P<side>before|afore|till|til|until|after|from)\s+"
    r"(?P<hour>1[0-2]|[1-9])\b(?!\s*(?:days?|weeks?|min))",
    regex.IGNORECASE,
)
_IF: Final = regex.compile(
    r"^\W*\p{L}+\W+(?:only\s+)?(?:if|as long as|so long as|provided)\b", regex.IGNORECASE
)
_FIRST_HOUR: Final = 8
"""An hour below it is one of the afternoon."""


def on_a_condition(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """ "I'll be in but no afore 10", of a chat at half past nine, is offered times after that."""
    found, commands = _ONLY_THEN.search(text), another_choice(question)
    booked = situation.slots.get("appointment_at")
    if found is None or not commands or not booked:
        return None
    start = datetime.fromisoformat(booked).astimezone(ZoneInfo(situation.timezone))
    hour = int(found["hour"]) + (12 if int(found["hour"]) < _FIRST_HOUR else 0)
    is_after = _is_after(found)
    if (start.hour >= hour) == is_after:
        return None
    when = other_time(f"{'after' if is_after else 'before'} {found['hour']}", situation)
    asked = SetSlot(name=situation.vocabulary.time_asked_slot, value=when)
    return Answer(commands=(asked, *commands))


def _is_after(found: regex.Match[str]) -> bool:
    """ "No afore 10" and "only after 10" are after it, "only before 3" is before."""
    is_denied = found["not"].casefold() != "only"
    return (found["side"].casefold() not in ("after", "from")) == is_denied


def is_as_wished(text: str, situation: Situation) -> bool:
    """ "Yes if its by phone", of a chat by phone, is a yes."""
    if text.rstrip().endswith("?") or _IF.match(text) is None:
        return False
    said = read_yes_no(text)
    return said is not None and said[0] and not names_another_time(text, situation)
