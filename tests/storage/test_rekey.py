"""After a new secret has come and everything was put under it, the old one opens nothing more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import pytest
from sqlalchemy import LargeBinary, column, select, table

from storage import rekey as rekeying
from storage.database import Database
from storage.errors import SealBroken, SecretUnknown
from storage.keyring import Keyring
from storage.models import RecoveryCode, SearchWord, SecondFactor
from storage.models.base import Base
from storage.private import PatientText, PhoneNumber, Secret
from storage.rekey import older_values, rekey
from storage.sealed_places import sealed_places
from storage.types import SealedJson, SealedText
from storage.unit_of_work import UnitOfWork
from tests import builders
from tests.support.databases import SECRET, somebody_waits
from tests.support.sealed_story import a_sealed_story

NEW = "a newer secret for tests only"
NUMBERS = [f"+4477009004{n:02d}" for n in range(12)]


@dataclass(frozen=True, slots=True)
class Kept:
    url: str
    practice_id: str
    staff_id: str


@pytest.fixture
async def kept(database_url: str) -> AsyncIterator[Kept]:
    """A practice's people, all written under the old secret."""
    database = Database.open(database_url, Keyring.from_secret(SECRET))
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        staff = await builders.a_staff_member(uow, practice=practice, email="morag@near.example")
        for number in NUMBERS:
            await a_sealed_story(uow, contact=number, practice=practice)
        uow.second_factors.add(
            SecondFactor(
                staff_id=staff.id, secret=Secret("JBSWY3DPEHPK3PXP"), created_at=builders.NOW
            )
        )
        await uow.second_factors.replace_codes(staff.id, [uow.keyring.fingerprint("one")])
    await database.close()
    yield Kept(database_url, practice.id, staff.id)


async def opened(kept: Kept, secrets: str) -> Database:
    return Database.open(kept.url, Keyring.from_secret(secrets))


async def reads_everything(database: Database) -> None:
    """Open every sealed value of every table; SealBroken if one needs another secret."""
    async with database.read() as uow:
        for each in Base.metadata.sorted_tables:
            for one in each.columns:
                if isinstance(one.type, SealedText | SealedJson):
                    (await uow.session.execute(select(one))).all()


async def test_a_new_first_secret_writes_and_the_old_one_still_reads(kept: Kept) -> None:
    database = await opened(kept, f"{NEW},{SECRET}")
    await reads_everything(database)
    async with database.begin() as uow:
        practice = await uow.practices.get(kept.practice_id)
        assert practice is not None
        await builders.a_patient(uow, practice=practice, contact="+447700900499")
        found = await uow.patients.by_contact(kept.practice_id, PhoneNumber(NUMBERS[0]))
    assert found is not None
    contact = column("contact", LargeBinary)
    async with database.read() as uow:
        raw = await uow.session.scalars(select(contact).select_from(table("patient")))
        under = [bytes(one).startswith(database.keyring.newest_header) for one in raw]
    assert sorted(under) == [False] * len(NUMBERS) + [True]
    await database.close()


async def test_after_it_the_old_secret_is_not_needed(kept: Kept) -> None:
    database = await opened(kept, f"{NEW},{SECRET}")
    assert await older_values(database) > len(NUMBERS) * 5
    done = await rekey(database)
    assert (done.people, done.without_codes) == (len(NUMBERS), 1)
    assert await older_values(database) == 0
    await database.close()

    database = await opened(kept, NEW)
    await reads_everything(database)
    async with database.read() as uow:
        people = [await uow.patients.by_contact(kept.practice_id, PhoneNumber(n)) for n in NUMBERS]
        found = await uow.search.referrals([kept.practice_id], "feart senga", limit=50)
        codes = (await uow.session.scalars(select(RecoveryCode))).all()
    assert all(people)
    assert len(found) == len(NUMBERS)
    assert codes == []
    await database.close()

    database = await opened(kept, SECRET)
    with pytest.raises(SealBroken):
        await reads_everything(database)
    async with database.read() as uow:
        assert await uow.patients.by_contact(kept.practice_id, PhoneNumber(NUMBERS[0])) is None
    await database.close()


async def test_stopped_half_way_it_goes_on_where_it_was(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekeying, "AT_ONCE", 5)
    database = await opened(kept, f"{NEW},{SECRET}")
    before = await older_values(database)
    place = next(each for each in sealed_places() if each.rows.name == "message")
    async with database.begin() as uow:
        rows = await uow.session.execute(select(place.key, *place.sealed).limit(7))
        for row in rows.all():
            await rekeying._reseal_row(uow, place, row)
    assert await older_values(database) == before - 7

    done = await rekey(database)
    again = await rekey(database)

    sealed = before - 7 - len(NUMBERS)
    assert (done.values, again.values, again.without_codes) == (sealed, 0, 0)
    await database.close()


