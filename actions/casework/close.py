"""Close a referral with its outcome; what was still planned for it is put away."""

from __future__ import annotations

import re
from typing import Final

from actions.basis.audit import record
from actions.basis.case_file import CaseFile, live_case
from actions.basis.errors import NotAllowed, NotFilledIn
from actions.basis.work import Work
from actions.booking.cancel import cancel
from actions.waiting_list.leave_waiting_list import leave_list
from bot.delivery.attention import somebody_came
from bot.delivery.unsent import end_send_later, end_staff_texts
from storage.models import Patient

OUTCOMES = (
    "helped",
    "signposted",
    "referred_on",
    "declined",
    "no_contact",
    "moved_away",
    "not_suitable",
    "died",
    "other",
)
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_SAID_OF_A_DEATH: Final = frozenset(
    "_".join((*who, *how.split()))
    for who in ((), ("patient",), ("the", "patient"))
    for how in ("died", "dead", "deceased", "passed away", "has died", "has passed away", "is dead")
) | {"death"}


def outcome_of(words: str) -> str | None:
    """Which of OUTCOMES is meant, however another system spells it: "No contact", "Deceased".

    None where it is none of ours.
    """
    name = "_".join(_LETTERS.findall(words.casefold()))
    if name in _SAID_OF_A_DEATH:
        return "died"
    return name if name in OUTCOMES else None


async def _leave_the_family_be(work: Work, patient: Patient) -> None:
    """No text is begun to that number any more, by SMS or by WhatsApp, what was written and has not
    left stays here, and what was booked is free for others."""
    other = await work.uow.patients.at_other_address(patient)
    if other is not None:
        await work.uow.patients.lock(other.id)
        await _expect_no_more(work, other)
    await _expect_no_more(work, patient)


async def _expect_no_more(work: Work, patient: Patient) -> None:
    patient.scheduled_texts_held = True
    await end_staff_texts(work.uow, patient.id, "closed", work.now)
    for appointment in await work.uow.appointments.live_for_patient(patient.id):
        if appointment.starts_at > work.now_for(patient):
            await cancel(work, appointment.id, tell_patient=False)


async def close(work: Work, referral_id: str, outcome: str) -> None:
    """Close; raises NotFilledIn without an outcome, NotAllowed for one that is not of OUTCOMES,
    AlreadyClosed."""
    if not outcome:
        raise NotFilledIn("outcome", "Choose an outcome.")
    if outcome not in OUTCOMES:
        raise NotAllowed(f"The outcome is one of: {', '.join(OUTCOMES)}.")
    file = await live_case(work, referral_id)
    await put_away(work, file, outcome)
    if outcome == "died":
        await _leave_the_family_be(work, file[0])


async def put_away(work: Work, file: CaseFile, outcome: str) -> None:
    """The same with the rows at hand, whatever the outcome is called."""
    patient, conversation, referral = file
    now = work.now_for(patient)
    await end_send_later(work.uow, patient.id, "closed", work.now)
    referral.status = "closed"
    referral.outcome = outcome
    referral.closed_at = referral.updated_at = now
    somebody_came(referral)
    conversation.is_live = False
    conversation.ended_at = now
    conversation.automation = "on"
    conversation.owner_id = None
    for owner_type in ("conversation", "conversation_owner", "conversation_waits"):
        await work.uow.timers.cancel_for(owner_type, conversation.id)
    for check_in in await work.uow.check_ins.of_referral(referral.id):
        if check_in.status == "planned":
            check_in.status = "cancelled"
            await work.uow.timers.cancel_for("check_in", check_in.id)
    await leave_list(work, referral, "left")
    record(work, "closed", referral.id, detail={"outcome": outcome})
