"""British postcodes as directories spell them."""

from __future__ import annotations

import re

# GIR 0AA aside, every outcode is one or two letters, a digit, and perhaps a digit or letter more.
_OUTCODE = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
_FULL = re.compile(rf"({_OUTCODE})\s*([0-9][A-Z]{{2}})")
_ONLY_OUTCODE = re.compile(_OUTCODE)


def postal_code(text: str | None) -> str | None:
    """The postcode in its one spelling ("EH1 2QZ"; "G33" if that is all there is), or None."""
    spelling = (text or "").strip().upper()
    if full := _FULL.fullmatch(spelling):
        return f"{full[1]} {full[2]}"
    return spelling if _ONLY_OUTCODE.fullmatch(spelling) else None


def outcode(code: str | None) -> str | None:
    """The part before the space.

    >>> outcode("EH1 2QZ")
    'EH1'
    """
    known = postal_code(code)
    return known.split(" ")[0] if known else None
