"""Whether two names can be one person's: a diary and a text seldom write them alike."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "rev", "sir"})


def may_be_same(one: str, other: str) -> bool:
    """True where each part of the shorter name, or its initial, is in the longer one too.

    >>> may_be_same("Agnes", "Mrs Agnes Kerr"), may_be_same("A Kerr", "Kerr, Agnès")
    (True, True)
    >>> may_be_same("Agnes Kerr", "Tam Kerr"), may_be_same("", "Tam Kerr")
    (False, True)
    """
    fewer, more = sorted((_parts(one), _parts(other)), key=len)
    left = list(more)
    for part in sorted(fewer, key=len, reverse=True):  # an initial takes what no whole name takes
        found = next((each for each in left if _is_short_for(part, each)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _parts(name: str) -> list[str]:
    """Its words without case, accents, apostrophes and titles."""
    spread = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    words = re.findall(r"\w+", re.sub(r"['\u2019\u2018`]", "", plain))
    return [word for word in words if word not in TITLES]


def _is_short_for(one: str, other: str) -> bool:
    if 1 in (len(one), len(other)):
        return one[0] == other[0]
    return one == other
