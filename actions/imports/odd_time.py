"""What looks like a slip of the finger in the time of a row, or of an export with twelve hours.

Nothing is hindered by it: somebody may well come in the evening. But whoever imports many rows
reads the ones that are pointed out, and else the patient is the first to read of 3:30am.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from bot.delivery.clock_text import hour_text
from bot.delivery.holidays import bank_holiday_name

_MORNING: Final = time(7)
_NIGHT: Final = time(21)
_A_YEAR: Final = timedelta(days=366)


def odd_time(starts: datetime, now: datetime) -> str:
    """A note on a time by the practice's clock; "" for one of which there is nothing to say.

    >>> now = datetime(2026, 12, 1)
    >>> odd_time(datetime(2026, 12, 4, 3, 30), now), odd_time(datetime(2026, 12, 4, 15, 30), now)
    ('begins at 3:30am: was the afternoon meant?', '')
    """
    if starts - now > _A_YEAR:
        return f"is in {starts.year}, more than a year away"
    if name := bank_holiday_name(starts.date()):
        return f"is on a bank holiday: {name}"
    if _MORNING <= starts.time() < _NIGHT:
        return ""
    meant = "afternoon" if starts.time() < _MORNING else "morning"
    return f"begins at {hour_text(starts.time(), 'en')}: was the {meant} meant?"
