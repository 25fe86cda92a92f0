"""Find a person of the practice, and every record of theirs: one may have several numbers."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from actions.basis.e164 import contact_as_kept
from actions.basis.errors import NotFound
from actions.basis.work import Work
from storage.models import Patient


async def person_of(work: Work, patient_id: str) -> Patient:
    """The person of this practice with this id; raises NotFound."""
    patient = await work.uow.patients.get(patient_id)
    if patient is None or patient.practice_id != work.practice.id:
        raise NotFound("Nobody like that is known to this practice.")
    return patient


async def records_of(work: Work, patient_id: str) -> list[Patient]:
    """The same, and behind it every other record of theirs: under their number's other address,
    and those that staff joined with it."""
    return await _with_all_of_theirs(work, [await person_of(work, patient_id)])


async def people_with(work: Work, contact: str) -> list[Patient]:
    """Every record of this practice under this number, however it is written, by SMS and by
    WhatsApp, and what staff joined with either; raises NotFound."""
    found = await work.uow.patients.at_number(work.practice.id, contact_as_kept(contact))
    if not found:
        raise NotFound("Nobody with that contact is known to this practice.")
    return await _with_all_of_theirs(work, found)


async def _with_all_of_theirs(work: Work, records: Iterable[Patient]) -> list[Patient]:
    """These, and all that is reached from one to the next, each once."""
    found: dict[str, Patient] = {}
    to_follow = deque(records)
    while to_follow:
        record = to_follow.popleft()
        if record.id in found:
            continue
        found[record.id] = record
        other = await work.uow.patients.at_other_address(record)
        to_follow.extend(await work.uow.joined_records.others_of(record.id))
        to_follow.extend([other] if other else [])
    return list(found.values())
