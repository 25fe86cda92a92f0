"""STOP and START: what they asked for holds until they themselves ask for the other."""

from __future__ import annotations

from actions.basis.audit import record
from actions.basis.work import Work
from actions.casework.raise_in_inbox import raise_in_inbox
from bot.delivery.attention import no_longer
from bot.delivery.opting_out import end_texting, keep_opt_out
from storage.models import Patient, Referral
from storage.models.message import NOT_ARRIVED


async def opt_out(
    work: Work,
    patient: Patient,
    referral: Referral | None,
    *,
    source: str,
    is_out: bool = False,
) -> None:
    """End all texting to this person; their link worker is told, and may phone.

    `source` says how we know: "word" (STOP), "words" (asked in other words, which the carrier
    does not obey).
    """
    if not is_out:
        await end_texting(work.uow, patient, source=source, now=work.now)
    if referral is not None:
        raise_in_inbox(work, referral, "opted_out", patient=patient)


async def opt_in(work: Work, patient: Patient, referral: Referral | None) -> str | None:
    """Texting may begin again, so nobody need phone instead; what was left unsaid stays unsaid.

    Returns how we knew that they wanted no texts; None if they did.
    """
    source = await work.uow.opt_outs.end(patient.id, work.now_for(patient))
    if referral is not None:
        was_first = referral.attention == "opted_out"
        no_longer(referral, "opted_out")
        if was_first and referral.attention is None:
            await _raise_what_it_hid(work, patient, referral)
    record(work, "opted_in", patient.id, subject_type="patient")
    other = await work.uow.patients.at_other_address(patient)
    if other is not None and await work.uow.opt_outs.end(other.id, work.now_for(other)):
        record(work, "opted_in", other.id, subject_type="patient")
    return source


async def _raise_what_it_hid(work: Work, patient: Patient, referral: Referral) -> None:
    """A text that failed meanwhile was not told: whoever is out is phoned anyway."""
    latest = await work.uow.messages.of_conversation(referral.conversation_id)
    has_failed = any(one.status in NOT_ARRIVED and one.retried_as is None for one in latest)
    if has_failed:
        raise_in_inbox(work, referral, "delivery_failed", patient=patient)


async def opt_out_as_before(work: Work, patient: Patient) -> bool:
    """Somebody new whose number said STOP is opted out: by WhatsApp where it said so by SMS, or the
    other way round, or before their record was erased. Whether they were."""
    if await work.uow.patients.forget_stop(work.practice.id, patient.contact):
        await keep_opt_out(work.uow, patient, source="erased", now=work.now)
        return True
    other = await work.uow.patients.at_other_address(patient)
    if other is None or not await work.uow.opt_outs.is_out(other.id):
        return False
    await keep_opt_out(work.uow, patient, source="elsewhere", now=work.now)
    return True
