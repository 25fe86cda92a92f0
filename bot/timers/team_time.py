"""Minutes of the team's own hours: an hour from 16:50 on a Friday ends on Monday at 9:50."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.delivery.hours import TeamHours, next_team_opening, time_of_day

_MOST_DAYS: Final = 30
"""No wait of ours is longer; a team that never opens ends the count."""


def after_team_time(start: datetime, wait: timedelta, hours: TeamHours, timezone: str) -> datetime:
    """When the team will have had `wait` of its working time from `start` on; aware UTC."""
    moment, left = start, wait
    for _ in range(_MOST_DAYS):
        moment = next_team_opening(moment, hours, timezone)
        room = _closing(moment, hours, timezone) - moment
        if left <= room:
            break
        left -= room
        moment += room
    return (moment + left).astimezone(UTC)


def _closing(moment: datetime, hours: TeamHours, timezone: str) -> datetime:
    """The end of the working day at `moment`; the night after it for a team on duty overnight."""
    zone = ZoneInfo(timezone)
    day = moment.astimezone(zone).date()
    for days in (0, 1):
        end = datetime.combine(day + timedelta(days=days), time_of_day(hours.team_to), zone)
        if end.astimezone(UTC) > moment:
            return end.astimezone(UTC)
    return moment + timedelta(days=1)
