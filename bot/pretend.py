"""A whole Blether for one conversation: a temporary database, the demonstration practice, and a
clock that only moves when it is told to. The terminal and the conversation tests use it."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from actions.basis.errors import NotFound
from actions.basis.work import Work, staff_actor
from actions.casework.hand_back import hand_back
from actions.casework.take_over import take_over
from actions.check_ins.change_check_ins import resume_check_ins, stop_check_ins
from actions.texts.reply import reply
from bot.channels.time_travel import TimeTravel
from bot.clock import ManualClock, SystemClock
from bot.demo import make_demo
from bot.dialogue import Flows
from bot.running import Running, open_database, running
from bot.settings import Config, Settings, TwilioSettings
from storage import sqlite_files
from storage.database import Database
from storage.models import Message, Practice, new_id
from storage.unit_of_work import UnitOfWork

CODE = "demo"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pretend:
    """The running parts, their clock and their one practice."""

    parts: Running
    clock: ManualClock
    practice: Practice

    def travel(self, contact: str) -> TimeTravel:
        """Moves the clock for the person with this contact, doing on the way all that is due."""

        async def now() -> datetime:
            return self.clock.now()

        async def move(by: timedelta) -> None:
            self.clock.advance(by)

        async def next_due() -> datetime | None:
            async with self.parts.db.read() as uow:
                patient = await uow.patients.by_contact(self.practice.id, contact)
                if patient is None:
                    return None
                waiting = await uow.timers.waiting_for_patient(patient.id)
                later = [timer.due_at for timer in waiting if timer.due_at > self.clock.now()]
                return min(later, default=None)

        return TimeTravel(
            now=now, move=move, next_due=next_due, sweep_now=self.parts.do_all_that_is_due
        )

    async def texts_after(self, contact: str, last_id: str | None) -> list[Message]:
        """What has been sent to this person after the message with id `last_id`, in order."""
        async with self.parts.db.read() as uow:
            patient = await uow.patients.by_contact(self.practice.id, contact)
            if patient is None:
                return []
            messages = await uow.messages.of_patient(patient.id, limit=500)
        return [
            each
            for each in sorted(messages, key=lambda each: each.id)
            if each.direction == "out"
            and each.status in {"sent", "delivered"}
            and (last_id is None or each.id > last_id)
        ]

    async def staff(self, contact: str, command: str, text: str = "") -> str:
        """Do "take_over", "reply", "hand_back", "stop_check_ins" or "resume_check_ins" as the first
        link worker; says how it went. Raises ActionError where it cannot be done."""
        async with self.parts.db.begin() as uow:
            patient = await uow.patients.by_contact(self.practice.id, contact)
            thread = await uow.conversations.thread(patient.id) if patient else None
            if thread is None:
                raise NotFound("Nobody has written yet.")
            return await self._act(uow, thread[2].id, command, text)

    async def _act(self, uow: UnitOfWork, referral_id: str, command: str, text: str) -> str:
        worker = (await uow.staff.of_practice(self.practice.id, "link_worker"))[0]
        work = Work(
            uow=uow, now=self.clock.now(), practice=self.practice, actor=staff_actor(worker.id)
        )
        if command == "take_over":
            await take_over(work, referral_id, worker.id)
            return f"{worker.name} has taken over."
        if command == "hand_back":
            await hand_back(work, referral_id)
            return "Blether answers again."
        if command == "stop_check_ins":
            await stop_check_ins(work, referral_id)
            return "No more check-ins."
        if command == "resume_check_ins":
            await resume_check_ins(work, referral_id)
            return "Check-ins go on."
        await reply(work, referral_id, worker.id, text)
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A migrated database with the demonstration practice, to be copied; and its flows."""

    path: Path
    secret_key: str
    flows: Flows
    _closed: list[tuple[Settings, Database]] = field(default_factory=list)

    @contextmanager
    def copied(self, config: Config) -> Iterator[tuple[Settings, Database]]:
        """A copy beside it, to be opened and closed; gone at the end. Of two after each other the
        second has the statements that were compiled for the first."""
        settings, db = self._settings_and_database(config)
        path = Path(db.engine.url.database or "")
        shutil.copy(self.path, path)
        try:
            yield settings, db
            self._closed.append((settings, db))
        finally:
            sqlite_files.remove(path)

    def _settings_and_database(self, config: Config) -> tuple[Settings, Database]:
        for closed in self._closed:
            settings, db = closed
            if settings.config == config:
                self._closed.remove(closed)
                return settings, db.opened_anew()
        path = self.path.with_name(f"{new_id()}.db")
        settings = _settings(config, path, self.secret_key)
        return settings, open_database(settings)


async def make_template(config: Config, folder: Path, flows: Flows | None = None) -> Template:
    """Make it once for many pretend practices: copying a file is quicker than migrating. `flows`
    are those of `config` where none are given."""
    path, secret_key = folder / "template.db", secrets.token_urlsafe(32)
    clock = SystemClock()
    async with running(_settings(config, path, secret_key), clock, flows=flows) as parts:
        await make_demo(parts.db, clock, secrets.token_urlsafe(12))
        flows = parts.flows
    return Template(path=path, secret_key=secret_key, flows=flows)


@asynccontextmanager
async def pretend(
    config: Config, start: datetime, template: Template | None = None
) -> AsyncIterator[Pretend]:
    """Open one, at `start`; its database is gone when it is closed."""
    clock = ManualClock(start)
    with tempfile.TemporaryDirectory(prefix="blether-") as folder:
        made = template or await make_template(config, Path(folder))
        with made.copied(config) as (settings, db):
            async with running(settings, clock, flows=made.flows, db=db) as parts:
                practice = await _opens_tomorrow(parts.db, start)
                yield Pretend(parts=parts, clock=clock, practice=practice)


async def _opens_tomorrow(db: Database, start: datetime) -> Practice:
    """The practice of the copy, bookable from the day after `start` whenever it was made."""
    async with db.begin() as uow:
        practice = await uow.practices.by_code(CODE)
        assert practice is not None
        for shift in await uow.availability.of_practice(practice.id):
            shift.valid_from = start.astimezone(ZoneInfo(practice.timezone)).date() + DAY
    return practice


def _settings(config: Config, path: Path, secret_key: str) -> Settings:
    return Settings(
        database_url=f"sqlite+aiosqlite:///{path}",
        secret_key=secret_key,
        public_url="http://127.0.0.1:8080",
        twilio=TwilioSettings(),
        config=config,
        is_demo=True,
    )
