"""Words for times of day: "efter dinner", "hauf ten", "no mornings", "2pm", "between 1 and 3"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from bot.understanding.answers.date_range import AMOUNTS
from bot.understanding.answers.days import PLURALS, WEEKDAYS
from bot.understanding.answers.number import NUMBER_WORDS
from bot.understanding.word_list import answer_words

DAY: Final = 24 * 60
_MORNING: Final = (8 * 60, 12 * 60)
_AFTERNOON: Final = (12 * 60, 17 * 60)
_EVENING: Final = (17 * 60, 21 * 60)
_MIDDAY: Final = (12 * 60, 14 * 60)
_TEATIME: Final = (16 * 60, 18 * 60)
# In Scotland dinner is eaten in the middle of the day, and tea after work.
_PARTS: Final = {
    **dict.fromkeys(
        ("morning", "mornings", "morn", "forenoon", "am", "mornin", "mornins", "rano"), _MORNING
    ),
    **dict.fromkeys(
        ("afternoon", "afternoons", "efternoon", "efternin", "efternuin", "pm", "aft"), _AFTERNOON
    ),
    **dict.fromkeys(("evening", "evenings", "night", "nights", "tonight", "eve"), _EVENING),
    **dict.fromkeys(("lunch", "lunchtime", "dinnertime", "dinner", "middle"), _MIDDAY),
    **dict.fromkeys(("teatime", "tea"), _TEATIME),
}
_LANDMARKS: Final = {
    "breakfast": 9 * 60,
    "dinner": 13 * 60,
    "dinnertime": 13 * 60,
    "lunch": 13 * 60,
    "lunchtime": 13 * 60,
    "noon": 12 * 60,
    "midday": 12 * 60,
    "tea": 17 * 60,
    "teatime": 17 * 60,
    "school": 15 * 60 + 30,
    "work": 17 * 60,
    "nursery": 15 * 60 + 30,
}
_CLOCK: Final = regex.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s?(am|pm)?$")
_FOUR_DIGITS: Final = regex.compile(r"^(0[7-9]|1[0-7])([0-5][05])$")
"""1430; later hours are years as likely as times."""
_SOUNDING_ALIKE: Final = frozenset(["too", "won", "tree"])
""" "Tues too early" names no two o'clock."""
_AFTER: Final = answer_words("after") | {"from", "past", "since"}
_BEFORE: Final = answer_words("before") | {"by"}
_TO: Final = answer_words("to")
_THAN: Final = {("earlier", "than"): "before", ("later", "than"): "after"}
_ABOUT: Final = ("at", "about", "around", "roughly", "say", "for", "@")


@dataclass(frozen=True, slots=True)
class Times:
    """Minutes of the day `[start, end)` meant by `words` words; exact where a start was named."""

    start: int
    end: int
    words: int
    is_exact: bool = False


def read_times(tokens: Sequence[str], *, beside_day: bool) -> Times | None:
    """The time of day named at the head of the words, or None.

    A bare number is a time only `beside_day`, or after a word such as "at" or "after".
    """
    first = tokens[0]
    if first == "between":
        return _between(tokens, 1)
    if first in ("from",) and (span := _between(tokens, 1)):
        return span
    if first in _AFTER | _BEFORE:
        return _bounded(tokens) or _bounded_by_what_happens(tokens)
    if tuple(tokens[:2]) in _THAN:
        bounded = _bounded((_THAN[first, "than"], *tokens[2:]))
        return replace(bounded, words=bounded.words + 1) if bounded else None
    if first in _ABOUT:
        return _exact(tokens, 1)
    return _early_or_late(tokens) or _part(tokens) or _plain_clock(tokens, beside_day)


def _between(tokens: Sequence[str], at: int) -> Times | None:
    start = _clock(tokens[at:])
    if start is None:
        return None
    join = at + start[1]
    if join >= len(tokens) or tokens[join] not in (_TO | {"and", "&"}):
        return None
    end = _clock(tokens[join + 1 :])
    words = join + 1 + end[1] if end is not None else 0
    if end is None or AMOUNTS.intersection(tokens[words : words + 1]):
        return None
    last = end[0] or _NOON  # "10 to 12am"
    first = start[0] - _NOON if start[0] >= _EARLIEST_AFTER_NOON and last <= _NOON else start[0]
    return Times(first, last, words) if first < last else None


