"""Whoever comes back months later, when all check-ins are over, is asked again how things go."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from actions.check_ins.change_check_ins import WantedPlan, change_check_ins, stop_check_ins
from actions.check_ins.follow_up import follow_up
from bot.clock import ManualClock
from storage.database import Database
from tests.actions.test_change_check_ins import working
from tests.timers.conftest import Desk

USUAL = 3


@pytest.fixture
async def desk(database: Database, clock: ManualClock) -> Desk:
    made = Desk(database=database, clock=clock)
    await made.open()
    return made


async def asks_for_help(desk: Desk, since: datetime | None = None) -> None:
    async with working(desk) as work:
        referral = await work.uow.referrals.get(desk.referral_id)
        patient = await work.uow.patients.get(desk.patient_id)
        assert referral is not None and patient is not None
        await follow_up(work, referral, patient, since=since or work.now)


async def months_pass(desk: Desk, clock: ManualClock) -> None:
    clock.advance(timedelta(days=100))
    async with desk.database.begin() as uow:
        for one in await uow.check_ins.of_referral(desk.referral_id):
            if one.status == "planned":
                one.status = "unanswered"
                await uow.timers.cancel_for("check_in", one.id)


async def planned(desk: Desk) -> list[tuple[int, datetime]]:
    async with desk.database.read() as uow:
        found = await uow.check_ins.of_referral(desk.referral_id)
    return [(one.sequence, one.due_at) for one in found if one.status == "planned"]


async def waiting_timers(desk: Desk) -> int:
    async with desk.database.read() as uow:
        found = await uow.timers.waiting_for_patient(desk.patient_id)
    return len([one for one in found if one.kind == "check_in"])


async def test_the_usual_course_counts_from_the_second_time(desk: Desk, clock: ManualClock) -> None:
    await asks_for_help(desk)
    await months_pass(desk, clock)
    await asks_for_help(desk)
    again = await planned(desk)
    assert [sequence for sequence, _ in again] == [4, 5, 6]
    assert all(due > clock.now() for _, due in again)
    assert await waiting_timers(desk) == USUAL


async def test_while_any_is_still_to_come_none_is_added(desk: Desk, clock: ManualClock) -> None:
    await asks_for_help(desk)
    before = await planned(desk)
    clock.advance(timedelta(days=3))
    await asks_for_help(desk)
    assert await planned(desk) == before


async def test_a_visit_marked_long_afterwards_begins_nothing(
    desk: Desk, clock: ManualClock
) -> None:
    began = clock.now()
    await asks_for_help(desk)
    await months_pass(desk, clock)
    await asks_for_help(desk, since=began)
    assert await planned(desk) == []


async def test_what_a_link_worker_stopped_stays_stopped(desk: Desk, clock: ManualClock) -> None:
    await asks_for_help(desk)
    async with working(desk) as work:
        await stop_check_ins(work, desk.referral_id)
    await months_pass(desk, clock)
    await asks_for_help(desk)
    assert await planned(desk) == []


async def test_a_plan_of_their_own_is_kept_to(desk: Desk, clock: ManualClock) -> None:
    await asks_for_help(desk)
    async with working(desk) as work:
        await change_check_ins(work, desk.referral_id, WantedPlan(after=("4w",), question=None))
    await months_pass(desk, clock)
    await asks_for_help(desk)
    [(_, due)] = await planned(desk)
    assert timedelta(days=27) < due - clock.now() < timedelta(days=33)


async def test_a_practice_that_asks_no_more_does_not_begin_again(
    desk: Desk, clock: ManualClock
) -> None:
    await asks_for_help(desk)
    await months_pass(desk, clock)
    async with working(desk) as work:
        settings = work.practice.settings
        off = settings.check_ins.model_copy(update={"enabled": False})
        work.practice.settings = settings.model_copy(update={"check_ins": off})
    await asks_for_help(desk)
    assert await planned(desk) == []
