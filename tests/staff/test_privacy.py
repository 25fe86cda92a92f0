"""Managers see how long things are kept, hold a record, and give a person a copy of theirs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from actions.basis.audit import record
from actions.basis.work import Work
from actions.privacy.export_patient import export_patient
from bot.staff.presenters.person_copy import TITLES, sections_of
from storage.database import Database
from storage.models import LegalHold, Patient, SafeguardingRecord
from storage.private import PatientText
from tests import builders as make
from tests.builders import NOW
from tests.support.page_client import PageClient
from tests.support.whole_person import NUMBER, a_whole_person
from tests.support.whole_person import WORDS as WORDS_OF_ALL
from tests.support.world import WORDS, World

REASON = "a claim of June; her solicitor wrote"


async def trail(world: World) -> list[str]:
    async with world.db.read() as uow:
        found = await uow.audit.of_subject("patient", world.near.jean.patient.id)
    return [one.action for one in reversed(found)]


async def test_the_page_says_the_periods_and_what_would_go(
    world: World, manager: PageClient
) -> None:
    async with world.db.begin() as uow:
        long_ago = datetime(2015, 1, 5, tzinfo=UTC)
        await make.a_patient(uow, practice=world.near.practice, created_at=long_ago)
        await make.a_patient(uow, practice=world.far.practice, created_at=long_ago)

    page = await manager.get("/staff/privacy")

    assert "6 years after the last entry" in page.text
    assert "Near Practice 1 0 0 0" in page.text
    assert "Far Practice" not in page.text
    assert "Nobody’s record is held" in page.text


async def test_a_hold_is_placed_shown_and_lifted(world: World, manager: PageClient) -> None:
    case = await manager.get(world.near.jean.path)
    assert f'href="{world.near.jean.path}/privacy"' in case.html
    page = await manager.get(f"{world.near.jean.path}/privacy")
    assert "Until 26 November 2032" in page.text  # six years after the visit to come

    refused = await manager.submit(page, "/hold", status=422, reason=" ", last_day="2027-01-31")
    assert "Write why the record must be kept." in refused.text
    over = await manager.submit(page, "/hold", status=422, reason=REASON, last_day="2026-11-01")
    assert "not over" in over.text
    assert REASON in over.text
    far = await manager.submit(page, "/hold", status=422, reason=REASON, last_day="9999-12-31")
    assert "Choose an earlier last day" in far.text
    held = await manager.submit(page, "/hold", reason=REASON, last_day="2027-01-31")
    assert "Nothing of it can be erased" in held.text
    assert "until the end of 31 January 2027" in held.text
    assert REASON in held.text
    everybody = await manager.get("/staff/privacy")
    assert REASON in everybody.text
    assert "Jean Broon" in everybody.text
    lifted = await manager.submit(held, "/release")
    assert "Lifted" in lifted.text

    assert await trail(world) == ["hold_placed", "hold_lifted"]
    async with world.db.read() as uow:
        (hold,) = await uow.legal_holds.of_patient(world.near.jean.patient.id)
    assert hold.placed_by == f"staff:{world.near.manager.id}"


async def test_a_hold_of_another_practice_cannot_be_lifted_through_ones_own(
    world: World, manager: PageClient
) -> None:
    async with world.db.begin() as uow:
        theirs = uow.legal_holds.add(
            LegalHold(
                practice_id=world.far.practice.id,
                patient_id=world.far.jean.patient.id,
                reason=PatientText(REASON),
                placed_by="staff:1",
                placed_at=NOW,
            )
        )
    page = await manager.get(f"{world.near.jean.path}/privacy")
    fields = {**page.form("/hold").fields, "hold": theirs.id}
    await manager.post(f"{world.near.jean.path}/privacy/release", fields, status=404)
    assert (await world.row(LegalHold, theirs.id)).lifted_at is None


async def test_a_link_worker_and_a_lead_find_none_of_it(
    world: World, browser: PageClient, morag: PageClient
) -> None:
    for path in ("/staff/privacy", *(world.near.jean.path + end for end in ("/privacy/copy",))):
        await morag.get(path, status=403)
    assert "Record and privacy" not in (await morag.get(world.near.jean.path)).text


async def test_a_copy_is_gone_through_and_taken_away_without_what_is_struck(
    world: World, manager: PageClient
) -> None:
    jean = world.near.jean
    async with world.db.begin() as uow:
        uow.safeguarding.add(
            SafeguardingRecord(
                practice_id=world.near.practice.id,
                referral_id=jean.referral.id,
                staff_id=world.near.worker.id,
                concern=PatientText("Bruises on both arms"),
                noticed_on=NOW.date(),
                raised_to=PatientText("Isla Reid"),
                raised_at=NOW,
                next_step=PatientText("They visit"),
                at=NOW,
            )
        )
    page = await manager.get(f"{jean.path}/privacy/copy")
    assert WORDS in page.text
    ticked = [name for name in page.form("/copy").fields if name.startswith("strike-")]
    assert len(ticked) == 3  # safeguarding, before anybody has ticked anything

    refused = await manager.submit(page, "/copy", status=422, words="landlord", form="html")
    assert "Say why something is struck out." in refused.text
    marked = {"words": "landlord", "reason": "third_party"}
    misspelt = await manager.submit(
        page, "/copy", status=422, words="landlrod", reason="third_party", form="json"
    )
    assert "Number 1 of the words to strike stands nowhere in this record" in misspelt.text
    assert 'href="#reason"' in refused.html and 'href="#words"' in misspelt.html
    file = await manager.submit(page, "/copy", form="json", **marked)
    found = json.loads(file.html)
    assert file.headers["Content-Disposition"] == 'attachment; filename="copy-of-record.json"'
    assert "landlord" not in file.html
    assert "Bruises" not in file.html
    assert found["patient"]["name"] == "Jean Broon"
    assert found["messages"][0]["text"].startswith("cannae pay ma leccy and the [struck out")
    read = await manager.submit(page, "/copy", form="html", **marked)
    assert "landlord" not in read.text
    assert "Bruises" not in read.text
    assert "[struck out: about somebody else]" in read.text
    assert "Jean Broon" in read.text
    assert "Morag of Near" in read.text

    told = [one for one in await trail(world) if one != "read_export"]
    assert told == ["exported_redacted"] * 2
    async with world.db.read() as uow:
        entries = await uow.audit.of_subject("patient", jean.patient.id)
    assert all("landlord" not in str(one.detail) for one in entries)
    assert entries[0].detail["words"] == 1


async def also_by_whatsapp(world: World, said: str) -> Patient:
    """Jean's other record, with a text of hers in it."""
    async with world.db.begin() as uow:
        contact = f"whatsapp:{world.near.jean.patient.contact}"
        other = await make.a_patient(
            uow, practice=world.near.practice, channel="whatsapp", contact=contact
        )
        thread = await make.a_conversation(uow, patient=other)
        await make.a_message(uow, conversation=thread, text=PatientText(said))
    return other


