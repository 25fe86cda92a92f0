"""Whether a member of staff has read what a person wrote of danger since a page was opened."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding import GRAVE
from storage.models import RiskFlag


def has_unread_danger(flags: Sequence[RiskFlag], staff_id: str, *, since: str) -> bool:
    """Of danger in a text later than the message `since`, and not seen by them elsewhere."""
    return any(
        flag.message_id > since and flag.level in GRAVE and flag.seen_by != staff_id
        for flag in flags
    )
