"""What a text says of the time that is booked: "Friday is fine", "is it today?", "in person"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

import regex

from bot.understanding.answers.earlier_or_later import read_earlier_or_later
from bot.understanding.answers.wish_for_time import read_wish
from bot.understanding.normalise import normalise
from bot.understanding.situation import Situation
from bot.understanding.word_list import answer_words

OfBooked: TypeAlias = Literal["suits", "asked", "other"]
"""It suits as it is; when or how it is is asked, or told wrongly; another is wished for."""

ANOTHER: Final = ("change", "another", "new_time")
"""The choices by which a booked time is given up for another."""
_LONGEST: Final = 160
_BEFORE: Final = (
    r"^(?:(?:so|sorry|hi|hello|hiya|eh|oh|och|ok|okay|and|but|wait|yes|aye|just|checking|to|check|"
    r"can|i|ask|wondering|quick|question|if|whether)\s)*"
)
_ASKS: Final = regex.compile(
    _BEFORE + r"(?:(?:is|isnt|was|wasnt|will)\s(?:it|that|this|she|he|they|you|morag|"
    r"(?:my|the|your|our)\s(?:appointment|appt|chat|call|phone\scall|visit|booking|meeting|time))\b"
    r"(?!\s(?:possible|too)\b)|(?:do|did)\syou\s(?:mean|say)\b|you\s(?:mean|said)\b"
    r"|it\sis\b|its\b|thats\b|that\sis\b)"
)
_ASKS_FOR_OTHER: Final = regex.compile(
    r"\b(?:can|could) (?:we|i|you|it) (?:make|move|have|do|be)\b"
)
""" "It's Jeanie, can we make it Friday" asks for Friday."""
_EXPECTS: Final = regex.compile(r"\b(?:(?:see|speak to|talk to|hear from) (?:you|her|him|them))\b")
_BARE_HOUR: Final = regex.compile(
    r"^\W*(?:(?:ok|okay|so|is it|its|it['’]s|at)\s+)*(?P<hour>\d{1,2})(?=[?.! ]*$|\s+[a-z])"
    r"(?!\s*(?:am|pm|o|past|to|minutes?|mins?|of|days?|weeks?|or|on)\b)",
    regex.IGNORECASE,
)
_NO_DENIAL: Final = regex.compile(r"\b(?:no|not a) (?:bother|problem|worries|probs?|bad)\b")
_DENYING: Final = answer_words("denying_a_time")
_OTHERWISE: Final = answer_words("wanting_otherwise")
_WISHING: Final = answer_words("changing_a_time")
_MOST_WORDS_OF_A_WISH: Final = 16
_OPEN: Final = answer_words("asking_what_is_free")
_ASKING: Final = answer_words("asking") | {"which"}
_PREFERRING: Final = frozenset(["better", "prefer", "rather", "best"])
_PRAISE: Final = answer_words("when_good") - {"better", "best", "instead", "free"}
_ASSENT: Final = answer_words("assent") | _PRAISE


@dataclass(frozen=True, slots=True)
class _Booked:
    start: datetime
    way: str

    @classmethod
    def of(cls, slots: Mapping[str, Any]) -> _Booked | None:
        start = slots.get("appointment_at")
        if not slots.get("has_appointment") or not isinstance(start, str) or not start:
            return None
        return cls(datetime.fromisoformat(start), str(slots.get("appointment_way") or ""))

    def is_meant_by(self, wish: Mapping[str, Any]) -> bool:
        """Whether a wish holds the time and the way that are booked."""
        if wish.get("way") not in (None, self.way):
            return False
        if wish["exact"]:
            return datetime.fromisoformat(wish["exact"]) == self.start
        spans = [tuple(map(datetime.fromisoformat, span)) for span in wish["windows"]]
        return not spans or any(start <= self.start < end for start, end in spans)


def asks_what_is_booked(text: str, situation: Situation) -> bool:
    """Whether it asks if a time or a way of meeting is what is booked: "is that this Friday"."""
    said = normalise(text).spoken()
    if _Booked.of(situation.slots) is None or _wish(text, situation) is None:
        return False
    asked = _ASKS.match(" ".join(said))
    is_asked = asked is not None and not _ASKS_FOR_OTHER.search(" ".join(said), asked.end())
    is_told = said[:1] and not text.rstrip().endswith("?") and _ASKING.isdisjoint(said)
    return is_asked and not is_told and (_OTHERWISE | _OPEN | _PREFERRING).isdisjoint(said)


def read_of_booked(text: str, situation: Situation) -> OfBooked | None:
    """What it says of the time booked; None where it says nothing of that, or wishes for another
    of which more is to be read."""
    booked, wish = _Booked.of(situation.slots), _wish(text, situation)
    if booked is None or wish is None:
        return None
    if asks_what_is_booked(text, situation):
        return "asked"
    said = normalise(_NO_DENIAL.sub("fine", text.casefold())).spoken()
    if not _DENYING.isdisjoint(said):
        return None
    if not booked.is_meant_by(wish):
        is_mistaken = _EXPECTS.search(" ".join(said)) and _OTHERWISE.isdisjoint(said)
        return "asked" if is_mistaken else None
    if not _OTHERWISE.isdisjoint(said):
        return "other" if wish["exact"] else None
    if text.rstrip().endswith("?") or said[0] in _ASKING or not _PREFERRING.isdisjoint(said):
        return "asked"
    is_all = all(word in _ASSENT or any(map(str.isdigit, word)) for word in said)
    return "suits" if is_all or not _PRAISE.isdisjoint(said) else "asked"


def names_another_time(text: str, situation: Situation) -> bool:
    """Whether a day, a time or a way is named that is not what is booked."""
    booked, wish = _Booked.of(situation.slots), _wish(text, situation)
    return booked is not None and wish is not None and not booked.is_meant_by(wish)


def other_way(text: str, situation: Situation) -> dict[str, Any] | None:
    """The wish for another way of meeting than the one booked, where no time is named."""
    booked, wish = _Booked.of(situation.slots), _wish(text, situation)
    if booked is None or wish is None or wish["windows"] or wish["exact"]:
        return None
    return None if booked.is_meant_by(wish) else wish


def asks_for_another_way(text: str) -> bool:
    """Whether it asks for something else than is booked: "can it be in person", "id rather"."""
    said = normalise(text).spoken()
    return len(said) <= _MOST_WORDS_OF_A_WISH and not _WISHING.isdisjoint(said)


def earlier_or_later(text: str, situation: Situation) -> dict[str, Any] | None:
    """The wish for a time told by the one booked: "can we do it an hour later"."""
    booked = _Booked.of(situation.slots)
    return read_earlier_or_later(
        text, booked.start if booked else None, now=situation.now, timezone=situation.timezone
    )


def expects_another_time(text: str, situation: Situation) -> bool:
    """ "See you Thursday", of a chat on Friday."""
    said = normalise(text).spoken()
    is_seen = _EXPECTS.search(" ".join(said)) is not None and _OTHERWISE.isdisjoint(said)
    return is_seen and names_another_time(text, situation)


def _with_bare_hour(text: str, situation: Situation) -> str:
    """ "10 is fine", of a chat at 10am: that hour, which no number on offer can mean."""
    booked, question = _Booked.of(situation.slots), situation.question
    found = _BARE_HOUR.match(text)
    if booked is None or found is None:
        return text
    start = booked.start.astimezone(ZoneInfo(situation.timezone))
    offered = len(question.choices) if question is not None else 0
    is_ours = offered < int(found["hour"]) == (start.hour % 12 or 12)
    if not is_ours:
        return text
    half = "am" if start.hour < 12 else "pm"
    return f"{text[: found.end('hour')]}{half}{text[found.end('hour') :]}"


def _wish(text: str, situation: Situation) -> dict[str, Any] | None:
    if len(text) > _LONGEST:
        return None
    said = _with_bare_hour(text, situation)
    wish = read_wish(said, before=None, now=situation.now, timezone=situation.timezone)
    if not isinstance(wish, dict) or wish.get("later"):
        return None
    return wish if wish["windows"] or wish.get("way") else None
