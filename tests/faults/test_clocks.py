"""Clocks that jump, in both directions, and those of Europe/London on the days they change."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

import pytest
from apscheduler.schedulers import base as scheduling  # type: ignore[import-untyped]

from actions.basis.work import SYSTEM, Work
from actions.booking.plan_reminders import plan_reminders
from bot.running import Running
from bot.settings import TimersConfig
from bot.worker import working
from storage.private import PhoneNumber
from tests.builders import a_conversation, a_patient, a_referral, an_appointment
from tests.faults.replicas import MORNING, Replicas, replicas
from tests.standin.texts import Step

PHONE = "+447700900401"
JUMPS = [timedelta(hours=1), timedelta(hours=-1), timedelta(minutes=10), timedelta(hours=-12)]


def all_clocks_out_by(town: Replicas, jump: timedelta) -> None:
    for each in town.members:
        each.clock.out_by = jump


@pytest.mark.parametrize("jump", JUMPS)
@pytest.mark.parametrize("is_right_at_first", [True, False])
async def test_a_text_of_unknown_outcome_is_found_whatever_the_clock_did_meanwhile(
    database_url: str, tmp_path: Path, jump: timedelta, is_right_at_first: bool
) -> None:
    async with replicas(database_url, tmp_path, start=MORNING) as town:
        town.standin.script(PHONE, Step(how="cut"))
        all_clocks_out_by(town, timedelta(0) if is_right_at_first else jump)
        await town.patients.say(PHONE, "need a food bank")
        await town.work()
        all_clocks_out_by(town, jump if is_right_at_first else timedelta(0))
        town.clock.advance(timedelta(minutes=2))
        await town.work()
        account = await town.settle()
        assert account.faults == []
        assert (account.unknown, account.reconciled) == (1, 1)


async def test_a_lease_from_a_clock_that_was_ahead_holds_nothing_up(
    database_url: str, tmp_path: Path
) -> None:
    async with replicas(database_url, tmp_path, start=MORNING) as town:
        dies, lives = town.members
        await town.patients.say(PHONE, "need a food bank")
        town.standin.script(PHONE, Step(how="dawdle", seconds=60))
        dies.clock.out_by = timedelta(hours=6)
        dying = asyncio.create_task(dies.parts.deliverer.run_once())
        await town.standin.is_sending.wait()
        dying.cancel()
        await asyncio.wait([dying])

        for _ in range(5):
            town.clock.advance(timedelta(minutes=1))
            await lives.work()
        texts = town.standin.to(PHONE)
        assert texts
        assert len(set(texts)) == len(texts)


class AnHourAgo(datetime):
    """What the machine's clock says once the hour is known that it was ahead by."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return super().now(tz) - timedelta(hours=1)


def looking_often(parts: Running) -> Running:
    config = parts.settings.config.model_copy(update={"timers": TimersConfig(sweep_seconds=0.05)})
    return replace(parts, settings=replace(parts.settings, config=config))


async def test_a_machine_whose_clock_is_put_back_an_hour_goes_on_with_what_is_due(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that starts by a clock in summer time, and is told the right one a minute later."""
    async with replicas(database_url, tmp_path, count=1, start=MORNING) as town:
        await book(town, PHONE, MORNING + timedelta(days=3, hours=5))
        async with working(looking_often(town.members[0].parts)):
            monkeypatch.setattr(scheduling, "datetime", AnHourAgo)
            await asyncio.sleep(0.2)  # the alarm has rung for the last time
            town.clock.advance(timedelta(hours=5))
            async with asyncio.timeout(20):
                await town.standin.has_texts.wait()
        assert len(town.standin.to(PHONE)) == 1


LONDON = ZoneInfo("Europe/London")


def days_of_change(first: int, last: int) -> list[datetime]:
    """Midnight at the start of each day on which the clocks change, found by looking at them."""
    midnights = [
        datetime(first, 1, 1, tzinfo=LONDON) + timedelta(days=day)
        for day in range(366 * (last - first + 1))
    ]
    return [day for day in midnights if day.utcoffset() != (day + timedelta(days=1)).utcoffset()]


CHANGES = days_of_change(2026, 2027)


@pytest.mark.parametrize("change", CHANGES, ids=lambda day: day.date().isoformat())
async def test_reminders_keep_the_time_of_the_wall_across_a_change_of_the_clocks(
    database_url: str, tmp_path: Path, change: datetime
) -> None:
    """Of a visit at ten on the Monday after: at ten on the Friday and on the Sunday, once each;
    and at nine on the day, since two hours before would be earlier than texts may be sent."""
    visit = change + timedelta(days=1, hours=10)
    start = (change - timedelta(days=2) + timedelta(hours=4)).astimezone(UTC)
    async with replicas(database_url, tmp_path, start=start) as town:
        await book(town, PHONE, visit)
        for _ in range(78):
            town.clock.advance(timedelta(hours=1))
            while await town.work():
                pass
        account = await town.settle()
        assert account.faults == []
        reminded = [text.created_at.astimezone(LONDON) for text in town.standin.texts]
        assert [(at.date(), at.hour) for at in reminded] == [
            ((visit - timedelta(days=3)).date(), 10),
            ((visit - timedelta(days=1)).date(), 10),
            (visit.date(), 9),
        ]


async def book(town: Replicas, phone: str, starts_at: datetime) -> None:
    """A visit, with reminders three days, a day and two hours before."""
    async with town.database.begin() as uow:
        practice = await uow.practices.by_code("demo")
        assert practice is not None
        reminders = practice.settings.reminders.model_copy(update={"before": ("3d", "1d", "2h")})
        practice.settings = practice.settings.model_copy(update={"reminders": reminders})
        (worker, *_) = await uow.staff.of_practice(practice.id)
        patient = await a_patient(uow, practice=practice, contact=PhoneNumber(phone))
        conversation = await a_conversation(uow, patient=patient)
        referral = await a_referral(uow, conversation=conversation)
        appointment = await an_appointment(
            uow,
            link_worker=worker,
            patient=patient,
            referral=referral,
            starts_at=starts_at.astimezone(UTC),
        )
        work = Work(uow=uow, now=town.clock.now(), practice=practice, actor=SYSTEM)
        await plan_reminders(work, appointment, patient, conversation.id)
