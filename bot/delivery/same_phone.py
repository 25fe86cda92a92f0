"""One number by SMS and by WhatsApp is one phone: whoever reads the one reads the other.

What is not safe by one address is not safe by the other, though each has a record of its own. It is
asked when something is said or sent, so that neither record waits for the other to be written.
"""

from __future__ import annotations

from storage.models import Patient
from storage.unit_of_work import UnitOfWork


async def holds_texts(uow: UnitOfWork, patient: Patient) -> bool:
    """Whether nothing that was planned may go to this person's phone now."""
    return _holds(patient) or any(map(_holds, await _other(uow, patient)))


async def wants_neutral_words(uow: UnitOfWork, patient: Patient) -> bool:
    """Whether no text to this person's phone may name a service, a need or a person."""
    if patient.neutral_wording:
        return True
    return any(one.neutral_wording for one in await _other(uow, patient))


def _holds(patient: Patient) -> bool:
    return patient.scheduled_texts_held or patient.frozen_at is not None


async def _other(uow: UnitOfWork, patient: Patient) -> list[Patient]:
    found = await uow.patients.at_other_address(patient)
    return [] if found is None else [found]