async def test_who_writes_by_whatsapp_too_is_held_and_erased_by_both_records(
    world: World, manager: PageClient
) -> None:
    jean, other = world.near.jean, await also_by_whatsapp(world, "still lonely")
    page = await manager.get(f"{jean.path}/privacy")
    await manager.submit(page, "/hold", reason="A claim against the board")
    page = await manager.get(f"{jean.path}/privacy/erase")
    assert "legal hold" in page.text
    async with world.db.begin() as uow:
        holds = await uow.legal_holds.of_practices([world.near.practice.id], world.clock.now())
        assert {hold.patient_id for hold, _ in holds} == {jean.patient.id, other.id}
        for hold, _ in holds:
            hold.lifted_at = world.clock.now()

    page = await manager.get(f"{jean.path}/privacy/erase")
    assert "They have 2 records here" in page.text and "all of them go" in page.text
    await manager.submit(page, "/erase", understood="yes")
    async with world.db.read() as uow:
        kept = [await uow.patients.get(one) for one in (jean.patient.id, other.id)]
    assert all(one is not None and one.is_erased for one in kept)


async def test_before_two_records_go_the_later_of_their_times_is_said(
    world: World, manager: PageClient
) -> None:
    other = await also_by_whatsapp(world, "still lonely")
    async with world.db.begin() as uow:
        row = await uow.patients.get(other.id)
        assert row is not None
        row.birth_date = PatientText("2012-05-04")  # a child's record: until they are 25
    page = await manager.get(f"{world.near.jean.path}/privacy/erase")
    assert "the record of theirs that is kept longest is kept until 4 May 2037" in page.text