_NOON: Final = 12 * 60
_EARLIEST_AFTER_NOON: Final = 18 * 60
""" "7 to 9am" begins in the morning, though 7 alone is in the evening."""


def _bounded(tokens: Sequence[str]) -> Times | None:
    at = 2 if tuple(tokens[1:2]) in (("my",), ("the",), ("about",)) else 1
    limit = _landmark(tokens[at:]) or _clock(tokens[at:])
    if limit is None:
        return None
    words = at + limit[1] + (tuple(tokens[at + limit[1] :][:1]) in (("on",), ("onwards",)))
    if tokens[0] in _AFTER:
        return _after(limit[0], words)
    opens = {"dinner": 12 * 60, "lunch": 12 * 60, "dinnertime": 12 * 60}.get(tokens[at])
    return Times(8 * 60, opens or limit[0], words)


def _after(start: int, words: int) -> Times:
    return Times(start, 17 * 60 if start < 17 * 60 else 21 * 60, words)


def _bounded_by_what_happens(tokens: Sequence[str]) -> Times | None:
    """ "Before I collect the kids at 3" bounds, where "by phone at 3" does not."""
    if tuple(tokens[1:2]) not in _OWN or "at" not in tokens[2:_FURTHEST]:
        return None
    at = list(tokens).index("at", 2)
    clock = None if _DAY_WORDS.intersection(tokens[1:at]) else _clock(tokens[at + 1 :])
    if clock is None:
        return None
    words = at + 1 + clock[1]
    return _after(clock[0], words) if tokens[0] in _AFTER else Times(8 * 60, clock[0], words)


_OWN: Final = (("i",), ("im",), ("ive",), ("my",), ("the",), ("we",), ("picking",), ("collecting",))
_FURTHEST: Final = 9
_DAY_WORDS: Final = frozenset([*WEEKDAYS, *PLURALS, "on", "and", "or", "but", ",", ".", ";"])


def _landmark(tokens: Sequence[str]) -> tuple[int, int] | None:
    if not tokens or tokens[0] not in _LANDMARKS:
        return None
    following = tuple(tokens[1:2])
    return _LANDMARKS[tokens[0]], 2 if following in (("time",), ("run",), ("hours",)) else 1


def _exact(tokens: Sequence[str], at: int) -> Times | None:
    clock = _clock(tokens[at:])
    if clock is None:
        part = _part(tokens[at:]) if len(tokens) > at else None
        return Times(part.start, part.end, part.words + at) if part else None
    return Times(clock[0], clock[0] + 30, at + clock[1], is_exact=True)


