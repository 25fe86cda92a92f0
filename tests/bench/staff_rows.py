"""A database as it is after years: 100,000 referrals and a million messages, written in bulk."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
from sqlalchemy import make_url
from sqlalchemy.engine import Dialect

from storage.database import Database
from storage.keyring import Keyring
from storage.models import (
    Availability,
    Base,
    Conversation,
    Message,
    Need,
    Patient,
    Practice,
    Referral,
    RiskFlag,
    SearchWord,
    Staff,
    StaffPractice,
)
from storage.private import PatientText, PersonName, PhoneNumber
from storage.rows import table_of, values_of
from storage.search_words import hashed, name_words, number_words, words_of

NOW = datetime.now(UTC).replace(microsecond=0)
PRACTICES = 5
NEEDS = ("money", "energy", "housing", "isolation", "food", "caring", "work", "mental_health")
FIRST = ("Jean", "Rab", "Senga", "Agnes", "Hamish", "Isla", "Ewan", "Fiona", "Angus", "Morven")
LAST = ("Broon", "Nesbitt", "Lament", "McKay", "Baird", "Souter", "Mouat", "Gunn", "Tulloch")
WORDS: tuple[str, ...] = ("leccy", "meter")
WORDS += ("arrears", "landlord", "letter", "council", "damp", "heating", "food")
WORDS += ("bank", "lonely", "walk", "group", "bus", "carer", "mother", "hospital", "wages", "job")
WORDS += ("sleep", "worry", "forms", "payment", "flat", "stairs", "knee", "shop", "church", "dog")

Rows = Iterator[tuple[Any, ...]]


@dataclass(slots=True, kw_only=True)
class Seed:
    """What one database is filled with; `dialect` says how values are written in it."""

    keyring: Keyring
    dialect: Dialect
    referrals: int
    messages: int
    practice_ids: Sequence[str]
    staff_ids: Sequence[str]
    draw: random.Random = field(default_factory=lambda: random.Random(7))

    def tables(self) -> Iterator[tuple[str, tuple[str, ...], Rows]]:
        yield from (self._people(), self._threads(), self._referrals(), self._texts())
        yield from (self._needs(), self._risks(), self._words())

    def practice(self, number: int) -> str:
        return self.practice_ids[number % len(self.practice_ids)]

    def _sentences(self) -> list[str]:
        draw = random.Random(11)
        return [" ".join(draw.sample(WORDS, 6)) for _ in range(300)]

    def _number(self, person: int) -> str:
        return f"+44770090{person % 1_000_000:06d}"

    def _name(self, person: int) -> str:
        return f"{FIRST[person % len(FIRST)]} {LAST[person // 7 % len(LAST)]}"

    def _channel(self, person: int) -> str:
        return ("sms", "sms", "sms", "whatsapp", "web")[person % 5]

    def _status(self, number: int) -> str:
        return ("waiting", "open", "waiting", "closed", "waiting", "open")[number % 6]

    def _since(self, number: int) -> datetime:
        return NOW - timedelta(minutes=3 * (self.referrals - number))

    def _people(self) -> tuple[str, tuple[str, ...], Rows]:
        names = {self._name(n): None for n in range(len(FIRST) * 7 * len(LAST))}
        sealed = {name: self.keyring.seal(name) for name in names}
        one = Patient(
            **_OF_ONE, channel="sms", contact=PhoneNumber("+44"), contact_fingerprint="",
            name=PersonName("x"), created_at=NOW,
        )  # fmt: skip

        def rows() -> Iterator[dict[str, Any]]:
            for n in range(self.referrals):
                yield {
                    "id": _id("a", n),
                    "practice_id": self.practice(n),
                    "contact": self.keyring.seal(self._number(n)),
                    "contact_fingerprint": f"{n:064x}",
                    "name": sealed[self._name(n)] if n % 5 else None,
                    "channel": self._channel(n),
                }

        return self._table(one, rows())

    def _threads(self) -> tuple[str, tuple[str, ...], Rows]:
        one = Conversation(
            **_OF_ONE, patient_id="", created_at=NOW, state={"dialogue": {"slots": {"a": 1}}},
            last_inbound_at=NOW, last_outbound_at=NOW,
        )  # fmt: skip

        def rows() -> Iterator[dict[str, Any]]:
            for n in range(self.referrals):
                yield {
                    "id": _id("b", n),
                    "practice_id": self.practice(n),
                    "patient_id": _id("a", n),
                    "unread": 2 if n % 11 == 0 else 0,
                    "owner_id": self.staff_ids[n % len(self.staff_ids)] if n % 40 == 1 else None,
                }

        return self._table(one, rows())

    def _referrals(self) -> tuple[str, tuple[str, ...], Rows]:
        one = Referral(
            **_OF_ONE, patient_id="", conversation_id="", created_at=NOW, updated_at=NOW,
            summary=PatientText("Needs: energy, housing\nSafe to text: yes"),
        )  # fmt: skip

        def rows() -> Iterator[dict[str, Any]]:
            for n in range(self.referrals):
                status, since = self._status(n), self._time(self._since(n))
                is_put_off = n % 50 == 2
                yield {
                    "id": _id("c", n),
                    "practice_id": self.practice(n),
                    "patient_id": _id("a", n),
                    "conversation_id": _id("b", n),
                    "status": status,
                    "priority": "urgent" if n % 9 == 0 else "routine",
                    "attention": "handoff" if n % 13 == 0 else None,
                    "attention_at": since if n % 13 == 0 else None,
                    "created_at": since,
                    "waiting_since": since,
                    "assigned_to": self.staff_ids[n % 10] if n % 40 == 1 else None,
                    "closed_at": since if status == "closed" else None,
                    "snoozed_until": self._time(NOW + timedelta(days=2)) if is_put_off else None,
                    "channel": self._channel(n),
                    "has_unread": n % 11 == 0,
                }

        return self._table(one, rows())

    def _texts(self) -> tuple[str, tuple[str, ...], Rows]:
        sealed = [self.keyring.seal(text) for text in self._sentences()]
        one = Message(
            **_OF_ONE, patient_id="", conversation_id="", direction="in", author="patient",
            text=PatientText("x"), status="received", kind="inbound", at=NOW, updated_at=NOW,
        )  # fmt: skip

        def rows() -> Iterator[dict[str, Any]]:
            for n in range(self.messages):
                person, is_in = n % self.referrals, n // self.referrals % 2 == 0
                yield {
                    "id": _id("d", n),
                    "practice_id": self.practice(person),
                    "patient_id": _id("a", person),
                    "conversation_id": _id("b", person),
                    "direction": "in" if is_in else "out",
                    "author": "patient" if is_in else "bot",
                    "status": "received" if is_in else "delivered",
                    "kind": "inbound" if is_in else "reply",
                    "text": sealed[n % len(sealed)],
                }

        return self._table(one, rows())

    def _needs(self) -> tuple[str, tuple[str, ...], Rows]:
        one = Need(id="", referral_id="", label="", created_at=NOW)
        rows = (
            {"id": _id("e", 2 * n + k), "referral_id": _id("c", n), "label": NEEDS[(n + k) % 8]}
            for n in range(self.referrals)
            for k in range(2)
        )
        return self._table(one, rows)

    def _risks(self) -> tuple[str, tuple[str, ...], Rows]:
        """One in fifty has been in danger; of those, one in fifty is unseen."""
        one = RiskFlag(**_OF_ONE, referral_id="", message_id="", level="crisis", raised_at=NOW)
        rows = (
            {
                "id": _id("f", n),
                "practice_id": self.practice(n),
                "referral_id": _id("c", n),
                "message_id": _id("d", n),
                "raised_at": self._time(self._since(n)),
                "seen_at": None if n % 2500 == 0 else self._time(NOW),
            }
            for n in range(0, self.referrals, 50)
        )
        return self._table(one, rows)

    def _words(self) -> tuple[str, tuple[str, ...], Rows]:
        sentences = self._sentences()
        known: dict[tuple[str, str], int] = {}

        def of(practice: str, words: set[str]) -> list[int]:
            for word in words:
                if (practice, word) not in known:
                    (known[practice, word],) = hashed(self.keyring, practice, [word])
            return [known[practice, word] for word in words]

        found: list[tuple[int, str]] = []
        for n in range(self.referrals):
            said = " ".join(sentences[(n + k * 53) % 300] for k in range(2))
            words = words_of(said) | name_words(self._name(n) if n % 5 else "")
            found += [(word, _id("a", n)) for word in of(self.practice(n), words)]
            endings = {word for word in number_words(self._number(n)) if len(word) < 8}
            numbers = hashed(self.keyring, self.practice(n), endings)
            found += [(word, _id("a", n)) for word in numbers]
        found.sort()
        return SearchWord.__tablename__, ("word", "patient_id"), iter(found)

    def _time(self, at: datetime) -> Any:
        is_text = self.dialect.name == "sqlite"
        return at.isoformat(sep=" ", timespec="microseconds") if is_text else at

    def _table(
        self, one: Base, rows: Iterator[dict[str, Any]]
    ) -> tuple[str, tuple[str, ...], Rows]:
        """Whole rows: `one` gives the values of the columns that a row does not name."""
        table = table_of(type(one))
        shared: dict[str, Any] = {}
        for name, value in values_of(one).items():
            process = table.c[name].type.dialect_impl(self.dialect).bind_processor(self.dialect)
            shared[name] = process(value) if process else value
        names = tuple(shared)
        return table.name, names, (tuple({**shared, **row}.values()) for row in rows)


_OF_ONE: dict[str, Any] = {"id": "", "practice_id": ""}


def _id(kind: str, number: int) -> str:
    return f"{kind}{number:031x}"


async def settle(database: Database, password_hash: str) -> tuple[list[str], list[str]]:
    """Practices and staff; the first of the staff works at every practice."""
    async with database.begin() as uow:
        practices = [
            uow.practices.add(Practice(code=f"p{n}", name=f"Practice {n}", created_at=NOW))
            for n in range(PRACTICES)
        ]
        staff = [
            uow.staff.add(
                Staff(
                    email=f"s{n}@bench.example",
                    name=f"Morag {n}",
                    password_hash=password_hash,
                    role="link_worker",
                    created_at=NOW,
                )
            )
            for n in range(10)
        ]
        for number, one in enumerate(staff):
            for practice in practices if number == 0 else practices[number % PRACTICES :][:1]:
                uow.staff.assign(StaffPractice(staff_id=one.id, practice_id=practice.id))
        for practice in practices:
            for weekday in range(5):
                uow.availability.add(
                    Availability(
                        practice_id=practice.id,
                        link_worker_id=staff[0].id,
                        weekday=weekday,
                        from_time="09:30",
                        to_time="16:00",
                        modes=["phone"],
                    )
                )
    return [one.id for one in practices], [one.id for one in staff]


def fill_sqlite(path: str, seed: Seed) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -400000")
    for table, names, rows in seed.tables():
        marks = ", ".join("?" * len(names))
        columns = ", ".join(names)
        connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
        connection.commit()
    connection.close()


async def fill_postgresql(url: str, seed: Seed) -> None:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(plain)
    await connection.execute("SET session_replication_role = replica")
    for table, names, rows in seed.tables():
        await connection.copy_records_to_table(table, columns=names, records=rows, timeout=900)
    await connection.execute("VACUUM ANALYZE", timeout=900)
    await connection.close()
