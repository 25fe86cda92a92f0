"""Timers as a machine: visits booked, moved and cancelled under sweepers that race and die.

Each reminder is said once or not at all: never of a time that is no longer so, never early, never
when its visit has begun or it is half a day late, never at night. And none is left lying.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from actions.basis.errors import ActionError
from actions.basis.work import SYSTEM, Work
from actions.booking.book import book
from actions.booking.cancel import cancel
from actions.booking.move import move
from actions.texts.opt_out import opt_in, opt_out
from bot.clock import ManualClock
from storage.database import Database
from storage.keyring import Keyring
from tests.builders import NOW
from tests.properties.effort import effort
from tests.properties.many_databases import Databases
from tests.timers.conftest import Desk, RecordingSpeaker

T = TypeVar("T")
REMINDER = "appointment_reminder"
LONDON = ZoneInfo("Europe/London")
LATEST = timedelta(hours=12)
BOOKED = st.sampled_from([2, 30, 50, 74, 100, 200])
SETTLED = ("done", "stale", "cancelled", "expired")


@dataclass(slots=True)
class Heard(RecordingSpeaker):
    """What was said, with all that was true when it was said."""

    judge: Callable[[Any], Awaitable[None]] | None = None
    fails_next: int = 0

    async def prompt(self, work: Work, *words: Any, **more: Any) -> Any:  # type: ignore[override]
        await asyncio.sleep(0)
        if self.fails_next:
            self.fails_next -= 1
            raise RuntimeError("a sweeper dies here")
        answer = await RecordingSpeaker.prompt(self, work, *words, **more)
        if self.judge is not None and answer == "said":
            await self.judge((work, more["owner"]))
        return answer


@dataclass(slots=True)
class TimersWorld:
    desk: Desk
    clock: ManualClock
    speaker: Heard
    runner: asyncio.Runner
    visits: list[str] = field(default_factory=list)
    said: list[tuple[str, int, datetime]] = field(default_factory=list)
    wrongs: list[str] = field(default_factory=list)
    settled: dict[str, str] = field(default_factory=dict)
    is_out: bool = False

    def do(self, what: Callable[[], Awaitable[T]]) -> T:
        async def go() -> T:
            return await what()

        return self.runner.run(go())

    async def work(self, uow: Any) -> Work:
        practice = await uow.practices.get(self.desk.practice_id)
        return Work(uow=uow, now=self.clock.now(), practice=practice, actor=SYSTEM)

    async def book(self, hours: int) -> None:
        starts_at = self.clock.now() + timedelta(hours=hours)
        try:
            async with self.desk.database.begin() as uow:
                work, desk = await self.work(uow), self.desk
                visit = await book(work, desk.referral_id, desk.worker_id, starts_at, "phone")
                self.visits.append(visit.id)
        except ActionError:
            return  # they have one already

    async def change(self, hours: int | None) -> None:
        """Move the newest visit by so many hours from now, or cancel it."""
        try:
            async with self.desk.database.begin() as uow:
                work = await self.work(uow)
                if hours is None:
                    await cancel(work, self.visits[-1], tell_patient=False)
                    return
                starts_at = self.clock.now() + timedelta(hours=hours)
                await move(work, self.visits[-1], starts_at, tell_patient=False)
        except ActionError:
            return  # it is over, or cancelled already

    async def opt(self) -> None:
        async with self.desk.database.begin() as uow:
            work, patient = await self.work(uow), await uow.patients.get(self.desk.patient_id)
            if self.is_out:
                await opt_in(work, patient, None)
            else:
                await opt_out(work, patient, None, source="word")
        self.is_out = not self.is_out

    async def sweep(self, sweepers: int) -> None:
        await asyncio.gather(*(self.desk.sweep().run_once() for _ in range(sweepers)))

    async def claim_and_die(self) -> None:
        async with self.desk.database.begin() as uow:
            await uow.timers.claim_due(self.clock.now(), 10, 60, "dead")

    async def judge(self, spoken: tuple[Work, Any]) -> None:
        """In the transaction that says it: is it still so, and is it time?"""
        work, owner = spoken
        visit, now = await work.uow.appointments.get(owner.id), self.clock.now()
        local = now.astimezone(LONDON)
        due = await work.uow.timers.of_owner("appointment", owner.id)
        this = [one.due_at for one in due if one.status == "waiting"]
        checks = {
            "of a time that is no longer so": visit.version != owner.version,
            "of a visit that is not to be": visit.status not in ("booked", "confirmed"),
            "when it had begun": visit.starts_at <= now,
            "early": all(at > now for at in this),
            "too late": all(now - at > LATEST for at in this),
            "at night": not 9 <= local.hour < 21,
            "after STOP": self.is_out,
        }
        self.wrongs += [f"reminded {what}" for what, is_so in checks.items() if is_so]
        self.said.append((owner.id, owner.version, visit.starts_at))

    async def look(self) -> None:
        assert not self.wrongs, self.wrongs
        async with self.desk.database.read() as uow:
            timers = [
                timer
                for visit in self.visits
                for timer in await uow.timers.of_owner("appointment", visit)
            ]
            texts = await uow.outbox.of_patient(self.desk.patient_id)
        for timer in timers:
            before = self.settled.get(timer.id)
            assert before in (None, timer.status), f"{before} became {timer.status}"
            if timer.status in SETTLED:
                self.settled[timer.id] = timer.status
        done = sum(timer.status == "done" for timer in timers)
        assert len([text for text in texts if text.kind == "reminder"]) == done

    async def settle(self) -> None:
        """Sweepers that live: within a fortnight nothing waits any more."""
        self.speaker.fails_next = 0
        for hours in (1, 1, 6, 12, 12, *[24] * 12):
            self.clock.advance(timedelta(hours=hours))
            while await self.desk.sweep().run_once():
                pass
        await self.look()
        async with self.desk.database.read() as uow:
            waiting = await uow.timers.waiting_for_patient(self.desk.patient_id)
        assert [timer.kind for timer in waiting if timer.kind == "reminder"] == []


class TimersMachine(RuleBasedStateMachine):
    make: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.world: TimersWorld = self.make()

    # Rules are left out at random, so what all depends on happens at the start of each run too.
    @initialize(hours=BOOKED)
    def book_first(self, hours: int) -> None:
        self.world.do(lambda: self.world.book(hours))

    @rule(hours=BOOKED)
    def book(self, hours: int) -> None:
        self.world.do(lambda: self.world.book(hours))

    @precondition(lambda self: self.world.visits)
    @rule(hours=st.sampled_from([None, 1, 25, 49, 73, 90, 170]))
    def change(self, hours: int | None) -> None:
        self.world.do(lambda: self.world.change(hours))

    @rule(hours=st.sampled_from([0, 5, 11, 11, 13, 24, 24]), sweepers=st.integers(1, 2))
    def time_passes_and_sweepers_look(self, hours: int, sweepers: int) -> None:
        self.world.clock.advance(timedelta(hours=hours, seconds=61))
        self.world.do(lambda: self.world.sweep(sweepers))

    @rule()
    def sweeper_dies_before_it_does_anything(self) -> None:
        self.world.do(self.world.claim_and_die)

    @rule(times=st.integers(1, 2))
    def sweepers_will_die_as_they_speak(self, times: int) -> None:
        self.world.speaker.fails_next = times

    @rule(is_so=st.sampled_from([False, False, False, True]))
    def stop_or_start(self, is_so: bool) -> None:
        if is_so or self.world.is_out:
            self.world.do(self.world.opt)

    @invariant()
    def all_is_as_it_should_be(self) -> None:
        self.world.do(self.world.look)

    def teardown(self) -> None:
        try:
            self.world.do(self.world.settle)
        finally:
            self.world.do(self.world.desk.database.close)
            self.world.runner.close()


def new_world(url: str, keyring: Keyring) -> TimersWorld:
    clock, speaker = ManualClock(NOW), Heard()
    database = Database.open(url, keyring)
    desk = Desk(database=database, clock=clock, speaker=speaker)
    world = TimersWorld(desk=desk, clock=clock, speaker=speaker, runner=asyncio.Runner())
    speaker.judge = world.judge
    world.do(desk.open)
    return world


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("kind", "examples"), [("sqlite", 25), ("postgresql", 6)])
def test_a_reminder_is_said_once_of_what_is_so_and_in_time(
    databases: Databases, keyring: Keyring, caplog: pytest.LogCaptureFixture, examples: int
) -> None:
    caplog.set_level(logging.CRITICAL)  # sweepers die by the dozen here
    said = 0

    class Machine(TimersMachine):
        make = staticmethod(lambda: new_world(databases.lend(), keyring))

        def teardown(self) -> None:
            nonlocal said
            super().teardown()
            databases.take_back()
            said += len(self.world.said)

    run_state_machine_as_test(Machine, settings=effort(examples, steps=25))
    assert said > 2, "hardly anything was said, so hardly anything was shown"
