"""Dates of birth in any form: 14/2/51, 14 Feb 1951, "14th o february 1951", 140251."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

import regex

from bot.understanding.answers.date_in_words import dates_in_words

_OLDEST_YEARS: Final = 120
_YOUNGEST_BY_SHORT_YEAR: Final = 10
"""A short year is of this century only if the person is at least this old: nobody of 3 writes."""

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar stycznia ianuarie",
            "february feb febuary feberuary febrary februar lutego februarie",
            "march mar marzec marca martie",
            "april apr aprile kwietnia aprilie",
            "may maja mai",
            "june jun juin czerwca iunie",
            "july jul juli lipca iulie",
            "august aug sierpnia",
            "september sept sep wrzesnia septembrie",
            "october oct octobre pazdziernika octombrie",
            "november nov listopada noiembrie",
            "december dec decembre grudnia decembrie",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR: Final = r"['’]?(?P<y>\d{4}|\d{2})"
_END: Final = r"(?!\d)"
_LAST_HOUR: Final = 24
_CLOCK_GOES_ON: Final = regex.compile(
    r"\s{0,2}(?:[ap]\.?m\b|noon\b|o['’]?clock\b|[:.]\d{2}(?!\d)|(?:to|till?|until|or|[-–])\s?\d)",
    regex.IGNORECASE,
)
_ENDS_IN_CLOCK: Final = regex.compile(r"[\s,]\d{1,2}[.:]\d{2}$")
_UNKNOWN: Final = regex.compile(
    r"[\s,.]{0,9}\b(?:(?:and|but|sorry|im|i['’]?m)\s+)*+(?:(?:i|ah)\s+)?"
    r"(?:(?:do not|don['’]?t|dinnae|dinna|dunno|idk|dno|can['’]?t|cannae|canny)\s*"
    r"(?:know|no|ken|remember|mind)?|no idea|not sure)"
    r"(?:\s+(?:it|that|what|when|the|my|ma|date|day|birthday|of|birth|dob|sorry))*+"
    r"[\s.!]*+$",
    regex.IGNORECASE,
)
_LONGEST_WITH_NAME: Final = 300
_REFUSED: Final = regex.compile(
    r"[\s,.;-]{0,3}\b(?:(?:but|and|i['’]?m|i['’]?d|i|rather|prefer)\s+)*"
    r"(?:no|not|nae|naw|don['’]?t|dinnae|dinna|won['’]?t|wouldn['’]?t)\b(?:\s+[\p{L}'’]+){0,4}?"
    r"\s+(?:dob|d\.o\.b\.?|date of birth|birthday|birth ?date|age)\b"
    r"(?:\s+(?:thanks|thank you|please|sorry|though|tho))*[\s.,!]*",
    regex.IGNORECASE,
)
_ATTEMPT: Final = regex.compile(
    rf"(?:\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?(?:{_MONTH})\s)?\d[\d\s./,-]*\d"
    rf"|\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:o['’]?f?\s)?(?:{_MONTH})|(?:{_MONTH})\s\d{{1,2}})\b",
    regex.IGNORECASE,
)
_MAY_BE_IN_WORDS: Final = regex.compile(
    rf"\b(?:{_MONTH})\s(?:in\s)?(?:nineteen|twenty|two|\d{{4}})\b", regex.IGNORECASE
)
_FORMS: Final = tuple(
    regex.compile(form, regex.IGNORECASE)
    for form in (
        rf"(?<!\d)(?P<y>\d{{4}})\s?[-/.]\s?(?P<m>\d{{1,2}})\s?[-/.]\s?(?P<d>\d{{1,2}}){_END}",
        rf"(?<!\d)(?P<d>\d{{1,2}})\s?[-/.,\\]\s?(?P<m>\d{{1,2}})\s?[-/.,\\]\s?{_YEAR}{_END}",
        rf"(?<!\d)(?P<d>\d{{1,2}})\s(?P<m>\d{{1,2}})\s{_YEAR}{_END}",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s,./-]{{0,3}}(?:of\s|o['’]?\s|ae\s|the\s)?\s{{0,2}}"
        rf"(?P<m>{_MONTH})\b[\s,./-]{{0,3}}(?:in\s)?{_YEAR}{_END}",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of|o['’]?|ae)\s(?:the\s)?"
        rf"(?P<m>\d{{1,2}})(?:st|nd|rd|th)?[\s,]{{1,2}}{_YEAR}{_END}",
        rf"\b(?P<m>{_MONTH})[\s,./-]{{0,3}}(?:the\s)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s,./-]{{1,3}}"
        rf"{_YEAR}{_END}",
        rf"(?<!\d)(?P<d>\d{{2}})(?P<m>\d{{2}})(?P<y>\d{{4}}|\d{{2}}){_END}",
        # The number on a Scottish patient's card begins with it.
        rf"(?<!\d)(?P<d>\d{{2}})(?P<m>\d{{2}})(?P<y>\d{{2}})\s?\d{{4}}{_END}",
    )
)


def read_birth_date(
    text: str, today: date, *, beside_times: bool = False
) -> tuple[date, int, int] | None:
    """A possible date of birth (past, at most 120 years ago) and where it stands, or None.

    `beside_times`: a time was asked for, so that "4 dec 10" says ten o'clock.
    """
    text = text[:300]
    for born, found in _candidates(text, today):
        if _CLOCK_GOES_ON.match(text, found.end()) and _may_be_hour(found):
            continue
        if beside_times and (_may_be_hour(found) or _ENDS_IN_CLOCK.search(found.group())):
            continue
        if born is not None and born < today and years_between(born, today) <= _OLDEST_YEARS:
            return born, found.start(), found.end()
    return None


def _may_be_hour(found: regex.Match[str]) -> bool:
    return len(found["y"]) == 2 and int(found["y"]) <= _LAST_HOUR


def without_dates(text: str) -> str:
    """The text with spaces where a whole date is written, so that places in it stay the same."""
    for form in _FORMS:
        text = form.sub(lambda found: " " * len(found.group()), text)
    return text


def unclear_date(text: str) -> tuple[int, int] | None:
    """Where something is written that is meant for a date of birth but cannot be read as one.

    A date that does not exist ("31/2/1961"), one to come, a year alone, or an age.
    """
    found = _ATTEMPT.search(text[:300])
    return found.span() if found is not None else None


def says_unknown(text: str) -> bool:
    """Whether somebody says no more than that they do not know: "dinnae ken", "cant remember"."""
    return not without_unknown(text).strip(" .,!")


def without_unknown(text: str) -> str:
    """ "Tommy" of "Tommy I dont know the date"."""
    kept = max(0, len(text) - _LONGEST_WITH_NAME)
    return text[:kept] + _UNKNOWN.sub("", text[kept:])


def without_refused(text: str) -> str:
    """ "Davie" of "no dob thanks. Davie" and of "Davie, no giving ma date of birth"."""
    return _REFUSED.sub("", text) if len(text) <= _LONGEST_WITH_NAME else text


def _candidates(text: str, today: date) -> Iterator[tuple[date | None, regex.Match[str]]]:
    for form in _FORMS:
        for found in form.finditer(text):
            yield _date(found, today), found
    if _MAY_BE_IN_WORDS.search(text):
        yield from dates_in_words(text, MONTHS)


def _date(found: regex.Match[str], today: date) -> date | None:
    month_of: Callable[[str], int] = int
    if not found["m"].isdecimal():
        month_of = lambda name: MONTHS[name.casefold()]  # noqa: E731
    try:
        year = _full_year(found["y"], today)
        return date(year, month_of(found["m"]), int(found["d"]))
    except ValueError:
        return None


def _full_year(year: str, today: date) -> int:
    if len(year) == 4:
        return int(year)
    of_this_century = 2000 + int(year)
    is_ours = of_this_century <= today.year - _YOUNGEST_BY_SHORT_YEAR
    return of_this_century if is_ours else 1900 + int(year)


def years_between(born: date, today: date) -> int:
    """Whole years of age; a leap day's birthday falls on 1 March."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
