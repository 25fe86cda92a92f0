"""Whether somebody else who is named beside "dont text me" is meant by it, or only told of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.understanding.normalise import PlainText, Word
from bot.understanding.phrase_book import Match
from bot.understanding.word_list import answer_words

_PAUSE: Final = re.compile(r"[,:;()\-–—\n]")
_LINKS: Final = frozenset(["so", "cos", "coz", "because", "but", "though", "tho"])
_OF_TEXTING: Final = answer_words("of_texting")
_TEXTS: Final = ("text", "txt", "messag", "msg")
_ONES_OWN: Final = frozenset(["me", "us", "stop"])
_NO_MORE: Final = _ONES_OWN | {"more"}


def hinders(plain: PlainText, command: Match[str], other: Match[str]) -> bool:
    """True where the command may be of that other: "dont text me, he reads it", and "my ex wont
    stop". "Dont text me again, the landlord's evicting us" tells of him in a clause of his own, in
    which nobody texts, says or reads anything."""
    parts = _clauses(plain)
    of_command = {part for part, word in parts if command.start <= word.at < command.end}
    of_other = {part for part, word in parts if other.start <= word.at < other.end}
    if of_command & of_other:
        return True
    told = {word.text for part, word in parts if part in of_other}
    return not _OF_TEXTING.isdisjoint(told)


def is_of_our_texts(plain: PlainText, command: Match[str], *, only_plainly: bool) -> bool:
    """Whether a command names the texts to its writer: "no contact, my weans are in care" may
    tell of theirs. `only_plainly`: nor does "no more texts, my son has given up on me"."""
    own = _ONES_OWN if only_plainly else _NO_MORE
    return is_of_texting(plain, command) and not own.isdisjoint(_words_of(plain, command))


def is_of_texting(plain: PlainText, command: Match[str]) -> bool:
    """Whether a command names texts or texting: "stop this" does not."""
    return any(word.startswith(_TEXTS) for word in _words_of(plain, command))


def _words_of(plain: PlainText, match: Match[str]) -> Sequence[str]:
    return [word.text for word in plain.words if match.start <= word.at < match.end]


def _clauses(plain: PlainText) -> Sequence[tuple[int, Word]]:
    """Each word with the number of its clause."""
    at, before, found = 0, None, []
    for word in plain.words:
        is_next = word.text == "." or word.text in _LINKS
        if before is not None and _PAUSE.search(plain.original, before.end, word.start):
            is_next = True
        at += is_next
        found.append((at, word))
        before = word
    return found
