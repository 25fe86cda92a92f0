"""Yes and no, in the languages of DOMAIN §9 and with thumbs."""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.normalise import PlainText, normalise
from bot.understanding.word_list import answer_phrases, answer_words

_YES: Final = answer_words("yes")
_NO: Final = answer_words("no")
_YES_PHRASES: Final = answer_phrases("yes_phrases")
_NO_PHRASES: Final = answer_phrases("no_phrases")
_POLITE: Final = answer_words("polite")
_LACKED: Final = answer_words("lacked")
_HEAD_ALONE: Final = re.compile(r"\s*\w+\s*[^\w\s]")
_AFTER_YE: Final = _POLITE | {"its", "is", "i", "im", "my", "only", "but", "ok"}


def read_yes_no(text: str) -> tuple[bool, tuple[str, ...]] | None:
    """Yes or no at the head of a message, with the words that follow; None if neither."""
    words = _with_ye_as_yes(normalise(text))
    if words[:2] == ("not", "sure") or words[:3] == ("im", "not", "sure"):
        return None
    if tells_a_lack(text, words):
        return None
    for value, phrases in ((True, _YES_PHRASES), (False, _NO_PHRASES)):
        for phrase in phrases:
            if words[: len(phrase)] == phrase:
                return value, _rest(words[len(phrase) :])
    if not words or words[:2] == ("never", "mind"):
        return None
    if words[0] in _YES:
        return _sure_yes(words[1:])
    return (False, _rest(words[1:])) if words[0] in _NO else None


def tells_a_lack(text: str, words: tuple[str, ...]) -> bool:
    """ "Nae food in" tells what is missing; "no, food" and "no just food" deny."""
    is_lacking = words[:1] == ("no",) and not _LACKED.isdisjoint(words[1:2])
    return is_lacking and not _HEAD_ALONE.match(text)


def _with_ye_as_yes(plain: PlainText) -> tuple[str, ...]:
    """ "Ye" is you in "ye cannae", and yes by itself or in "ye its my phone"."""
    words = plain.spoken()
    is_ye = words[:1] == ("you",) and plain.original.strip().casefold().startswith("ye")
    if is_ye and (len(words) == 1 or words[1] in _AFTER_YE):
        return ("yes", *words[1:])
    return words


def _sure_yes(rest: tuple[str, ...]) -> tuple[bool, tuple[str, ...]] | None:
    """ "aye right", "yes and no" and "yes but no" are no yes."""
    if rest[:2] in (("and", "no"), ("but", "no")) or rest == ("or", "no"):
        return None
    return True, _rest(rest)


def _rest(words: tuple[str, ...]) -> tuple[str, ...]:
    while words and (words[0] in _POLITE or words[0] in _YES or words[0] in _NO):
        words = words[1:]
    return () if all(word in _POLITE for word in words) else words
