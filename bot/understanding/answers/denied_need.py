""" "It's not debt, it's my mum": what we took for a need is denied by its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import regex

from bot.understanding.named_needs import read_named_needs
from bot.understanding.normalise import normalise

_FILLER: Final = r"(?:(?:about|really|so|much|the|my|just|for|to|do|with)\s+)"
_NOT: Final = regex.compile(
    rf"\b(?:(?:not|isnt|(?:its|is|thats|was)\s+no)\s+{_FILLER}{{0,3}}|no\s+{_FILLER}{{1,3}})"
    r"(?P<what>\w+(?:\s\w+)?)"
)
"""The Scots "it's no money" denies, and "nae money" tells what somebody is without."""


def denied_needs(text: str, needs: Iterable[str]) -> frozenset[str]:
    """Those of these needs that are named after a "not"."""
    known = frozenset(needs)
    said = normalise(text).text
    return known & {
        named.value.label
        for found in _NOT.finditer(said, overlapped=True)
        for what in (found["what"], found["what"].split()[0])
        for named in read_named_needs(normalise(what))
    }
