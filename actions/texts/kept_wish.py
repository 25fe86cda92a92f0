"""What a person wants or refuses of us by their own word: kept until they say otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from actions.basis.audit import record
from actions.basis.work import Work
from storage.models import Consent, Patient
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class WishKind:
    """What the wish is about, and what the trail of the practice calls saying it and taking it
    back."""

    name: str
    refused: str
    wanted: str


REMINDERS: Final = WishKind(
    name="reminders", refused="reminders_refused", wanted="reminders_wanted"
)
CALLS: Final = WishKind(name="calls", refused="calls_refused", wanted="calls_wanted")


BY_STAFF: Final = "staff"
"""The source of what somebody told a person, who wrote it down."""


async def keep_wish(
    work: Work, patient: Patient, kind: WishKind, *, wanted: bool, source: str = ""
) -> None:
    """Keep what they said, if it is anything new; without a `source`, by their own channel."""
    if wanted is not await refuses(work.uow, patient, kind):
        return
    work.uow.consents.write(
        Consent(
            practice_id=work.practice.id,
            patient_id=patient.id,
            kind=kind.name,
            given=wanted,
            source=source or patient.channel,
            at=work.now_for(patient),
        )
    )
    said = kind.wanted if wanted else kind.refused
    record(work, said, patient.id, subject_type="patient")


async def refuses(uow: UnitOfWork, patient: Patient, kind: WishKind) -> bool:
    """Whether they last said that they want none."""
    said = await uow.consents.latest(patient.id, kind.name)
    return said is not None and not said.given
