"""How many parts a text takes on the phone network, exactly as the network packs it.

GSM 03.38: 160 seven-bit units in one part, or 153 in each of several; anything outside
that alphabet turns the whole text to UCS-2: 70 units, or 67.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENSION = frozenset("^{}\\[~]|€\f")
"""Sent as an escape and a second unit, which one part must hold together."""

_OUTSIDE_GSM = re.compile(f"[^{re.escape(''.join(GSM_BASIC | GSM_EXTENSION))}]")
_EXTENSION = re.compile(f"[{re.escape(''.join(GSM_EXTENSION))}]")
_BEYOND_UCS2 = re.compile("[\U00010000-\U0010ffff]")

_DOWNGRADES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛‹›`´ʼ", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys(
            "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
            "\u2008\u2009\u200a\u202f\u205f\u3000",
            " ",
        ),
        **dict.fromkeys("\u2028\u2029", "\n"),
        "…": "...",
        # Invisible, and each alone would turn the text to UCS-2. The joiners U+200C and
        # U+200D stay: Persian and emoji are spelt with them.
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff", None),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    """`count` parts; `units` are septets or 16-bit code units, extensions counted twice."""

    count: int
    encoding: Literal["gsm7", "ucs2"]
    units: int


def segments(text: str) -> Segments:
    """Count the parts of `text` as it stands; an empty text has none."""
    is_gsm = _OUTSIDE_GSM.search(text) is None
    doubles = _EXTENSION if is_gsm else _BEYOND_UCS2
    units = len(text) + len(doubles.findall(text))
    single, part = (160, 153) if is_gsm else (70, 67)
    count = min(units, 1) if units <= single else _pack(_widths(text, doubles), part)
    return Segments(count=count, encoding="gsm7" if is_gsm else "ucs2", units=units)


def _widths(text: str, doubles: re.Pattern[str]) -> list[int]:
    return [2 if doubles.match(character) else 1 for character in text]


def _pack(widths: Iterable[int], size: int) -> int:
    """Fill parts in order; a character of two units never straddles two of them."""
    parts, used = 1, 0
    for width in widths:
        if used + width > size:
            parts, used = parts + 1, 0
        used += width
    return parts


def tidy(text: str) -> str:
    """Make quotes, dashes, ellipses and spaces plain; never change a letter.

    Letters are only composed (e and a combining accent become é), which is the same letter.
    """
    plain = unicodedata.normalize("NFC", text).translate(_DOWNGRADES)
    return re.sub(r"\r\n?", "\n", plain)
