from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.models import Leave, OptOut, StaffPractice, StaffSession
from tests import builders
from tests.builders import NOW


async def test_stop_said_twice_is_ended_by_one_start(database: Database) -> None:
    async with database.begin() as uow:
        patient = await builders.a_patient(uow)

        def stop() -> OptOut:
            return OptOut(
                practice_id=patient.practice_id, patient_id=patient.id, source="stop", at=NOW
            )

        assert not await uow.opt_outs.is_out(patient.id)
        assert [await uow.opt_outs.add_unless_out(stop()) for _ in range(2)] == [True, False]
        assert await uow.opt_outs.is_out(patient.id)
        assert [await uow.opt_outs.end(patient.id, NOW) for _ in range(2)] == ["stop", None]
        assert not await uow.opt_outs.is_out(patient.id)
        assert await uow.opt_outs.add_unless_out(stop())


async def test_a_patient_cannot_have_two_live_conversations(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.begin() as uow:
            patient = await builders.a_patient(uow)
            await builders.a_conversation(uow, patient=patient, is_live=False)
            await builders.a_conversation(uow, patient=patient)
            await builders.a_conversation(uow, patient=patient)


async def test_risk_is_marked_seen_once_with_who_and_when(database: Database) -> None:
    async with database.begin() as uow:
        morag = await builders.a_staff_member(uow)
        conversation = await builders.a_conversation(uow)
        referral = await builders.a_referral(uow, conversation=conversation)
        for minutes in (2, 1):
            message = await builders.a_message(uow, conversation=conversation)
            await builders.a_risk_flag(
                uow,
                referral=referral,
                message=message,
                raised_at=NOW - timedelta(minutes=minutes),
            )

    async with database.begin() as uow:
        assert await uow.risk_flags.mark_seen(referral.id, morag.id, NOW) == 2
        assert await uow.risk_flags.mark_seen(referral.id, morag.id, NOW) == 0
        flags = await uow.risk_flags.of_referral(referral.id)
        assert {(flag.seen_by, flag.seen_at) for flag in flags} == {(morag.id, NOW)}


async def test_a_session_is_live_until_it_expires_ends_or_its_owner_leaves(
    database: Database,
) -> None:
    async with database.begin() as uow:
        morag = await builders.a_staff_member(uow, email="morag@example.org")
        session = uow.sessions.add(
            StaffSession(
                token_hash="hash",
                staff_id=morag.id,
                csrf="csrf",
                created_at=NOW,
                expires_at=NOW + timedelta(hours=8),
            )
        )

    async with database.begin() as uow:
        live = await uow.sessions.live("hash", NOW)
        assert live is not None
        kept, staff = live
        assert (kept.id, staff.id) == (session.id, morag.id)
        assert await uow.sessions.live("other", NOW) is None
        assert await uow.sessions.live("hash", NOW + timedelta(hours=8)) is None
        staff.is_active = False
        assert await uow.sessions.live("hash", NOW) is None
        staff.is_active = True
        await uow.sessions.end(session.id, NOW)
        assert await uow.sessions.live("hash", NOW) is None


async def test_failed_sign_ins_are_counted_and_forgotten(database: Database) -> None:
    async with database.begin() as uow:
        for minutes in (1, 5, 50):
            uow.sessions.add_failure("print", NOW - timedelta(minutes=minutes))
        uow.sessions.add_failure("other", NOW)

        since = NOW - timedelta(minutes=15)
        assert await uow.sessions.failures_since(["print"], since) == 2
        await uow.sessions.forget_failures(["print"])
        assert await uow.sessions.failures_since(["print", "other"], since) == 1


async def test_staff_are_found_by_email_practice_and_role(database: Database) -> None:
    async with database.begin() as uow:
        here, there = await builders.a_practice(uow), await builders.a_practice(uow)
        morag = await builders.a_staff_member(uow, practice=here, email="morag@example.org")
        ailsa = await builders.a_staff_member(
            uow, practice=here, name="Ailsa", role="practice_manager"
        )
        await builders.a_staff_member(uow, practice=here, is_active=False)
        uow.staff.assign(StaffPractice(staff_id=morag.id, practice_id=there.id))

        found = await uow.staff.by_email(" Morag@Example.ORG ")
        assert found is morag
        assert list(await uow.staff.of_practice(here.id)) == [ailsa, morag]
        assert list(await uow.staff.of_practice(here.id, "link_worker")) == [morag]
        assert {one.id for one in await uow.staff.practices_of(morag.id)} == {here.id, there.id}
        assert await uow.staff.works_at(morag.id, there.id)
        assert not await uow.staff.works_at(ailsa.id, there.id)


async def test_a_revoked_token_is_not_live(database: Database) -> None:
    async with database.begin() as uow:
        token = await builders.an_api_token(uow, token_hash="hash")
        assert await uow.tokens.live("hash") is token
        token.revoked_at = NOW
        assert await uow.tokens.live("hash") is None


async def test_leave_counts_when_it_touches_the_stretch(database: Database) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        morag = await builders.a_staff_member(uow, practice=practice)
        await builders.an_availability(uow, practice=practice, link_worker=morag)
        uow.availability.add_leave(
            Leave(link_worker_id=morag.id, starts_at=NOW, ends_at=NOW + timedelta(days=2))
        )

        def days(number: int) -> timedelta:
            return timedelta(days=number)

        busy = uow.availability.busy
        away = (morag.id, NOW, NOW + days(2))
        assert await busy([morag.id], NOW + days(1), NOW + days(9)) == [away]
        assert await busy([morag.id], NOW + days(2), NOW + days(9)) == []
        assert await busy([morag.id], NOW - days(2), NOW) == []
        assert await busy([], NOW + days(1), NOW + days(9)) == []
        assert len(await uow.availability.of_practice(practice.id, morag.id)) == 1
        assert await uow.availability.of_practice(practice.id, "somebody else") == []


async def test_flows_are_kept_once_and_hearts_beat_on(database: Database) -> None:
    async with database.begin() as uow:
        await uow.flow_versions.put("hash", "content", NOW)
        await uow.flow_versions.put("hash", "content", NOW + timedelta(days=1))
        kept = await uow.flow_versions.get("hash")
        assert kept is not None
        assert kept.created_at == NOW

        assert await uow.heartbeats.latest("sweep") is None
        await uow.heartbeats.beat("sweep", NOW)
        await uow.heartbeats.beat("sweep", NOW + timedelta(seconds=9))
        assert await uow.heartbeats.latest("sweep") == NOW + timedelta(seconds=9)


async def test_the_latest_sent_check_in_is_the_one_an_answer_belongs_to(
    database: Database,
) -> None:
    async with database.begin() as uow:
        referral = await builders.a_referral(uow)
        for sequence, status in enumerate(("answered", "sent", "planned"), start=1):
            await builders.a_check_in(
                uow, referral=referral, sequence=sequence, status=status, sent_at=NOW
            )

        latest = await uow.check_ins.latest_sent(referral.id)
        assert latest is not None
        assert latest.sequence == 2


async def test_needs_of_a_link_worker_outlive_a_denial(database: Database) -> None:
    async with database.begin() as uow:
        referral = await builders.a_referral(uow)
        await builders.a_need(uow, referral=referral, label="money")
        await builders.a_need(uow, referral=referral, label="housing", source="link_worker")

        await uow.needs.forget_unconfirmed(referral.id)

        assert [need.label for need in await uow.needs.of_referral(referral.id)] == ["housing"]
