from __future__ import annotations

from datetime import timedelta
from typing import Any

from storage.database import Database
from storage.models import Practice, Referral
from storage.unit_of_work import UnitOfWork
from tests import builders
from tests.builders import NOW
from tests.support.statements import counted


async def _a_case(uow: UnitOfWork, practice: Practice, **given: Any) -> Referral:
    patient = await builders.a_patient(uow, practice=practice)
    conversation = await builders.a_conversation(uow, patient=patient)
    return await builders.a_referral(uow, conversation=conversation, **given)


async def _raise_risk(uow: UnitOfWork, referral: Referral, **given: Any) -> None:
    conversation = await uow.conversations.get(referral.conversation_id)
    message = await builders.a_message(uow, conversation=conversation)
    await builders.a_risk_flag(uow, referral=referral, message=message, **given)


async def test_unseen_risk_comes_first_then_urgent_then_the_longest_wait(
    database: Database,
) -> None:
    def ago(hours: int) -> Any:
        return NOW - timedelta(hours=hours)

    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        newer_risk = await _a_case(uow, practice, waiting_since=ago(90))
        await _raise_risk(uow, newer_risk, raised_at=ago(1))
        waits_long = await _a_case(uow, practice, waiting_since=ago(80))
        waits_short = await _a_case(uow, practice, waiting_since=ago(2))
        is_worse = await _a_case(uow, practice, waiting_since=ago(1), attention="worse")
        seen_risk = await _a_case(uow, practice, waiting_since=ago(3), priority="crisis")
        await _raise_risk(uow, seen_risk, raised_at=ago(9), seen_at=ago(8))
        only_urgent = await _a_case(uow, practice, waiting_since=ago(70))
        await _raise_risk(uow, only_urgent, level="urgent", raised_at=ago(70))
        older_risk = await _a_case(uow, practice, waiting_since=ago(5))
        await _raise_risk(uow, older_risk, level="emergency", raised_at=ago(4))

    async with database.read() as uow:
        page = await uow.referrals.inbox([practice.id], NOW)

    assert [row.referral.id for row in page.rows] == [
        one.id
        for one in (
            older_risk,
            newer_risk,
            seen_risk,
            is_worse,
            waits_long,
            only_urgent,
            waits_short,
        )
    ]
    assert page.rows[0].unseen_risk_since == ago(4)
    assert page.rows[2].unseen_risk_since is None
    assert page.next is None


async def test_closed_snoozed_and_half_told_referrals_stay_out_unless_risk_is_unseen(
    database: Database,
) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        later = NOW + timedelta(hours=1)
        hidden = [
            await _a_case(uow, practice, status="closed"),
            await _a_case(uow, practice, status="collecting"),
            await _a_case(uow, practice, snoozed_until=later),
        ]
        shown = [
            await _a_case(uow, practice, status="collecting", attention="handoff"),
            await _a_case(uow, practice, status="collecting", priority="urgent"),
            await _a_case(uow, practice, snoozed_until=NOW - timedelta(hours=1)),
            await _a_case(uow, practice, status="closed"),
            await _a_case(uow, practice, snoozed_until=later),
        ]
        for unseen in shown[3:]:
            await _raise_risk(uow, unseen)
        other_practice = await _a_case(uow, await builders.a_practice(uow))

    async with database.read() as uow:
        page = await uow.referrals.inbox([practice.id], NOW)

    found = {row.referral.id for row in page.rows}
    assert found == {one.id for one in shown}
    assert not found & {one.id for one in [*hidden, other_practice]}


async def test_the_inbox_can_be_narrowed_by_need_mine_and_status(database: Database) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        morag = await builders.a_staff_member(uow, practice=practice)
        money = await _a_case(uow, practice)
        await builders.a_need(uow, referral=money, label="money")
        mine = await _a_case(uow, practice, assigned_to=morag.id)
        taken_over = await _a_case(uow, practice)
        conversation = await uow.conversations.get(taken_over.conversation_id)
        assert conversation is not None
        conversation.owner_id = morag.id
        closed = await _a_case(uow, practice, status="closed")

    async with database.read() as uow:

        async def ids(**filters: Any) -> set[str]:
            page = await uow.referrals.inbox([practice.id], NOW, **filters)
            return {row.referral.id for row in page.rows}

        assert await ids(need="money") == {money.id}
        assert await ids(need="housing") == set()
        assert await ids(mine=morag.id) == {mine.id, taken_over.id}
        assert await ids(status="closed") == {closed.id}


