"""The same message as a hurried thumb would type it: on top of real voices, never instead."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import Final

_NEIGHBOURS: Final = {
    key: near
    for keys, near in (
        ("q", "wa"), ("w", "qes"), ("e", "wrd"), ("r", "etf"), ("t", "ryg"), ("y", "tuh"),
        ("u", "yij"), ("i", "uok"), ("o", "ipl"), ("p", "o"), ("a", "qsz"), ("s", "adw"),
        ("d", "sfe"), ("f", "dgr"), ("g", "fht"), ("h", "gjy"), ("j", "hku"), ("k", "jli"),
        ("l", "ko"), ("z", "xa"), ("x", "zc"), ("c", "xv"), ("v", "cb"), ("b", "vn"),
        ("n", "bm"), ("m", "n"),
    )
    for key in keys
}  # fmt: skip
_PHONE: Final = {
    "you": "u", "your": "ur", "are": "r", "to": "2", "too": "2", "for": "4", "and": "n",
    "please": "pls", "because": "cos", "before": "b4", "don't": "dnt", "dont": "dnt",
    "people": "ppl", "with": "wi", "what": "wot", "tonight": "2nite", "text": "txt",
    "about": "bout", "thanks": "thx", "with out": "w/o", "be": "b", "see": "c", "why": "y",
    "going to": "gonna", "want to": "wanna", "have": "hav", "that": "tht", "this": "dis",
    "the": "da", "now": "nw", "know": "no", "just": "jst", "can't": "cnt", "cannot": "cant",
}  # fmt: skip
_SCOTS: Final = {
    "not": "no", "no": "nae", "don't": "dinnae", "can't": "cannae", "won't": "willnae",
    "didn't": "didnae", "to": "tae", "of": "ae", "my": "ma", "house": "hoose", "out": "oot",
    "about": "aboot", "down": "doon", "now": "noo", "all": "aw", "with": "wi", "from": "fae",
    "have": "hae", "do": "dae", "I": "ah", "I'm": "am", "and": "an", "what": "whit",
    "old": "auld", "more": "mair", "everybody": "awbody", "nobody": "naebody", "wee": "wee",
    "children": "weans", "child": "wean", "kids": "weans", "nothing": "nuthin", "who": "wha",
}  # fmt: skip
_VOWEL = re.compile(r"(?<=\w)[aeiou](?=\w)")

Change = Callable[[str, random.Random], str]


def hurried(text: str, rng: random.Random) -> str:
    """The message with one or two of these changes, drawn by `rng`."""
    for change in rng.sample(_CHANGES, k=rng.choice((1, 1, 2))):
        text = change(text, rng)
    return text


def joined(one: str, other: str, rng: random.Random) -> str:
    """Two messages in one breath, as people text who have been waiting to be asked."""
    link = rng.choice((". ", " and ", " also ", ", ", "... ", " n ", ". also ", " - ", "\n"))
    return f"{one.rstrip('.')}{link}{other}"


def cut(text: str, rng: random.Random) -> str:
    """The beginning or the end of a message of eight words or more, never fewer than three."""
    words = text.split(" ")
    if len(words) < 8:
        return text
    at = rng.randint(3, len(words) - 3)
    return " ".join(words[:at] if rng.random() < 0.5 else words[at:])


def _some_words(text: str, rng: random.Random, share: float, change: Callable[[str], str]) -> str:
    words = text.split(" ")
    return " ".join(change(word) if rng.random() < share else word for word in words)


def _typo(word: str, rng: random.Random) -> str:
    if len(word) < 4:
        return word
    at = rng.randrange(1, len(word) - 1)
    return rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at] + word[at:],
            word[:at] + rng.choice(_NEIGHBOURS.get(word[at].lower(), word[at])) + word[at + 1 :],
        )
    )


def _typos(text: str, rng: random.Random) -> str:
    return _some_words(text, rng, 0.15, lambda word: _typo(word, rng))


def _drop_vowels(text: str, rng: random.Random) -> str:
    def without(word: str) -> str:
        return _VOWEL.sub("", word) if len(word) > 4 else word

    return _some_words(text, rng, 0.15, without)


def _spell(table: dict[str, str]) -> Change:
    def change(text: str, rng: random.Random) -> str:
        return _some_words(text, rng, 0.7, lambda word: table.get(word, word))

    return change


def _lower(text: str, _: random.Random) -> str:
    return text.lower()


def _shout(text: str, _: random.Random) -> str:
    return text.upper()


def _no_marks(text: str, _: random.Random) -> str:
    return re.sub(r"[.,;:!?'’\"-]", "", text)


def _run_on(text: str, rng: random.Random) -> str:
    spaces = [match.start() for match in re.finditer(" ", text)]
    if not spaces:
        return text
    at = rng.choice(spaces)
    return text[:at] + text[at + 1 :]


_CHANGES: Final[Sequence[Change]] = (
    _typos,
    _typos,
    _drop_vowels,
    _spell(_PHONE),
    _spell(_SCOTS),
    _lower,
    _no_marks,
    _no_marks,
    _run_on,
    _shout,
)
