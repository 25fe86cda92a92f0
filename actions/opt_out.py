"""STOP and START: what they asked for holds until they themselves ask for the other."""

from __future__ import annotations

from actions.audit import record
from actions.raise_in_inbox import raise_in_inbox
from actions.send_later import end_send_later
from actions.work import Work
from storage.models import OptOut, Patient, Referral


async def opt_out(
    work: Work,
    patient: Patient,
    referral: Referral | None,
    *,
    source: str,
    is_out: bool = False,
) -> None:
    """End all texting to this person; their link worker is told, and may phone.

    `source` says how we know: "word" (STOP), "words" (asked in other words), "carrier" (21610).
    """
    if not is_out:
        work.uow.opt_outs.add(
            OptOut(
                practice_id=work.practice.id,
                patient_id=patient.id,
                source=source,
                at=work.now_for(patient),
            )
        )
        await end_send_later(work, patient.id, "opted_out")
        record(work, "opted_out", patient.id, subject_type="patient", detail={"source": source})
    if referral is not None:
        raise_in_inbox(work, referral, "opted_out", patient=patient)


async def opt_in(work: Work, patient: Patient) -> None:
    """Texting may begin again; what was left unsaid meanwhile stays unsaid."""
    await work.uow.opt_outs.end(patient.id, work.now_for(patient))
    record(work, "opted_in", patient.id, subject_type="patient")
