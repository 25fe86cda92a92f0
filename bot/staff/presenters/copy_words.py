"""The words of a person's copy for what is kept as columns and codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

HIDDEN: Final = frozenset(
    {
        *("id", "version", "sequence", "flows_version", "state", "key", "happened"),
        *("lease_until", "lease_by", "owner_version", "owner_type", "subject_type"),
        *("time_shift_seconds", "updated_at", "has_unread", "unread", "is_live", "provider"),
        *("segments", "media", "direction"),
    }
)
"""What only the programme needs; the file for machines has all of it."""

_LABELS: Final[Mapping[str, str]] = {
    "at": "when",
    "created_at": "noted on",
    "due_at": "planned for",
    "starts_at": "begins",
    "ends_at": "ends",
    "birth_date": "date of birth",
    "contact": "number or address",
    "author": "from",
    "actor": "who",
    "action": "what",
    "mode": "how",
    "label": "need",
    "evidence": "from the words",
    "after": "how long after",
    "last_inbound_at": "you last wrote",
    "last_outbound_at": "we last wrote",
}
_OF_TEXTS: Final[Mapping[str, str]] = {"in": "you wrote", "out": "we wrote"}
_CODES: Final[Mapping[tuple[str, str], str]] = {
    ("author", "patient"): "you",
    ("author", "bot"): "our automatic service",
    ("author", "staff"): "our staff",
    ("actor", "system"): "our automatic service",
}
_CODE: Final = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")


def label_of(field: str, row: Mapping[str, object]) -> str:
    """What a column of a row is called where the person reads it.

    >>> label_of("text", {"direction": "in"}), label_of("starts_at", {}), label_of("staff_id", {})
    ('you wrote', 'begins', 'staff')
    """
    if field == "text" and row.get("direction") in _OF_TEXTS:
        return _OF_TEXTS[str(row["direction"])]
    return _LABELS.get(field) or spaced(field.removesuffix("_id"))


def said_of(field: str, text: str) -> str:
    """A value as a person reads it: a code in words.

    >>> said_of("mode", "in_person"), said_of("author", "bot"), said_of("text", "a_b c")
    ('in person', 'our automatic service', 'a_b c')
    """
    return _CODES.get((field, text)) or (spaced(text) if _CODE.fullmatch(text) else text)


def spaced(name: str) -> str:
    """The name of a column or a code without its underscores."""
    return name.replace("_", " ")
