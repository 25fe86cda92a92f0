"""Give a person the name they say; from then on they are found by it, and not by an older one."""

from __future__ import annotations

from actions.basis.work import Work
from storage.models import Patient
from storage.private import PersonName


async def rename(work: Work, patient: Patient, name: str) -> None:
    """Set the name. A first one is only added to what they are found by; the audit is the
    caller's."""
    is_first = not patient.name
    patient.name = PersonName(name)
    if is_first:
        work.uow.search.index_person(patient)
        return
    await work.uow.flush()
    await work.uow.search.rebuild([patient.id])
