"""What a button sends: `/SetSlots(a=b, c=d)` or plain text."""

from __future__ import annotations

import re

_SET_SLOTS = re.compile(r"/SetSlots\((.*)\)\s*", re.DOTALL)
_INTENT = re.compile(r"/(?!SetSlots\()([\w-]+)\s*(?:\{.*\})?\s*", re.DOTALL)
MOST_PAIRS = 10


class PayloadError(ValueError):
    """The payload begins with a slash but is not one that Blether knows."""


def intent_of(payload: str) -> str:
    """The intent that a payload as `/greet` or `/greet{...}` names; nothing for any other."""
    match = _INTENT.fullmatch(payload)
    return match.group(1) if match is not None else ""


def parse_payload(payload: str) -> dict[str, str]:
    """`/SetSlots(a=b, c=d)` as {"a": "b", "c": "d"}; plain text sets nothing.

    Raises PayloadError for any other payload that begins with a slash.
    """
    if not payload.startswith("/"):
        return {}
    match = _SET_SLOTS.fullmatch(payload)
    if match is None:
        raise PayloadError("a payload is /SetSlots(slot=value), /intent or plain text")
    values: dict[str, str] = {}
    for pair in match.group(1).split(","):
        name, equals, value = pair.partition("=")
        name, value = name.strip(), value.strip()
        if not equals or not name or not value or re.search(r"[()]", value):
            raise PayloadError(f"'{pair.strip()}' is not slot=value")
        if name in values:
            raise PayloadError(f"slot '{name}' is set twice by one button")
        values[name] = value.strip("\"'")
    if len(values) > MOST_PAIRS:
        raise PayloadError(f"at most {MOST_PAIRS} slots may be set by one button")
    return values
