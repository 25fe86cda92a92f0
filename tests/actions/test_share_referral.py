"""Sharing new referrals: the rule as a table, and that it is kept to in the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from actions.basis.work import Work, patient_actor
from actions.casework.share_referral import Taker, next_taker
from actions.intake.complete_referral import complete_referral
from storage.database import Database
from storage.models import Practice, PracticeSettings, Referral, SharingSettings, Staff
from storage.unit_of_work import UnitOfWork
from tests import builders as make

LONG_AGO, LATELY = make.NOW - timedelta(days=9), make.NOW - timedelta(days=1)


def taker(name: str, open_cases: int, limit: int, last_at: object = LATELY) -> Taker:
    return replace(Taker(staff_id=name, limit=limit, open_cases=open_cases), last_at=last_at)


@pytest.mark.parametrize(
    ("takers", "chosen"),
    [
        ([], None),
        ([taker("ann", 3, 10), taker("bob", 2, 10)], "bob"),
        ([taker("full-time", 6, 30), taker("half-time", 4, 15)], "full-time"),
        ([taker("full-time", 8, 30), taker("half-time", 3, 15)], "half-time"),
        ([taker("ann", 2, 10, LATELY), taker("bob", 2, 10, LONG_AGO)], "bob"),
        ([taker("ann", 2, 10, LONG_AGO), taker("new", 2, 10, None)], "new"),
        ([taker("ann", 10, 10), taker("bob", 39, 40)], "bob"),
        ([taker("ann", 10, 10), taker("bob", 41, 40)], None),
        ([taker("ann", 0, 1, None), taker("bob", 0, 9, None)], "ann"),
    ],
)
def test_fewest_for_what_each_can_carry_then_who_waited_longest(
    takers: list[Taker], chosen: str | None
) -> None:
    for order in (takers, list(reversed(takers))):
        found = next_taker(order)
        assert (found.staff_id if found else None) == chosen


async def _team(uow: UnitOfWork) -> tuple[Practice, dict[str, Staff]]:
    """Away, gone and full would each be first but for what they are; nobody else's are free."""
    practice = await make.a_practice(uow)
    names = ("away", "gone", "full", "outside", "free")
    staff = {name: await make.a_staff_member(uow, practice=practice, name=name) for name in names}
    staff["gone"].is_active = False
    make.a_leave(uow, link_worker=staff["away"])
    limits = {staff[name].id: 5 for name in ("away", "gone", "free")} | {staff["full"].id: 1}
    elsewhere = await make.a_staff_member(uow)
    limits[elsewhere.id] = 5
    practice.settings = PracticeSettings(sharing=SharingSettings(enabled=True, limits=limits))
    await _referral(uow, practice, assigned_to=staff["full"].id, status="open")
    await _referral(uow, practice, assigned_to=staff["free"].id, status="open")
    return practice, staff


async def _referral(uow: UnitOfWork, practice: Practice, **given: object) -> Referral:
    patient = await make.a_patient(uow, practice=practice)
    conversation = await make.a_conversation(uow, patient=patient)
    return await make.a_referral(
        uow, conversation=conversation, **{"status": "collecting", **given}
    )


def _work(uow: UnitOfWork, practice: Practice) -> Work:
    return Work(uow=uow, now=make.NOW, practice=practice, actor=patient_actor("x"))


async def test_a_complete_referral_goes_to_nobody_away_gone_full_or_without_a_limit(
    database: Database,
) -> None:
    async with database.begin() as uow:
        practice, staff = await _team(uow)
        referral = await _referral(uow, practice)
        await uow.flush()
        await complete_referral(_work(uow, practice), referral, make.NOW)
    async with database.read() as uow:
        kept = await uow.referrals.get(referral.id)
        trail = await uow.audit.of_subject("referral", referral.id)
    assert kept is not None
    assert (kept.assigned_to, kept.status) == (staff["free"].id, "waiting")
    (entry,) = [one for one in trail if one.action == "shared_referral"]
    assert entry.actor == "system"
    assert entry.detail == {"to": staff["free"].id, "open_cases": 1, "limit": 5}


async def test_what_a_person_chose_and_a_shared_pool_stay_as_they_are(
    database: Database,
) -> None:
    async with database.begin() as uow:
        practice, staff = await _team(uow)
        chosen = await _referral(uow, practice, assigned_to=staff["outside"].id)
        await uow.flush()
        await complete_referral(_work(uow, practice), chosen, make.NOW)
        practice.settings = practice.settings.model_copy(update={"sharing": SharingSettings()})
        pooled = await _referral(uow, practice)
        await uow.flush()
        await complete_referral(_work(uow, practice), pooled, make.NOW)
    assert chosen.assigned_to == staff["outside"].id
    assert pooled.assigned_to is None


async def test_when_everybody_is_full_it_waits_in_the_pool(database: Database) -> None:
    async with database.begin() as uow:
        practice = await make.a_practice(uow)
        worker = await make.a_staff_member(uow, practice=practice)
        sharing = SharingSettings(enabled=True, limits={worker.id: 1})
        practice.settings = PracticeSettings(sharing=sharing)
        first, second = [await _referral(uow, practice) for _ in range(2)]
        await uow.flush()
        for referral in (first, second):
            await complete_referral(_work(uow, practice), referral, make.NOW)
    assert (first.assigned_to, second.assigned_to) == (worker.id, None)
    assert second.status == "waiting"
