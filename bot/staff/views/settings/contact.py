"""Numbers and address: where texts come from, and what people are given to ring or to find."""

from __future__ import annotations

from aiohttp import web

from actions.set_contact import LONGEST_ADDRESS, readable_number, set_contact
from bot.staff.faults import Faults
from bot.staff.views.settings.frame import practice_id_of, practice_of, render, saved
from bot.staff.visit import Visit


async def show(visit: Visit) -> web.Response:
    async with visit.reading() as uow:
        practice = await practice_of(visit, uow)
    kept = practice.settings
    form = {"phone": kept.phone_to_give, "address": kept.address}
    return render(visit, "contact", practice, {"form": form})


async def post(visit: Visit) -> web.Response:
    practice_id, faults = practice_id_of(visit), Faults()
    phone, address = visit.field("phone"), visit.field("address")
    if phone and readable_number(phone) is None:
        faults.add("phone", "Write a UK telephone number, such as 0141 496 0000.")
    if len(address) > LONGEST_ADDRESS:
        faults.add("address", f"Use {LONGEST_ADDRESS} characters at the most.")
    if faults:
        async with visit.reading() as uow:
            practice = await practice_of(visit, uow)
        return render(visit, "contact", practice, {"form": visit.form}, faults)
    async with visit.working(practice_id) as work:
        await set_contact(work, phone=phone, address=address)
    return saved(visit)
