"""The diary page: appointments by day, and those that wait for a word on what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from actions.basis.as_shown import as_shown
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
    timezone: str

    @property
    def day(self) -> date:
        """On which it starts, by the clock of its practice."""
        return self.starts_at.astimezone(ZoneInfo(self.timezone)).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryView:
    """`unmarked` are of days that are over; `days` has the lines of each day from today on."""

    unmarked: tuple[DiaryLine, ...]
    days: tuple[tuple[DiaryLine, ...], ...]


def present_diary(
    rows: Sequence[tuple[Appointment, Patient | None]],
    *,
    staff: Mapping[str, Staff],
    zones: Mapping[str, ZoneInfo],
    now: datetime,
) -> DiaryView:
    """`zones` are those of the practices, by id: each visit is told by its own practice's clock."""
    made = [_line(visit, patient, staff, zones, now) for visit, patient in rows]
    past = {one.id for one in made if one.day < now.astimezone(ZoneInfo(one.timezone)).date()}
    coming = sorted((one for one in made if one.id not in past), key=lambda one: one.day)
    return DiaryView(
        unmarked=tuple(one for one in made if one.is_live and one.id in past),
        days=tuple(tuple(lines) for _, lines in groupby(coming, key=lambda one: one.day)),
    )


def _line(
    visit: Appointment,
    patient: Patient | None,
    staff: Mapping[str, Staff],
    zones: Mapping[str, ZoneInfo],
    now: datetime,
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
        timezone=zones[visit.practice_id].key,
    )
