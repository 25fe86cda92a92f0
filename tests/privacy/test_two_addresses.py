"""One number by SMS and by WhatsApp is one person to whoever exports, erases or holds by number."""

from __future__ import annotations

import pytest

from actions.basis.errors import Held, NotFound
from actions.basis.people import people_with
from actions.basis.work import SYSTEM, Work
from actions.privacy.erase_patient import erase_patient
from actions.privacy.export_patient import export_patient
from actions.privacy.legal_hold import place_hold
from storage.database import Database
from storage.models import Practice
from storage.private import PhoneNumber
from storage.unit_of_work import UnitOfWork
from tests import builders

NUMBER = "+447700900140"
WHATSAPP = f"whatsapp:{NUMBER}"


def desk(uow: UnitOfWork, practice: Practice) -> Work:
    return Work(uow=uow, now=builders.NOW, practice=practice, actor=SYSTEM)


async def known_by(database: Database, *addresses: str) -> Practice:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        for one in (*addresses, "+447700900141"):
            channel = "whatsapp" if one == WHATSAPP else "sms"
            await builders.a_patient(
                uow, practice=practice, channel=channel, contact=PhoneNumber(one)
            )
    return practice


@pytest.mark.parametrize("asked", [NUMBER, WHATSAPP])
@pytest.mark.parametrize("addresses", [(NUMBER, WHATSAPP), (NUMBER,), (WHATSAPP,)])
async def test_export_and_erasure_are_of_every_record_under_a_number(
    database: Database, asked: str, addresses: tuple[str, ...]
) -> None:
    practice = await known_by(database, *addresses)
    async with database.begin() as uow:
        export = await export_patient(desk(uow, practice), asked)
    every = (export, *export["other_addresses"])
    assert {one["patient"]["contact"] for one in every} == set(addresses)

    async with database.begin() as uow:
        await erase_patient(desk(uow, practice), asked)

    async with database.read() as uow:
        left = {str(one.contact) for one in await uow.patients.of_practice(practice.id)}
        with pytest.raises(NotFound):
            await people_with(desk(uow, practice), asked)
    assert not left & {NUMBER, WHATSAPP}
    assert "+447700900141" in left


async def test_where_one_record_is_held_neither_is_erased(database: Database) -> None:
    practice = await known_by(database, NUMBER, WHATSAPP)
    async with database.begin() as uow:
        _, by_whatsapp = await people_with(desk(uow, practice), NUMBER)
        await place_hold(desk(uow, practice), by_whatsapp.id, "a claim")

    with pytest.raises(Held):
        async with database.begin() as uow:
            await erase_patient(desk(uow, practice), NUMBER)

    async with database.read() as uow:
        assert len(await people_with(desk(uow, practice), NUMBER)) == 2
