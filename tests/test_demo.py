"""The demonstration: as the contract says, made once, and never beside a real practice."""

from __future__ import annotations

import re

import pytest

from bot.demo import DemoRefused, make_demo
from bot.directory.need_slugs import need_labels
from bot.directory.search import fitting
from bot.running import running
from bot.settings import Config, Settings, TwilioSettings
from bot.staff.passwords import is_right
from tests.builders import a_conversation, a_message, a_patient, a_practice, an_outbox_row
from tests.support.databases import SECRET


async def demo_of(database):
    async with database.read() as uow:
        practice = await uow.practices.by_code("demo")
        staff = await uow.staff.of_practice(practice.id)
        services = await uow.services.of_practice(practice.id)
        hours = await uow.availability.of_practice(practice.id)
    return practice, staff, services, hours


async def test_the_practice_and_its_staff_are_those_of_the_contract(database, clock):
    assert await make_demo(database, clock, "a demo password")

    practice, staff, _, _ = await demo_of(database)
    assert (practice.name, practice.phone) == ("Blether Demo Practice", "+447700900001")
    assert practice.timezone == "Europe/London"
    assert {member.email: member.role for member in staff} == {
        "morag@demo.example": "link_worker",
        "ewan@demo.example": "link_worker",
        "manager@demo.example": "practice_manager",
        "lead@demo.example": "programme_lead",
    }
    assert await is_right("a demo password", staff[0].password_hash)


async def test_both_link_workers_see_people_on_working_days_from_tomorrow(database, clock):
    await make_demo(database, clock, "a demo password")

    practice, _, _, hours = await demo_of(database)
    assert sorted(row.weekday for row in hours) == sorted([*range(5), *range(5)])
    assert {(row.from_time, row.to_time) for row in hours} == {("09:30", "16:00")}
    assert {row.valid_from.isoformat() for row in hours} == {"2026-11-24"}
    assert practice.settings.appointment_minutes == 30


async def test_every_need_has_a_service_with_an_invented_number(database, clock):
    await make_demo(database, clock, "a demo password")

    practice, _, services, _ = await demo_of(database)
    for need in need_labels():
        async with database.read() as uow:
            assert await fitting(
                uow, practice, [need], age=None, limit=2, today=clock.now().date()
            ), need
    assert all(re.fullmatch(r"0141 496 0\d{3}", service.phone) for service in services)


async def test_a_second_start_makes_nothing_twice_and_renews_the_password(sqlite_database, clock):
    await make_demo(sqlite_database, clock, "the first password")

    assert not await make_demo(sqlite_database, clock, "the second password")

    _, staff, services, hours = await demo_of(sqlite_database)
    assert (len(staff), len(services), len(hours)) == (4, 15, 10)
    assert await is_right("the second password", staff[0].password_hash)


async def test_a_database_with_a_real_practice_is_refused(sqlite_database, clock):
    async with sqlite_database.begin() as uow:
        await a_practice(uow)

    with pytest.raises(DemoRefused):
        await make_demo(sqlite_database, clock, "a demo password")


@pytest.mark.parametrize(("is_demo", "status"), [(True, "delivered"), (False, "sending")])
async def test_without_twilio_the_simulator_carries_the_texts_of_a_demonstration_alone(
    sqlite_url, clock, is_demo, status
):
    settings = Settings(
        database_url=sqlite_url,
        secret_key=SECRET,
        public_url="http://127.0.0.1:8080",
        twilio=TwilioSettings(),
        config=Config(),
        is_demo=is_demo,
    )
    async with running(settings, clock) as parts:
        await make_demo(parts.db, clock, "a demo password")
        async with parts.db.begin() as uow:
            practice = await uow.practices.by_code("demo")
            # As an import leaves them, of whom no browser holds the phone.
            patient = await a_patient(uow, practice=practice, contact="+447700900150")
            conversation = await a_conversation(uow, patient=patient)
            going = {"direction": "out", "provider": "twilio"}
            text = await a_message(uow, conversation=conversation, **going)
            await an_outbox_row(uow, message=text)
        await parts.deliverer.run_once()
        async with parts.db.read() as uow:
            (kept,) = await uow.messages.of_patient(patient.id)
    assert kept.status == status
