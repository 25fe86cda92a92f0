"""How long things are kept, for managers; and one person's record: until when, holds, a copy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from aiohttp import web

from actions.basis.audit import record
from actions.basis.errors import NotAllowed, WrongField
from actions.basis.people import records_of
from actions.privacy.age_out import forecast
from actions.privacy.legal_hold import lift_hold, place_hold
from actions.privacy.retention import judge
from bot.retention_periods import periods_of
from bot.staff.presenters.person import full_name
from bot.staff.views.conversation import practice_of
from bot.staff.views.person_copy import patient_of, place_of
from bot.staff.views.settings.frame import HUB
from bot.staff.visit import Visit
from storage.models import LegalHold
from storage.unit_of_work import UnitOfWork


async def show(visit: Visit) -> web.Response:
    """The periods in force, what goes with the next sweep, and who is held."""
    config = visit.desk.settings.config.retention
    mine = {one.id: one for one in visit.session.practices}
    async with visit.reading() as uow:
        foreseen = await forecast(uow, periods_of(config), visit.now, practice_ids=list(mine))
        holds = [
            {
                "practice": mine[hold.practice_id].name,
                "zone": mine[hold.practice_id].timezone,
                "who": full_name(patient),
                "path": await _path_of(uow, patient.id),
                **await _hold(uow, hold),
            }
            for hold, patient in await uow.legal_holds.of_practices(list(mine), visit.now)
        ]
    counts = [(one.name, foreseen.people.get(id, Counter())) for id, one in mine.items()]
    context = {"here": HUB, "kept": config, "counts": counts, "holds": holds}
    return visit.page("staff/privacy.html", context)


async def show_person(visit: Visit) -> web.Response:
    return await _render(visit)


async def post_hold(visit: Visit) -> web.Response:
    try:
        last_day = _day(visit.field("last_day"))
        async with visit.working(await practice_of(visit)) as work:
            people = await records_of(work, await patient_of(work, visit))
            for one in sorted(person.id for person in people):  # as an erasure takes them
                await place_hold(work, one, visit.field("reason"), last_day=last_day)
    except NotAllowed as error:
        return await _render(visit, error=error)
    return visit.back_to(_here(visit), "hold_placed")


async def post_release(visit: Visit) -> web.Response:
    async with visit.working(await practice_of(visit)) as work:
        patient_id = await patient_of(work, visit)
        hold = await work.uow.legal_holds.get(visit.field("hold"))
        if hold is None or hold.patient_id != patient_id:
            raise web.HTTPNotFound
        if hold.lifted_at is None:
            await lift_hold(work, hold.id)
    return visit.back_to(_here(visit), "hold_lifted")


async def _render(visit: Visit, *, error: NotAllowed | None = None) -> web.Response:
    periods = periods_of(visit.desk.settings.config.retention)
    async with visit.working(await practice_of(visit)) as work:
        patient_id = await patient_of(work, visit)
        record(work, "read", visit.referral_id, detail={"page": "privacy"})
        (standing,) = await work.uow.retention.standings([patient_id], work.now)
        patient = await work.uow.patients.get(patient_id)
        holds = await work.uow.legal_holds.of_patient(patient_id)
        shown = [await _hold(work.uow, one) for one in holds]
        zone = work.practice.timezone
    context = {
        "here": "",
        "path": f"/staff/referrals/{visit.referral_id}",
        "who": full_name(patient) if patient else "",
        "is_erased": patient is not None and patient.is_erased,
        "verdict": judge(standing, periods, visit.now),
        "is_on": visit.desk.settings.config.retention.enabled,
        "holds": shown,
        "zone": zone,
        "form": visit.form,
        **place_of(error),
    }
    return visit.page("staff/person_privacy.html", context, status=422 if error else 200)


async def _hold(uow: UnitOfWork, hold: LegalHold) -> Mapping[str, Any]:
    return {
        "hold": hold,
        "last_day": hold.last_moment,
        "placed_by": await _name(uow, hold.placed_by),
        "lifted_by": await _name(uow, hold.lifted_by),
    }


async def _name(uow: UnitOfWork, actor: str | None) -> str:
    if actor is None or not actor.startswith("staff:"):
        return "somebody at the server" if actor else ""
    found = await uow.staff.get(actor.removeprefix("staff:"))
    return found.name if found else "a colleague"


async def _path_of(uow: UnitOfWork, patient_id: str) -> str:
    referrals = await uow.referrals.of_patient(patient_id)
    return f"/staff/referrals/{referrals[-1].id}/privacy" if referrals else ""


def _day(text: str) -> date | None:
    """The day of a form, None where it is left empty; raises WrongField."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongField("last_day", "Choose the last day, or leave it empty.") from None


def _here(visit: Visit) -> str:
    return f"/staff/referrals/{visit.referral_id}/privacy"
