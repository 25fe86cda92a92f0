"""A form that came over HTTP, with its repeated keys and odd bytes, as values we can keep."""

from __future__ import annotations

from urllib.parse import unquote

from multidict import MultiDict

_MOST_FIELDS = 500


class NotAForm(ValueError):
    """The body has far more fields than any carrier sends."""


def read_form(body: bytes) -> MultiDict[str]:
    """Every field in its order, blank ones too; bytes that are no UTF-8 become U+FFFD.

    The same as urllib's parse_qsl, which takes four calls for each field.
    """
    text = body.decode("utf-8", errors="replace").replace("+", " ")
    fields = text.split("&")
    if len(fields) > _MOST_FIELDS:
        raise NotAForm("too many fields")
    form: MultiDict[str] = MultiDict()
    for field in fields:
        if field:
            name, _, value = field.partition("=")
            form.add(
                _unquoted(name) if "%" in name else name,
                _unquoted(value) if "%" in value else value,
            )
    return form


def _unquoted(text: str) -> str:
    return unquote(text, errors="replace")
