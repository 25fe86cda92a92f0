"""Put right, or add, a person's name, birth date and number."""

from __future__ import annotations

from aiohttp import web

from actions.basis.audit import record
from actions.basis.errors import WrongField
from actions.intake.correct_person import TEXTED, PersonDetails, correct_person
from bot.staff.faults import Faults
from bot.staff.presenters.person import full_name, masked
from bot.staff.views.conversation import find_book, practice_of
from bot.staff.visit import Visit


async def show(visit: Visit) -> web.Response:
    return await _render(visit, Faults())


async def post(visit: Visit) -> web.Response:
    wanted = PersonDetails(
        name=visit.field("name"),
        birth_date=visit.field("birth_date"),
        number=visit.field("number"),
    )
    try:
        async with visit.working(await practice_of(visit)) as work:
            await correct_person(work, visit.referral_id, wanted)
    except WrongField as error:
        faults = Faults()
        faults.add(error.field, str(error))
        return await _render(visit, faults)
    await visit.tell_of(visit.referral_id)
    return visit.back_to(f"/staff/referrals/{visit.referral_id}", "person_corrected")


async def _render(visit: Visit, faults: Faults) -> web.Response:
    async with visit.working(await practice_of(visit)) as work:
        patient = (await find_book(work, visit)).dossier.details.patient
        record(work, "read", visit.referral_id, detail={"page": "details"})
    known = {"name": patient.name or "", "birth_date": patient.birth_date or "", "number": ""}
    context = {
        "here": "",
        "path": f"/staff/referrals/{visit.referral_id}",
        "who": full_name(patient),
        "number_now": masked(patient),
        "is_texted": patient.channel in TEXTED,
        "is_erased": patient.is_erased,
        "given": {name: visit.form.get(name, text) for name, text in known.items()},
        "faults": faults,
    }
    return visit.page("staff/person_details.html", context, status=422 if faults else 200)
