"""One of two records that may be of one person, and what of it is still to come."""

from __future__ import annotations

from dataclasses import dataclass

from actions.basis.errors import NotFound
from actions.basis.people import person_of
from actions.basis.work import Work
from storage.models import Appointment, Conversation, Patient, Referral
from storage.models.patient import ON_DUTY


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInHand:
    """`conversation` and `referral` are the live ones, `visit` is the next that stands."""

    patient: Patient
    conversation: Conversation | None
    referral: Referral | None
    visit: Appointment | None

    @property
    def id(self) -> str:
        return self.patient.id


async def record_in_hand(work: Work, patient_id: str) -> RecordInHand:
    """Read behind its lane where that is held; raises NotFound, also for a number on duty."""
    patient = await person_of(work, patient_id)
    if patient.contact.startswith(ON_DUTY):
        raise NotFound("Nobody like that is known to this practice.")
    thread = await work.uow.conversations.thread(patient.id)
    _, conversation, referral = thread or (None, None, None)
    return RecordInHand(
        patient=patient,
        conversation=conversation,
        referral=referral,
        visit=await work.uow.appointments.next_for_patient(patient.id, work.now_for(patient)),
    )


def may_go_on(one: RecordInHand, other: RecordInHand) -> tuple[RecordInHand, ...]:
    """In which of the two all can go on: where they write now, else where they are booked, else in
    either. A conversation cannot be carried to another number: what was asked by the one must not
    be answered by the other."""
    both = one, other
    live = tuple(each for each in both if each.conversation is not None)
    booked = tuple(each for each in both if each.visit is not None)
    return live or booked or both
