"""The inbox page: one row a person, and the one thing above all: the oldest unseen risk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from bot.staff.presenters.person import first_name
from bot.staff.session import Session
from storage.models import Staff
from storage.repositories.inbox import InboxRow
from storage.views.inbox import UnseenRisk

NEEDS: Final = (
    "money",
    "food",
    "energy",
    "housing",
    "isolation",
    "mental_health",
    "bereavement",
    "abuse",
    "addiction",
    "caring",
    "work",
    "immigration",
    "healthy_living",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The filters as they stand; "" is no filter."""

    need: str = ""
    status: str = ""
    whose: str = ""
    practice: str = ""
    page: int = 1

    @property
    def is_any(self) -> bool:
        return any((self.need, self.status, self.whose, self.practice))

    def address(self, page: int) -> str:
        names = ("need", "status", "whose", "practice")
        query = {name: getattr(self, name) for name in names if getattr(self, name)}
        return "/staff/?" + urlencode({**query, "page": page})


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """`now` is the time on this person's own clock; ages are measured against it."""

    referral_id: str
    who: str
    channel: str
    practice_name: str
    level: str
    needs: tuple[str, ...]
    priority: str
    risk: str
    is_risk_unseen: bool
    risk_raised_at: datetime | None
    attention: str
    unread: int
    waiting_since: datetime | None
    last_activity_at: datetime | None
    status: str
    owner: str
    automation: str
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskShown:
    referral_id: str
    raised_at: datetime
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxView:
    rows: tuple[RowShown, ...]
    oldest_risk: RiskShown | None
    unseen_risks: int
    counts: Mapping[str, int]
    chosen: Chosen
    is_filtered: bool
    need_options: tuple[tuple[str, str], ...]
    status_options: tuple[tuple[str, str], ...]
    practice_options: tuple[tuple[str, str], ...]
    next_page: str


def present_inbox(
    rows: Sequence[InboxRow],
    *,
    staff: Mapping[str, Staff],
    has_more: bool,
    risk: UnseenRisk | None,
    counts: Mapping[str, int],
    chosen: Chosen,
    session: Session,
    now: datetime,
) -> InboxView:
    return InboxView(
        rows=tuple(_row(one, staff, session, now) for one in rows),
        oldest_risk=_risk(risk, now) if risk else None,
        unseen_risks=risk.count if risk else 0,
        counts={name: counts.get(name, 0) for name in ("waiting", "open", "collecting")},
        chosen=chosen,
        is_filtered=chosen.is_any,
        need_options=(("", "Any"), *((one, one.replace("_", " ")) for one in NEEDS)),
        status_options=(
            ("", "All but closed"),
            ("waiting", "Waiting"),
            ("open", "Open"),
            ("collecting", "Still answering"),
            ("closed", "Closed"),
        ),
        practice_options=(("", "All"), *((one.code, one.name) for one in session.practices)),
        next_page=chosen.address(chosen.page + 1) if has_more else "",
    )


def _risk(risk: UnseenRisk, now: datetime) -> RiskShown:
    shift = timedelta(seconds=risk.time_shift_seconds)
    return RiskShown(referral_id=risk.referral_id, raised_at=risk.raised_at, now=now + shift)


def _row(row: InboxRow, staff: Mapping[str, Staff], session: Session, now: datetime) -> RowShown:
    referral, patient, thread = row.referral, row.patient, row.conversation
    times = [one for one in (thread.last_inbound_at, thread.last_outbound_at) if one]
    many = len(session.practices) > 1
    return RowShown(
        referral_id=referral.id,
        who=first_name(patient),
        channel=patient.channel,
        practice_name=session.practice(referral.practice_id).name if many else "",
        level=_level(row),
        needs=tuple(one.label for one in row.needs),
        priority=referral.priority,
        risk=referral.risk,
        is_risk_unseen=row.unseen_risk_since is not None,
        risk_raised_at=row.unseen_risk_since,
        attention=referral.attention or "",
        unread=thread.unread,
        waiting_since=referral.waiting_since if referral.status == "waiting" else None,
        last_activity_at=max(times) if times else None,
        status=referral.status,
        owner=_owner(row, staff),
        automation=thread.automation,
        now=now + timedelta(seconds=patient.time_shift_seconds),
    )


def _owner(row: InboxRow, staff: Mapping[str, Staff]) -> str:
    owner = staff.get(row.conversation.owner_id or row.referral.assigned_to or "")
    return owner.name if owner else ""


def _level(row: InboxRow) -> str:
    if row.unseen_risk_since is not None:
        return "risk"
    if row.referral.status == "closed":
        return "closed"
    if row.referral.priority != "routine":
        return "urgent"
    return "attention" if row.referral.attention else "routine"
