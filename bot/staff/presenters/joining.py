"""Two records side by side, before they are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from actions.basis.work import Work
from actions.joining.record_in_hand import RecordInHand
from actions.texts.kept_wish import CALLS, REMINDERS, refuses
from bot.staff.presenters.person import full_name, masked, phone
from storage.models import Patient, Referral


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRecord:
    """One that may be of the same person; `path` leads to both side by side."""

    path: str
    who: str
    number: str
    channel: str
    born: str
    has_same_birth_date: bool
    is_joined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordShown:
    """All that helps to tell whether it is the same person. Times are on the person's clock."""

    id: str
    path: str
    who: str
    number: str
    channel: str
    born: str
    needs: tuple[str, ...]
    status: str
    assigned_to: str
    referrals: int
    since: datetime
    last_text_at: datetime | None
    visit_at: datetime | None
    visit_mode: str
    safe_to_call: str
    safe_to_text: str
    refuses_calls: bool
    refuses_reminders: bool
    is_opted_out: bool
    is_neutral: bool


def present_found(
    here: str, patient: Patient, other: Patient, referral: Referral, *, is_joined: bool
) -> FoundRecord:
    """`here` is the page from which it was looked for, for `patient`."""
    return FoundRecord(
        path=f"{here}?with={referral.id}",
        who=full_name(other),
        number=masked(other),
        channel=other.channel,
        born=_day(other),
        has_same_birth_date=bool(other.birth_date) and other.birth_date == patient.birth_date,
        is_joined=is_joined,
    )


async def present_record(
    work: Work, record: RecordInHand, every: Sequence[Referral]
) -> RecordShown:
    """`every` are its referrals, newest first, at least one."""
    patient, newest = record.patient, record.referral or every[0]
    thread = record.conversation or await work.uow.conversations.get(newest.conversation_id)
    staff = await work.uow.staff.get(newest.assigned_to) if newest.assigned_to else None
    visit = record.visit
    return RecordShown(
        id=patient.id,
        path=f"/staff/referrals/{newest.id}",
        who=full_name(patient),
        number=phone(patient) or masked(patient),
        channel=patient.channel,
        born=_day(patient),
        needs=tuple(one.label for one in await work.uow.needs.of_referral(newest.id)),
        status=newest.status,
        assigned_to=staff.name if staff else "",
        referrals=len(every),
        since=every[-1].created_at,
        last_text_at=thread.last_inbound_at if thread else None,
        visit_at=visit.starts_at if visit else None,
        visit_mode=visit.mode if visit else "",
        safe_to_call=patient.safe_to_call,
        safe_to_text=patient.safe_to_text,
        refuses_calls=await refuses(work.uow, patient, CALLS),
        refuses_reminders=await refuses(work.uow, patient, REMINDERS),
        is_opted_out=await work.uow.opt_outs.is_out(patient.id),
        is_neutral=patient.neutral_wording,
    )


def _day(patient: Patient) -> str:
    if not patient.birth_date:
        return ""
    born = date.fromisoformat(str(patient.birth_date))
    return f"{born.day} {born:%B %Y}"
