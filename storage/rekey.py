"""Put everything under the newest secret, so that older ones are not needed any more.

Safe while the service runs with the same secrets, and safe to stop and begin again: what is done
is seen from the values themselves. A few rows a transaction, so that nobody waits for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import LargeBinary, Row, column, delete, func, or_, select, table, update

from storage.database import Database
from storage.errors import SealBroken
from storage.models import Patient, RecoveryCode, SecondFactor
from storage.repositories.erasure import erased_contact
from storage.sealed_places import Place, Sealed, sealed_places
from storage.unit_of_work import UnitOfWork

AT_ONCE: Final = 100
PEOPLE_AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Rekeyed:
    """What was written anew; `without_codes` counts staff whose recovery codes ended."""

    values: int
    people: int
    without_codes: int


async def rekey(database: Database) -> Rekeyed:
    """Everything, and nothing at all with SealBroken if a secret is missing."""
    await _look_for_missing_secrets(database)
    without_codes = await _end_old_recovery_codes(database)
    people = await _refile(database)
    values = sum([await _reseal(database, place) for place in sealed_places()])
    return Rekeyed(values=values, people=people, without_codes=without_codes)


async def older_values(database: Database) -> int:
    """How many sealed values, and how many people by whom they are found, still need an older
    secret than the newest; raises SealBroken if one is missing."""
    count = await _people_under_older(database)
    async with database.read() as uow:
        for place in sealed_places():
            for one in place.sealed:
                query = select(func.count()).select_from(place.rows)
                query = query.where(_is_older(one, uow.keyring.newest_header))
                count += await uow.session.scalar(query) or 0
    return count


async def _look_for_missing_secrets(database: Database) -> None:
    """Before anything is changed: SealBroken if some value needs a secret that we have not."""
    async with database.read() as uow:
        length = len(uow.keyring.newest_header)
        for place in sealed_places():
            for one in place.sealed:
                header = func.substr(one, 1, length)
                for found in await uow.session.scalars(
                    select(header).select_from(place.rows).where(one.is_not(None)).distinct()
                ):
                    if not uow.keyring.holds(bytes(found)):
                        raise SealBroken(f"{place.rows.name} needs a secret that is not given")


async def _end_old_recovery_codes(database: Database) -> int:
    """Only a keyed hash of a code is kept, so it cannot be made anew; its secret's seal shows its
    age. Whoever had codes keeps their app, and makes new ones."""
    async with database.begin() as uow:
        secret: Sealed = column("secret", LargeBinary)
        rows = table(SecondFactor.__tablename__, column("staff_id"), secret)
        older = select(rows.c.staff_id).where(_is_older(secret, uow.keyring.newest_header))
        ended = await uow.session.scalars(
            delete(RecoveryCode)
            .where(RecoveryCode.staff_id.in_(older))
            .returning(RecoveryCode.staff_id)
        )
        return len(set(ended))


async def _reseal(database: Database, place: Place) -> int:
    count, last = 0, ""
    while True:
        async with database.begin() as uow:
            older = [_is_older(one, uow.keyring.newest_header) for one in place.sealed]
            found = (
                await uow.session.execute(
                    select(place.key, *place.sealed)
                    .where(place.key > last, or_(*older))
                    .order_by(place.key)
                    .limit(AT_ONCE)
                )
            ).all()
            for row in found:
                count += await _reseal_row(uow, place, row)
        if not found:
            return count
        last = found[-1][0]


async def _reseal_row(uow: UnitOfWork, place: Place, row: Row[*tuple[Any, ...]]) -> int:
    """Each value, unless somebody has written it anew meanwhile."""
    count = 0
    for one in place.sealed:
        was: bytes | None = row._mapping[one.name]
        if was is None or bytes(was).startswith(uow.keyring.newest_header):
            continue
        anew = uow.keyring.seal_bytes(uow.keyring.open_bytes(was))
        await uow.session.execute(
            update(place.rows).where(place.key == row[0], one == was).values({one.name: anew})
        )
        count += 1
    return count


async def _refile(database: Database) -> int:
    """File everybody by hashes of the newest secret: their number, and the words they said."""
    count, last = 0, ""
    while True:
        async with database.begin() as uow:
            ids = await uow.search.people_after(last, PEOPLE_AT_ONCE)
            await uow.patients.lock_all(ids)  # whoever is erased meanwhile stays so
            await _refile_numbers(uow, ids)
            await uow.search.rebuild(ids)
        if not ids:
            return count
        count, last = count + len(ids), ids[-1]


async def _people_under_older(database: Database) -> int:
    """Whom nobody would know by their number without it, nor their STOP or their hold."""
    count, last = 0, ""
    while True:
        async with database.read() as uow:
            ids = await uow.search.people_after(last, PEOPLE_AT_ONCE)
            count += len(await _filed_under_older(uow, ids))
        if not ids:
            return count
        last = ids[-1]


async def _refile_numbers(uow: UnitOfWork, ids: Sequence[str]) -> None:
    for id, filed_under, anew in await _filed_under_older(uow, ids):
        await uow.session.execute(
            update(Patient)
            .where(Patient.id == id, Patient.contact_fingerprint == filed_under)
            .values(contact_fingerprint=anew)
        )


async def _filed_under_older(uow: UnitOfWork, ids: Sequence[str]) -> list[tuple[str, str, str]]:
    """Of these people each id with the hash it is filed under, and that of the newest secret."""
    found = await uow.session.execute(
        select(Patient.id, Patient.contact, Patient.contact_fingerprint).where(Patient.id.in_(ids))
    )
    older = []
    for id, contact, filed_under in found.all():
        if contact == erased_contact(id) and filed_under not in uow.keyring.fingerprints(contact):
            continue  # of a number that said STOP, which nobody knows any more
        if (anew := uow.keyring.fingerprint(contact)) != filed_under:
            older.append((id, filed_under, anew))
    return older


def _is_older(sealed: Sealed, header: bytes) -> Any:
    return func.substr(sealed, 1, len(header)) != header
