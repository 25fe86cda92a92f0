"""A database for the benchmark: ten practices with two link workers each, and nobody's data."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from storage.database import Database
from storage.keyring import Keyring
from storage.models import Availability, Practice, Staff, StaffPractice
from storage.models.practice_settings import PracticeSettings
from tests.bench.journeys import PRACTICE_NUMBERS

SECRET_KEY = "a key of the benchmark only"


async def seed(path: Path) -> None:
    """Make and fill the SQLite database at `path`."""
    await seed_at(f"sqlite+aiosqlite:///{path}")


async def seed_at(url: str) -> None:
    """Make and fill the database at `url`."""
    database = Database.open(url, Keyring.from_secret(SECRET_KEY))
    await database.upgrade()
    now = datetime.now(UTC)
    async with database.begin() as uow:
        for number, phone in enumerate(PRACTICE_NUMBERS, start=1):
            practice = uow.practices.add(
                Practice(
                    code=f"bench-{number}",
                    name=f"Practice {number}",
                    phone=phone,
                    settings=PracticeSettings(),
                    created_at=now,
                )
            )
            for name in ("Morag", "Ewan"):
                worker = uow.staff.add(
                    Staff(
                        email=f"{name.lower()}{number}@bench.example",
                        name=f"{name} Bench",
                        password_hash="nobody signs in",
                        role="link_worker",
                        created_at=now,
                    )
                )
                uow.staff.assign(StaffPractice(staff_id=worker.id, practice_id=practice.id))
                for weekday in range(5):
                    uow.availability.add(
                        Availability(
                            practice_id=practice.id,
                            link_worker_id=worker.id,
                            weekday=weekday,
                            from_time="09:30",
                            to_time="16:00",
                            modes=["phone", "in_person"],
                        )
                    )
    await database.close()
