"""A name as it is said, out of one as forms have it: "Smith, John", "surname Old, name Ann"."""

from __future__ import annotations

from typing import Final

import regex

from bot.understanding.answers.person_name import read_person_name

_LABEL: Final = regex.compile(
    r"\b(?:(?:and|an|my|ma|the)\s+){0,4}"
    r"(?:(?P<last>surname|sur name|(?:last|family|second) name|nazwisko)"
    r"|(?P<first>(?:first|fore|christian|given)[\s-]?names?|imi[eę]))\b"
    r"(?:\s*(?:['’]?s|is|[:=-]))?\s*",
    regex.IGNORECASE,
)
_ENDS_VALUE: Final = regex.compile(
    r"[,;.:\n]|\b(?:and|an|i|dob|date of birth|born|urodzon[ay])\b", regex.I
)
_BRACKETS: Final = regex.compile(r"\s*\([^)]*\)")
_BEFORE_MARRIAGE: Final = regex.compile(
    r"[\s,]+(?:n[eé]e|formerly|previously|maiden name(?:\s+(?:is|was))?)\s+[\p{L}'’-]+",
    regex.IGNORECASE,
)
_THE_SECOND: Final = regex.compile(
    r"(?<=\p{L})\s+(?:the\s+)?(?:2nd|3rd|4th)(?=\W*$)|\s+the\s+(?:second|third)(?=\W*$)|\s+(?:on\s+)?the\s*$",
    regex.IGNORECASE,
)
_TURNED: Final = regex.compile(
    r"^\W*(?P<last>(?:(?:v[ao]n|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|st\.?|mac|mc|o)"
    r"\s+){0,3}[\p{L}'’-]+)\s*,\s*(?P<first>[\p{L}'’-]+(?:\s+[\p{L}'’-]+){0,2})\W*$",
    regex.IGNORECASE,
)


def as_said(text: str, *, beside_date: bool = True) -> str:
    """The text with its name in the order of speech; unchanged where it holds none so written.

    What stands in brackets, a name before marriage and "the 2nd" are left out. Without a date of
    birth beside it "A, b" is a name only in capitals: "Nah, whatever" is none.
    """
    bare = _THE_SECOND.sub("", _BEFORE_MARRIAGE.sub("", _BRACKETS.sub("", text)))
    return _labelled(bare) or _turned(bare, beside_date=beside_date) or bare


def _labelled(text: str) -> str | None:
    """ "Surname McDonald first name Morag", and "Morag, surname McDonald"."""
    labels = list(_LABEL.finditer(text))
    if not labels:
        return None
    told = {"first": text[: labels[0].start()]} if labels[0]["last"] else {}
    ends = [*(label.start() for label in labels[1:]), len(text)]
    for label, end in zip(labels, ends, strict=True):
        told[label.lastgroup or ""] = _ENDS_VALUE.split(text[label.end() : end].strip(), 1)[0]
    parts = (told.get(part, "").strip(" ,;.:") for part in ("first", "last"))
    return read_person_name(" ".join(parts))


def _turned(text: str, *, beside_date: bool) -> str | None:
    """ "Smith, John": one name, or one with "van" or the like, before the comma."""
    found = _TURNED.match(text)
    if found is None:
        return None
    first, last = read_person_name(found["first"]), read_person_name(found["last"])
    is_written = all(name.split()[-1][:1].isupper() for name in (found["first"], found["last"]))
    if first is None or last is None or not (beside_date or is_written):
        return None
    return f"{first} {last}"
