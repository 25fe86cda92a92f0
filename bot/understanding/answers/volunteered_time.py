"""A time that suits, told before anybody asked: "… and Thursday morning would be good"."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import regex

from bot.understanding.answers.meeting_words import refuses_some_calls
from bot.understanding.answers.only_time import says_only_when
from bot.understanding.answers.second_thought import without_opening
from bot.understanding.answers.wish_for_time import read_named_time
from bot.understanding.clauses import clauses
from bot.understanding.normalise import normalise
from bot.understanding.word_list import answer_words

_CLAUSE: Final = regex.compile(r"[^,.;!?\n]+(?:\.\d+[^,.;!?\n]*)*")
_SUITS: Final = regex.compile(
    r"\b(?:suits?|best for me|(?:is|are|be) best|prefer|i['’]?m free|free on|"
    r"(?:is|are|be) (?:good|great|fine|ok|okay|better|easier)|work for me|works for me|"
    r"(?:can|could) only (?:do|manage|make)|only free)\b",
    regex.IGNORECASE,
)
_ASKS_FOR_IT: Final = regex.compile(
    r"\b(?:(?:can|could|may) (?:i|we) (?:please )?(?:"
    r"(?:see|speak to|talk to|meet|chat (?:to|with)) "
    r"(?:someone|somebody|a person|you|yous|morag|ewan|(?:the|a|your) link worker)|"
    r"(?:book|get|have|make) an? (?:chat|appointment|appt|slot|time)))\b",
    regex.IGNORECASE,
)
_USUAL: Final = regex.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days|mornings|afternoons|evenings|weekdays)\b",
    regex.IGNORECASE,
)
""" "Friday" may be the day of something else."""
_LIMITS: Final = regex.compile(
    r"\b(?:only|just|not|never|no|pls|please|if possible|any ?day but)\b", regex.IGNORECASE
)
_LONGEST_USUAL: Final = 60
_CHANGING: Final = answer_words("changing_a_time")
_BARE_HOUR: Final = regex.compile(
    r"\b(?P<ask>(?:can|could) (?:it|we|i) (?:be|do|have|make it)|make it|change it to|move it to)"
    r"\s+(?P<hour>1[0-2]|[1-9])(?=\s*(?:$|[?.!,]|instead|please|pls|then|if|on)\b|\W*$)",
    regex.IGNORECASE,
)
""" "Can it be 11 instead": an hour, where nothing is on offer by number."""
_TOLD_TODAY: Final = regex.compile(
    r"\b(?:come|came|cropped|turned|happened|news|letter|told|found|heard|ill|sick|poorly|unwell|"
    r"well|got|had|been|was|feeling|bad)\b[^,.;!?]{0,25}?"
    r"\b(?:today|the day|this (?:morning|afternoon))\b",
    regex.IGNORECASE,
)
""" "Something has come up today" tells when, and wishes for no time."""
_NEEDS_TO: Final = regex.compile(
    r"\b(?:do|does|will|should) (?:i|we|ah|he|she) (?:need|have|want)(?: to)?\b"
    r"(?! (?:be )?(?:chang|mov|swap|switch|rearrang|reschedul|another|a different))"
)
""" "Do I need to bring anything on Friday" asks for no other time."""
_TO_TELL: Final = frozenset(["remind", "reminder", "text", "message", "email"])
""" "Can you text me the day before" asks for no other time."""
_MOST_WORDS: Final = 20
_LONGEST: Final = 600


def volunteered_time(
    text: str, *, now: datetime, timezone: str, may_ask: bool = False
) -> tuple[dict[str, Any], str] | None:
    """The wish as `read_named_time` gives it, and the text without its clause.

    `may_ask`: a chat that is asked for on a day counts too, "can i see someone on Thursday".
    """
    for clause in _CLAUSE.finditer(text[:_LONGEST]):
        said = clause.group()
        is_asked = may_ask and _ASKS_FOR_IT.search(said) is not None
        if is_asked or _SUITS.search(said) or refuses_some_calls(said):
            value = _named_time(said, now, timezone)
            if value is not None:
                return value, text[: clause.start()] + " " + text[clause.end() :]
    return None


def usual_time(said: str, *, now: datetime, timezone: str) -> dict[str, Any] | None:
    """ "Fridays", "mornings only" and "not Mondays", where they are all of a stretch of a text."""
    if len(said) > _LONGEST_USUAL or not names_usual_time(said):
        return None
    today = now.astimezone(ZoneInfo(timezone)).date()
    is_all = says_only_when(_LIMITS.sub(" ", said), today)
    return _named_time(said, now, timezone) if is_all else None


def names_usual_time(text: str) -> bool:
    """Whether a part of the day or week is named that comes again and again: "afternoons"."""
    return _USUAL.search(text) is not None


def without_times_that_suit(text: str, today: date) -> str:
    """The text with spaces where a clause says nothing but when its writer is free, so that places
    in it stay the same: "im skint" of "im skint, mornings are best"; "friday" may be the day of
    what is told beside it."""
    if not (_SUITS.search(text) or _USUAL.search(text)):
        return text
    parts = clauses(text)
    when = [part for part in parts if _says_what_suits(part[0], today)]
    if len(when) == len(parts):
        return text
    for _, start, end in when:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _says_what_suits(said: str, today: date) -> bool:
    is_told = _SUITS.search(said) or _USUAL.search(said)
    return is_told is not None and says_only_when(_LIMITS.sub(" ", said), today)


def asks_for_another_time(text: str, *, now: datetime, timezone: str) -> dict[str, Any] | None:
    """ "Actually can I do the Wednesday", said when a time is booked already."""
    said = normalise(text).spoken()
    if len(said) > _MOST_WORDS or not _CHANGING.intersection(said) or _TO_TELL & set(said):
        return None
    if _NEEDS_TO.search(" ".join(said)):
        return None
    text = _TOLD_TODAY.sub(" ", text)
    return _named_time(_BARE_HOUR.sub(r"\g<ask> at \g<hour>", without_opening(text)), now, timezone)


def _named_time(text: str, now: datetime, timezone: str) -> dict[str, Any] | None:
    value = read_named_time(text, now=now, timezone=timezone)
    return value if isinstance(value, dict) and value["windows"] else None
