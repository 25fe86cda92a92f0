"""Who writes: found by their number or chat, or made known now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from actions.basis.work import SYSTEM, Work
from actions.texts.opt_out import opt_out_as_before
from bot.delivery.attention import no_longer
from bot.inbound import InboundMessage
from storage.models import Patient, Referral
from storage.repositories.callers import Caller
from storage.unit_of_work import UnitOfWork


async def who_writes(uow: UnitOfWork, now: datetime, inbound: InboundMessage) -> Caller | None:
    """The person, their lane held; None where no practice has that number."""
    practice_id, phone = inbound.practice_id, inbound.to_number or ""
    for _ in range(2):
        caller = await uow.callers.find(
            practice_id=practice_id, phone=phone, contact=inbound.contact, now=now
        )
        if caller is None or caller.patient is not None:
            return caller
        patient = await uow.patients.make(
            practice_id=caller.practice.id,
            channel=inbound.channel,
            contact=inbound.contact,
            now=now,
        )
        if patient is not None:
            work = Work(uow=uow, now=now, practice=caller.practice, actor=SYSTEM)
            is_out = await opt_out_as_before(work, patient)
            return replace(caller, patient=patient, is_out=is_out)
    raise RuntimeError("a patient whom somebody else just made cannot be found")


def hear_from(patient: Patient, referral: Referral | None, inbound: InboundMessage) -> None:
    """Who writes can be reached, there, and is no longer silent."""
    if patient.channel != inbound.channel:
        patient.channel = inbound.channel
    if patient.unreachable_reason is not None:
        patient.unreachable_reason = None
    if referral is not None:
        no_longer(referral, "no_reply")
