"""The conversation that a text belongs to: the live one, the one that ended last, or a new one."""

from __future__ import annotations

from dataclasses import dataclass

from actions.basis.work import Work
from actions.joining.go_on_here import go_on_here
from bot.exchange.begin_thread import begin_thread
from bot.exchange.last_word import thread_of_last_word
from bot.inbound import InboundMessage
from bot.understanding import Detection
from storage.models import Conversation, Patient, Referral
from storage.repositories.callers import Caller


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """`is_new`: it begins with this text. `is_over`: its referral was closed, and stays so.

    `is_brought`: new at this number, it goes on with what was open at another of the same person.
    """

    patient: Patient
    conversation: Conversation
    referral: Referral
    is_new: bool = False
    is_over: bool = False
    is_brought: bool = False


async def thread_of(
    work: Work,
    patient: Patient,
    caller: Caller,
    inbound: InboundMessage,
    detection: Detection | None,
) -> Thread:
    """Where what `patient` writes is kept and answered; begun where there is nothing yet."""
    if caller.conversation is not None and caller.referral is not None:
        return Thread(patient=patient, conversation=caller.conversation, referral=caller.referral)
    over = await thread_of_last_word(work.uow, patient, inbound, detection)
    conversation, referral = over or await begin_thread(work, patient)
    is_new = over is None
    return Thread(
        patient=patient,
        conversation=conversation,
        referral=referral,
        is_new=is_new,
        is_over=not is_new,
        is_brought=is_new and await go_on_here(work, (patient, conversation, referral)),
    )
