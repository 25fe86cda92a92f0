"""Dates with full stops or dashes and hours without a colon: "3.12 at 10", "3-12-26", "1530"."""

from __future__ import annotations

from typing import Final

import regex

_WITH_YEAR: Final = regex.compile(
    r"(?<![\d.-])(?P<d>\d{1,2})(?P<by>[.-])(?P<m>\d{1,2})(?P=by)(?:20)?(?P<y>\d{2})(?!\d|[.-]\d)"
)
_BEFORE_HOUR: Final = regex.compile(
    r"(?<![\d.-])(?P<d>\d{1,2})\.(?P<m>0?[1-9]|1[0-2])(?=\s+(?:at|@|around|about|after|before)\s+"
    r"(?:\d|half|noon))",
    regex.IGNORECASE,
)
_HOUR_ALONE: Final = regex.compile(r"^\W*(?P<h>0?[7-9]|1[0-7])(?P<min>[0-5][05])\s*(?:hrs?)?\W*$")


_YEAR: Final = regex.compile(r"(?<=(?<!\d)\d{1,2}/\d{1,2})/(?:20)?\d{2}(?!\d)")


def without_years(text: str) -> str:
    """The text with "5/12" for "5/12/2026"."""
    return _YEAR.sub("", text)


def with_numbers_told(text: str) -> str:
    """The text with "3/12/2026" and "at 15:30" for what has no such signs in it."""
    text = _WITH_YEAR.sub(r"\g<d>/\g<m>/20\g<y>", text)
    text = _BEFORE_HOUR.sub(r"\g<d>/\g<m>", text)
    return _HOUR_ALONE.sub(r"at \g<h>:\g<min>", text)
