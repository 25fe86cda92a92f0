"""Staff put right, or add, who somebody is and at what number."""

from storage.models import Conversation, Patient
from storage.private import PhoneNumber
from tests import builders as make
from tests.support.page_client import Page, PageClient
from tests.support.world import World


async def found(world: World, words: str) -> list[str]:
    async with world.db.read() as uow:
        return list(await uow.search.referrals([world.near.practice.id], words, limit=5))


async def save(morag: PageClient, world: World, *, status: int = 200, **given: str) -> Page:
    page = await morag.get(f"{world.near.jean.path}/details")
    return await morag.submit(page, "/details", status=status, **given)


async def test_a_name_and_birth_date_are_put_right_found_and_in_the_trail(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    assert f'href="{jean.path}/details"' in (await morag.get(jean.path)).html
    done = await save(morag, world, name="  Senga   Kerr ", birth_date="1960-03-01")
    assert "Put right" in done.text
    assert "Senga Kerr" in done.text
    assert "Name, birth date or number put right" in done.text
    kept = await world.row(Patient, jean.patient.id)
    assert (kept.name, kept.birth_date) == ("Senga Kerr", "1960-03-01")
    assert await found(world, "senga") == [jean.referral.id]
    assert await found(world, "broon") == []
    async with world.db.read() as uow:
        trail = await uow.audit.of_subject("referral", jean.referral.id)
    (entry,) = [one for one in trail if one.action == "corrected_person"]
    assert entry.actor == f"staff:{world.near.worker.id}"
    assert entry.detail == {"changed": ["name", "birth_date"]}


async def test_nothing_agreed_to_at_the_old_number_goes_to_the_new_one(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    async with world.db.begin() as uow:
        patient = await uow.patients.get(jean.patient.id)
        assert patient is not None
        patient.safe_to_text = patient.safe_to_call = "yes"
        thread = await uow.conversations.get(jean.conversation.id)
        assert thread is not None
        thread.state = {"dialogue": {"slots": {"safe_known": True, "need": "money"}}}
        waiting = await make.a_message(
            uow, conversation=jean.conversation, direction="out", author="bot"
        )
        await make.an_outbox_row(uow, message=waiting)
    await save(morag, world, number="07700 900777")
    thread = await world.row(Conversation, jean.conversation.id)
    assert thread.state == {"dialogue": {"slots": {"safe_known": False, "need": "money"}}}
    kept = await world.row(Patient, jean.patient.id)
    assert kept.contact == "+447700900777"
    assert (kept.safe_to_text, kept.safe_to_call) == ("unknown", "unknown")
    assert kept.neutral_wording and kept.scheduled_texts_held
    async with world.db.read() as uow:
        by_number = await uow.patients.by_contact(world.near.practice.id, "+447700900777")
        assert by_number is not None and by_number.id == jean.patient.id
        assert await uow.patients.by_contact(world.near.practice.id, jean.patient.contact) is None
        assert await uow.outbox.of_patient(jean.patient.id) == []
        consents = await uow.consents.of_patient(jean.patient.id)
    assert [(one.kind, one.given, one.source) for one in consents] == [
        ("texts", False, "new_number")
    ]
    assert await found(world, "900777") == [jean.referral.id]


async def test_what_cannot_be_right_is_refused_and_nothing_is_kept(
    world: World, morag: PageClient
) -> None:
    jean, other = world.near.jean, make.a_phone_number()
    async with world.db.begin() as uow:
        await make.a_patient(
            uow,
            practice=world.near.practice,
            channel="whatsapp",
            contact=PhoneNumber(f"whatsapp:{other}"),
        )
    for given, sentence in (
        ({"number": str(other)}, "Somebody else of this practice has that number."),
        ({"number": "0141 496 0000"}, "Write a UK mobile number"),
        ({"birth_date": "2031-01-01"}, "Check the year."),
        ({"birth_date": "14/2/61"}, "Choose the birth date"),
        ({"name": "x" * 101}, "A name has 100 letters at most."),
        ({}, "Nothing is different from before."),
    ):
        page = await save(morag, world, status=422, **given)
        assert sentence in page.text
        assert f'href="#{next(iter(given), "name")}"' in page.html
    kept = await world.row(Patient, jean.patient.id)
    assert (kept.contact, kept.name) == (jean.patient.contact, "Jean Broon")


async def test_a_birth_date_under_the_practices_age_brings_a_person(
    world: World, morag: PageClient
) -> None:
    done = await save(morag, world, birth_date="2015-01-01")
    assert "Under age" in done.text
