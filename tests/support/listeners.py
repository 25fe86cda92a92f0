"""How many pages a board still tells of changes: who has gone is to be forgotten."""

from __future__ import annotations

from bot.live import Live


def listener_count(live: Live) -> int:
    """A page that listens to several practices is counted once."""
    return len(set().union(*live._listeners.values()))
