"""Thanks from somebody whose referral was closed: they belong to it, and begin no new one."""

from __future__ import annotations

from actions.basis.spoken_of import DIALOGUE
from bot.dialogue import State, StateUnreadable
from bot.inbound import InboundMessage
from bot.understanding import Detection, greets, only_agrees
from storage.models import Conversation, Patient, Referral
from storage.unit_of_work import UnitOfWork


async def thread_of_last_word(
    uow: UnitOfWork, patient: Patient, inbound: InboundMessage, detection: Detection | None
) -> tuple[Conversation, Referral] | None:
    """The conversation and referral that ended last, where the text only thanks or agrees.

    None where it tells anything, or may answer what was asked there: a need or a danger on a
    referral that is closed would be seen by nobody.
    """
    if detection is None or not patient.name or patient.scheduled_texts_held:
        return None
    is_harmless = not detection.needs and detection.risk == "none" and not detection.is_soft
    if not is_harmless or not only_agrees(inbound.text) or greets(inbound.text):
        return None
    if inbound.media or inbound.location or inbound.button_payload is not None:
        return None
    if await uow.check_ins.waiting_for(patient.id) is not None:
        return None
    found = await uow.conversations.last_over(patient.id)
    return (found[1], found[2]) if found is not None and _is_idle(found[1]) else None


def _is_idle(conversation: Conversation) -> bool:
    saved = (conversation.state or {}).get(DIALOGUE)
    try:
        return saved is not None and State.from_json(saved).is_idle
    except StateUnreadable:
        return False
