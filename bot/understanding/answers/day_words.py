"""Words for days: "the morn", "Monday first", "next Thursday", "3rd december", "next week"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.understanding.answers.birth_date import MONTHS
from bot.understanding.answers.number import NUMBER_WORDS

HORIZON_DAYS: Final = 42

WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "monday mon mony mondy mundy poniedzialek poniedzialku",
            "tuesday tue tues teusday tuseday tiseday wtorek",
            "wednesday wed weds wensday wednsday wednesdy wadensday sroda srode",
            "thursday thu thur thurs thrusday thirsday fuirsday czwartek",
            "friday fri firday fridy piatek",
            "saturday sat saterday setterday sobota",
            "sunday sun sundy niedziela",
        )
    )
    for name in names.split()
}
_PLURALS: Final = {f"{name}s": number for name, number in WEEKDAYS.items() if name.endswith("day")}
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


@dataclass(frozen=True, slots=True)
class Days:
    """Days meant by `words` words of the message; `is_any` where all days would do.

    `weekday` where a bare weekday was said: "Friday" is one Friday, "not Friday" is all of them.
    """

    dates: frozenset[date]
    words: int
    is_any: bool = False
    weekday: int | None = None

    def is_date_of(self, weekday: int | None) -> bool:
        """Whether it is one day, told without its weekday, which is this one."""
        is_date = self.weekday is None and len(self.dates) == 1
        return is_date and next(iter(self.dates)).weekday() == weekday


Reader = Callable[[Sequence[str], date], Days | None]


def read_days(tokens: Sequence[str], today: date) -> Days | None:
    """The days named at the head of the words, or None."""
    for reader in _READERS:
        found = reader(tokens, today)
        if found is not None:
            return found
    return None


def horizon(today: date) -> frozenset[date]:
    """Every day on which something could be booked."""
    return frozenset(today + timedelta(days=ahead) for ahead in range(HORIZON_DAYS))


def _phrases(tokens: Sequence[str], today: date) -> Days | None:
    for words, ahead in _RELATIVE:
        if tuple(tokens[: len(words)]) == words:
            return _one(today + timedelta(days=ahead), len(words))
    return None


_RELATIVE: Final = (
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
    (("later", "on"), 0),
    (("dzisiaj",), 0),
)


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
    if at >= len(tokens) or tokens[at] not in WEEKDAYS | _PLURALS:
        return None
    name = tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    number = WEEKDAYS[name] if name in WEEKDAYS else _PLURALS[name]
    if which == "every" or (name in _PLURALS and after not in ("morning", "afternoon")):
        return Days(_all_of(number, today), at + 1)
    coming = today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    if which == "next" or after == "next":
        return _one(_in_next_week(number, today), at + 1 + (after == "next"))
    if after == "week":
        return _one(coming + timedelta(days=7), at + 2)
    return Days(frozenset([coming]), at + 1 + (after == "first"), weekday=number)


def _week_ahead_on(tokens: Sequence[str], today: date) -> Days | None:
    """ "a week on Thursday", "a week Thursday"."""
    if tuple(tokens[:2]) not in (("a", "week"), ("week", "on"), ("week", "come")):
        return None
    at = 3 if tuple(tokens[:3]) in (("a", "week", "on"), ("a", "week", "come")) else 2
    if at >= len(tokens) or tokens[at] not in WEEKDAYS:
        return None
    ahead = (WEEKDAYS[tokens[at]] - today.weekday() - 1) % 7 + 8
    return _one(today + timedelta(days=ahead), at + 1)


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
        return Days(_all_of(5, today) | _all_of(6, today), 1)
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
        return _one(today + timedelta(days=count), 3)
    length = {"week": 7, "weeks": 7, "fortnight": 14, "month": 30}.get(unit)
    if length is None or count * length > HORIZON_DAYS:
        return None
    start = today + timedelta(days=count * length)
    return Days(frozenset(start + timedelta(days=n) for n in range(5)), 3)


def _date(tokens: Sequence[str], today: date) -> Days | None:
    day, month, words = _day_and_month(tokens)
    if day is None:
        return None
    if words < len(tokens) and month is not None and tokens[words] in _near_years(today):
        words += 1
    if month is None:
        return _coming_day(day, words, today)
    for year in (today.year, today.year + 1):
        found = _safe_date(year, month, day)
        if found is not None and found >= today:
            return _one(found, words)
    return None


def _day_and_month(tokens: Sequence[str]) -> tuple[int | None, int | None, int]:
    first = tokens[0]
    if "/" in first:
        parts = first.split("/")
        return int(parts[0]), int(parts[1]), 1
    if first in MONTHS and len(tokens) > 1:
        at = 2 if tokens[1] == "the" and len(tokens) > 2 else 1
        return _day_of_month(tokens[at]), MONTHS[first], at + 1
    day = _day_of_month(first)
    at = 2 if tuple(tokens[1:2]) in (("of",), ("o",)) else 1
    if day is not None and at < len(tokens) and tokens[at] in MONTHS:
        return day, MONTHS[tokens[at]], at + 1
    return (day, None, 1) if day is not None and not first.isdecimal() else (None, None, 0)


def _day_of_month(token: str) -> int | None:
    digits = token.rstrip("stndrh")
    return int(digits) if digits.isdecimal() and len(digits) <= 2 else None


def _coming_day(day: int, words: int, today: date) -> Days | None:
    for ahead in range(62):
        candidate = today + timedelta(days=ahead)
        if candidate.day == day:
            return _one(candidate, words)
    return None


def _near_years(today: date) -> tuple[str, ...]:
    return str(today.year), str(today.year + 1)


def _safe_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(token: str) -> int | None:
    if token.isdecimal() and len(token) <= 3:
        return int(token)
    return NUMBER_WORDS.get(token)


def _one(day: date, words: int) -> Days:
    return Days(frozenset([day]), words)


def _all_of(weekday: int, today: date) -> frozenset[date]:
    return frozenset(day for day in horizon(today) if day.weekday() == weekday and day > today)


def _in_next_week(weekday: int, today: date) -> date:
    """ "Next Thursday", said on a Monday, is not the Thursday of this week."""
    return today - timedelta(days=today.weekday()) + timedelta(days=7 + weekday)


_READERS: Final[tuple[Reader, ...]] = (
    _part_of_week,
    _week_ahead_on,
    _phrases,
    _week,
    _next_month,
    _weekday,
    _ahead,
    _date,
    _any_day,
)
