"""Two records of one person: found, looked at side by side, joined in one, and separated again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from actions.basis.work import Work
from actions.joining.join_records import join_records
from actions.privacy.legal_hold import place_hold
from storage.models import (
    Appointment,
    CheckIn,
    Consent,
    Conversation,
    JoinedRecord,
    Patient,
    Referral,
    Timer,
    WaitingPlace,
)
from storage.private import PatientText
from tests import builders as make
from tests.support.page_client import Page, PageClient
from tests.support.world import Case, World, a_case, a_risk


async def another(world: World, name: str = "Jean Broon", **given: Any) -> Case:
    """Jean's record at another number, read by somebody."""
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice, name=name, words="the damp is bad", **given)
        case.conversation.unread = 0
        await make.a_need(uow, referral=case.referral, label="housing")
    return case


async def ended(world: World, case: Case) -> None:
    async with world.db.begin() as uow:
        thread: Any = await uow.conversations.get(case.conversation.id)
        referral: Any = await uow.referrals.get(case.referral.id)
        thread.is_live, thread.ended_at = False, make.NOW
        referral.status, referral.closed_at, referral.outcome = "closed", make.NOW, "helped"


async def confirm(
    world: World, who: PageClient, other: Case, *, status: int = 200, **fields: str
) -> Page:
    page = await who.get(f"{world.near.jean.path}/join?with={other.referral.id}")
    given = {"understood": "yes", **fields}
    return await who.submit(page, "/join", status=status, **given)


async def joined(world: World, who: PageClient, other: Case) -> Page:
    return await confirm(world, who, other, kept=world.near.jean.patient.id)


async def test_the_other_record_is_found_by_number_and_shown_beside_this_one(
    world: World, morag: PageClient
) -> None:
    other = await another(world)
    page = await morag.get(f"{world.near.jean.path}/join")
    assert "The same name and date of birth" in page.text
    page = await morag.submit(page, "/join/find", q=other.patient.contact[-5:])
    assert "1 found" in page.text and "Jean Broon" in page.text
    assert other.patient.contact[-5:] not in page.path, "nothing of them is in an address"
    page = await morag.get(f"{world.near.jean.path}/join?with={other.referral.id}")
    assert "Are they one person?" in page.text
    assert "energy" in page.text and "housing" in page.text
    nobody = await morag.submit(
        await morag.get(f"{world.near.jean.path}/join"), "/join/find", q="07700900999"
    )
    assert "Nobody found" in nobody.text


async def test_all_goes_on_in_the_record_that_is_kept(world: World, morag: PageClient) -> None:
    jean = world.near.jean
    other = await another(world, priority="urgent", risk="urgent", attention="worse")
    async with world.db.begin() as uow:
        check_in = await make.a_check_in(
            uow, referral=other.referral, due_at=make.NOW + timedelta(days=14)
        )
        await make.a_timer(
            uow, patient=other.patient, owner_type="check_in", owner_id=check_in.id, kind="check_in"
        )
        waits = uow.waiting_places.add(
            WaitingPlace(
                practice_id=world.near.practice.id,
                patient_id=other.patient.id,
                referral_id=other.referral.id,
                joined_at=make.NOW,
            )
        )
    page = await joined(world, morag, other)
    assert "Joined. All goes on here from now on" in page.text
    assert page.path == jean.path
    kept: Referral = await world.row(Referral, jean.referral.id)
    assert (kept.priority, kept.risk, kept.attention) == ("urgent", "urgent", "worse")
    async with world.db.read() as uow:
        needs = {one.label for one in await uow.needs.of_referral(kept.id)}
    assert needs == {"energy", "housing"}
    left: Referral = await world.row(Referral, other.referral.id)
    thread: Conversation = await world.row(Conversation, other.conversation.id)
    assert (left.status, left.outcome, thread.is_live) == ("closed", "joined", False)
    moved: CheckIn = await world.row(CheckIn, check_in.id)
    assert (moved.patient_id, moved.referral_id, moved.status) == (
        jean.patient.id,
        kept.id,
        "planned",
    )
    async with world.db.read() as uow:
        (timer,) = await uow.timers.of_owner("check_in", check_in.id)
    assert (timer.status, timer.patient_id) == ("waiting", jean.patient.id)
    # Jean has a visit: who is booked waits for no freed time.
    assert (await world.row(WaitingPlace, waits.id)).status == "left"
    assert "Joined with their other record" in page.text
    there = await morag.get(other.path)
    assert f'href="{jean.path}"' in there.html and "open the record that goes on" in there.text
    assert f'href="{other.path}"' in page.html


async def test_a_place_in_line_goes_along_where_nothing_is_booked(
    world: World, morag: PageClient
) -> None:
    other = await another(world)
    async with world.db.begin() as uow:
        hers: Any = await uow.appointments.get(world.near.appointment.id)
        hers.status = "cancelled"
        place = uow.waiting_places.add(
            WaitingPlace(
                practice_id=world.near.practice.id,
                patient_id=other.patient.id,
                referral_id=other.referral.id,
                joined_at=make.NOW,
            )
        )
    await joined(world, morag, other)
    kept: WaitingPlace = await world.row(WaitingPlace, place.id)
    assert (kept.status, kept.patient_id, kept.referral_id) == (
        "waiting",
        world.near.jean.patient.id,
        world.near.jean.referral.id,
    )