async def test_a_row_shows_needs_next_appointment_and_last_message(database: Database) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        morag = await builders.a_staff_member(uow, practice=practice)
        patient = await builders.a_patient(uow, practice=practice)
        conversation = await builders.a_conversation(uow, patient=patient)
        referral = await builders.a_referral(uow, conversation=conversation)
        for label in ("money", "housing"):
            await builders.a_need(uow, referral=referral, label=label)
        await builders.a_message(uow, conversation=conversation)
        last = await builders.a_message(uow, conversation=conversation, direction="out")
        for days in (9, 2, 5):
            await builders.an_appointment(
                uow, link_worker=morag, patient=patient, starts_at=NOW + timedelta(days=days)
            )
        await builders.an_appointment(
            uow,
            link_worker=morag,
            patient=patient,
            starts_at=NOW + timedelta(days=1),
            status="cancelled",
        )

    async with database.read() as uow:
        (row,) = (await uow.referrals.inbox([practice.id], NOW)).rows

    assert row.needs == ("money", "housing")
    assert row.last_message is not None
    assert row.last_message.id == last.id
    assert row.next_appointment is not None
    assert row.next_appointment.starts_at == NOW + timedelta(days=2)


async def test_a_visit_that_is_over_on_a_persons_own_clock_is_not_to_come(
    database: Database,
) -> None:
    """A simulated phone's clock is moved on; beside "Waiting 91 days" stood a visit of the past."""
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        morag = await builders.a_staff_member(uow, practice=practice)
        for shift in (91, 4, 0):
            patient = await builders.a_patient(uow, practice=practice)
            patient.time_shift_seconds = shift * 24 * 60 * 60
            conversation = await builders.a_conversation(uow, patient=patient)
            await builders.a_referral(uow, conversation=conversation)
            for days in (5, 3):
                at = NOW + timedelta(days=days, hours=shift)
                await builders.an_appointment(uow, link_worker=morag, patient=patient, starts_at=at)

    async with database.read() as uow:
        rows = (await uow.referrals.inbox([practice.id], NOW)).rows

    shown = {
        one.patient.time_shift_seconds // (24 * 60 * 60): one.next_appointment
        and one.next_appointment.starts_at
        for one in rows
    }
    assert shown == {91: None, 4: NOW + timedelta(days=5, hours=4), 0: NOW + timedelta(days=3)}


async def test_a_long_inbox_takes_as_many_statements_as_a_short_one(database: Database) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        for number in range(30):
            referral = await _a_case(uow, practice)
            await builders.a_need(uow, referral=referral)
            if number % 3 == 0:
                await _raise_risk(uow, referral)

    async with database.read() as uow:
        with counted(database) as short:
            assert len((await uow.referrals.inbox([practice.id], NOW, limit=1)).rows) == 1
        with counted(database) as long:
            assert len((await uow.referrals.inbox([practice.id], NOW, limit=50)).rows) == 30

    assert len(short) == len(long) == 6


async def test_pages_of_the_inbox_neither_repeat_nor_skip(database: Database) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        all_ids = {(await _a_case(uow, practice)).id for _ in range(7)}

    async with database.read() as uow:
        pages, after = [], None
        for _ in range(3):
            pages.append(await uow.referrals.inbox([practice.id], NOW, limit=3, after=after))
            after = pages[-1].next
        assert after is None

    ids = [row.referral.id for page in pages for row in page.rows]
    assert len(ids) == len(set(ids)) == 7
    assert set(ids) == all_ids


async def test_details_come_in_seven_statements_whatever_there_is(database: Database) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        morag = await builders.a_staff_member(uow, practice=practice)
        referral = await _a_case(uow, practice)
        for _ in range(5):
            await builders.a_note(uow, referral=referral, staff=morag)
            await builders.a_check_in(uow, referral=referral)

    async with database.read() as uow:
        with counted(database) as statements:
            one = await uow.referrals.with_details(referral.id, [practice.id])
        foreign = await uow.referrals.with_details(referral.id, ["another practice"])

    assert one is not None
    assert len(one.notes) == len(one.check_ins) == 5
    assert len(statements) == 7
    assert foreign is None
