"""Ways of writing, told from the text alone, so that any set can be looked at by them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import regex

from bot.understanding.language import guess_language

_SCOTS: Final = regex.compile(
    r"\b(?:ah?m?|aye|naw|nae|no'?|cannae|canny|dinnae|dinna|didnae|willnae|wasnae|isnae|wi|wis|wid|"
    r"tae|fae|aff|oot|hoose|doon|aboot|noo|wean|weans|bairns?|ken|auld|masel|himsel|hersel|yer|fit|"
    r"whit|gonnae|gaun|hae|maw|da|eh)\b",
    regex.IGNORECASE,
)


def _words(text: str) -> int:
    return len(text.split())


STYLES: Final[dict[str, Callable[[str], bool]]] = {
    "one to four words": lambda text: _words(text) <= 4,
    "five to fifteen words": lambda text: 5 <= _words(text) <= 15,
    "sixteen to thirty-five words": lambda text: 16 <= _words(text) <= 35,
    "more than thirty-five words": lambda text: _words(text) > 35,
    "Scots": lambda text: len(_SCOTS.findall(text)) >= 2,
    "no capitals": lambda text: text == text.lower() and text != text.upper(),
    "full sentences": lambda text: text[:1].isupper() and text.rstrip()[-1:] in {".", "?", "!"},
    "not in English": lambda text: guess_language(text) != "en",
}
