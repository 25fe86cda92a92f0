"""The safeguarding page: what was recorded, and the form for a further record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.staff.presenters.person import full_name
from storage.models import Practice
from storage.views.casebook import Casebook


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordShown:
    """`corrects` and `corrected_by` are the numbers of other records of the page, 0 for none."""

    id: str
    number: int
    concern: str = field(repr=False)
    noticed: str
    raised_to: str = field(repr=False)
    raised_at: datetime
    next_step: str = field(repr=False)
    by: str
    at: datetime
    corrects: int
    corrected_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeguardingView:
    """`form` holds the fields as typed, or as one would begin."""

    path: str
    who: str = field(repr=False)
    timezone: str
    records: tuple[RecordShown, ...]
    choices: tuple[tuple[str, str], ...]
    today: str
    form: Mapping[str, str] = field(repr=False)


def present_safeguarding(
    book: Casebook, practice: Practice, *, now: datetime, form: Mapping[str, str]
) -> SafeguardingView:
    """`now` is on the practice's wall clock."""
    numbers = _numbers(book)
    details = book.dossier.details
    today = now.date().isoformat()
    return SafeguardingView(
        path=f"/staff/referrals/{details.referral.id}",
        who=full_name(details.patient),
        timezone=practice.timezone,
        records=_records(book, numbers),
        choices=(
            ("", "No, it is a new one"),
            *((id, f"Record {number}") for id, number in numbers.items()),
        ),
        today=today,
        form={
            "concern": "",
            "noticed_on": today,
            "raised_to": "",
            "raised_on": today,
            "raised_time": f"{now:%H:%M}",
            "next_step": "",
            "corrects": "",
            **form,
        },
    )


def _numbers(book: Casebook) -> dict[str, int]:
    """By a record's id: which of the page it is, the oldest 1."""
    return {one.id: number for number, one in enumerate(book.safeguarding, start=1)}


def _records(book: Casebook, numbers: Mapping[str, int]) -> tuple[RecordShown, ...]:
    corrected = {one.corrects_id: numbers[one.id] for one in book.safeguarding if one.corrects_id}
    return tuple(
        RecordShown(
            id=one.id,
            number=numbers[one.id],
            concern=one.concern,
            noticed=f"{one.noticed_on:%a} {one.noticed_on.day} {one.noticed_on:%b %Y}",
            raised_to=one.raised_to,
            raised_at=one.raised_at,
            next_step=one.next_step,
            by=book.dossier.name(one.staff_id),
            at=one.at,
            corrects=numbers.get(one.corrects_id or "", 0),
            corrected_by=corrected.get(one.id, 0),
        )
        for one in book.safeguarding
    )