def _early_or_late(tokens: Sequence[str]) -> Times | None:
    if tuple(tokens[:2]) == ("first", "thing"):
        return Times(8 * 60, 10 * 60, 2)
    if tuple(tokens[:2]) == ("last", "thing"):
        return Times(15 * 60, 17 * 60, 2)
    if tokens[0] in ("late", "later") and tuple(tokens[1:4]) == ("in", "the", "day"):
        return Times(13 * 60, 17 * 60, 4)
    if tuple(tokens[:2]) == ("end", "of") and "day" in tokens[2:4]:
        return Times(15 * 60 + 30, 17 * 60, 3 + (tokens[2] == "the"))
    if tokens[0] not in ("early", "late", "mid") or len(tokens) < 2:
        return None
    part = _PARTS.get(tokens[1])
    if part is None:
        alone = {"early": (8 * 60, 10 * 60), "late": (15 * 60, 17 * 60)}.get(tokens[0])
        return Times(*alone, 1) if alone and len(tokens) == 1 else None
    third = (part[1] - part[0]) // 3
    start = {"early": part[0], "mid": part[0] + third // 2, "late": part[1] - 2 * third}[tokens[0]]
    return Times(start, start + 2 * third, 2)


def _part(tokens: Sequence[str]) -> Times | None:
    if tokens[0] in ("noon", "midday"):
        return Times(12 * 60, 12 * 60 + 30, 1, is_exact=True)
    if tuple(tokens[:2]) == ("the", "night"):
        return Times(*_EVENING, 2)
    if tuple(tokens[:2]) == ("school", "hours"):
        return Times(9 * 60 + 15, 14 * 60 + 30, 2)
    part = _PARTS.get(tokens[0])
    if part is None or _GATHERINGS.intersection(tokens[1:2]):
        return None
    return Times(*part, 2 if tuple(tokens[1:2]) == ("time",) else 1)


_GATHERINGS: Final = frozenset(["club", "clubs", "group", "groups", "class", "classes"])
"""A lunch club and an evening class are places to go, not times."""


def _plain_clock(tokens: Sequence[str], beside_day: bool) -> Times | None:
    clock = _clock(tokens)
    if clock is None:
        return None
    is_bare = clock[1] == 1 and (tokens[0].isdecimal() or tokens[0] in NUMBER_WORDS)
    if is_bare and (not beside_day or tokens[0] == "one"):  # "the Thursday one"
        return None
    if _TO.intersection(tokens[clock[1] : clock[1] + 1]):
        span = _between(tokens, 0)
        if span is not None:
            return span
    return Times(clock[0], clock[0] + 30, clock[1], is_exact=True)


def _clock(tokens: Sequence[str]) -> tuple[int, int] | None:
    """Minutes of the day at the head of the words, and how many words say so."""
    if not tokens:
        return None
    return _spoken_clock(tokens) or _written_clock(tokens)


def _spoken_clock(tokens: Sequence[str]) -> tuple[int, int] | None:
    """ "half ten" is 10:30 here, "quarter to 4", "ten past 3"."""
    first = tokens[0]
    if first in ("half", "hauf", "haf") and len(tokens) > 1:
        at = 2 if tokens[1] in ("past", "after") and len(tokens) > 2 else 1
        hour = _hour(tokens[at], tokens[at + 1 :])
        return (hour[0] + 30, at + hour[1]) if hour else None
    minutes = 15 if first in ("quarter", "quater") else _small_number(first)
    if minutes is None or minutes > 59 or len(tokens) < 3:
        return None
    if tokens[1] not in ("past", "to", "after"):
        return None
    hour = _hour(tokens[2], tokens[3:])
    if hour is None or (tokens[1] == "to" and minutes not in (5, 10, 15, 20, 25)):
        return None
    if AMOUNTS.intersection(tokens[2 + hour[1] : 3 + hour[1]]):
        return None
    return hour[0] + (-minutes if tokens[1] == "to" else minutes), 2 + hour[1]


def _written_clock(tokens: Sequence[str]) -> tuple[int, int] | None:
    if tokens[0] in ("noon", "midday"):
        return 12 * 60, 1
    return _hour(tokens[0], tokens[1:])


def _hour(token: str, following: Sequence[str]) -> tuple[int, int] | None:
    words = 1
    written_together = _FOUR_DIGITS.match(token)
    if written_together:
        return int(written_together[1]) * 60 + int(written_together[2]), words
    spoken = _small_number(token)
    found = _CLOCK.match(str(spoken) if spoken is not None else token)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3] or ""
    skipped = 0
    if not found[2] and not half and (said := _minutes(following)):
        minute, skipped = said
        following = following[skipped:]
    if tuple(following[:2]) == ("o", "clock"):
        words += 2
    elif tuple(following[:1]) in (("oclock",), ("ish",), ("am",), ("pm",)):
        half = half or (following[0] if following[0] in ("am", "pm") else "")
        words += 1
    if hour > 23 or minute > 59:
        return None
    hour = _on_the_day(hour, half, tuple(following[words - 1 : words + 2]))
    return hour * 60 + minute, words + skipped


def _minutes(following: Sequence[str]) -> tuple[int, int] | None:
    """The minutes of "two thirty", "two forty five" and "2 30", and how many words say so."""
    if not following:
        return None
    if following[0] in ("00", "15", "30", "45"):
        return int(following[0]), 1
    tens = NUMBER_WORDS.get(following[0], 0)
    if tens not in (15, 20, 30, 40, 50):
        return None
    is_five = tens > 15 and tuple(following[1:2]) == ("five",)
    return tens + 5 * is_five, 1 + is_five


def _on_the_day(hour: int, half: str, following: tuple[str, ...]) -> int:
    """Hours without am or pm are those of an office: 8 to 7."""
    if half == "pm" or (not half and {"afternoon", "evening", "night"} & set(following)):
        return hour + 12 if hour < 12 else hour
    if half == "am" or "morning" in following:
        return 0 if hour == 12 else hour
    return hour + 12 if 1 <= hour <= 7 else hour


def _small_number(token: str) -> int | None:
    if token.isdecimal():
        return int(token) if len(token) <= 2 else None
    return None if token in _SOUNDING_ALIKE else NUMBER_WORDS.get(token)
