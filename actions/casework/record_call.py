"""Keep that somebody was telephoned, and how it went."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, cast, get_args

from actions.basis.audit import record
from actions.basis.case_file import case_file
from actions.basis.errors import NotFilledIn
from actions.basis.pressed_twice import kept_just_now
from actions.basis.work import Work
from bot.delivery.attention import somebody_came
from bot.visible import visible
from storage.models import PhoneCall
from storage.models.phone_call import CallOutcome
from storage.private import PatientText

LONGEST_MINUTES: Final = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMade:
    """As told in a form; `minutes` is "" where nobody counted."""

    outcome: str
    minutes: str = ""
    note: str = field(default="", repr=False)


async def record_call(work: Work, referral_id: str, staff_id: str, made: CallMade) -> PhoneCall:
    """Keep it; raises NotFilledIn for an unknown outcome or impossible minutes, NotFound.

    Whoever was reached has met a person: what asked for one is done.
    """
    if made.outcome not in get_args(CallOutcome):
        raise NotFilledIn("call_outcome", "Choose how the call went.")
    minutes = _minutes(made.minutes)
    patient, conversation, referral = await case_file(work, referral_id)
    now = work.now_for(patient)
    note = visible(made.note)
    kept = kept_just_now(
        await work.uow.phone_calls.of_referral(referral.id),
        staff_id,
        now,
        lambda one: (one.outcome, one.minutes, one.note or "") == (made.outcome, minutes, note),
    )
    if kept is not None:
        return kept
    call = work.uow.phone_calls.add(
        PhoneCall(
            practice_id=work.practice.id,
            referral_id=referral.id,
            staff_id=staff_id,
            outcome=cast(CallOutcome, made.outcome),
            minutes=minutes,
            note=PatientText(note) if note else None,
            at=now,
        )
    )
    referral.updated_at = now
    if made.outcome == "reached" and referral.status != "closed":
        referral.first_human_at = referral.first_human_at or now
        somebody_came(referral)
        if referral.status == "waiting":
            referral.status = "open"
            referral.assigned_to = referral.assigned_to or staff_id
        await work.uow.timers.cancel_for("conversation_waits", conversation.id)
    record(work, "recorded_call", referral.id, detail={"outcome": made.outcome})
    return call


def _minutes(text: str) -> int | None:
    if not text.strip():
        return None
    digits = text.strip()
    if not (digits.isdecimal() and len(digits) < 5 and int(digits) <= LONGEST_MINUTES):
        raise NotFilledIn("call_minutes", f"Minutes are a whole number up to {LONGEST_MINUTES}.")
    return int(digits)