async def test_a_copy_has_what_the_same_person_wrote_by_whatsapp(
    world: World, manager: PageClient
) -> None:
    jean, said = world.near.jean, "ma neighbour Hughie took ma pension"
    other = await also_by_whatsapp(world, said)
    page = await manager.get(f"{jean.path}/privacy/copy")
    assert said in page.text and WORDS in page.text

    file = await manager.submit(page, "/copy", form="json", words="Hughie", reason="third_party")
    (found,) = json.loads(file.html)["other_addresses"]
    assert found["patient"]["contact"] == f"whatsapp:{jean.patient.contact}"
    assert found["messages"][0]["text"].startswith("ma neighbour [struck out")
    read = await manager.submit(page, "/copy", form="html", words="Hughie", reason="third_party")
    assert "took ma pension" in read.text and "Hughie" not in read.text
    async with world.db.read() as uow:
        told = [one.action for one in await uow.audit.of_subject("patient", other.id)]
    assert told == ["exported_redacted", "exported_redacted", "read_export"]


async def test_the_copy_to_read_has_a_section_for_whatever_is_kept(
    sqlite_database: Database,
) -> None:
    async with sqlite_database.begin() as uow:
        person = await a_whole_person(uow)
        work = Work(uow=uow, now=NOW, practice=person.practice, actor="staff:1")
        record(work, "read", person.referral.id)
    async with sqlite_database.begin() as uow:
        work = Work(uow=uow, now=NOW, practice=person.practice, actor="staff:1")
        export = await export_patient(work, NUMBER)
    lists = {name for name, rows in export["referrals"][0].items() if isinstance(rows, list)}
    kept = {*export, *lists, "check_in_plan"} - {"other_addresses"}  # more of the same
    sections = sections_of(export, zone=ZoneInfo("Europe/London"), staff={})

    assert kept <= set(TITLES)
    assert [one.title for one in sections] == list(TITLES.values())
    (steps,) = [one for one in sections if one.title == TITLES["steps"]]
    assert any(WORDS_OF_ALL in text for _, text in steps.items[0].facts)


def test_the_copy_to_read_says_in_words_what_is_kept_as_codes_and_says_it_once() -> None:
    """What only the programme needs stands in the file for machines."""
    noted = {"id": "c1", "status": "planned", "due_at": NOW, "words": None}
    export = {
        "patient": {"id": "p1", "birth_date": "1951-02-14", "time_shift_seconds": 0},
        "referrals": [{"id": "r1", "status": "open", "created_at": NOW, "check_ins": [noted]}],
        "messages": [{"id": "m1", "direction": "in", "author": "patient", "text": "nae money"}],
        "steps": [
            {
                "at": NOW,
                "happened": [{"type": "slot_set", "flow": "self_referral"}],
                "details": [{"name": "needs_right", "value": True}, {"question": {"id": "q1"}}],
            }
        ],
        "other_addresses": [],
    }
    sections = sections_of(export, zone=ZoneInfo("Europe/London"), staff={})
    items = {one.title: one.items[0] for one in sections}
    when = "23 November 2026, 10:00"
    assert items["About you"].facts == (("date of birth", "14 February 1951"),)
    assert items["Your referrals"].facts == (("status", "open"), ("noted on", when))
    assert items["Check-ins"].facts == (("status", "planned"), ("planned for", when))
    assert items["Texts"].facts == (("from", "you"),)
    assert items["Texts"].pieces[0].label == "you wrote"
    assert items[TITLES["steps"]].facts == (("when", when), ("details", "needs right: yes"))


