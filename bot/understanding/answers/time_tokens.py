"""A text about days and times as the words, numbers and stops that say something of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from bot.understanding.words import fold_word

_TOKEN: Final = regex.compile(
    r"\d{1,2}/\d{1,2}(?=/\d{2,4}\b)|\d{1,2}/\d{1,2}\b|\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\b\.?)?"
    r"|\d{1,2}\s?[ap]\.?m\b\.?|\d{1,2}(?:st|nd|rd|th)\b|\d{1,4}|[\p{L}\p{M}'’]+|[-–@,;.&]"
)
_TOMORROW: Final = regex.compile(
    r"\b(?:2(?:moro|mora|morra|morrow|moz|mro|mrw)|tmw|tmoro|tomo)\b", regex.IGNORECASE
)
_TODAY: Final = regex.compile(r"\b2day\b", regex.IGNORECASE)
""" "2moro" is a word, not a number before one."""
_FRACTIONS: Final = str.maketrans({"½": " half ", "¼": " quarter "})
_CONTRACTED: Final = {"morns": "morn", "o'clock": "oclock"}


def time_tokens(text: str) -> list[str]:
    """The tokens of a text, in small letters and with contractions undone."""
    text = _TOMORROW.sub("tomorrow", _TODAY.sub("today", text))
    tokens: list[str] = []
    for found in _TOKEN.finditer(text.casefold().translate(_FRACTIONS)):
        token = found.group()
        if token[0].isdigit():
            tokens.append(regex.sub(r"[\s]|(?<=[ap])\.|\.$", "", token))
        elif token in ("-", "–"):
            tokens.append("-")
        elif token[0].isalpha():
            tokens.extend(_folded(token))
        else:
            tokens.append(token)
    return tokens


def _folded(token: str) -> Sequence[str]:
    if token in ("o'clock", "o’clock"):
        return ("oclock",)
    folded = fold_word(token)
    return (_CONTRACTED.get(folded, folded),) if " " not in folded else folded.split()
