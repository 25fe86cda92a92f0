"""One row of the inbox: who, why a person is needed, whose, how long, and who is looking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from actions.basis.reference import reference_of
from bot.delivery.attention import also_asked
from bot.staff.presenters.person import ByPhone, by_phone, full_name
from bot.staff.session import Session
from storage.models import Presence, Staff
from storage.repositories.inbox import InboxRow


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """`now` is the time on this person's own clock; ages are measured against it.

    `last_by` is "them" or "us". `looking` are colleagues who have the conversation open.
    """

    referral_id: str
    reference: str
    who: str
    channel: str
    practice_name: str
    timezone: str
    level: str
    needs: tuple[str, ...]
    priority: str
    risk: str
    is_risk_unseen: bool
    risk_raised_at: datetime | None
    risk_escalated_at: datetime | None
    attention: str
    also: tuple[str, ...]
    by_phone: ByPhone
    unread: int
    waiting_since: datetime | None
    last_activity_at: datetime | None
    last_by: str
    status: str
    owner: str
    is_mine: bool
    can_take: bool
    automation: str
    snoozed_until: datetime | None
    is_back: bool
    next_visit_at: datetime | None
    looking: tuple[str, ...]
    now: datetime


def present_rows(
    rows: Sequence[InboxRow],
    *,
    staff: Mapping[str, Staff],
    presence: Sequence[Presence],
    session: Session,
    now: datetime,
) -> tuple[RowShown, ...]:
    return tuple(_row(one, staff, presence, session, now) for one in rows)


def names_looking(
    presence: Sequence[Presence], conversation_id: str, staff: Mapping[str, Staff], me: str
) -> tuple[str, ...]:
    """The names of colleagues who have a conversation open."""
    return tuple(
        staff[one.staff_id].name
        for one in presence
        if one.conversation_id == conversation_id and one.staff_id != me and one.staff_id in staff
    )


def _row(
    row: InboxRow,
    staff: Mapping[str, Staff],
    presence: Sequence[Presence],
    session: Session,
    now: datetime,
) -> RowShown:
    referral, patient, thread = row.referral, row.patient, row.conversation
    practice = session.practice(referral.practice_id)
    owner_id = thread.owner_id or referral.assigned_to or ""
    snoozed_until = referral.snoozed_until
    is_back = snoozed_until is not None and (snoozed_until <= now or thread.unread > 0)
    return RowShown(
        referral_id=referral.id,
        reference=reference_of(referral.id),
        who=full_name(patient),
        channel=patient.channel,
        practice_name=practice.name if len(session.practices) > 1 else "",
        timezone=practice.timezone,
        level=_level(row),
        needs=row.needs,
        priority=referral.priority,
        risk=referral.risk,
        is_risk_unseen=row.unseen_risk_since is not None,
        risk_raised_at=row.unseen_risk_since,
        risk_escalated_at=row.risk_escalated_at,
        attention=referral.attention or "",
        also=also_asked(referral),
        by_phone=by_phone(patient),
        unread=thread.unread,
        waiting_since=referral.waiting_since if referral.status == "waiting" else None,
        last_activity_at=_last_activity(row),
        last_by=_last_by(row),
        status=referral.status,
        owner=staff[owner_id].name if owner_id in staff else "",
        is_mine=owner_id == session.staff_id,
        can_take=referral.status != "closed" and owner_id != session.staff_id,
        automation=thread.automation,
        snoozed_until=None if is_back else snoozed_until,
        is_back=is_back,
        next_visit_at=row.next_appointment.starts_at if row.next_appointment else None,
        looking=names_looking(presence, thread.id, staff, session.staff_id),
        now=now + patient.clock_shift,
    )


def _last_activity(row: InboxRow) -> datetime | None:
    thread = row.conversation
    times = [one for one in (thread.last_inbound_at, thread.last_outbound_at) if one]
    return max(times) if times else None


def _last_by(row: InboxRow) -> str:
    if row.last_message is None:
        return ""
    return "them" if row.last_message.direction == "in" else "us"


def _level(row: InboxRow) -> str:
    if row.unseen_risk_since is not None:
        return "risk"
    if row.referral.status == "closed":
        return "closed"
    if row.referral.priority != "routine":
        return "urgent"
    return "attention" if row.referral.attention else "routine"
