"""A name of which some word says something else too, in an answer that is surely a name.

"Agnes Old" beside a date of birth, and a long name with "of" in it. Anywhere else such words are
talk, and `read_person_name` takes them for that.
"""

from __future__ import annotations

from typing import Final

import regex

from bot.understanding.answers.person_name import (
    SMALL_WORDS,
    as_name,
    bare_name,
    is_no_name_word,
)
from bot.understanding.answers.talk_words import is_of_talk

_MOST_WRITTEN_WORDS: Final = 8
_MOST_WORDS: Final = 3
_PART: Final = regex.compile(r"[\p{L}\p{M}]+")


def read_written_name(text: str, *, is_beside_date: bool = False) -> str | None:
    """The name where each of its words has its capital: "Wilhelmina Old-Hay of Kirkcudbright".

    `is_beside_date`: its last word may be one of talk then, and its capitals may be missing.
    """
    bare = bare_name(text)
    words = bare.split()
    if len(words) < 2 or is_no_name_word(words[0]) or words[-1].casefold() in SMALL_WORDS:
        return None
    inner = [word for word in words if word.casefold() not in SMALL_WORDS]
    is_written = len(words) <= _MOST_WRITTEN_WORDS and all(map(_has_capital, inner))
    if not is_written and not (is_beside_date and _is_plain(inner, words)):
        return None
    known = inner[:-1] if is_beside_date else inner
    return None if any(map(is_no_name_word, known)) else as_name(bare)


def _is_plain(inner: list[str], words: list[str]) -> bool:
    """Two or three words in one case, none but the last of them talk: "agnes old"."""
    if inner != words or len(words) > _MOST_WORDS:
        return False
    parts = (part for word in words[:-1] for part in _PART.findall(word.casefold()))
    return not any(map(is_of_talk, parts))


def _has_capital(word: str) -> bool:
    return word[:1].isupper() and (len(word) == 1 or not word.isupper())
