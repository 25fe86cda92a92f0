"""With whom a visit is booked where nobody is named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from actions.basis.errors import NotAllowed
from actions.basis.work import Work
from actions.booking.book import FURTHEST_AHEAD
from actions.booking.open_diary import open_for_staff
from actions.booking.who_keeps_visits import who_keeps_visits


async def worker_for_time(work: Work, known: Sequence[str | None], starts_at: datetime) -> str:
    """The id of the first of `known` who keeps visits; where they are busy then, of a colleague
    who is not, and who has hours then if anybody has. Where all are busy, of one who is.

    Raises NotAllowed where nobody keeps visits.
    """
    team = [one.id for one in await who_keeps_visits(work)]
    if not team:
        raise NotAllowed("This practice has nobody yet who keeps appointments.")
    in_order = [one for one in known if one in team] or team
    if abs(starts_at - work.now) > FURTHEST_AHEAD:
        return in_order[0]  # nobody is booked then
    ends_at = starts_at + timedelta(minutes=work.practice.settings.appointment_minutes)
    busy = {one for one, _, _ in await work.uow.availability.busy(team, starts_at, ends_at)}
    if in_order[0] in known and in_order[0] not in busy:
        return in_order[0]
    diary = await open_for_staff(work, starts_at, starts_at + timedelta(minutes=1))
    has_hours = {one.link_worker_id for day in diary.days() for one in day}
    free = [one for one in team if one not in busy]
    return next((one for one in free if one in has_hours), (free or in_order)[0])
