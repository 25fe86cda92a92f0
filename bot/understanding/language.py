"""A careful guess at the language of a message; English and Scots are both "en"."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import regex

from bot.understanding.word_list import read_lexicon

_FEWEST_WORDS: Final = 2
_SHARE_OF_WORDS: Final = 0.34
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’]*")
_SCRIPTS: Final = (
    ("zh", regex.compile(r"\p{Han}")),
    ("pa", regex.compile(r"\p{Gurmukhi}")),
    ("uk", regex.compile(r"\p{Cyrillic}")),
    ("ar", regex.compile(r"\p{Arabic}")),
)
_URDU_LETTERS = regex.compile(r"[ٹڈڑںےہھ]")
_KURDISH_LETTERS = regex.compile(r"[ۆێڵڕە]")
_FARSI_LETTERS = regex.compile(r"[پچژگکی]")


def guess_language(text: str) -> str:
    """An ISO 639-1 code; "en" wherever there is doubt: `guess_language("chcę umrzeć") == "pl"`."""
    sample = text[:500]
    for language, script in _SCRIPTS:
        if len(script.findall(sample)) * 2 > len(_LETTER.findall(sample)):
            return _arabic_script_language(sample) if language == "ar" else language
    return _by_common_words(sample)


_LETTER = regex.compile(r"\p{L}")


def _arabic_script_language(text: str) -> str:
    if _URDU_LETTERS.search(text):
        return "ur"
    if _KURDISH_LETTERS.search(text):
        return "ckb"
    return "fa" if _FARSI_LETTERS.search(text) else "ar"


def _by_common_words(text: str) -> str:
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < _FEWEST_WORDS:
        return "en"
    counts = {
        language: sum(word in common for word in words)
        for language, common in _common_words().items()
    }
    best = max(counts, key=lambda language: counts[language])
    is_clear = counts[best] >= max(_FEWEST_WORDS, _SHARE_OF_WORDS * len(words))
    return best if is_clear and counts[best] > counts.get("en", 0) else "en"


@lru_cache(maxsize=1)
def _common_words() -> dict[str, frozenset[str]]:
    return {
        str(language): frozenset(str(words).casefold().split())
        for language, words in read_lexicon("common_words").items()
    }
