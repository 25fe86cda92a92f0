"""One person's plan of check-ins: changed, stopped, resumed; an older plan does nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from actions.basis.errors import AlreadyClosed, NotAllowed, NotFound
from actions.basis.work import Work, staff_actor
from actions.check_ins.change_check_ins import (
    WantedPlan,
    change_check_ins,
    check_times,
    resume_check_ins,
    stop_check_ins,
)
from actions.check_ins.plan_check_ins import plan_check_ins
from bot.clock import ManualClock
from storage.database import Database
from storage.models import Practice
from tests.timers.conftest import Desk


@pytest.fixture
async def desk(database: Database, clock: ManualClock) -> Desk:
    made = Desk(database=database, clock=clock)
    await made.open()
    return made


@asynccontextmanager
async def working(desk: Desk) -> AsyncIterator[Work]:
    async with desk.database.begin() as uow:
        practice = await uow.practices.get(desk.practice_id)
        assert practice is not None
        yield Work(
            uow=uow, now=desk.clock.now(), practice=practice, actor=staff_actor(desk.worker_id)
        )


async def begins(desk: Desk) -> None:
    """The practice's own plan: 2, 6 and 12 weeks."""
    async with working(desk) as work:
        referral = await work.uow.referrals.get(desk.referral_id)
        patient = await work.uow.patients.get(desk.patient_id)
        assert referral is not None and patient is not None
        await plan_check_ins(work, referral, patient)


async def days_planned(desk: Desk) -> list[int]:
    async with desk.database.read() as uow:
        found = await uow.check_ins.of_referral(desk.referral_id)
        referral = await uow.referrals.get(desk.referral_id)
    assert referral is not None and referral.waiting_since is not None
    since = referral.waiting_since.date()
    return [(one.due_at.date() - since).days for one in found if one.status == "planned"]


async def waiting_timers(desk: Desk) -> int:
    async with desk.database.read() as uow:
        found = await uow.timers.waiting_for_patient(desk.patient_id)
    return len([one for one in found if one.kind == "check_in"])


async def test_other_times_take_the_place_of_the_practices(desk: Desk) -> None:
    await begins(desk)
    assert await days_planned(desk) == [14, 43, 84]

    async with working(desk) as work:
        await change_check_ins(
            work, desk.referral_id, WantedPlan(after=("4w", "10d"), question="happy")
        )

    assert await days_planned(desk) == [10, 28]
    assert await waiting_timers(desk) == 2
    async with desk.database.read() as uow:
        found = await uow.check_ins.of_referral(desk.referral_id)
        trail = await uow.audit.of_subject("referral", desk.referral_id)
    assert {(one.version, one.question) for one in found if one.status == "planned"} == {
        (2, "happy")
    }
    assert [(one.action, one.actor) for one in trail] == [
        ("check_ins_planned", staff_actor(desk.worker_id))
    ]


async def test_what_was_planned_before_says_nothing(desk: Desk) -> None:
    await begins(desk)
    async with working(desk) as work:
        await change_check_ins(work, desk.referral_id, WantedPlan(after=("5w",), question=None))

    await desk.after(days=15)

    assert desk.speaker.said == []
    await desk.after(days=23)
    assert desk.speaker.said == ["check_in"]


async def test_a_timer_of_an_older_version_is_stale(desk: Desk) -> None:
    planned = await desk.plans_check_in(timedelta(days=1))
    await desk.change("check_ins", planned.id, version=2)

    await desk.after(days=1)

    assert await desk.timers("check_in", planned.id) == [("check_in", "stale", "changed")]
    assert desk.speaker.said == []


async def test_stopped_then_resumed_without_what_fell_due_meanwhile(desk: Desk) -> None:
    await begins(desk)
    async with working(desk) as work:
        await stop_check_ins(work, desk.referral_id)
    assert await days_planned(desk) == []
    assert await waiting_timers(desk) == 0

    await desk.after(days=20)
    async with working(desk) as work:
        await resume_check_ins(work, desk.referral_id)

    assert await days_planned(desk) == [43, 84]
    assert desk.speaker.said == []


async def test_a_change_while_stopped_stays_stopped(desk: Desk) -> None:
    await begins(desk)
    async with working(desk) as work:
        await stop_check_ins(work, desk.referral_id)
    async with working(desk) as work:
        await change_check_ins(work, desk.referral_id, WantedPlan(after=("3w",), question=None))

    assert await days_planned(desk) == []


async def test_stopped_before_any_was_planned_none_is_planned_later(desk: Desk) -> None:
    async with working(desk) as work:
        await stop_check_ins(work, desk.referral_id)

    await begins(desk)

    assert await days_planned(desk) == []


async def test_what_was_answered_stays_and_later_ones_come_after_it(desk: Desk) -> None:
    await begins(desk)
    async with desk.database.begin() as uow:
        first = (await uow.check_ins.of_referral(desk.referral_id))[0]
        first.status, first.answer = "answered", "same"
    async with working(desk) as work:
        await change_check_ins(work, desk.referral_id, WantedPlan(after=("8w",), question=None))

    async with desk.database.read() as uow:
        found = await uow.check_ins.of_referral(desk.referral_id)
    assert [(one.sequence, one.status) for one in found if one.status != "cancelled"] == [
        (1, "answered"),
        (2, "planned"),
    ]


async def test_held_texts_keep_their_plan_and_go_out_when_released(desk: Desk) -> None:
    await begins(desk)
    await desk.change("patients", desk.patient_id, scheduled_texts_held=True)
    await desk.after(days=15)
    assert desk.speaker.said == []
    assert await days_planned(desk) == [14, 43, 84]

    await desk.change("patients", desk.patient_id, scheduled_texts_held=False)
    await desk.after(hours=2)

    assert desk.speaker.said == ["check_in"]


async def test_a_check_in_that_was_held_too_long_is_put_away_and_the_others_stay(
    desk: Desk,
) -> None:
    await begins(desk)
    await desk.change("patients", desk.patient_id, scheduled_texts_held=True)
    for _ in range(23):
        await desk.after(days=1)

    assert await days_planned(desk) == [43, 84]


@pytest.mark.parametrize(
    ("after", "says"),
    [
        ((), "at least one"),
        (("soon",), "number and w or d"),
        (("0w",), "number and w or d"),
        (("2m",), "number and w or d"),
        (("90w",), "a year ahead"),
        (tuple(f"{n}w" for n in range(1, 10)), "enough for one person"),
    ],
)
def test_times_that_cannot_be(after: tuple[str, ...], says: str) -> None:
    with pytest.raises(NotAllowed, match=says):
        check_times(after)


async def test_an_unknown_question_is_refused(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="not a question"):
        async with working(desk) as work:
            await change_check_ins(
                work, desk.referral_id, WantedPlan(after=("2w",), question="swemwbs")
            )


async def test_a_closed_referral_has_no_plan_to_change(desk: Desk) -> None:
    await desk.change("referrals", desk.referral_id, status="closed")
    with pytest.raises(AlreadyClosed):
        async with working(desk) as work:
            await resume_check_ins(work, desk.referral_id)


async def test_another_practice_finds_nothing(desk: Desk) -> None:
    async with desk.database.begin() as uow:
        other = uow.practices.add(Practice(code="far", name="Far", created_at=desk.clock.now()))
    with pytest.raises(NotFound):
        async with desk.database.begin() as uow:
            work = Work(uow=uow, now=desk.clock.now(), practice=other, actor="staff:x")
            await stop_check_ins(work, desk.referral_id)
