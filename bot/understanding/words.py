"""One word as people type it, brought to the plain spelling that the lexicons use."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

import regex

from bot.understanding.word_list import read_word_map, read_words

_LETTERS_WITHOUT_DECOMPOSITION: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
_CYRILLIC_LOOKALIKES: Final = str.maketrans("аеорсухіјѕԁ", "aeopcyxijsd")
_LEET: Final = {"1": "i", "3": "e", "0": "o", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"}
_LEET["!"] = "i"

_LATIN = regex.compile(r"[a-z]")
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_INSIDE_LETTERS = regex.compile(r"(?<=[a-z])[0134$5@!7]+(?=[a-z])")
_FRACTION = regex.compile(r"[¼-¾⅐-⅞]")
"""Would come apart into digits: the half of "3½" into a 12."""
_SYMBOLS = regex.compile(r"[^\p{L}\p{N}£€]")
_SHORTEST_NAME: Final = 3
_POSSESSIVE: Final = ("'s", "’s", "'S", "’S")
_LONG_RUN = regex.compile(r"(\p{L})\1{2,}")


@lru_cache(maxsize=20_000)
def fold_word(word: str) -> str:
    """Plain lower-case spelling of one word; may be empty, or several words ("wanna")."""
    folded = _LONG_RUN.sub(r"\1", _without_symbols(_without_marks(word)))
    spellings = _plain_spellings()
    if folded in spellings:
        return spellings[folded]
    if word.endswith(_POSSESSIVE) and len(folded) > _SHORTEST_NAME:
        return spellings.get(folded[:-1], folded[:-1]) + "s"
    return with_final_g(folded)


def _without_marks(word: str) -> str:
    folded = word.casefold()
    if folded.isascii():
        return folded
    folded = unicodedata.normalize("NFKD", _FRACTION.sub("", folded)).casefold()
    kept = "".join(c for c in folded if unicodedata.category(c) not in ("Mn", "Me", "Cf", "Cc"))
    kept = kept.translate(_LETTERS_WITHOUT_DECOMPOSITION)
    if _LATIN.search(kept) and _CYRILLIC.search(kept):
        kept = kept.translate(_CYRILLIC_LOOKALIKES)
    return kept


def _without_symbols(word: str) -> str:
    word = _INSIDE_LETTERS.sub(lambda found: "".join(_LEET[c] for c in found.group()), word)
    if word.isalnum():
        return word
    if word[:1] in ("$", "@") and word[1:2].isalpha():
        word = _LEET[word[0]] + word[1:]
    return _SYMBOLS.sub("", word)


def with_final_g(word: str) -> str:
    """Scots and quick typists drop the g: "drinkin"."""
    if len(word) < 5 or not word.endswith("in") or word in _words_in_in():
        return word
    return word + "g"


@lru_cache(maxsize=1)
def misspellings() -> dict[str, str]:
    """By each slip that is known, the word that is meant: "homless"."""
    return read_word_map("misspellings")


@lru_cache(maxsize=1)
def _plain_spellings() -> dict[str, str]:
    return {**read_word_map("spellings"), **misspellings()}


@lru_cache(maxsize=1)
def _words_in_in() -> frozenset[str]:
    return read_words("words_in_in")
