"""What is said once somebody has marked what became of a visit: whether a kind text goes to who did
not come, and whether check-ins go to who did."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from actions.basis.work import Work
from actions.texts.held import Held, held_now
from storage.models import Appointment

Marked: TypeAlias = Literal[
    "confirmed",
    "cancelled",
    "attended",
    "attended_unasked",
    "did_not_attend",
    "did_not_attend_untold",
]
_GETS_NO_TEXTS: Final = frozenset({"opted_out", "unreachable"})


async def marked_words(work: Work, visit: Appointment, me: str) -> Marked:
    """The name of the message, told to the member of staff `me`."""
    if visit.status == "did_not_attend":
        is_told = await _is_asked_kindly(work, visit, me)
        return "did_not_attend" if is_told else "did_not_attend_untold"
    if visit.status == "attended":
        return "attended" if await _has_check_ins(work, visit, me) else "attended_unasked"
    return "cancelled" if visit.status == "cancelled" else "confirmed"


async def _is_asked_kindly(work: Work, visit: Appointment, me: str) -> bool:
    """Within three days or not at all, so whatever holds texts up now stands in the way."""
    timers = await work.uow.timers.of_owner("appointment_change", visit.id)
    asked = [one for one in timers if one.kind == "missed" and one.owner_version == visit.version]
    if any(one.status == "done" for one in asked):
        return True
    is_planned = any(one.status == "waiting" for one in asked)
    return is_planned and not await _held(work, visit, me)


async def _has_check_ins(work: Work, visit: Appointment, me: str) -> bool:
    """In weeks from now, when what is held or muted today may be so no more."""
    if visit.referral_id is None:
        return False
    check_ins = await work.uow.check_ins.of_referral(visit.referral_id)
    is_planned = any(one.status == "planned" for one in check_ins)
    return is_planned and await _held(work, visit, me) not in _GETS_NO_TEXTS


async def _held(work: Work, visit: Appointment, me: str) -> Held:
    patient = await work.uow.patients.get(visit.patient_id) if visit.patient_id else None
    referral = await work.uow.referrals.get(visit.referral_id) if visit.referral_id else None
    if patient is None or referral is None:
        return "unreachable"
    thread = await work.uow.conversations.get(referral.conversation_id)
    return await held_now(work, patient, thread, me=me) if thread else "unreachable"
