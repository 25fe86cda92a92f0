"""The diary page: appointments by day, and those that wait for a word on what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from actions.as_shown import as_shown
from bot.staff.presenters.person import full_name
from storage.models import Appointment, Patient, Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryLine:
    id: str
    starts_at: datetime
    ends_at: datetime
    mode: str
    status: str
    with_name: str
    who: str
    referral_id: str
    has_begun: bool
    is_live: bool
    as_shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryView:
    """`days` pairs a time of each day with its lines."""

    unmarked: tuple[DiaryLine, ...]
    days: tuple[tuple[datetime, tuple[DiaryLine, ...]], ...]
    timezone: str


def present_diary(
    rows: Sequence[tuple[Appointment, Patient | None]],
    *,
    staff: Mapping[str, Staff],
    zone: ZoneInfo,
    now: datetime,
    today: datetime,
) -> DiaryView:
    lines = [_line(visit, patient, staff, now) for visit, patient in rows]
    coming = [one for one in lines if one.starts_at >= today]
    days = groupby(coming, key=lambda one: one.starts_at.astimezone(zone).date())
    grouped = [tuple(group) for _, group in days]
    return DiaryView(
        unmarked=tuple(one for one in lines if one.is_live and one.starts_at < today),
        days=tuple((day[0].starts_at, day) for day in grouped),
        timezone=zone.key,
    )


def _line(
    visit: Appointment, patient: Patient | None, staff: Mapping[str, Staff], now: datetime
) -> DiaryLine:
    worker = staff.get(visit.link_worker_id)
    return DiaryLine(
        id=visit.id,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        mode=visit.mode,
        status=visit.status,
        with_name=worker.name if worker else "",
        who=full_name(patient) if patient else "",
        referral_id=visit.referral_id or "",
        has_begun=visit.starts_at <= now,
        is_live=visit.is_live,
        as_shown=as_shown(visit),
    )