async def test_stopped_while_it_files_people_it_says_so_and_loses_nobody(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who said STOP, or is under a hold, must be known by their number at every moment."""
    monkeypatch.setattr(rekeying, "PEOPLE_AT_ONCE", 5)
    database = await opened(kept, f"{NEW},{SECRET}")
    pages: list[Sequence[str]] = []
    page = rekeying._refile_numbers

    async def stops_on_the_second(uow: UnitOfWork, ids: Sequence[str]) -> None:
        pages.append(ids)
        await page(uow, ids)
        if len(pages) == 2:
            raise ConnectionError("the machine went away")

    with monkeypatch.context() as patched:
        patched.setattr(rekeying, "_refile_numbers", stops_on_the_second)
        with pytest.raises(ConnectionError):
            await rekey(database)
    for place in sealed_places():  # whatever was sealed, they are not filed yet
        await rekeying._reseal(database, place)
    assert await older_values(database) == len(NUMBERS) - 5

    await rekey(database)
    assert await older_values(database) == 0
    await database.close()

    database = await opened(kept, NEW)
    async with database.read() as uow:
        people = [await uow.patients.by_contact(kept.practice_id, PhoneNumber(n)) for n in NUMBERS]
    assert all(people)
    await database.close()


async def test_people_are_filed_before_what_tells_of_the_older_secret_is_gone(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older release's check looks at sealed values alone."""
    database = await opened(kept, f"{NEW},{SECRET}")

    async def stops(*_: object) -> None:
        raise ConnectionError("the machine went away")

    monkeypatch.setattr(rekeying, "_reseal_row", stops)
    with pytest.raises(ConnectionError):
        await rekey(database)
    assert await rekeying._people_under_older(database) == 0
    await database.close()


async def test_what_somebody_wrote_meanwhile_is_left_as_it_is(kept: Kept) -> None:
    database = await opened(kept, f"{NEW},{SECRET}")
    place = next(each for each in sealed_places() if each.rows.name == "message")
    async with database.read() as uow:
        seen = (await uow.session.execute(select(place.key, *place.sealed).limit(1))).one()
    async with database.begin() as uow:
        message = await uow.messages.get(seen[0])
        assert message is not None
        message.text = PatientText("written meanwhile")
    async with database.begin() as uow:
        await rekeying._reseal_row(uow, place, seen)
    async with database.read() as uow:
        message = await uow.messages.get(seen[0])
    assert message is not None
    assert message.text == "written meanwhile"
    await database.close()


async def test_who_is_erased_while_it_files_them_anew_stays_erased(postgres_url: str) -> None:
    database = Database.open(postgres_url, Keyring.from_secret(SECRET))
    async with database.begin() as uow:
        patient = await builders.a_patient(uow, contact=NUMBERS[0])
    await database.close()

    database = Database.open(postgres_url, Keyring.from_secret(f"{NEW},{SECRET}"))
    async with database.begin() as uow:
        await uow.patients.lock(patient.id)
        await uow.patients.erase(patient.id, builders.NOW)
        await uow.flush()
        filing = asyncio.create_task(rekeying._refile(database))
        await somebody_waits(database)
    await filing

    async with database.read() as uow:
        found = await uow.patients.by_contact(patient.practice_id, PhoneNumber(NUMBERS[0]))
        words = (await uow.session.scalars(select(SearchWord))).all()
    assert (found, words) == (None, [])
    await database.close()


async def test_without_the_secret_it_was_written_under_it_stops_and_changes_nothing(
    kept: Kept,
) -> None:
    database = await opened(kept, NEW)
    with pytest.raises(SealBroken):
        await rekey(database)
    await database.close()

    database = await opened(kept, SECRET)
    await reads_everything(database)
    assert await older_values(database) == 0
    async with database.read() as uow:
        assert (await uow.session.scalars(select(RecoveryCode))).all()
    await database.close()


async def test_who_would_serve_without_the_secret_of_what_is_kept_is_refused(kept: Kept) -> None:
    """Else nobody would be known, and every text of theirs wait for ever."""
    for secrets in (SECRET, f"{NEW},{SECRET}"):
        database = await opened(kept, secrets)
        await database.refuse_unknown_secret()
        await database.close()
    database = await opened(kept, NEW)
    with pytest.raises(SecretUnknown, match="BLETHER_SECRET_KEY does not open"):
        await database.refuse_unknown_secret()
    await database.close()
