"""Numbers and address: where texts come from, what people are given, who is told of danger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from aiohttp import web

from actions.basis.errors import NotAllowed, WrongField
from actions.basis.uk_mobile import uk_mobile
from actions.practice.set_contact import (
    LONGEST_ADDRESS,
    readable_number,
    set_contact,
    set_texting_number,
)
from bot.staff.faults import Faults
from bot.staff.views.settings.frame import practice_id_of, practice_of, render, saved
from bot.staff.visit import Visit
from storage.models import Practice

ADMINISTRATOR: Final = "administrator"


async def show(visit: Visit) -> web.Response:
    async with visit.reading() as uow:
        practice = await practice_of(visit, uow)
    kept = practice.settings
    form = {
        "phone": kept.phone_to_give,
        "address": kept.address,
        "texting": practice.phone or "",
        "duty_phone": readable_number(kept.duty_phone) or kept.duty_phone,
    }
    return _render(visit, practice, form)


async def post(visit: Visit) -> web.Response:
    practice_id, faults = practice_id_of(visit), Faults()
    phone, address = visit.field("phone"), visit.field("address")
    duty_phone = visit.field("duty_phone")
    if phone and readable_number(phone) is None:
        faults.add("phone", "Number to give: write a UK telephone number, such as 0141 496 0000.")
    if len(address) > LONGEST_ADDRESS:
        faults.add("address", f"Address: use {LONGEST_ADDRESS} characters at the most.")
    if duty_phone and uk_mobile(duty_phone) is None:
        faults.add("duty_phone", "Number on duty: write a UK mobile number, such as 07700 900000.")
    if not faults:
        try:
            async with visit.working(practice_id) as work:
                if visit.session.role == ADMINISTRATOR and "texting" in visit.form:
                    await set_texting_number(work, visit.field("texting"))
                await set_contact(work, phone=phone, address=address, duty_phone=duty_phone)
            return saved(visit)
        except NotAllowed as error:
            faults.add(error.field if isinstance(error, WrongField) else "texting", str(error))
    async with visit.reading() as uow:
        practice = await practice_of(visit, uow)
    return _render(visit, practice, visit.form, faults)


def _render(
    visit: Visit, practice: Practice, form: Mapping[str, str], faults: Faults | None = None
) -> web.Response:
    """Only an administrator changes the texting number: it is theirs at the carrier too."""
    context = {"form": form, "may_set_texting": visit.session.role == ADMINISTRATOR}
    return render(visit, "contact", practice, context, faults)
