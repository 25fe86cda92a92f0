"""Who writes by SMS and by WhatsApp from one phone, as their link worker sees and closes it."""

from __future__ import annotations

from typing import Any

from storage.models import Appointment, Patient
from storage.private import PatientText, PersonName, PhoneNumber
from tests import builders as make
from tests.support.page_client import PageClient
from tests.support.world import World


async def by_whatsapp(world: World, **known: Any) -> tuple[Patient, str]:
    """Jean's other record, and the address of its conversation."""
    async with world.db.begin() as uow:
        other = await make.a_patient(
            uow,
            practice=world.near.practice,
            channel="whatsapp",
            contact=f"whatsapp:{world.near.jean.patient.contact}",
            **known,
        )
        thread = await make.a_conversation(uow, patient=other)
        await make.a_message(uow, conversation=thread, text=PatientText("he reads my phone"))
        referral = await make.a_referral(uow, conversation=thread)
    return other, f"/staff/referrals/{referral.id}"


async def test_a_conversation_leads_to_the_other_one_of_the_same_phone(
    world: World, morag: PageClient
) -> None:
    assert "same phone" not in (await morag.get(world.near.jean.path)).text
    _, path = await by_whatsapp(world)
    page = await morag.get(world.near.jean.path)
    assert "By WhatsApp, from the same phone" in page.text
    assert f'href="{path}"' in page.html
    assert 'id="same-phone-title"' not in page.html
    assert "By SMS, from the same phone" in (await morag.get(path)).text


async def test_what_makes_the_phone_unsafe_there_is_said_here(
    world: World, morag: PageClient
) -> None:
    _, path = await by_whatsapp(world, safe_to_text="no", scheduled_texts_held=True)
    page = await morag.get(world.near.jean.path)
    assert "They also write by WhatsApp, from the same phone" in page.text
    assert "not safe to text, reminders and check-ins are held" in page.text
    assert f'href="{path}#reach"' in page.html


async def test_where_texting_is_not_safe_no_text_waits_at_either_address(
    world: World, morag: PageClient
) -> None:
    _, path = await by_whatsapp(world)
    page = await morag.get(world.near.jean.path)
    later = {"later": "yes", "later_day": "2026-11-24", "later_time": "09:30"}
    await morag.submit(page, "/reply", text="See you at ten", **later)
    await morag.submit(await morag.get(path), "/texting", safe_to_text="no")
    after = await morag.get(world.near.jean.path)
    assert "cancelled before sending: it is not safe to text them" in after.text


async def test_nobody_texts_the_phone_of_who_died_by_the_other_address_either(
    world: World, morag: PageClient
) -> None:
    other, path = await by_whatsapp(world)
    async with world.db.begin() as uow:
        visit = await make.an_appointment(
            uow,
            link_worker=world.near.worker,
            patient=other,
            starts_at=world.near.appointment.starts_at.replace(hour=14),
        )
    await morag.submit(await morag.get(world.near.jean.path), "/close", outcome="died")
    assert (await world.row(Patient, other.id)).scheduled_texts_held
    for one in (visit, world.near.appointment):
        assert (await world.row(Appointment, one.id)).status == "cancelled"
    assert "reminders and check-ins are held" in (await morag.get(path)).text


async def test_a_number_given_in_web_chat_leads_to_who_writes_from_it(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    async with world.db.begin() as uow:
        web = await make.a_patient(
            uow,
            practice=world.near.practice,
            channel="web",
            contact="web:abc",
            phone=jean.patient.contact,
        )
        thread = await make.a_conversation(uow, patient=web)
        referral = await make.a_referral(uow, conversation=thread)
    path = f"/staff/referrals/{referral.id}"
    page = await morag.get(path)
    assert "By SMS, from the number they gave" in page.text
    assert f'href="{jean.path}"' in page.html
    async with world.db.begin() as uow:
        row = await uow.patients.get(jean.patient.id)
        assert row is not None
        row.safe_to_call = "no"
    page = await morag.get(path)
    assert "The number they gave writes here by SMS" in page.text
    assert "not safe to phone. Heed that before you phone" in page.text


async def test_a_number_given_in_web_chat_leads_both_ways(world: World, morag: PageClient) -> None:
    """Who goes from texting to the web chat begins a record there, and may say there that calls are
    not safe."""
    jean = world.near.jean
    async with world.db.begin() as uow:
        visitor = await make.a_patient(
            uow,
            practice=world.near.practice,
            channel="web",
            contact="web:0f",
            phone=PhoneNumber(jean.patient.contact),
            safe_to_call="no",
        )
        thread = await make.a_conversation(uow, patient=visitor)
        referral = await make.a_referral(uow, conversation=thread)
    page = await morag.get(jean.path)
    assert "By web chat, where this number was given" in page.text
    assert "This number was given by web chat" in page.text
    assert "not safe to phone. Heed that before you phone" in page.text
    assert f'href="/staff/referrals/{referral.id}"' in page.html
    there = await morag.get(f"/staff/referrals/{referral.id}")
    assert "By SMS, from the number they gave" in there.text


async def test_who_wrote_a_number_in_a_text_is_not_at_it(world: World, morag: PageClient) -> None:
    jean = world.near.jean
    async with world.db.begin() as uow:
        other = await make.a_patient(uow, practice=world.near.practice, name=PersonName("Tam Orr"))
        thread = await make.a_conversation(uow, patient=other)
        await make.a_referral(uow, conversation=thread)
        text = PatientText(f"my sister is on {jean.patient.contact}")
        message = await make.a_message(uow, conversation=thread, text=text)
        uow.search.index_message(message)
    assert "where this number was given" not in (await morag.get(jean.path)).text


async def test_who_chats_on_the_web_without_a_number_is_known_by_name_and_birth_date(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    async with world.db.begin() as uow:
        for name, born in (("jean  BROON", "1951-02-14"), ("Jean Broon", "1980-05-05")):
            visitor = await make.a_patient(
                uow,
                practice=world.near.practice,
                channel="web",
                contact=f"web:{born}",
                name=PersonName(name),
                birth_date=PatientText(born),
            )
            referral = await make.a_referral(
                uow, conversation=await make.a_conversation(uow, patient=visitor)
            )
            if born == "1951-02-14":
                theirs = referral
    page = await morag.get(jean.path)
    assert page.text.count("the same name and date of birth") == 1
    assert f'href="{jean.path}/join?with={theirs.id}"' in page.html
    both = await morag.get(f"{jean.path}/join?with={theirs.id}")
    assert "Are they one person?" in both.text
