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
_RUSSIAN_LETTERS = regex.compile(r"[ыэъё]", regex.IGNORECASE)
_UKRAINIAN_LETTERS = regex.compile(r"[іїєґ]", regex.IGNORECASE)
_OWN_LETTERS: Final = {
    "pl": regex.compile(r"[ąćęłńśźż]"),
    "ro": regex.compile(r"[ăâîșțşţ]"),
    "es": regex.compile(r"[ñ¿¡]"),
    "fr": regex.compile(r"[çœêû]"),
}
"""A word with one of these is that language's, whichever word it is; one such word is a name."""
_FARSI_LETTERS = regex.compile(r"[پچژگکی]")


def guess_language(text: str) -> str:
    """An ISO 639-1 code; "en" wherever there is doubt: `guess_language("chcę umrzeć") == "pl"`."""
    sample = text[:500]
    if not sample.isascii():
        letters = "".join(_LETTER.findall(sample))  # "١" is an answer, in whatever language
        for language, script in _SCRIPTS:
            if len(script.findall(letters)) * 2 > len(letters):
                return _of_script(language, sample)
    return _by_common_words(sample)


_LETTER = regex.compile(r"\p{L}")


def _of_script(language: str, text: str) -> str:
    """The language that the letters of a script are most likely of."""
    if language == "ar":
        return _arabic_script_language(text)
    is_russian = language == "uk" and _RUSSIAN_LETTERS.search(text)
    return "ru" if is_russian and not _UKRAINIAN_LETTERS.search(text) else language


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
    english = _common_words()["en"]
    best, most, ours = "en", 0, 0
    for language, common in _common_words().items():
        if language == "en":
            continue
        own = _OWN_LETTERS.get(language)
        theirs = [word for word in words if word in common or (own and own.search(word))]
        if len(theirs) > most:
            best, most = language, len(theirs)
            ours = sum(word in english and word not in common for word in words)
    is_clear = most >= max(_FEWEST_WORDS, _SHARE_OF_WORDS * len(words))
    return best if is_clear and most > ours else "en"


@lru_cache(maxsize=1)
def _common_words() -> dict[str, frozenset[str]]:
    return {
        str(language): frozenset(str(words).casefold().split())
        for language, words in read_lexicon("common_words").items()
    }
