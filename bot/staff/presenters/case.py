"""A conversation page: everything its template shows, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from actions.basis.as_shown import as_shown
from actions.basis.reference import reference_of
from actions.booking.offers import FreeTime
from actions.casework.case_as_shown import case_as_shown
from actions.casework.close import OUTCOMES
from bot.delivery.attention import also_asked
from bot.staff.presenters.entry import Entry
from bot.staff.presenters.evidence import words_for
from bot.staff.presenters.free_days import FreeDays, free_days
from bot.staff.presenters.no_danger import no_danger
from bot.staff.presenters.person import ByPhone, by_phone, full_name, phone
from bot.staff.presenters.reach import ReachShown, present_reach
from bot.staff.presenters.record_summary import answers, record_summary
from bot.staff.presenters.timeline import History, timeline
from bot.staff.session import Session
from storage.models import Appointment, Practice, RiskFlag
from storage.views.casebook import Casebook
from storage.views.dossiers import Dossier

MOST_TIMES = 120
"""Ten working days of half hours: as long a list as anyone reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedShown:
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagShown:
    level: str
    raised_at: datetime
    seen_at: datetime | None
    seen_by: str
    is_no_danger: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """`has_begun` when it can be said what became of it; `as_shown` is for its forms."""

    id: str
    as_shown: str
    starts_at: datetime
    mode: str
    status: str
    with_name: str
    is_live: bool
    has_begun: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """`days` pairs a time of each day with its entries. Times are on the person's clock.

    `latest_text` is the id of the newest text on the page, and `record` the summary to copy. What
    ends in `as_shown` is for the forms.
    """

    path: str
    reference: str
    conversation_id: str
    who: str
    phone: str
    by_phone: ByPhone
    birth_date: str
    channel: str
    practice_name: str
    timezone: str
    status: str
    priority: str
    risk: str
    outcome: str
    summary: str
    attention: str
    also: tuple[str, ...]
    attention_at: datetime | None
    created_at: datetime
    first_human_at: datetime | None
    owner: str
    is_mine: bool
    taken_over_at: datetime | None
    automation: str
    reach: ReachShown
    has_unseen_risk: bool
    can_reply: bool
    can_book: bool
    needs: tuple[NeedShown, ...]
    risk_flags: tuple[FlagShown, ...]
    appointment: Visit | None
    days: tuple[tuple[datetime, tuple[Entry, ...]], ...]
    has_earlier: bool
    safeguarding_count: int
    latest_text: str
    as_shown: str
    record: str
    free_days: FreeDays
    modes: tuple[str, ...]
    outcomes: tuple[str, ...]


def present_case(
    book: Casebook,
    *,
    session: Session,
    practice: Practice,
    free: Sequence[FreeTime],
    now: datetime,
) -> CaseView:
    """The page of one conversation as `session` may see it; `now` is the server's."""
    dossier = book.dossier
    details = dossier.details
    referral, patient, thread = details.referral, details.patient, details.conversation
    shift = patient.clock_shift
    visit = _visit(dossier, now + shift)
    reach = present_reach(book)
    is_closed = referral.status == "closed"
    zone = ZoneInfo(practice.timezone)
    latest_text = book.messages[-1].id if book.messages else "0"
    texts = {one.id: str(one.text) for one in book.messages}
    return CaseView(
        path=f"/staff/referrals/{referral.id}",
        reference=reference_of(referral.id),
        conversation_id=thread.id,
        who=full_name(patient),
        phone=phone(patient),
        by_phone=by_phone(patient),
        birth_date=_birth_date(patient.birth_date),
        channel=patient.channel,
        practice_name=practice.name,
        timezone=practice.timezone,
        status=referral.status,
        priority=referral.priority,
        risk=referral.risk,
        outcome=referral.outcome or "",
        summary=answers(referral.summary),
        attention=referral.attention or "",
        also=also_asked(referral),
        attention_at=referral.attention_at,
        created_at=referral.created_at,
        first_human_at=referral.first_human_at,
        owner=dossier.name(thread.owner_id),
        is_mine=thread.owner_id == session.staff_id,
        taken_over_at=thread.taken_over_at,
        automation=thread.automation,
        reach=reach,
        has_unseen_risk=any(one.seen_at is None for one in details.risk_flags),
        can_reply=reach.may_be_texted and not is_closed,
        can_book=not is_closed and not (visit and visit.is_live),
        needs=tuple(
            NeedShown(label=one.label, words=words_for(one, texts)) for one in details.needs
        ),
        risk_flags=tuple(_flag(one, book) for one in details.risk_flags),
        appointment=visit,
        days=_days(timeline(_history(book, shift)), zone),
        has_earlier=book.has_earlier,
        safeguarding_count=len(book.safeguarding),
        latest_text=latest_text,
        as_shown=case_as_shown(thread, latest_text),
        record=record_summary(book, practice, zone),
        free_days=free_days(free, dossier.name, zone, most=MOST_TIMES),
        modes=practice.settings.modes,
        outcomes=OUTCOMES,
    )


def _history(book: Casebook, shift: timedelta) -> History:
    details = book.dossier.details
    return History(
        messages=book.messages,
        needs=details.needs,
        risk_flags=details.risk_flags,
        notes=details.notes,
        appointments=details.appointments,
        check_ins=details.check_ins,
        signposts=details.signposts,
        audit=book.audit,
        names={id: one.name for id, one in book.dossier.staff.items()},
        phone_calls=book.phone_calls,
        safeguarding=book.safeguarding,
        feedback=book.feedback,
        shift=shift,
    )


def _days(
    entries: Sequence[Entry], zone: ZoneInfo
) -> tuple[tuple[datetime, tuple[Entry, ...]], ...]:
    grouped = groupby(entries, key=lambda entry: entry.at.astimezone(zone).date())
    days = [tuple(group) for _, group in grouped]
    return tuple((day[0].at, day) for day in days)


def _flag(flag: RiskFlag, book: Casebook) -> FlagShown:
    return FlagShown(
        level=flag.level,
        raised_at=flag.raised_at,
        seen_at=flag.seen_at,
        seen_by=book.dossier.name(flag.seen_by),
        is_no_danger=flag.message_id in no_danger(book.feedback),
    )


def _visit(dossier: Dossier, now: datetime) -> Visit | None:
    found: Appointment | None = dossier.appointment
    if found is None:
        return None
    return Visit(
        id=found.id,
        as_shown=as_shown(found),
        starts_at=found.starts_at,
        mode=found.mode,
        status=found.status,
        with_name=dossier.name(found.link_worker_id),
        is_live=found.is_live,
        has_begun=found.starts_at <= now,
    )


def _birth_date(value: str | None) -> str:
    if not value:
        return ""
    born = date.fromisoformat(value)
    return f"{born.day} {born:%B %Y}"
