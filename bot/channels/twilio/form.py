"""A form that came over HTTP, with its repeated keys and odd bytes, as values we can keep."""

from __future__ import annotations

from urllib.parse import parse_qsl

from multidict import MultiDict

_MOST_FIELDS = 500
_GAPS = dict.fromkeys(map(ord, "\x0b\x0c\x1c\x1d\x1e\x1f\x85"), " ")
_NOTHING = dict.fromkeys(
    code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"
)
_CONTROL_CHARACTERS = {**_NOTHING, **_GAPS}


class NotAForm(ValueError):
    """The body has far more fields than any carrier sends."""


def read_form(body: bytes) -> MultiDict[str]:
    """Every field in its order, blank ones too; bytes that are no UTF-8 become U+FFFD."""
    try:
        pairs = parse_qsl(
            body.decode("utf-8", errors="replace"),
            keep_blank_values=True,
            errors="replace",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as error:
        raise NotAForm(str(error)) from None
    return MultiDict(pairs)


def without_controls(text: str) -> str:
    """Drop NUL and other control characters, which no phone can type; keep line breaks."""
    return text.translate(_CONTROL_CHARACTERS)
