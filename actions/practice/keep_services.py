"""Keep a practice's own list of local services: add one, change it, check it, hide it, end it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from actions.basis.audit import record
from actions.basis.errors import NotFound
from actions.basis.work import Work
from bot.directory.entry import Entry
from bot.directory.load_file import renew
from bot.directory.need_slugs import slug
from bot.directory.own_list import read_own
from storage.models import Service

TAKEN: Final = "taken"


async def own_service(work: Work, service_id: str) -> Service:
    """One of this practice's own list; raises NotFound for any other, a shared one too."""
    found = await work.uow.services.get(service_id)
    if found is None or found.practice_id != work.practice.id:
        raise NotFound("There is no such service.")
    return found


async def save_service(
    work: Work, service_id: str | None, row: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Add a service, or change the one with this id, by the rules of a practice's file.

    Nothing is kept unless every column could be read; answers each fault as (column, what), with
    ("name", TAKEN) for a second one of a name. Raises NotFound.
    """
    known = await own_service(work, service_id) if service_id else None
    read = read_own(row, work.practice.code)
    if read.entry is None or read.faults:
        return read.faults
    if (low := read.entry.minimum_age) and (high := read.entry.maximum_age) and low > high:
        return (("max_age", "is below the youngest"),)
    if await _is_taken(work, read.entry, known):
        return (("name", TAKEN),)
    service = known or work.uow.services.add(
        Service(
            practice_id=work.practice.id,
            source=read.entry.source,
            source_id=read.entry.source_id,
            name=read.entry.name,
        )
    )
    renew(service, read.entry)
    _record(work, "saved_service", service)
    return ()


async def check_service(work: Work, service_id: str) -> None:
    """Somebody made sure today that it is still so; raises NotFound."""
    service = await own_service(work, service_id)
    service.last_reviewed = work.now.astimezone(work.timezone).date()
    _record(work, "checked_service", service)


async def hide_service(work: Work, service_id: str) -> None:
    """Name it to nobody until it is offered again; raises NotFound."""
    service = await own_service(work, service_id)
    service.is_hidden = True
    _record(work, "hid_service", service)


async def end_service(work: Work, service_id: str) -> None:
    """There is no such service any more; raises NotFound."""
    service = await own_service(work, service_id)
    service.is_hidden, service.ended_at = True, service.ended_at or work.now
    _record(work, "ended_service", service)


async def offer_service(work: Work, service_id: str) -> None:
    """Name it to people again, whether it was hidden or ended; raises NotFound."""
    service = await own_service(work, service_id)
    service.is_hidden, service.ended_at = False, None
    _record(work, "offered_service", service)


async def _is_taken(work: Work, entry: Entry, known: Service | None) -> bool:
    """Whether another of the list has the name that this one is to have from now on."""
    wanted = slug(entry.name)
    if known is not None and slug(known.name) == wanted:
        return False
    others = [one for one in await work.uow.services.own(work.practice.id) if one is not known]
    return any(slug(one.name) == wanted or one.source_id == entry.source_id for one in others)


def _record(work: Work, action: str, service: Service) -> None:
    record(work, action, service.id, subject_type="service")
