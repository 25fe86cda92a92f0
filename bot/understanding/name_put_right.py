"""A name given before, put right: "Brown not Broon", "sorry, my name is Jean Brown", "Brown*"."""

from __future__ import annotations

from typing import Final

import regex
from rapidfuzz.distance import OSA

from bot.understanding.answers.birth_date import without_dates
from bot.understanding.answers.person_name import as_name, read_person_name
from bot.understanding.answers.sure_name import is_sure_name
from bot.understanding.clauses import clauses

_SPELT: Final = regex.compile(
    r"^\W*(?:(?:oops|sorry|soz|no|naw|it['’]?s|its|it is|actually|should be|meant|i meant|"
    r"(?:my|ma|the)\s+(?:(?:sur|(?:last|second|first)\s+)?name)(?:['’]?s|\s+is)?"
    r"(?:\s+spel(?:t|led))?)\W+)*"
    r"(?:(?P<first>[\p{L}'’-]+)\s+)?(?P<right>[\p{L}'’-]+)\W+(?:not|no)\W+(?P<wrong>[\p{L}'’-]+)\W*$",
    regex.IGNORECASE,
)
_STARRED: Final = regex.compile(
    r"^\s*(?:\*+\s*(?P<name>[\p{L}'’ -]+)|(?P<name>[\p{L}'’ -]+?)\s*\*+)\s*$"
)
""" "Brown*", as a slip is put right in a text of its own."""
_WITH_A_LETTER: Final = regex.compile(
    r"^\W*(?:(?:and|oh|sorry|soz|no|naw|actually|it['’]?s|its|that['’]?s|thats|is|spelt|spelled|"
    r"(?:my|ma) name(?:['’]?s| is)?)\W+)*(?P<name>[\p{L}'’-]+)\W+(?:with|wi|without)\s+"
    r"(?:an?|no|two|2)\s+['’]?\p{L}{1,2}['’]?s?\W*$",
    regex.IGNORECASE,
)
""" "It's Anne with an e"."""
_ANEW: Final = regex.compile(
    r"^\W*(?:(?:oops|oh|sorry|soz|no|naw|wait|actually|btw|hi|it['’]?s|it is|this is|should be|"
    r"is meant to be|i meant|meant|correct(?:ion|ly)?|really|"
    r"i (?:spel(?:t|led)|put|typed|wrote|gave)(?: you)? (?:my|ma|the) (?:sur)?name(?: in)? wrong|"
    r"you (?:have )?(?:got )?(?:my|ma) (?:sur)?name wrong|wrong name|"
    r"(?:my|ma|the) (?:full |right |real |own )?name(?:['’]?s| is)?)\b\W*)+",
    regex.IGNORECASE,
)
_CALLED: Final = regex.compile(r"\bname\b", regex.IGNORECASE)
_LONGEST: Final = 200
_MOST_SLIPS: Final = 2
_MOST_WORDS: Final = 3


def read_name_put_right(text: str, known: str, *, may_be_another: bool) -> str | None:
    """The name that a text puts right; None where it puts right none.

    The text may say more: "it's Jeanie not Jean and can I move it". `may_be_another`: "my name is
    …" may tell one that is not like the one known; else somebody else may be writing.
    """
    bare = without_dates(text[:_LONGEST])
    stretches = (text, bare, *(said for said, _, _ in clauses(bare))) if known else ()
    found = (
        respelt_name(each, known) or _told_anew(each, known, may_be_another=may_be_another)
        for each in stretches
    )
    return next((each for each in found if each is not None), None)


def only_puts_name_right(text: str, known: str) -> bool:
    """Whether a text puts a name right and says nothing else."""
    told = respelt_name(text, known) or _told_anew(text, known, may_be_another=False)
    return told is not None


def respelt_name(text: str, name: str) -> str | None:
    """The name with the word put right that a text puts right; None where it puts right none."""
    found = _SPELT.match(text)
    known = name.casefold().split()
    if found is None or found["wrong"].casefold() not in known:
        return None
    if found["first"] and found["first"].casefold() not in known:
        return None
    return _with(name, found["wrong"].casefold(), found["right"])


def _told_anew(text: str, known: str, *, may_be_another: bool) -> str | None:
    starred = _STARRED.match(text) or _WITH_A_LETTER.match(text)
    if starred is not None:
        return _starred(starred["name"].strip(), known)
    opening = _ANEW.match(text)
    name = read_person_name(text[opening.end() :] if opening is not None else text)
    if name is None or name.casefold() == known.casefold() or len(name.split()) > _MOST_WORDS:
        return None
    if opening is not None and _CALLED.search(opening.group()) and may_be_another:
        return name
    is_told = opening is not None or is_sure_name(text)
    return name if is_told and _is_slip_of(name, known) else None


def _starred(right: str, known: str) -> str | None:
    if " " in right:
        return as_name(right) if _is_slip_of(right, known) else None
    near = [word for word in known.casefold().split() if _is_near(right.casefold(), word)]
    return _with(known, near[0], right) if len(near) == 1 else None


def _is_slip_of(name: str, known: str) -> bool:
    """Whether one word of two or more is spelt otherwise, and all else is the same."""
    said, before = name.casefold().split(), known.casefold().split()
    if len(said) < 2 or len(said) != len(before):
        return False
    other = [pair for pair in zip(said, before, strict=True) if pair[0] != pair[1]]
    return len(other) == 1 and _is_near(*other[0])


def _is_near(word: str, other: str) -> bool:
    return 0 < OSA.distance(word, other) <= _MOST_SLIPS and word[:1] == other[:1]


def _with(name: str, wrong: str, written: str) -> str:
    right = as_name(written) or written
    return " ".join(right if word.casefold() == wrong else word for word in name.split())
