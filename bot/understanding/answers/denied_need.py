""" "It's not debt, it's my mum": what we took for a need is denied by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import regex

from bot.understanding.named_needs import named_among, read_named_needs
from bot.understanding.normalise import normalise

_FILLER: Final = r"(?:(?:about|really|so|much|the|my|for|to|do|with)\s+)"
_NOT: Final = regex.compile(
    rf"\b(?:(?:not|isnt|(?:its|is|thats|was)\s+no)\s+{_FILLER}{{0,3}}|no\s+{_FILLER}{{1,3}})"
    r"(?P<what>\w+(?:\s\w+)?)"
)
"""The Scots "it's no money" denies, and "nae money" tells what somebody is without."""
_FORGET: Final = regex.compile(
    r"^\s*(?:(?:no|wait|actually|sorry|oh|och|ach|please|just|ok|so|well|but|and)\s+)*"
    r"(?:(?:forget|scrap|ignore)|(?:never\s+mind|nevermind))\s+"
    rf"(?:{_FILLER}|being\s+|feeling\s+|that\s+|what\s+i\s+said\s+){{0,4}}(?P<what>\w+(?:\s\w+)?)"
)
""" "I forget my shopping" takes nothing back."""
_FINE: Final = regex.compile(
    r"\b(?:im|i am|am|were|we are)\s+(?:all\s+)?(?:ok|okay|fine|grand|sorted|alright|good)\s+"
    rf"(?:for|with)\s+{_FILLER}{{0,2}}(?P<what>\w+(?:\s\w+)?)"
)
_CLAUSE: Final = regex.compile(r"[^,;.!?\n]+")
_NOT_ONLY: Final = regex.compile(r"\b(?:not|isnt|(?:its|is|thats|was)\s+no)\s+(?:just|only)\b")
_ONLY: Final = regex.compile(r"^\s*(?:(?:no|its|it is|is|really|wait|actually)\s+)*(?:just|only)\b")


def denied_needs(text: str, needs: Iterable[str]) -> frozenset[str]:
    """Those of these needs that are named after a "not" or "forget"; "no, the damp" denies none."""
    known = frozenset(needs)
    return known & {
        named.value.label
        for clause in _CLAUSE.findall(text)
        for found in _denials(normalise(clause).text)
        for what in (found["what"], found["what"].split()[0])
        for named in read_named_needs(normalise(what))
    }


def _denials(clause: str) -> Iterator[regex.Match[str]]:
    yield from _NOT.finditer(clause, overlapped=True)
    yield from _FORGET.finditer(clause)
    yield from _FINE.finditer(clause)


def says_not_only(text: str) -> bool:
    """ "It's not just food": that stays, and there is more."""
    return _NOT_ONLY.search(normalise(text).text) is not None


def means_only_some(text: str, needs: Iterable[str]) -> bool:
    """ "Only the money", where more than that was understood."""
    said = normalise(text).text
    named = {each.label for each in named_among(text)} & frozenset(needs)
    is_only = _ONLY.match(said) is not None and not says_not_only(text)
    return is_only and bool(named) and named != frozenset(needs)
