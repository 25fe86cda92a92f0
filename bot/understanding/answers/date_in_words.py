"""Dates of birth that are said in words, as a phone writes down what somebody says to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

import regex

_UNITS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS: Final = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS: Final = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
)
_NUMBERS: Final = {
    **{word: number for number, word in enumerate((*_UNITS, *_TEENS), start=1)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
    **{word: number for number, word in enumerate(_ORDINALS, start=1)},
    "thirtieth": 30,
}
_CENTURIES: Final = {"nineteen": 1900, "twenty": 2000, "two thousand": 2000}


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_GAP: Final = r"[\s-]{1,2}"
_DAY: Final = (
    rf"(?P<d>(?:twenty|thirty){_GAP}(?:{_any_of((*_ORDINALS[:9], *_UNITS))})"
    rf"|{_any_of((*_ORDINALS, 'thirtieth', *_UNITS, *_TEENS, 'twenty', 'thirty'))}"
    r"|\d{1,2}(?:st|nd|rd|th)?)"
)
_YEAR: Final = (
    rf"(?P<y>(?:nineteen|twenty|two{_GAP}thousand)(?:{_GAP}hundred)?(?:{_GAP}and)?{_GAP}"
    rf"(?:(?:{_any_of(_TENS)})(?:{_GAP}(?:{_any_of(_UNITS)}))?"
    rf"|{_any_of(_TEENS)}|(?:(?:oh|o|nought|zero){_GAP})?(?:{_any_of(_UNITS)}))"
    rf"|two{_GAP}thousand|\d{{4}})"
)


def dates_in_words(text: str, months: dict[str, int]) -> Iterator[tuple[date, regex.Match[str]]]:
    """The dates of which the day or the year is in words: "fourteenth of february nineteen fifty
    one", "2nd of may nineteen seventy". `months`: their names, in small letters, to 1 to 12."""
    for found in _form(tuple(months)).finditer(text):
        year, day = _year_of(found["y"].casefold()), _number_of(found["d"].casefold())
        try:
            yield date(year, months[found["m"].casefold()], day), found
        except ValueError:
            continue  # there is no thirty first of june


@lru_cache(maxsize=4)
def _form(months: tuple[str, ...]) -> regex.Pattern[str]:
    of_month = rf"(?:of\s|o['’]?\s)?(?P<m>{_any_of(months)})"
    return regex.compile(rf"\b{_DAY}\s{of_month}\s(?:in\s)?{_YEAR}\b", regex.IGNORECASE)


def _year_of(words: str) -> int:
    if words.isdecimal():
        return int(words)
    words = regex.sub(r"[\s-]+", " ", words)
    century = next(each for each in _CENTURIES if words.startswith(each))
    return _CENTURIES[century] + _number_of(words[len(century) :])


def _number_of(words: str) -> int:
    """A number under a hundred: "thirty first", "oh five", "14th"; 0 of no words."""
    if digits := regex.match(r"\d+", words):
        return int(digits.group())
    return sum(_NUMBERS.get(word, 0) for word in regex.split(r"[\s-]+", words))