async def test_who_waits_for_a_person_waits_on_since_they_asked(
    world: World, morag: PageClient
) -> None:
    asked_at = make.NOW - timedelta(hours=2)
    other = await another(world, attention="handoff", attention_at=asked_at)
    async with world.db.begin() as uow:
        await make.a_timer(
            uow,
            patient=other.patient,
            kind="nobody_there",
            owner_type="conversation_waits",
            owner_id=other.conversation.id,
            key="asked",
        )
    await joined(world, morag, other)
    kept: Referral = await world.row(Referral, world.near.jean.referral.id)
    assert (kept.attention, kept.attention_at) == ("handoff", asked_at)
    async with world.db.read() as uow:
        here = await uow.timers.of_owner("conversation_waits", world.near.jean.conversation.id)
        there = await uow.timers.of_owner("conversation_waits", other.conversation.id)
    assert [(one.kind, one.status, one.patient_id) for one in here] == [
        ("nobody_there", "waiting", world.near.jean.patient.id)
    ]
    assert [one.status for one in there] == ["cancelled"]


async def test_a_visit_goes_along_with_the_reminders_that_have_not_gone_yet(
    world: World, morag: PageClient
) -> None:
    jean, other = world.near.jean, await another(world)
    async with world.db.begin() as uow:
        hers: Any = await uow.appointments.get(world.near.appointment.id)
        hers.status = "cancelled"
        visit = await make.an_appointment(
            uow,
            link_worker=world.near.worker,
            patient=other.patient,
            referral=other.referral,
            starts_at=make.NOW + timedelta(days=2, hours=3),
            status="confirmed",
        )
        old = await make.a_timer(uow, patient=other.patient, owner_id=visit.id, key="1d")
    await joined(world, morag, other)
    now: Appointment = await world.row(Appointment, visit.id)
    assert (now.patient_id, now.referral_id) == (jean.patient.id, jean.referral.id)
    assert (now.status, now.version) == ("confirmed", 2)
    assert (await world.row(Timer, old.id)).status == "cancelled"
    async with world.db.read() as uow:
        timers = await uow.timers.of_owner("appointment", visit.id)
    waiting = [one for one in timers if one.status == "waiting"]
    assert {(one.patient_id, one.key, one.owner_version) for one in waiting} == {
        (jean.patient.id, "1d", 2)
    }


async def test_stop_and_safety_stay_with_the_number_and_what_they_refused_with_the_person(
    world: World, morag: PageClient
) -> None:
    jean, other = world.near.jean, await another(world)
    async with world.db.begin() as uow:
        patient: Any = await uow.patients.get(other.patient.id)
        patient.safe_to_text, patient.neutral_wording = "no", True
        patient.contact_advice = PatientText("after six")
        await make.an_opt_out(uow, patient=other.patient)
        uow.consents.write(
            Consent(
                practice_id=world.near.practice.id,
                patient_id=other.patient.id,
                kind="reminders",
                given=False,
                source="sms",
                at=make.NOW,
            )
        )
    await joined(world, morag, other)
    kept: Patient = await world.row(Patient, jean.patient.id)
    assert (kept.safe_to_text, kept.neutral_wording) == ("unknown", True)
    assert str(kept.contact_advice) == "after six"
    async with world.db.read() as uow:
        assert not await uow.opt_outs.is_out(jean.patient.id)
        assert await uow.opt_outs.is_out(other.patient.id)
        said = await uow.consents.latest(jean.patient.id, "reminders")
    assert said is not None and not said.given


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("unread", "There are new texts at the other number. Read them first."),
        ("danger", "Nobody has looked yet at what they wrote about danger"),
        ("taken", "The conversation at the other number is taken over."),
        ("booked", "Both records have a visit booked."),
        ("choosing", "They are choosing a time just now."),
        ("held", "One of the two records is under a legal hold."),
    ],
)
async def test_what_would_be_lost_is_seen_to_first(
    world: World, morag: PageClient, how: str, says: str
) -> None:
    other = await another(world)
    async with world.db.begin() as uow:
        thread: Any = await uow.conversations.get(other.conversation.id)
        mine: Any = await uow.conversations.get(world.near.jean.conversation.id)
        mine.unread = 0 if how == "held" else 1
        if how == "unread":
            thread.unread = 1
        if how == "danger":
            await a_risk(uow, other)
        if how == "taken":
            thread.automation, thread.owner_id = "paused", world.near.worker.id
        if how in ("booked", "choosing"):
            await make.an_appointment(
                uow,
                link_worker=world.near.worker,
                patient=other.patient,
                referral=other.referral,
                starts_at=make.NOW + timedelta(days=5),
                status="held" if how == "choosing" else "booked",
            )
        if how == "held":
            work = Work(uow=uow, now=make.NOW, practice=world.near.practice, actor="staff:x")
            await place_hold(work, other.patient.id, "A complaint")
    page = await morag.get(f"{world.near.jean.path}/join?with={other.referral.id}")
    assert "They cannot be joined now" in page.text and says in page.text
    csrf = page.form("/sign-out").fields["csrf"]
    fields = {"with": other.referral.id, "kept": world.near.jean.patient.id, "understood": "yes"}
    refused = await morag.post(f"{world.near.jean.path}/join", {**fields, "csrf": csrf}, status=409)
    assert says in refused.text
    assert (await world.row(Referral, other.referral.id)).status == "waiting"


