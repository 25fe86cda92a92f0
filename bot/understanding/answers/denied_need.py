""" "It's not debt, it's my mum": what we took for a need is denied by its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import regex

from bot.understanding.named_needs import read_named_needs
from bot.understanding.normalise import normalise

_NOT: Final = regex.compile(
    r"\b(?:not|isnt|no)\s+(?:(?:about|really|so|much|the|my|just|for|to|do|with)\s+){0,3}"
    r"(?P<what>\w+(?:\s\w+)?)"
)


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
