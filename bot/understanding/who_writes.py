"""Who writes from a number that nobody knows yet: "this is Jean Broon, I have a new number"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import regex

from bot.understanding.answers.birth_date import read_birth_date
from bot.understanding.answers.person_name import AFTER_NAME, read_person_name
from bot.understanding.answers.sure_name import is_sure_name

_CALLED: Final = regex.compile(
    r"\b(?:(?:my|ma) name(?:['’]?s| is)?|i['’]?m|i am|it['’]?s|it is|this is)\s+"
    r"(?P<name>[^.,!?;:\d\n]+)",
    regex.IGNORECASE,
)
_NUMBER: Final = r"(?:phone\s+|mobile\s+)?(?:number|mobile|phone|nummer|sim)s?"
_NEW: Final = rf"(?:new|changed|different)\s+{_NUMBER}"
_LONGEST: Final = 160
_BESIDE_NUMBER: Final = regex.compile(
    rf"^\W*(?:(?:hi|hello|hiya|hey)\b\W*)?(?P<name>[^.,!?;:()\d\n-]+?)\W+"
    rf"(?:(?:here|my|ma|with|on|from|got|has|have|a|this|is|its|it['’]s)\W+)*{_NEW}\b"
    rf"|^.{{0,20}}\b{_NEW}\b\W*(?:for|of|it['’]?s|this is|from|now)?\W*(?P<name>[^.,!?;:()\d\n]+)",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoWrites:
    """What a text says of its writer; either may be missing."""

    name: str | None = None
    birth_date: date | None = None


def read_who_writes(text: str, today: date) -> WhoWrites:
    """The whole name that the writer gives, and their date of birth, with or without each other."""
    found = read_birth_date(text, today)
    if found is None:
        return WhoWrites(name=_name_called(text) or _name_beside_number(text))
    before = text[: found[1]]
    name = _name_called(before) or _name_beside_number(before) or _whole(before)
    return WhoWrites(name=name, birth_date=found[0])


def _name_called(text: str) -> str | None:
    called = (_whole(AFTER_NAME.sub("", found["name"])) for found in _CALLED.finditer(text))
    return next((name for name in called if name is not None), None)


def _name_beside_number(text: str) -> str | None:
    """ "Jean Broon here, new number" and "new number for Jean Broon"."""
    found = _BESIDE_NUMBER.match(text[:_LONGEST])
    return _whole(AFTER_NAME.sub("", found["name"])) if found is not None else None


def _whole(text: str) -> str | None:
    """First and last name, or "Mrs Broon": "its urgent" and "im running late" name nobody."""
    return read_person_name(text) if is_sure_name(text) else None
