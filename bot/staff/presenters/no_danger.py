"""Which texts stand as no danger, by what staff last said of each."""

from __future__ import annotations

from collections.abc import Iterable

from storage.models import TriageFeedback


def no_danger(feedback: Iterable[TriageFeedback]) -> dict[str, str]:
    """Texts whose last word is that they were no danger, by id, with who said so."""
    said: dict[str, str] = {}
    for one in feedback:
        if one.kind == "no_danger":
            said[one.message_id] = one.staff_id
        elif one.kind == "missed_danger":
            said.pop(one.message_id, None)
    return said
