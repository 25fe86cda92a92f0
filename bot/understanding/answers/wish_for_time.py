"""A wish about a time and a way of meeting, together with what was wished before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import regex

from bot.understanding.answers.clock_range import with_ranges_told
from bot.understanding.answers.hours_of_work import with_hours_of_work_told
from bot.understanding.answers.meeting_words import read_way_of_meeting, without_refused_ways
from bot.understanding.answers.numeric_dates import with_numbers_told
from bot.understanding.answers.said_times import Part, read_parts
from bot.understanding.answers.second_thought import taken_back, without_opening
from bot.understanding.answers.when import read_when

_AT_WORK: Final = regex.compile(
    r"\b(?:i|ah|am|im|i['’]m)?\s*(?:work|works|working|on|do|daein|doing)\s+(?:the\s+)?"
    r"(?:nights?|night ?shifts?|back ?shifts?|early shifts?|late shifts?|earlies|lates)\b",
    regex.IGNORECASE,
)
_ONLY_AS_AT_WORK: Final = regex.compile(
    r"(?<=\bonly(?:\s+\p{L}+)?)\s+(?:i['’]?m|i am|am)\s+(?:at work|at ma work|working)\b[^,.;!?]*",
    regex.IGNORECASE,
)
""" "Evenings only im at work" gives the reason for evenings; "evenings im at work" refuses them."""
_THEREFORE: Final = regex.compile(r"\bso\b(?!\s+(?:is|am|are|does|do)\b)(?P<rest>.+)$", regex.I)

_REASON: Final = regex.compile(
    r"^\s*(?:that\s+)?(?:i|ah|we|he|she|they|you|(?:my|ma|the|our)\s+[\p{L}'’]+)\s+"
    r"(?!(?:can|could)\s+(?:make|do|manage|come)\b)",
    regex.IGNORECASE,
)
_AFTER_THAT: Final = regex.compile(r"\b(?:after|efter)\s+(?:that|then|it)\b", regex.IGNORECASE)
_ASKS_FOR_ANY: Final = regex.compile(
    r"\b(?:(?:do|have|got|are|is)\s+)?(?:you|yous|ye|u|there)?\s*\b(?:have|got|hae|are|is)?\s*"
    r"\bany(?:thing)?(?:\s+(?:times?|slots?|spaces?))?"
    r"(?:\s+(?:free|left|available|going|open|at all))?(?=\W*$|\s+(?:on|for|that|then)\b)",
    regex.IGNORECASE,
)
""" "Friday, do you have any?" asks for a Friday, and not for any day."""
_FIRST_ONE: Final = regex.compile(
    r"\b(?:the\s+)?(?:1st|first|earliest|soonest)\s+(?:one|available|free|slot|you have)\b",
    regex.IGNORECASE,
)
""" "After school, the 1st one" names no 1st of December."""
_DAYS_OF_A_WEEK: Final = 7


def read_wish(
    text: str, *, before: Mapping[str, Any] | None, now: datetime, timezone: str
) -> dict[str, Any] | str | None:
    """As `read_when`, with `way` where one was asked for.

    "2pm" after "Thursday" is Thursday at 2pm, and "in person" after it is still on Thursday.
    """
    text = _ONLY_AS_AT_WORK.sub(" ", text)
    text = _without_asking_for_any(_FIRST_ONE.sub(" ", text), now, timezone)
    told = with_numbers_told(without_refused_ways(with_hours_of_work_told(_AT_WORK.sub(" ", text))))
    said = without_opening(with_ranges_told(told))
    value = (
        _after_so(said, now, timezone)
        or _said_instead(said, now, timezone)
        or read_when(said, now=now, timezone=timezone)
    )
    if isinstance(value, str):
        return value
    way = read_way_of_meeting(text)
    if value is None and way is None:
        return None
    if value is None:
        value = {"windows": [], "exact": None, "words": text.strip()}
        value |= {key: before[key] for key in ("windows", "exact", "words") if before}
    elif before and not value.get("later"):
        value = _on_the_same_day(said, value, before, now, timezone)
    way = way or (before or {}).get("way")
    return value | {"way": way} if way else value


def _without_asking_for_any(text: str, now: datetime, timezone: str) -> str:
    """The rest of the text, where that names a time."""
    rest = _ASKS_FOR_ANY.sub(" ", text)
    is_named = rest != text and read_when(rest, now=now, timezone=timezone) is not None
    return rest if is_named else text


def read_named_time(text: str, *, now: datetime, timezone: str) -> dict[str, Any] | str | None:
    """As `read_wish` of words that stand alone; None for a way of meeting without a time."""
    if read_when(text, now=now, timezone=timezone) is None:
        return None
    return read_wish(text, before=None, now=now, timezone=timezone)


def _after_so(text: str, now: datetime, timezone: str) -> dict[str, Any] | str | None:
    """ "I'm at the job centre Wednesday so Thursday would be better" wishes for Thursday.

    What is refused before it stays so: "… Wednesday, so any day after eleven". "Thursday at 10 so I
    can get the kids at 3" tells the reason of what was wished before it.
    """
    found = _THEREFORE.search(text)
    if found is None:
        return None
    before, today = text[: found.start()], now.astimezone(ZoneInfo(timezone)).date()
    told = read_parts(before, today)
    after = _AFTER_THAT.search(found["rest"])
    if not any(part.is_negative or part.is_taken_up or part.is_unsure for part in told) and not (
        after and told
    ):
        is_reason = bool(told) and _REASON.match(found["rest"]) is not None
        return read_when(before, now=now, timezone=timezone) if is_reason else None
    rest = _after_that(before, found["rest"], now, timezone)
    named = {day for part in read_parts(rest, today) for day in _days_named(part)}
    refused = [
        replace(part, is_unsure=False)
        for part in told
        if part.is_negative and part.days and not named & _days_named(part)
    ]
    return read_when(rest, now=now, timezone=timezone, refused=refused)


def _days_named(part: Part) -> frozenset[date]:
    """The days that a stretch names, "any day" aside."""
    return frozenset(day for days in part.days if not days.is_any for day in days.dates)


def _after_that(told: str, rest: str, now: datetime, timezone: str) -> str:
    """ "My assessment is on the 30th so after that" wishes for a day after the 30th."""
    today = now.astimezone(ZoneInfo(timezone)).date()
    days = {day for part in read_parts(told, today) for each in part.days for day in each.dates}
    if not days or len(days) > _DAYS_OF_A_WEEK:
        return rest
    last = max(days)
    return _AFTER_THAT.sub(f"after {last.day}/{last.month}", rest)


def _said_instead(text: str, now: datetime, timezone: str) -> dict[str, Any] | str | None:
    """ "Wednesday, no, make it Thursday" wishes for Thursday."""
    found = taken_back(text)
    if found is None or read_when(found[0], now=now, timezone=timezone) is None:
        return None
    return read_when(found[1], now=now, timezone=timezone)


def _on_the_same_day(
    text: str, value: dict[str, Any], before: Mapping[str, Any], now: datetime, timezone: str
) -> dict[str, Any]:
    """The time said now on the day or days said before, where the one named no time nor day."""
    if not _names_time_only(text, now, timezone) or not before.get("words"):
        return value
    earlier = str(before["words"])
    if not _names_days_only(earlier, now, timezone):
        return value
    both = read_when(f"{earlier}, {text}", now=now, timezone=timezone)
    return both if isinstance(both, dict) and both["windows"] else value


def _names_time_only(text: str, now: datetime, timezone: str) -> bool:
    """Whether it means the same on every day of the weeks ahead."""
    value = read_when(text, now=now, timezone=timezone)
    return isinstance(value, dict) and len(value["windows"]) > _MANY_DAYS


def _names_days_only(text: str, now: datetime, timezone: str) -> bool:
    """Whether it means whole days, and not all of them."""
    value = read_when(text, now=now, timezone=timezone)
    if not isinstance(value, dict) or value["exact"] or not value["windows"]:
        return False
    pairs = [(datetime.fromisoformat(a), datetime.fromisoformat(b)) for a, b in value["windows"]]
    return len(pairs) <= _MANY_DAYS and all(
        (end - start).total_seconds() >= _NEARLY_A_DAY for start, end in pairs[1:] or pairs
    )


_MANY_DAYS: Final = 20
_NEARLY_A_DAY: Final = 20 * 3600
