"""Why somebody on the waiting list is offered no time that comes free; they keep their place."""

from __future__ import annotations

from typing import Literal, TypeAlias

from actions.basis.work import Work
from actions.texts.held import Held, held_now
from storage.models import Conversation, Patient

PassedOver: TypeAlias = Held | Literal["not_safe", "has_visit"]


async def why_passed_over(
    work: Work, patient: Patient, conversation: Conversation, *, me: str = ""
) -> PassedOver:
    """ "" for who is offered one: a time is offered by text alone, to who has none. `me` is the
    staff id of who is told, if anybody is."""
    if held := await held_now(work, patient, conversation, me=me):
        return held
    if patient.safe_to_text == "no":
        return "not_safe"
    now = work.now_for(patient)
    has_visit = await work.uow.appointments.next_for_patient(patient.id, now) is not None
    return "has_visit" if has_visit else ""
