"""Who of a practice may have appointments: its link workers, as on the calendar, which shows no
others: a visit booked with somebody else would be one that nobody sees coming."""

from __future__ import annotations

from collections.abc import Iterable

from storage.models import Staff


def who_keeps_visits(staff: Iterable[Staff]) -> list[Staff]:
    """The link workers of `staff` who still work there; where there are none yet, everybody who
    sees people."""
    active = [one for one in staff if one.is_active and one.role != "programme_lead"]
    return [one for one in active if one.role == "link_worker"] or active
