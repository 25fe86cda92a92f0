"""Hours from one to another, where it was asked when a chat suits: "10 to 12" is no ten to twelve.

A chat begins on the hour or half hour, so that who answers with two hours means what lies between
them; "at ten to twelve" and "ten to nine" are times of the clock still.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import regex

from bot.understanding.answers.date_range import AMOUNTS
from bot.understanding.answers.said_times import read_parts
from bot.understanding.word_list import answer_words

_HOURS: Final = answer_words("hours")
_HALF: Final = r"(?:\s?(?:[ap]\.?m\b\.?|o['’]?clock\b)|\s?ish\b)?"
_CLOCK: Final = rf"(?:(?:half|hauf)\s(?:past\s)?)?(?:\d{{1,2}}(?:[:.]\d{{2}})?|\L<hours>){_HALF}"
_AMOUNT: Final = r"(?:\s*(?:\L<amounts>)\b|\s*%|\s+(?:of|in)\s+(?:us|them|the\s+family)\b)"
_NO_SPAN: Final = r"(?<!\b(?:at|about|around|roughly|by|before|after|efter|past|till?|until)\s+)"
_RANGE: Final = regex.compile(
    rf"(?<![\d/.£$€-])\b(?:from\s+)?(?P<a>{_CLOCK})\s*(?:'?till?|until|-|–|through\s+to)\s*"
    rf"(?P<b>{_CLOCK})(?!\d|\w|[/.-]\d)(?!{_AMOUNT})"
    rf"|(?<![\d/.£$€-]){_NO_SPAN}\b(?:(?:from|frae|fae|between)\s+)?(?P<a>{_CLOCK})\s+(?:to|tae)\s+"
    rf"(?P<b>{_CLOCK})(?!\d|\w|[/.-]\d)(?!{_AMOUNT})",
    regex.IGNORECASE,
    hours=list(_HOURS),
    amounts=list(AMOUNTS),
)


_OR_LATER: Final = regex.compile(
    rf"(?<![\d/.£$€-])\b(?:at\s+)?(?P<a>{_CLOCK})\s+(?:or|and|onwards or)\s+"
    r"(?P<which>later|after|onwards|earlier|before)\b(?!\s+\d)",
    regex.IGNORECASE,
    hours=list(_HOURS),
)


def with_ranges_told(text: str) -> str:
    """The text with "between 10 and 12" for "10 to 12", "10 til 12" and "10-12".

    And with "after 10" for "10 or later".
    """
    return _RANGE.sub(_told, _OR_LATER.sub(_bounded, text))


def _bounded(found: regex.Match[str]) -> str:
    is_earlier = found["which"].casefold() in ("earlier", "before")
    return f"{'before' if is_earlier else 'after'} {found['a']}"


def _told(found: regex.Match[str]) -> str:
    told = f"between {found['a']} and {found['b']}"
    is_span = any(not time.is_exact for part in read_parts(told, date.min) for time in part.times)
    return told if is_span else found.group()
