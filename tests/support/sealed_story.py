"""A person whose name, number and words stand sealed in a row of each kind that a turn writes."""

from __future__ import annotations

from typing import Any

from storage.models import Message, Patient
from storage.private import PatientText, PersonName
from storage.unit_of_work import UnitOfWork
from tests import builders

NAME = "Senga McGlumpher"
WORDS = "ma leccy's aff an ah'm feart"


async def a_sealed_story(uow: UnitOfWork, *, contact: str, **given: Any) -> tuple[Patient, Message]:
    """The person and the text that they sent; `given` is of the person."""
    patient = await builders.a_patient(uow, contact=contact, name=PersonName(NAME), **given)
    conversation = await builders.a_conversation(
        uow, patient=patient, state={"slots": {"own_words": WORDS}}
    )
    referral = await builders.a_referral(uow, conversation=conversation, summary=PatientText(WORDS))
    await builders.a_need(uow, referral=referral, evidence=[{"words": WORDS}])
    await builders.turn_events(uow, conversation=conversation, details=[{"text": WORDS}])
    message = await builders.a_message(uow, conversation=conversation, text=PatientText(WORDS))
    return patient, message
