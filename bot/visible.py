"""What of a text somebody would see: without control characters, and whether anything is left."""

from __future__ import annotations

import unicodedata
from typing import Final

_GAPS: Final = dict.fromkeys(map(ord, "\x0b\x0c\x1c\x1d\x1e\x1f\x85"), " ")
_NOTHING: Final = dict.fromkeys(
    code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"
)
_CONTROL_CHARACTERS: Final = {**_NOTHING, **_GAPS}
_TURNED: Final = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e"))
"""These make letters stand in another order than they were typed in."""
_BLANKS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and a sign by name that show nothing."""


def without_controls(text: str) -> str:
    """Drop NUL and other control characters, which no phone can type; keep line breaks."""
    return text.translate(_CONTROL_CHARACTERS)


def visible(text: str) -> str:
    """`text` as it may be sent, stripped; "" where a phone would show nothing of it."""
    words = without_controls(text).translate(_TURNED).strip()
    return words if any(map(_shows, words)) else ""


def _shows(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" and character not in _BLANKS
