"""Erase all that was written about a person: what goes and what stays is said first."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from actions.basis.audit import record
from actions.basis.errors import Held, NotAllowed
from actions.basis.people import records_of
from actions.basis.work import Work
from actions.privacy.erase_patient import erase_records, refuse_erasure
from actions.privacy.retention import judge
from bot.retention_periods import periods_of
from bot.staff.presenters.person import full_name
from bot.staff.views.conversation import practice_of
from bot.staff.views.person_copy import patient_of
from bot.staff.visit import Visit
from storage.models import Patient


async def show(visit: Visit) -> web.Response:
    return await _render(visit)


async def post(visit: Visit) -> web.Response:
    """Erase, once it is confirmed; a refusal says why, and nothing has changed."""
    if visit.field("understood") != "yes":
        return await _render(visit, error="Tick the box to say that you know what goes.")
    try:
        async with visit.working(await practice_of(visit)) as work:
            await erase_records(work, await patient_of(work, visit))
    except (Held, NotAllowed):
        return await _render(visit, status=409)  # the page says why
    await visit.desk.db.forget_traces()
    await visit.tell_of(visit.referral_id)
    return visit.back_to(f"/staff/referrals/{visit.referral_id}/privacy", "person_erased")


async def _render(visit: Visit, *, error: str = "", status: int = 200) -> web.Response:
    periods = periods_of(visit.desk.settings.config.retention)
    async with visit.working(await practice_of(visit)) as work:
        people = await records_of(work, await patient_of(work, visit))
        patient, uow = people[0], work.uow
        standings = await uow.retention.standings([one.id for one in people], work.now)
        record(work, "read", visit.referral_id, detail={"page": "erase"})
        now = work.now_for(patient)
        visits = [v for one in people for v in await uow.appointments.live_for_patient(one.id)]
        context = {
            "here": "",
            "path": f"/staff/referrals/{visit.referral_id}",
            "who": full_name(patient),
            "refusal": await _refusal(work, people),
            "keep_until": max(judge(one, periods, visit.now).keep_until for one in standings),
            "visits": [one for one in visits if one.starts_at > now],
            "referrals": [r for one in people for r in await uow.referrals.of_patient(one.id)],
            "records": len(people),
            "zone": work.practice.timezone,
            "error": error,
        }
    return visit.page("staff/erase.html", context, status=422 if error else status)


async def _refusal(work: Work, people: Sequence[Patient]) -> str:
    """Why this person cannot be erased now, by whichever record; "" if they can."""
    try:
        for patient in people:
            await refuse_erasure(work, patient)
    except (Held, NotAllowed) as error:
        return str(error)
    return ""
