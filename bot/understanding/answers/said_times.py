"""The days and times that a message names, stretch by stretch, and which of them it refuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from typing import Final

from bot.understanding.answers.clock_words import Times, read_times
from bot.understanding.answers.day_bounds import read_bounded_days
from bot.understanding.answers.day_words import read_days
from bot.understanding.answers.days import PLURALS, Days
from bot.understanding.answers.other_engagements import read_engagement
from bot.understanding.answers.time_tokens import time_tokens
from bot.understanding.answers.weekday_range import words_moved_from
from bot.understanding.word_list import answer_words

_BECAUSE: Final = frozenset(["because", "cos", "cause", "coz", "cus"])
_BREAKS: Final = frozenset([",", ";", ".", "&", "and", "or", "but"]) | _BECAUSE
_GOOD: Final = answer_words("when_good")
_NEAR: Final = 4
_FURTHEST: Final = 14
"""Words: "from monday the 30th of november to friday the 4th of december"."""
_AMISS: Final = frozenset(["early", "late", "soon", "far"])
_NEGATIVE: Final = answer_words("when_negative")
_NO_GOOD: Final = answer_words("when_no_good")
_EXCEPT: Final = answer_words("when_except")
_EXCEPT_PHRASES: Final = frozenset(
    [("apart", "from"), ("other", "than"), ("instead", "of"), ("rather", "than")]
)
_BEING: Final = answer_words("when_being")
_HAVING: Final = answer_words("when_having")
_HOW_FREE: Final = answer_words("when_how_free")
_BEFORE_AM: Final = frozenset(["the", "any", "every", "or", "week", "in"])
_ELSEWHERE: Final = answer_words("when_elsewhere")
_AT_HOME: Final = answer_words("when_at_home")
_WISHING: Final = frozenset(["please", "then"])
_NO_BOTHER: Final = frozenset(["bother", "problem"])


@dataclass(slots=True)
class Part:
    """One stretch between breaks: what it names, and whether it says no to it."""

    days: list[Days] = field(default_factory=list)
    times: list[Times] = field(default_factory=list)
    is_negative: bool = False
    is_denied_after: bool = False
    """ "Monday is no good": the denial ends with the stretch."""
    is_taken_up: bool = False
    """Something else is on: "the dentist at 10 on Thursday"."""
    is_unsure: bool = False
    """What is named may be another matter: it can be offered, not booked."""

    is_after_comma: bool = False

    is_of_one_day: bool = False
    """ "Tuesday is too soon": later ones are not."""

    def refuses(self, day: date) -> bool:
        """Whether a denial is of this day: "not Friday" is of them all."""
        return not self.days or any(
            day in days.dates
            or (day.weekday() == days.weekday and not (self.is_of_one_day or days.is_one))
            for days in self.days
        )

    def weekdays_named(self) -> frozenset[int]:
        """The weekdays that it calls by their names, without a date."""
        return frozenset(days.weekday for days in self.days if days.weekday is not None)

    def refused_times(self) -> list[Times]:
        """Nobody knows how long the dentist takes: a day with something at an hour is refused."""
        is_whole = self.is_taken_up and bool(self.days)
        return [time for time in self.times if not (is_whole and time.is_exact)]


def names_a_time(part: Part) -> bool:
    """Whether a stretch names more than "any day"."""
    return bool(part.times) or any(not days.is_any for days in part.days)


def read_parts(text: str, today: date) -> list[Part]:
    """The stretches that name a day or a time, in order."""
    tokens = time_tokens(text)
    parts = [Part()]
    at = 0
    while at < len(tokens):
        if tokens[at] in _BREAKS and not _is_joined(tokens, at, parts[-1], today):
            is_negative = _carries_on(parts[-1], tokens, at, today)
            parts.append(Part(is_negative=is_negative, is_after_comma=tokens[at] == ","))
            at += 1
            continue
        if tuple(tokens[at : at + 2]) in _EXCEPT_PHRASES:
            parts.append(Part(is_negative=True))
            at += 2
            continue
        if _leaves_out(tokens, at, parts[-1], today):
            parts.append(Part(is_negative=True))
        elif parts[-1].is_negative and _takes_up(tokens, at, parts[-1], today):
            parts.append(Part())
        at += _read_at(tokens, at, parts[-1], today)
    return [part for part in parts if part.days or part.times]


def _is_joined(tokens: list[str], at: int, part: Part, today: date) -> bool:
    """The "and" of "between 1 and 3" and the comma of "Thursday, 19th March" part nothing."""
    if tokens[at] != ",":
        return tokens[at] == "and" and at >= 2 and tokens[at - 2] == "between"
    following = tokens[at + 1 : at + 5]
    dated = read_days(following, today) if following and part.days else None
    return dated is not None and dated.is_date and part.days[-1].weekday in dated.weekdays


def _leaves_out(tokens: list[str], at: int, part: Part, today: date) -> bool:
    """ "Any day except Friday" and "Thursday not Friday"."""
    if tokens[at] in _EXCEPT:
        return True
    is_any = bool(part.days) and not part.times and all(days.is_any for days in part.days)
    is_not = tokens[at] == "not" or (tokens[at] == "no" and is_any)
    if not is_not or part.is_negative or not (part.days or part.times):
        return False
    following = [word for word in tokens[at + 1 : at + 8] if word not in ("on", "the", "a")]
    is_day = bool(following) and read_days(following, today) is not None
    return is_day or (bool(following) and read_times(following, beside_day=False) is not None)


def _takes_up(tokens: list[str], at: int, part: Part, today: date) -> bool:
    """ "Can't do Thursday can do Friday", "except Friday any day"."""
    if part.days and _is_the_other(tokens, at):
        return True
    if tokens[at] in ("can", "could"):
        before = tokens[at - 2 : at]
        is_first = bool(_BREAKS.intersection(before)) and before[-1:] != ["no"]
        return bool(part.days or part.times) or is_first
    days = read_days(tokens[at : at + 10], today) if part.days or part.times else None
    return days is not None and days.is_any and not any(each.is_any for each in part.days)


def _carries_on(part: Part, tokens: list[str], at: int, today: date) -> bool:
    """ "no mondays or fridays" denies both; "anything but Friday" denies the second."""
    if tokens[at] in (".", ";"):
        return False
    if tokens[at] == "but":
        is_any = bool(part.days and part.days[-1].is_any)
        return is_any or tokens[max(0, at - 1)] in ("anything", "anyday")
    if tokens[at] in _BECAUSE:
        return part.is_negative
    if _GOOD.intersection(_stretch_from(tokens, at + 1)):
        return False
    if tokens[at] in ("or", "and", "&"):
        return part.is_negative
    following = tokens[at + 1 : at + 4]
    return (
        part.is_negative
        and not _is_wished_for(part, _stretch_from(tokens, at + 1))
        and not _is_the_other(tokens, at + 1)
        and not part.is_denied_after
        and bool(following and part.days and read_days(following, today))
    )


def _is_wished_for(refused: Part, stretch: list[str]) -> bool:
    """ "Can't do Wednesday, Thursday at 2" wishes for what it gives an hour, or says please to."""
    if _WISHING.intersection(stretch):
        return True
    is_each = bool(refused.times) or bool(PLURALS.keys() & set(stretch))
    hours = (read_times(stretch[at:], beside_day=at > 0) for at in range(len(stretch)))
    return not is_each and any(hours)


def _is_the_other(tokens: list[str], at: int) -> bool:
    """The "next" of "not this week, next week", and the "this" of "not next Friday, this one"."""
    other = {"next": "this", "this": "next"}.get(tokens[at]) if at < len(tokens) else None
    return other is not None and other in tokens[max(0, at - _NEAR) : at]


def _denies_the_other(tokens: list[str], at: int, part: Part) -> bool:
    """The "not this" of "next Tuesday, not this", which names no other day."""
    is_last = not set(tokens[at + 2 : at + 3]) - _BREAKS
    is_denial = tokens[at] in ("not", "no") and bool(part.days)
    return is_denial and is_last and _is_the_other(tokens, at + 1)


def _may_be_either(tokens: list[str], at: int, part: Part, today: date) -> bool:
    """ "Wed no Thurs": in Scots the "no" is a "not", elsewhere it may take Wednesday back."""
    is_any = any(days.is_any for days in part.days)
    following = tokens[at + 1 : at + 11]
    if tokens[at] != "no" or not part.days or is_any or not following:
        return False
    return read_days(following, today) is not None


def _stretch_from(tokens: list[str], at: int) -> list[str]:
    return list(takewhile(lambda token: token not in _BREAKS, tokens[at:]))


def _read_at(tokens: list[str], at: int, part: Part, today: date) -> int:
    rest = tokens[at : at + _FURTHEST]
    if left_behind := words_moved_from(tokens, at):
        return left_behind
    has_day = any(not days.is_any for days in part.days)
    days = read_days(rest, today) or (None if has_day else read_bounded_days(rest, today))
    if days is not None:
        part.days.append(days)
        return days.words
    if tokens[at] == "am" and not _is_morning(tokens, at, today):
        return 1
    times = read_times(rest, beside_day=bool(part.days) or _day_follows(rest, today))
    if times is not None:
        part.times.append(times)
        return times.words
    return _read_refusal(tokens, at, part, today)


def _read_refusal(tokens: list[str], at: int, part: Part, today: date) -> int:
    """What says no to the day or time of its stretch, or that it may not be the one meant."""
    is_named = bool(part.days or part.times)
    if tokens[at] == "too" and _AMISS.intersection(tokens[at + 1 : at + 2]):
        part.is_unsure = part.is_of_one_day = True
        part.is_negative = part.is_denied_after = is_named
        return 2
    if tokens[at] in _NEGATIVE and tokens[at + 1 : at + 2] == ["too"]:
        return 3  # "Friday, not too late"
    if _denies_the_other(tokens, at, part):
        return 2
    if _may_be_either(tokens, at, part, today):
        part.is_unsure = True
        return 1
    engagement = read_engagement(tokens, at)
    is_taken = engagement == "taken" or _is_elsewhere(tokens, at)
    part.is_taken_up = part.is_taken_up or is_taken
    part.is_unsure = part.is_unsure or engagement == "beside"
    if is_taken or tokens[at] in _NEGATIVE | _NO_GOOD:
        part.is_denied_after = is_named
        part.is_negative = part.is_negative or is_taken or _denies(tokens, at, part)
    return 1


def _is_morning(tokens: list[str], at: int, today: date) -> bool:
    """ "Friday am" and "am or pm", not "I am free" nor "Friday am busy"."""
    before, after = tokens[at - 1 : at], tokens[at + 1 : at + 2]
    if _HOW_FREE.intersection(after):
        return False
    if not before:
        return after in ([], ["or"], ["please"])
    return bool(_BEFORE_AM.intersection(before)) or read_days(before, today) is not None


def _is_elsewhere(tokens: list[str], at: int) -> bool:
    """ "I'm at the hospital", "I'm away", "I work Fridays": that is no time for a chat."""
    before = tokens[at - 1] if at else ""
    if tokens[at] in ("holiday", "holidays", "hols"):
        return before in ("on", "my")
    if tokens[at] == "work":
        return before in ("i", "only")
    if before not in _BEING:
        return False
    after = [word for word in tokens[at + 1 : at + 3] if word not in ("the", "my")][:1]
    if tokens[at] == "in":
        return bool(_ELSEWHERE.intersection(after))
    is_at = tokens[at] == "at" and bool(after) and after[0] not in _AT_HOME
    return is_at or tokens[at] in ("away", "out")


def _denies(tokens: list[str], at: int, part: Part) -> bool:
    """Before what it denies ("no mornings"), or after it ("Monday is no good")."""
    words = _NO_GOOD if part.days or part.times else _NEGATIVE
    if tokens[at] == "nothing" and _HAVING.intersection(tokens[max(0, at - 1) : at]):
        return False  # "I've nothing on Thursday"
    return tokens[at] in words and not _NO_BOTHER.intersection(tokens[at + 1 : at + 3])


def _day_follows(rest: Sequence[str], today: date) -> bool:
    """ "2 on Wednesday"."""
    after = [word for word in rest[1:4] if word != "on"]
    return bool(after) and read_days(after, today) is not None
