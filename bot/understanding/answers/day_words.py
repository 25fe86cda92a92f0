"""Words for days: "the morn", "Monday first", "next Thursday", "3rd december", "next week"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

from bot.understanding.answers.calendar_dates import read_date, read_weekday_of_month
from bot.understanding.answers.date_range import read_date_range
from bot.understanding.answers.days import (
    HORIZON_DAYS,
    PLURALS,
    WEEKDAYS,
    Days,
    all_of,
    coming,
    horizon,
    one,
)
from bot.understanding.answers.month_part import read_month_part
from bot.understanding.answers.number import NUMBER_WORDS
from bot.understanding.answers.weekday_range import read_weekday_range

_ANY: Final = (
    ("any", "day"),
    ("any", "time"),
    ("any", "of", "them"),
    ("whenever",),
    ("anytime",),
    ("anyday",),
    ("any",),
    ("every", "day"),
    ("soon", "as", "possible"),
    ("asap",),
    ("as", "soon", "as"),
    ("soonest",),
    ("earliest",),
    ("first", "available"),
    ("first", "one", "going"),
    ("you", "choose"),
    ("you", "pick"),
    ("dont", "mind"),
    ("not", "bothered"),
    ("no", "bothered"),
    ("no", "fussed"),
    ("not", "fussed"),
)


Reader = Callable[[Sequence[str], date], Days | None]


def read_days(tokens: Sequence[str], today: date) -> Days | None:
    """The days named at the head of the words, or None."""
    for reader in _READERS:
        found = reader(tokens, today)
        if found is not None:
            return found
    return None


def _phrases(tokens: Sequence[str], today: date) -> Days | None:
    for words, ahead in _RELATIVE:
        if tuple(tokens[: len(words)]) == words:
            if words == _LATER_ON and _weekday(tokens[2:3] or ("",), today):
                return None  # "10 or later on Friday"
            weeks = _LENGTHS.get(tokens[len(words)], 0) if len(tokens) > len(words) else 0
            return one(today + timedelta(days=ahead + 7 * weeks), len(words) + bool(weeks))
    return None


_LENGTHS: Final = {"week": 1, "fortnight": 2}
""" "Tomorrow week", "Monday fortnight"."""
_LATER_ON: Final = ("later", "on")
_RELATIVE: Final = (
    (("the", "day", "after", "tomorrow"), 2),
    (("the", "day", "after", "the", "morn"), 2),
    (("day", "after", "tomorrow"), 2),
    (("day", "after", "the", "morn"), 2),
    (("overmorrow",), 2),
    (("the", "morn"), 1),
    (("the", "morns"), 1),
    (("the", "morra"), 1),
    (("the", "morrow"), 1),
    (("morra",), 1),
    (("tomorrow",), 1),
    (("tomorrows",), 1),
    (("jutro",), 1),
    (("today",), 0),
    (("the", "day"), 0),
    (_LATER_ON, 0),
    (("dzisiaj",), 0),
)


def _next_to(tokens: Sequence[str], today: date) -> Days | None:
    """ "The day before Christmas Eve", "the day after the 4th"."""
    at = 1 if tokens[0] == "the" else 0
    if tuple(tokens[at : at + 1]) != ("day",) or at + 2 >= len(tokens):
        return None
    side = _SIDES.get(tokens[at + 1])
    if side is None:
        return None
    named = at + 2 + (tokens[at + 2] == "the" and at + 3 < len(tokens))
    day = _phrases(tokens[named:], today) or _weekday(tokens[named:], today)
    day = day or read_date(tokens[named:], today)
    if day is None or len(day.dates) != 1:
        return None
    return one(next(iter(day.dates)) + timedelta(days=side), named + day.words)


_SIDES: Final = {"before": -1, "afore": -1, "after": 1, "efter": 1}


def _any_day(tokens: Sequence[str], today: date) -> Days | None:
    for words in _ANY:
        if tuple(tokens[: len(words)]) == words:
            following = tokens[len(words) : len(words) + 1]
            if words == ("any",) and following and read_days(following, today):
                return None
            return Days(horizon(today), len(words), is_any=True)
    return None


def _weekday(tokens: Sequence[str], today: date) -> Days | None:
    which = tokens[0] if tokens[0] in ("next", "this", "coming", "every") else ""
    at = 1 if which else 0
    if at >= len(tokens) or tokens[at] not in WEEKDAYS | PLURALS:
        return None
    name = tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    number = WEEKDAYS[name] if name in WEEKDAYS else PLURALS[name]
    if which == "every" or (name in PLURALS and after not in ("morning", "afternoon")):
        return Days(all_of(number, today), at + 1)
    day = coming(number, today)
    if which == "next" or after == "next":
        return one(_in_next_week(number, today), at + 1 + (after == "next"))
    if after in _LENGTHS:
        return one(day + timedelta(weeks=_LENGTHS[after]), at + 2)
    words = at + 1 + (after == "first")
    return Days(frozenset([day]), words, weekday=number, is_one=which == "this")


def _weeks_ahead_of(tokens: Sequence[str], today: date) -> Days | None:
    """ "a week on Thursday", "2 weeks today", "a fortnight on Monday", "a week the morn"."""
    counted = _LENGTHS.get(tokens[1], 0) if len(tokens) > 1 and tokens[0] == "a" else 0
    if len(tokens) > 1 and tokens[1] == "weeks":
        counted = _number(tokens[0]) or 0
    is_bare = tuple(tokens[:2]) in (("week", "on"), ("week", "come"), ("fortnight", "on"))
    weeks = _LENGTHS[tokens[0]] if is_bare else counted
    if not 0 < weeks <= HORIZON_DAYS // 7:
        return None
    at = 1 if is_bare else 2
    at += tuple(tokens[at : at + 1]) in (("on",), ("come",), ("from",))
    if at >= len(tokens):
        return None
    start = _phrases(tokens[at : at + 2], today)
    if tokens[at] in WEEKDAYS:
        start = one(coming(WEEKDAYS[tokens[at]], today), 1)
    if start is None:
        return None
    return one(next(iter(start.dates)) + timedelta(weeks=weeks), at + start.words)


def _week(tokens: Sequence[str], today: date) -> Days | None:
    monday = today - timedelta(days=today.weekday())
    for words, weeks in (
        (("week", "after", "next"), 2),
        (("next", "week"), 1),
        (("following", "week"), 1),
        (("week", "after"), 1),
        (("this", "week"), 0),
    ):
        if tuple(tokens[: len(words)]) == words:
            start = monday + timedelta(days=7 * weeks)
            days = {start + timedelta(days=n) for n in range(7)}
            return Days(frozenset(day for day in days if day >= today), len(words))
    return None


def _next_month(tokens: Sequence[str], today: date) -> Days | None:
    if tuple(tokens[:2]) not in (("next", "month"), ("following", "month")):
        return None
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    days = frozenset(
        day for day in horizon(today) if (day.year, day.month) == (first.year, first.month)
    )
    return Days(days, 2) if days else None


def _part_of_week(tokens: Sequence[str], today: date) -> Days | None:
    """ "start of next week", "end of the week", "the weekend"."""
    if tokens[0] in ("weekend", "weekends"):
        return Days(all_of(5, today) | all_of(6, today), 1)
    if tokens[0] in ("weekday", "weekdays"):
        return Days(frozenset(day for day in horizon(today) if day.weekday() < 5), 1)
    parts = {"start": (0, 1), "beginning": (0, 1), "middle": (1, 2, 3), "end": (3, 4)}
    parts |= {"early": (0, 1), "late": (3, 4), "later": (3, 4), "mid": (1, 2, 3)}
    if tokens[0] not in parts or "week" not in tokens[1:5]:
        return None
    stop = list(tokens).index("week", 1) + 1
    weeks = 1 if "next" in tokens[1:stop] else 0
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * weeks)
    days = frozenset(monday + timedelta(days=n) for n in parts[tokens[0]])
    return Days(frozenset(day for day in days if day >= today), stop)


def _ahead(tokens: Sequence[str], today: date) -> Days | None:
    """ "in 3 days", "in two weeks", "in a fortnight"."""
    if tokens[0] != "in" or len(tokens) < 3:
        return None
    count = 1 if tokens[1] in ("a", "an", "and") else _number(tokens[1])
    unit = tokens[2]
    if count is None or count > HORIZON_DAYS:
        return None
    if unit in ("day", "days"):
        return one(today + timedelta(days=count), 3)
    length = {"week": 7, "weeks": 7, "fortnight": 14, "month": 30}.get(unit)
    if length is None or count * length > HORIZON_DAYS:
        return None
    start = today + timedelta(days=count * length)
    return Days(frozenset(start + timedelta(days=n) for n in range(5)), 3)


def _number(token: str) -> int | None:
    if token.isdecimal() and len(token) <= 3:
        return int(token)
    return NUMBER_WORDS.get(token)


def _in_next_week(weekday: int, today: date) -> date:
    """ "Next Thursday", said on a Monday, is not the Thursday of this week."""
    return today - timedelta(days=today.weekday()) + timedelta(days=7 + weekday)


_READERS: Final[tuple[Reader, ...]] = (
    read_weekday_of_month,
    _part_of_week,
    read_month_part,
    read_weekday_range,
    read_date_range,
    _weeks_ahead_of,
    _next_to,
    _phrases,
    _week,
    _next_month,
    _weekday,
    _ahead,
    read_date,
    _any_day,
)
