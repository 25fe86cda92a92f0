"""What a person can be found by: plain words here, keyed hashes as soon as they are stored.

Names by the beginnings of each part, numbers by their last digits, texts by whole words. All
three share one space of words, so that one hash finds any of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from storage.keyring import Keyring

SHORTEST: Final = 2
"""Of a word in plain letters; elsewhere one may be a whole name, as 李 is."""
LONGEST: Final = 24
"""Longer words are cut here, when stored and when looked for alike."""
SHORTEST_ENDING: Final = 3
MOST_WORDS: Final = 120
"""Of one text; 1,600 characters, the longest that is taken, hold few more that differ."""
MOST_TERMS: Final = 6

# So common that they would find everybody: they cost a row a person and tell nothing.
# fmt: off
_COMMON: Final = frozenset({
    "a", "about", "am", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can",
    "could", "did", "do", "does", "for", "from", "get", "go", "got", "had", "has",
    "have", "he", "her", "him", "his", "i", "if", "im", "in", "is", "it", "its", "ive",
    "just", "me", "my", "no", "not", "now", "of", "oh", "ok", "on", "or", "our", "out",
    "she", "so", "that", "the", "their", "them", "then", "there", "they", "this", "to",
    "up", "us", "was", "we", "were", "what", "when", "who", "will", "with", "would",
    "yes", "you", "your", "aye", "ma", "ye", "wi", "tae", "oot",
})
# fmt: on
_PLAIN: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
"""Letters with a stroke and joined ones, which Unicode takes apart no further, and an English
keyboard has not."""
_MARK = re.compile(r"['\u2019\u2018`]")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"[\d\s+()\-.]+")


def words_of(text: str) -> set[str]:
    """The words of a text, without case, accents, apostrophes and what everybody says.

    >>> sorted(words_of("I cannae pay ma Café's leccy, 2 weeks"))
    ['cafes', 'cannae', 'leccy', 'pay', 'weeks']
    """
    found = dict.fromkeys(word for word in _parts(text) if word not in _COMMON)
    return {way for word in list(found)[:MOST_WORDS] for way in _ways_to_write(word)}


def name_words(name: str) -> set[str]:
    """The beginnings of each part of a name.

    >>> sorted(name_words("Jean McKay"))
    ['je', 'jea', 'jean', 'mc', 'mck', 'mcka', 'mckay']
    >>> "pawel" in name_words("Paweł"), "paweł" in name_words("Paweł")
    (True, True)
    """
    ways = {way for part in _parts(name) for way in _ways_to_write(part)}
    return {way[:end] for way in ways for end in range(_shortest(way), len(way) + 1)}


def number_words(number: str) -> set[str]:
    """The endings of a telephone number, as it is dialled here; none of an address of the web.

    >>> sorted(number_words("+44141496"), key=len)
    ['496', '1496', '41496', '141496', '0141496']
    """
    if not _NUMBER.fullmatch(number.removeprefix("whatsapp:")):
        return set()
    digits = _national(number)
    return {digits[-length:] for length in range(SHORTEST_ENDING, len(digits) + 1)}


def terms_of(query: str) -> tuple[str, ...]:
    """What to look for, each of which must be there: a number as one, else every word, also a
    common one, since there are people called Will and Ma.

    >>> terms_of("07700 900 123"), terms_of("Will, the leccy"), terms_of(" ? ")
    (('07700900123',), ('will', 'the', 'leccy'), ())
    """
    if _is_number(query):
        return (_national(query),)
    return tuple(dict.fromkeys(_parts(query)))[:MOST_TERMS]


def telling_terms_of(query: str) -> tuple[str, ...]:
    """The terms without common words, which no text is kept by.

    >>> telling_terms_of("Jean, the leccy"), telling_terms_of("Will")
    (('jean', 'leccy'), ())
    """
    if _is_number(query):
        return terms_of(query)
    parts = dict.fromkeys(_parts(query))
    return tuple([word for word in parts if word not in _COMMON][:MOST_TERMS])


def hashed(keyring: Keyring, practice_id: str, words: Iterable[str]) -> list[int]:
    """As they are stored, in a fixed order. Bound to the practice: the same word in two
    practices has nothing in common."""
    return sorted({keyring.search_number(f"{practice_id}\0{word}") for word in words})


def looked_for(keyring: Keyring, practice_id: str, term: str) -> tuple[int, ...]:
    """What one term may be stored as, under each of our keys."""
    return keyring.search_numbers(f"{practice_id}\0{term}")


def _parts(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", _MARK.sub("", text).casefold())
    is_bare = plain.isascii()  # as most texts are; accents are looked for a character at a time
    bare = plain if is_bare else "".join(one for one in plain if not unicodedata.combining(one))
    return [word[:LONGEST] for word in _WORD.findall(bare) if len(word) >= _shortest(word)]


def _ways_to_write(word: str) -> tuple[str, ...]:
    """As it is, and in the letters of an English keyboard: either is looked for."""
    return (word,) if word.isascii() else (word, word.translate(_PLAIN)[:LONGEST])


def _shortest(word: str) -> int:
    return SHORTEST if word.isascii() else 1


def _is_number(query: str) -> bool:
    return bool(_NUMBER.fullmatch(query)) and len(_digits(query)) >= SHORTEST_ENDING


def _digits(number: str) -> str:
    return "".join(one for one in number if one.isdigit())


def _national(number: str) -> str:
    digits = _digits(number)
    is_abroad = number.removeprefix("whatsapp:").strip().startswith(("+44", "0044"))
    return f"0{digits.removeprefix('00')[2:]}" if is_abroad else digits
