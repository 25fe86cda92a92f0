"""The demonstration practice: made once, invented throughout, without any patients."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.directory.load_file import store
from bot.directory.practice_csv import read_practice_csv
from bot.staff.passwords import hash_password
from storage.database import Database
from storage.models import Availability, Practice, Staff, StaffPractice
from storage.models.practice_settings import PracticeSettings
from storage.models.staff import Role
from storage.unit_of_work import UnitOfWork

PRACTICE_CODE = "demo"
PHONE = "+447700900001"
"""Of the range that Ofcom keeps for drama, like every number of the demonstration."""
STAFF: tuple[tuple[str, str, Role], ...] = (
    ("morag@demo.example", "Morag Sinclair", "link_worker"),
    ("ewan@demo.example", "Ewan Fraser", "link_worker"),
    ("manager@demo.example", "Shona Murray", "practice_manager"),
    ("lead@demo.example", "Iain Campbell", "programme_lead"),
)
_SERVICES = Path(__file__).with_name("demo_services.csv")
_MONDAY_TO_FRIDAY = range(5)


class DemoRefused(Exception):
    """The database holds a real practice; the text says so."""


async def make_demo(database: Database, clock: Clock, password: str) -> bool:
    """Make the demonstration practice; False if it was there. Staff sign in with `password`.

    Raises DemoRefused on a database that holds other practices: demo staff and numbers
    must never stand beside real ones.
    """
    password_hash = await asyncio.to_thread(hash_password, password)
    async with database.begin() as uow:
        practice = await uow.practices.by_code(PRACTICE_CODE)
        if practice is not None:
            await _renew_passwords(uow, practice, password_hash)
            return False
        if await uow.practices.all():
            raise DemoRefused("this database holds a real practice; give the demo one of its own")
        await _make(uow, clock.now(), password_hash)
        return True


async def _renew_passwords(uow: UnitOfWork, practice: Practice, password_hash: str) -> None:
    addresses = {email for email, _, _ in STAFF}
    for member in await uow.staff.of_practice(practice.id):
        if member.email in addresses:
            member.password_hash = password_hash


async def _make(uow: UnitOfWork, now: datetime, password_hash: str) -> None:
    practice = uow.practices.add(
        Practice(
            code=PRACTICE_CODE,
            name="Blether Demo Practice",
            phone=PHONE,
            settings=_settings(),
            created_at=now,
        )
    )
    tomorrow = now.astimezone(ZoneInfo(practice.timezone)).date() + timedelta(days=1)
    for email, name, role in STAFF:
        member = uow.staff.add(
            Staff(email=email, name=name, password_hash=password_hash, role=role, created_at=now)
        )
        uow.staff.assign(StaffPractice(staff_id=member.id, practice_id=practice.id))
        if role == "link_worker":
            _open_hours(uow, practice, member, since=tomorrow)
    await uow.flush()
    await _list_services(uow, practice)


def _settings() -> PracticeSettings:
    return PracticeSettings(
        place="Craigmhor",
        council_name="Glasgow City",
        outcodes=("G20",),
        homeless_line="0141 496 0101",
        crisis_grant_line="0141 496 0102",
        duty_phone="+447700900002",
    )


def _open_hours(uow: UnitOfWork, practice: Practice, member: Staff, *, since: date) -> None:
    for weekday in _MONDAY_TO_FRIDAY:
        uow.availability.add(
            Availability(
                practice_id=practice.id,
                link_worker_id=member.id,
                weekday=weekday,
                from_time="09:30",
                to_time="16:00",
                modes=list(practice.settings.modes),
                valid_from=since,
            )
        )


async def _list_services(uow: UnitOfWork, practice: Practice) -> None:
    text = await asyncio.to_thread(_SERVICES.read_text, encoding="utf-8")
    await store(uow, read_practice_csv(text, practice_code=practice.code).entries, practice)
