"""A name out of what stands around a date of birth: "ma name's Agnes an ah wis born oan …"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from bot.understanding.answers.person_name import read_person_name
from bot.understanding.answers.whole_name import as_said
from bot.understanding.answers.written_name import read_written_name

_OF_BIRTH: Final = regex.compile(
    r"\b(?:(?:and|an|n)\s+)?(?:"
    r"(?:(?:my|ma|the|her|his|me)\s+)?(?:d\.?o\.?b\b\.?|date of birth|birth ?date|birthday)"
    r"(?:\s*(?:['’]?s|is|wis|was|it['’]?s|[:=-]))?(?:\s+(?:on|the))*"
    r"|(?:(?:i['’]?m|i am|ah['’]?m|is|who is|who['’]?s)\s+)?aged?\s+\d{1,3}\b"
    r"|(?:(?:i|ah|a|he|she)\s+)?(?:(?:was|wis|were)\s+)?born\b(?:\s+(?:on|oan|in|the))*"
    r")",
    regex.IGNORECASE,
)
_POSTCODE: Final = regex.compile(r"\b[a-z]{1,2}\d{1,2}[a-z]?\s*(?:\d[a-z]{2})?\b", regex.IGNORECASE)
_BREAK: Final = regex.compile(r"[,;:.!?\n/]+|\b(?:and|an|n|or)\b(?!\w)", regex.IGNORECASE)
_WHOSE: Final = regex.compile(
    r"^\W*(?:(?:it['’]?s|its|this is|here is|sorry|so)\s+)*"
    r"(?:(?:for|about|on behalf of)\s+)?(?:(?:my|ma|the|our)\s+)?"
    r"(?:(?:mum|mother|mam|ma|dad|father|wife|husband|partner|son|daughter|sister|brother|gran|"
    r"granny|grandad|friend|pal|neighbour|client|patient)\b(?:['’]?s)?(?:\s+name)?"
    r"(?:\s+(?:is|wis|was|called))?|him|her|them|name(?:\s+is)?)\W*",
    regex.IGNORECASE,
)
_ANOTHERS: Final = regex.compile(
    r"\b(?:(?:his|her|their|hers|(?:my|ma|our|the)\s+\p{L}+|patient['’]?s?|client['’]?s?)\s+"
    r"(?:full\s+)?name(?:['’]?s|\s+is)?"
    r"|(?:the\s+)?(?:patient|client)\s*:?"
    r"|(?:it['’]?s|it is|this is|filling|doing|writing|sending|texting|asking|messaging)\b"
    r"[\p{L}\s]{0,24}?\b(?:for|on behalf of)(?:\s+(?:my|ma|our|the)\s+\p{L}+)?)\s+"
    r"(?P<name>[\p{L}\p{M}'’\-. ]+?)\W*$",
    regex.IGNORECASE,
)
"""Whose date it is, where somebody else writes: "Ann Park, his name is Ian Park"."""
_WORD_A_LINE: Final = regex.compile(r"^\s*([\p{L}\p{M}'’-]+)\s*\n\s*([\p{L}\p{M}'’-]+)\s*$")
""" "Jean⏎Smith⏎14⏎2⏎1961": each word sent on a line of its own."""
_MOST_WORDS: Final = 4


def read_name_beside(before: str, after: str) -> str | None:
    """The name in the words before and after a date; the nearest before it is surest.

    A first and last name are surer than one word, which may be a place: "Jean Smith, Glasgow".
    """
    anothers = _ANOTHERS.search(_OF_BIRTH.sub(" ", before))
    theirs = read_person_name(anothers["name"]) if anothers is not None else None
    if theirs is not None:
        return theirs
    before, after = as_said(_WORD_A_LINE.sub(r"\1 \2", before)), as_said(after)
    whole = read_person_name(f"{before} {after}")
    if whole is not None:
        return whole
    clauses = [*reversed(list(_clauses(before))), *_clauses(after)]
    names = [name for name in map(_name_of, clauses) if name is not None]
    found = next((name for name in names if " " in name), next(iter(names), None))
    return found or read_written_name(_OF_BIRTH.sub(" ", f"{before} {after}"), is_beside_date=True)


def _clauses(text: str) -> Iterator[str]:
    bare = _POSTCODE.sub(",", _OF_BIRTH.sub(",", text))
    return (clause.strip() for clause in _BREAK.split(bare) if clause.strip())


def _name_of(clause: str) -> str | None:
    name = read_person_name(clause) or read_person_name(_WHOSE.sub("", clause))
    return name if name is not None and len(name.split()) <= _MOST_WORDS else None
