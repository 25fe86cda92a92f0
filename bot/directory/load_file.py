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
        known = await _known(reading, latest)
    for start in range(0, len(latest), _WRITE_AT_ONCE):
        # Many short transactions: patients' turns are not kept waiting by a large file.
        async with database.begin() as uow:
            for entry in latest[start : start + _WRITE_AT_ONCE]:
                await store(uow, entry, practice, known.get(entry.source_id))
    return Loaded(added=len(latest) - len(known), updated=len(known), problems=read.problems)


async def store(
    uow: UnitOfWork, entry: Entry, practice: Practice | None, known_id: str | None
) -> None:
    """Add or renew one service. What staff hid stays hidden; what has ended becomes so."""
    await uow.services.put(_row(entry, practice))
    if entry.is_ended and known_id is not None:
        known = await uow.services.get(known_id)
        if known is not None:
            known.is_hidden = True


def _read(path: Path, kind: FileKind, practice_code: str | None, today: date) -> FileRead:
    text = _text(path)
    if kind == "csv":
        if practice_code is None:
            raise DirectoryError("a csv is the list of one practice: say which")
        return read_practice_csv(text, practice_code=practice_code)
    try:
        document = json.loads(text)
    except ValueError as error:
        raise DirectoryError(f"{path}: not valid JSON: {error}") from error
    if kind == "aliss":
        return read_aliss(document)
    return read_open_referral(document, today=today)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise DirectoryError(f"{path}: over {MAX_FILE_BYTES:,} bytes")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DirectoryError(f"{path}: not UTF-8 text; save it as 'CSV UTF-8'") from error
    except OSError as error:
        raise DirectoryError(f"{path}: cannot be read: {error.strerror}") from error


async def _known(uow: UnitOfWork, entries: Sequence[Entry]) -> dict[str, str]:
    """The row of each service that is in the table already, by its id at the source."""
    ids = {entry.source_id for entry in entries}
    return {
        service.source_id: service.id
        for source in {entry.source for entry in entries}
        for service in await uow.services.by_source(source)
        if service.source_id in ids
    }


async def _practice(uow: UnitOfWork, code: str | None) -> Practice | None:
    if code is None:
        return None
    practice = await uow.practices.by_code(code)
    if practice is None:
        raise DirectoryError(f"there is no practice {code!r}")
    return practice


def _row(entry: Entry, practice: Practice | None) -> Service:
    near = outcode(entry.postal_code)
    return Service(
        practice_id=practice.id if practice else None,
        source=entry.source,
        source_id=entry.source_id,
        name=entry.name,
        description=entry.description,
        phone=entry.phone,
        place=entry.place,
        url=entry.url,
        postcode=entry.postal_code,
        # A service that names no area serves the people around its door.
        areas=list(entry.service_areas) or ([near] if near else []),
        needs=list(entry.needs),
        min_age=entry.minimum_age,
        max_age=entry.maximum_age,
        last_reviewed=entry.last_reviewed,
        is_hidden=entry.is_ended,
        attribution=entry.attribution,
    )
