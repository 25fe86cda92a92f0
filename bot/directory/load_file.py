"""Put the services of one file into the table, and say in plain words what was odd."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias

from bot.directory.aliss import read_aliss
from bot.directory.entry import DirectoryError, Entry, FileRead
from bot.directory.open_referral import read_open_referral
from bot.directory.postal_codes import outcode
from bot.directory.practice_csv import read_practice_csv
from bot.spreadsheet import SpreadsheetUnreadable, text_of
from storage.database import Database
from storage.models import Practice, Service
from storage.unit_of_work import UnitOfWork

FileKind: TypeAlias = Literal["aliss", "open-referral", "csv"]

MAX_FILE_BYTES = 50_000_000
_WRITE_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """How many services were new or changed, and the sentences about what was odd."""

    added: int
    updated: int
    problems: tuple[str, ...]


async def load_file(
    database: Database, path: Path, kind: FileKind, practice_code: str | None, *, today: date
) -> Loaded:
    """Read and store; a csv belongs to one practice. DirectoryError if the file is no use."""
    read = _read(path, kind, practice_code, today)
    latest = list({(entry.source, entry.source_id): entry for entry in read.entries}.values())
    async with database.read() as reading:
        practice = await _practice(reading, practice_code)
    updated = 0
    for start in range(0, len(latest), _WRITE_AT_ONCE):
        # Many short transactions: patients' turns are not kept waiting by a large file.
        async with database.begin() as uow:
            updated += await store(uow, latest[start : start + _WRITE_AT_ONCE], practice)
    return Loaded(added=len(latest) - updated, updated=updated, problems=read.problems)


async def store(uow: UnitOfWork, entries: Sequence[Entry], practice: Practice | None) -> int:
    """Add or renew services, one source at a time; returns how many there were already.

    What staff hid stays hidden; what has ended becomes so.
    """
    source = entries[0].source
    known = {
        service.source_id: service
        for service in await uow.services.by_source_ids(
            source, [entry.source_id for entry in entries]
        )
    }
    for entry in entries:
        service = known.get(entry.source_id)
        if service is None:
            service = uow.services.add(
                Service(
                    practice_id=practice.id if practice else None,
                    source=source,
                    source_id=entry.source_id,
                    name=entry.name,
                )
            )
        renew(service, entry)
    return len(known)


def _read(path: Path, kind: FileKind, practice_code: str | None, today: date) -> FileRead:
    body = _body(path)
    if kind == "csv":
        if practice_code is None:
            raise DirectoryError("a csv is the list of one practice: say which")
        return read_practice_csv(_table(body, path), practice_code=practice_code)
    try:
        document = json.loads(body.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DirectoryError(f"{path}: not UTF-8 text") from error
    except ValueError as error:
        raise DirectoryError(f"{path}: not valid JSON: {error}") from error
    except RecursionError as error:
        raise DirectoryError(f"{path}: nested too deeply to be a list of services") from error
    if kind == "aliss":
        return read_aliss(document)
    return read_open_referral(document, today=today)


def _table(body: bytes, path: Path) -> str:
    try:
        return text_of(body)
    except SpreadsheetUnreadable as error:
        raise DirectoryError(f"{path}: {error.problem}") from error


def _body(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise DirectoryError(f"{path}: over {MAX_FILE_BYTES:,} bytes")
        return path.read_bytes()
    except OSError as error:
        raise DirectoryError(f"{path}: cannot be read: {error.strerror}") from error


async def _practice(uow: UnitOfWork, code: str | None) -> Practice | None:
    if code is None:
        return None
    practice = await uow.practices.by_code(code)
    if practice is None:
        raise DirectoryError(f"there is no practice {code!r}")
    return practice


def renew(service: Service, entry: Entry) -> None:
    """Put what an entry says into the row; what was hidden stays so."""
    near = outcode(entry.postal_code)
    service.name = entry.name
    service.description = entry.description
    service.phone = entry.phone
    service.place = entry.place
    service.url = entry.url
    service.postcode = entry.postal_code
    # A service that names no area serves the people around its door.
    service.areas = list(entry.service_areas) or ([near] if near else [])
    service.needs = list(entry.needs)
    service.min_age = entry.minimum_age
    service.max_age = entry.maximum_age
    service.last_reviewed = entry.last_reviewed
    service.is_hidden = service.is_hidden or entry.is_ended
    service.attribution = entry.attribution
