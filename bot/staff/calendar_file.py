"""A link worker's visits as an iCalendar file (RFC 5545), without a word about any patient."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from storage.models import Appointment

MODES: Final = {
    "phone": "by phone",
    "in_person": "in person",
    "video": "by video",
    "home": "at home",
}


def calendar_file(
    visits: Sequence[tuple[Appointment, str]], *, timezone: str, public_url: str
) -> bytes:
    """The file of these (visit, room's name); times are local, with the zone's rules beside them.

    Calendars that know only the offset of today would be an hour out after the clocks change. In
    the hour that comes twice they are in UTC, since a wall clock cannot say which it is.
    """
    made = Calendar()
    made.add("prodid", "-//Blether//Visits//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Blether visits")
    for visit, room in visits:
        made.add_component(_event(visit, room, ZoneInfo(timezone), public_url))
    if visits:
        starts = [visit.starts_at.date() for visit, _ in visits]
        made.add_missing_timezones(
            first_date=min(starts).replace(month=1, day=1),
            last_date=max(starts).replace(year=max(starts).year + 2, month=1, day=1),
        )
    written: bytes = made.to_ical()
    return written


def _event(visit: Appointment, room: str, zone: ZoneInfo, public_url: str) -> Event:
    event = Event()
    event.add("uid", f"{visit.id}@blether")
    event.add("sequence", visit.version)
    event.add("dtstamp", visit.updated_at)
    event.add("last-modified", visit.updated_at)
    starts_at, ends_at = visit.starts_at.astimezone(zone), visit.ends_at.astimezone(zone)
    if _comes_twice(starts_at) or _comes_twice(ends_at):
        starts_at, ends_at = starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    event.add("dtstart", starts_at)
    event.add("dtend", ends_at)
    event.add("summary", f"Blether visit, {MODES[visit.mode]}")
    event.add("status", "TENTATIVE" if visit.status == "held" else "CONFIRMED")
    event.add("class", "PRIVATE")
    if room:
        event.add("location", room)
    event.add("url", f"{public_url.rstrip('/')}/staff/appointments/{visit.id}")
    return event


def _comes_twice(at: datetime) -> bool:
    return at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset()
