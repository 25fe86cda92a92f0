"""What reminders may be: how long before a visit, how many, and how long a wording."""

from __future__ import annotations

from typing import Final

HOW_LONG: Final = r"[1-9][0-9]{0,2}[hd]"
"""So long before: 3d, 2h."""
MOST_REMINDERS: Final = 5
LONGEST_WORDING: Final = 480
"""Letters."""


def hours_before(how_long: str) -> int:
    """72 for "3d", which must match HOW_LONG."""
    return int(how_long[:-1]) * (24 if how_long[-1] == "d" else 1)
