"""The name that somebody puts under each text, as under a letter."""

from __future__ import annotations

from typing import Final

import regex

from bot.understanding.words import fold_word

_WORD: Final = regex.compile(r"[\p{L}'’-]+")
_TITLES: Final = frozenset(["mr", "mrs", "miss", "ms", "dr", "rev"])
_CLOSES: Final = frozenset(
    ["from", "love", "regards", "kind", "best", "wishes", "yours", "sincerely", "faithfully"]
)


def without_signature(text: str, name: str) -> str:
    """ "Thank you so much" of "Thank you so much. Elsie Wallace", from who gave that name.

    `name`: what we know the writer by; all of the text where it is empty, where the text does not
    end with it, or says nothing else.
    """
    own = {fold_word(found.group()) for found in _WORD.finditer(name)}
    words = list(_WORD.finditer(text))
    at = len(words)
    while at and fold_word(words[at - 1].group()) in own | _TITLES:
        at -= 1
    if not own or not at or not any(fold_word(each.group()) in own for each in words[at:]):
        return text
    while at > 1 and fold_word(words[at - 1].group()) in _CLOSES:
        at -= 1
    return text[: words[at - 1].end()]
