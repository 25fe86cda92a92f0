"""How old a pupil is who says which year of a Scottish school they are in: "im in s3"."""

from __future__ import annotations

from typing import Final

import regex

_YEARS: Final = {
    **{"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4},
}
_IN_SCHOOL: Final = regex.compile(
    r"\b(?:i['’]?m|i am|ah['’]?m|am)\s+"
    r"(?:(?:only|just|still|now|a pupil|a student|at school|at high school|at the academy)\s+)*"
    r"(?:in|going into)\s+(?:my\s+|the\s+)?"
    r"(?:s(?P<secondary>[1-4])|(?:p|primary\s*)(?P<primary>[4-7])"
    r"|(?P<year>\L<years>)\s+year\s+(?:at|of|in)\s+(?:the\s+|my\s+)?"
    r"(?:high\s*school|secondary|school|the academy|academy|high))\b"
    r"(?!\s+as\s+an?\b)(?!\s+(?:teaching|working)\b)",
    regex.IGNORECASE,
    years=list(_YEARS),
)
_BEFORE_SECONDARY: Final = 11
_BEFORE_PRIMARY: Final = 4


def age_at_school(text: str) -> tuple[int, int, int] | None:
    """The age at which that year begins, and where it is told; years in which pupils may turn 16
    count as 15, the last two tell no age."""
    found = _IN_SCHOOL.search(text)
    if found is None:
        return None
    if found["primary"]:
        return _BEFORE_PRIMARY + int(found["primary"]), *found.span()
    year = int(found["secondary"] or _YEARS[found["year"].casefold()])
    return _BEFORE_SECONDARY + year, *found.span()
