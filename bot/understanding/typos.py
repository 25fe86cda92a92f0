"""Mends slips in telling words, where what was written is no word: "redundnat", "food parsel"."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.dictionary import times_written, words_one_slip_away
from bot.understanding.language import guess_language
from bot.understanding.lexicons import harmless_phrases, signs
from bot.understanding.normalise import PlainText, Word, placed
from bot.understanding.slips_that_are_words import is_slip_in_place, meant_in_place
from bot.understanding.word_list import read_words
from bot.understanding.words import with_final_g

_SHORTEST: Final = 4
_SHORTEST_WITH_TWO: Final = 8
"""From so many letters on two slips are mended."""
_SHORTEST_WITHOUT_TWO: Final = 6
"""And two letters that were left out: "homles"."""
_LONG: Final = 7
"""Shorter telling words that are not English are of other languages, or names of things; shorter
words that are English are no form of another."""
_LONGEST: Final = 24
_MOST_WORDS: Final = 1_000
"""Of a longer text short words are read as they stand, for each takes time."""
_GAP: Final = 3
"""Letters back from a word to the one before it, at the most."""
_OFTENER: Final = 10
"""So much oftener than elsewhere a telling word is written to us."""
_LEFT_OUT: Final = 20
"""So much oftener than they are changed letters are left out."""


def mend(plain: PlainText) -> PlainText:
    """The same text with each slip of a telling word put right; offsets still hold."""
    is_readable = len(plain.words) <= _MOST_WORDS and guess_language(plain.original) == "en"
    shortest = _SHORTEST if is_readable else _LONG
    words = meant_in_place(plain.words)
    mended = tuple(_mended(word, plain.original, shortest) for word in words)
    if mended == plain.words:
        return plain
    return placed(mended, plain.original)


def is_slip(written: str, meant: str) -> bool:
    """Whether it is no word of its own, nor `meant` as it is said ("mornins")."""
    is_unknown = not times_written(written) and meant not in (written, _with_final_gs(written))
    return is_unknown or is_slip_in_place(written, meant)


def _with_final_gs(word: str) -> str:
    """ "Mornins"; of one alone the g is back by now."""
    return with_final_g(word[:-1]) + "s" if word.endswith("s") else word


def _mended(word: Word, original: str, shortest: int) -> Word:
    if not shortest <= len(word.text) <= _LONGEST or _is_name(word, original):
        return word
    meant = _meant(word.text)
    is_bare = original[word.start : word.end].isalpha()  # "nobody's" is not
    is_mended = meant != word.text and (is_bare or len(meant) >= _LONG)
    return replace(word, text=meant) if is_mended else word


def _is_name(word: Word, original: str) -> bool:
    """ "Mr Chong", "in Alloa": a capital where no sentence begins."""
    written = original[word.start : word.end]
    before = original[max(word.start - _GAP, 0) : word.start].rstrip()
    return written[:1].isupper() and written[1:].islower() and before[-1:].isalpha()


@lru_cache(maxsize=20_000)
def _meant(word: str) -> str:
    if word in _ordinary_words() or not (word.isascii() and word.isalpha()):
        return word
    if times_written(word):
        return _of_another_form(word) if len(word) >= _LONG else word
    said = _with_final_gs(word)
    if said in _telling_words():
        return said
    near = _near(word)
    return _likeliest(word, near) if near else word


def _of_another_form(word: str) -> str:
    """Of a word of the list, the telling one that it is a form of, if of any: "suicides"."""
    near = _near(word).items()
    forms = [telling for telling, slips in near if slips == 1 and len(telling) >= _LONG]
    return forms[0] if len(forms) == 1 else word


def _near(word: str) -> dict[str, int]:
    """Telling words that are one or two slips away, and how many."""
    by_letter = _telling_by_letter().get(word[0], ())
    near = process.extract(word, by_letter, scorer=OSA.distance, score_cutoff=2, limit=None)
    return {str(telling): int(slips) for telling, slips, _ in near}


def _likeliest(word: str, near: dict[str, int]) -> str:
    meant = {
        telling
        for telling, slips in near.items()
        if slips == 1 or (len(word) >= _SHORTEST_WITHOUT_TWO and _lacks_letters(word, telling))
    } | words_one_slip_away(word)
    if not meant and len(word) >= _SHORTEST_WITH_TWO:
        meant = set(near)
    best = max(sorted(meant), key=lambda each: _weight(word, each), default=word)
    return best if best in near else word


def _weight(word: str, meant: str) -> int:
    """Letters are left out oftener than they are changed: "bils" is "bills" before it is "bill"."""
    oftener = (_OFTENER if meant in _telling_words() else 1) * (
        _LEFT_OUT if _lacks_letters(word, meant) else 1
    )
    return max(times_written(meant), 1) * oftener


def _lacks_letters(word: str, whole: str) -> bool:
    letters = iter(whole)
    return len(word) < len(whole) and all(letter in letters for letter in word)


@lru_cache(maxsize=1)
def _telling_words() -> frozenset[str]:
    words = signs().words()
    return frozenset(word for word in words if len(word) >= _LONG or times_written(word))


@lru_cache(maxsize=1)
def _telling_by_letter() -> dict[str, tuple[str, ...]]:
    words: dict[str, list[str]] = {}
    for word in sorted(_telling_words()):
        words.setdefault(word[0], []).append(word)
    return {letter: tuple(of_letter) for letter, of_letter in words.items()}


@lru_cache(maxsize=1)
def _ordinary_words() -> frozenset[str]:
    known = signs().known_words() | harmless_phrases().known_words()
    return known | read_words("ordinary_words")
