"""UK postcodes, whole or only the first half ("G33")."""

from __future__ import annotations

from typing import Final

import regex

_WHOLE: Final = regex.compile(
    r"\b([a-z]{1,2}\d[a-z\d]?)\s{0,3}(\d[abd-hjlnp-uw-z]{2})\b", regex.IGNORECASE
)
_HALF: Final = regex.compile(r"\b([a-z]{1,2}\d{1,2}[a-z]?)\b", regex.IGNORECASE)
_LONGEST_SENTENCE: Final = 160


def read_postcode(text: str) -> tuple[str, int, int] | None:
    """The postcode as written by the post ("EH1 2QZ", "G33") and where it stands, or None."""
    whole = _WHOLE.search(text[:_LONGEST_SENTENCE])
    if whole is not None:
        return f"{whole[1]} {whole[2]}".upper(), whole.start(), whole.end()
    half = _HALF.search(text[:_LONGEST_SENTENCE])
    return (half[1].upper(), half.start(), half.end()) if half is not None else None