async def test_the_copy_has_the_buttons_of_a_question_as_they_were_read(
    world: World, manager: PageClient
) -> None:
    jean = world.near.jean
    async with world.db.begin() as uow:
        await make.a_message(
            uow,
            conversation=jean.conversation,
            direction="out",
            author="bot",
            text=PatientText("Is that right?"),
            buttons=[{"title": "Yes, right", "value": "/SetSlots(needs_right=true)"}],
        )
    page = await manager.get(f"{jean.path}/privacy/copy")
    file = await manager.submit(page, "/copy", form="html", words="", reason="third_party")
    for read in (page, file):
        assert "Yes, right" in read.text
        assert "SetSlots" not in read.html


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"reason": "A claim", "last_day": "2020-01-01"}, "last_day"),
        ({"reason": "A claim", "last_day": "soon"}, "last_day"),
        ({"reason": ""}, "reason"),
    ],
)
async def test_what_is_wrong_with_a_hold_is_said_at_its_field(
    world: World, manager: PageClient, typed: dict[str, str], field: str
) -> None:
    page = await manager.get(f"{world.near.jean.path}/privacy")
    refused = await manager.submit(page, "/hold", status=422, **typed)
    assert f'href="#{field}"' in refused.html
    assert f'id="{field}-error"' in refused.html


async def test_somebody_is_erased_once_it_is_said_what_goes(
    world: World, manager: PageClient
) -> None:
    jean = world.near.jean
    record = await manager.get(f"{jean.path}/privacy")
    assert f'href="{jean.path}/privacy/erase"' in record.html
    page = await manager.get(f"{jean.path}/privacy/erase")
    for said in ("What goes, for good", "What stays", "before its time", "A visit is booked"):
        assert said in page.text

    unsure = await manager.submit(page, "/erase", status=422)
    assert "Tick the box" in unsure.text
    assert (await world.row(Patient, jean.patient.id)).name is not None
    after = await manager.submit(page, "/erase", understood="yes")

    assert "Erased. Their words, name and number are gone" in after.text
    assert "This record was erased" in after.text
    case = await manager.get(jean.path)
    assert "erased record" in case.text
    assert "This record was erased" in case.text
    for secret in (WORDS, "Jean", jean.patient.contact[-6:]):
        assert secret not in case.text
    again = await manager.submit(page, "/erase", status=409, understood="yes")
    assert "This record was erased before." in again.text
    assert await trail(world) == ["erased"]
    async with world.db.read() as uow:
        (entry,) = await uow.audit.of_subject("patient", jean.patient.id)
    assert entry.actor == f"staff:{world.near.manager.id}"


async def test_nobody_is_erased_under_a_hold_or_in_danger_that_nobody_has_seen(
    world: World, manager: PageClient
) -> None:
    jean = world.near.jean
    before = await manager.get(f"{jean.path}/privacy/erase")
    held = await manager.get(f"{jean.path}/privacy")
    await manager.submit(held, "/hold", reason=REASON, last_day="")
    for page in (
        await manager.get(f"{jean.path}/privacy/erase"),
        await manager.submit(before, "/erase", status=409, understood="yes"),
    ):
        assert "under a legal hold" in page.text
        assert not [one for one in page.forms() if one.action.endswith("/erase")]
    await manager.submit(await manager.get(f"{jean.path}/privacy"), "/release")
    async with world.db.begin() as uow:
        found = await uow.referrals.get(jean.referral.id)
        assert found is not None
        await make.a_risk_flag(uow, referral=found, message=jean.message, level="crisis")
    unseen = await manager.submit(before, "/erase", status=409, understood="yes")
    assert "Nobody has looked yet" in unseen.text
    assert "erased" not in await trail(world)
    assert (await world.row(Patient, jean.patient.id)).name == "Jean Broon"


async def test_a_link_worker_cannot_erase(world: World, morag: PageClient) -> None:
    jean = world.near.jean
    await morag.get(f"{jean.path}/privacy/erase", status=403)
    fields = {**(await morag.get(jean.path)).form("/note").fields, "understood": "yes"}
    await morag.post(f"{jean.path}/privacy/erase", fields, status=403)
    assert (await world.row(Patient, jean.patient.id)).name == "Jean Broon"