async def test_it_goes_on_where_they_write_now(world: World, morag: PageClient) -> None:
    other = await another(world)
    await ended(world, other)
    page = await morag.get(f"{world.near.jean.path}/join?with={other.referral.id}")
    assert "Go on with which number?" not in page.text
    assert "If they want their other one, join the two, then ask them to text from it" in page.text
    assert page.form("/join").fields["kept"] == world.near.jean.patient.id
    await morag.submit(page, "/join", understood="yes")
    async with world.db.read() as uow:
        assert await uow.joined_records.kept_of(other.patient.id) == world.near.jean.patient.id
        (row,) = await uow.session.scalars(select(JoinedRecord))
    assert row.joined_by == f"staff:{world.near.worker.id}"
    again = await morag.get(f"{world.near.jean.path}/join?with={other.referral.id}")
    assert "These two are joined already." in again.text


async def test_it_is_confirmed_and_differing_birth_dates_are_pointed_out(
    world: World, morag: PageClient
) -> None:
    other = await another(world)
    async with world.db.begin() as uow:
        patient: Any = await uow.patients.get(other.patient.id)
        patient.birth_date = PatientText("1980-05-05")
    page = await morag.get(f"{world.near.jean.path}/join?with={other.referral.id}")
    assert "The dates of birth differ" in page.text
    unsure = await morag.submit(page, "/join", status=422, understood="")
    assert "Tick the box to say that they are one." in unsure.text
    async with world.db.read() as uow:
        assert await uow.joined_records.others_of(other.patient.id) == []


async def test_the_trail_tells_who_joined_and_separated_what(
    world: World, morag: PageClient
) -> None:
    jean, other = world.near.jean, await another(world)
    await joined(world, morag, other)
    page = await morag.get(f"{jean.path}/join")
    page = await morag.submit(page, "/join/separate")
    assert "Separated. What was carried over when they were joined stays" in page.text
    async with world.db.read() as uow:
        assert await uow.joined_records.kept_of(other.patient.id) is None
        here = await uow.audit.of_subject("patient", jean.patient.id)
        there = await uow.audit.of_subject("patient", other.patient.id)
    assert [(one.action, one.detail) for one in reversed(here)] == [
        ("joined", {"with": other.patient.id}),
        ("separated", {"from": other.patient.id}),
    ]
    assert [(one.action, one.actor) for one in reversed(there)] == [
        ("joined", f"staff:{world.near.worker.id}"),
        ("separated", f"staff:{world.near.worker.id}"),
    ]
    assert f'href="{other.path}"' not in (await morag.get(jean.path)).html


async def test_a_third_record_leads_to_the_one_that_goes_on(
    world: World, morag: PageClient
) -> None:
    second, third = await another(world), await another(world, name="J Broon")
    near = world.near
    async with world.db.begin() as uow:
        practice: Any = await uow.practices.get(near.practice.id)
        work = Work(uow=uow, now=make.NOW, practice=practice, actor="staff:x")
        await join_records(work, second.patient.id, third.patient.id)
    await joined(world, morag, second)
    async with world.db.read() as uow:
        found = await uow.joined_records.others_of(third.patient.id)
        assert [one.id for one in found] == [near.jean.patient.id, second.patient.id]
    there = await morag.get(f"{near.jean.path}/join?with={third.referral.id}")
    assert "These two are joined already." in there.text


async def test_another_practices_record_is_not_found(world: World, morag: PageClient) -> None:
    far = world.far.jean
    await morag.get(f"{world.near.jean.path}/join?with={far.referral.id}", status=404)
    await morag.get(f"{far.path}/join", status=404)
    page = await morag.get(f"{world.near.jean.path}/join")
    csrf = page.form("/sign-out").fields["csrf"]
    fields = {"csrf": csrf, "with": far.referral.id, "kept": far.patient.id, "understood": "yes"}
    await morag.post(f"{world.near.jean.path}/join", fields, status=404)
    fields = {"csrf": csrf, "record": far.patient.id}
    await morag.post(f"{world.near.jean.path}/join/separate", fields, status=404)


async def test_who_sees_no_people_joins_none(world: World, lead: PageClient) -> None:
    await lead.get(f"{world.near.jean.path}/join", status=403)


async def test_all_records_of_one_person_are_copied_and_erased_together(
    world: World, manager: PageClient
) -> None:
    jean, other = world.near.jean, await another(world)
    await joined(world, manager, other)
    page = await manager.get(f"{jean.path}/privacy/erase")
    assert "They have 2 records here" in page.text
    await manager.submit(page, "/privacy/erase", understood="yes")
    for one in (jean, other):
        assert (await world.row(Patient, one.patient.id)).is_erased
