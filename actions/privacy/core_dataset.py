"""The core data set of Public Health Scotland: a line per referral, no names, missing is empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from actions.intake.save_person import age_on
from actions.privacy.without_persons import without_persons
from storage.models.staff import WHO_SEES_PEOPLE
from storage.views.core_dataset import DatasetRow

COLUMNS: Final = (
    "referral_id",
    "practice_code",
    "person_id",
    "age_band",
    "sex",
    "ethnicity",
    "language",
    "interpreter",
    "simd_quintile",
    "referral_date",
    "source",
    "reasons",
    "risk",
    "first_contact_date",
    "first_appointment_date",
    "contacts_total",
    "contacts_phone",
    "contacts_in_person",
    "contacts_video",
    "contacts_home",
    "contacts_text",
    "did_not_attend",
    "signposts",
    "onward_referrals",
    "onward_taken_up",
    "outcome_measure",
    "outcome_before",
    "outcome_after",
    "close_date",
    "close_reason",
)
_SOURCES: Final = {"import": "other"}
"""Who referred, in the words of the data set where ours is none of them: a practice's own list of
appointments does not tell."""
_BANDS: Final = ((16, "under 16"), (25, "16-24"), (45, "25-44"), (65, "45-64"), (75, "65-74"))


def file_for(
    role: str, lines: Sequence[Sequence[object]]
) -> tuple[str, Sequence[Sequence[object]]]:
    """The file's name, and the lines as this role may have them: a lead's are without persons."""
    if role not in WHO_SEES_PEOPLE:
        return "core-dataset-anonymous", without_persons(COLUMNS, lines)
    return "core-dataset", lines


def line_of(row: DatasetRow, code: str, zone: ZoneInfo) -> list[object]:
    """A cell for each of COLUMNS; days are those of `zone`."""
    referral = row.referral
    known: dict[str, object] = {
        "referral_id": referral.id,
        "practice_code": code,
        "person_id": row.patient.id,
        "age_band": _age_band(row.patient.birth_date, referral.created_at.astimezone(zone).date()),
        "language": referral.language,
        "referral_date": _day(referral.created_at, zone),
        "source": _SOURCES.get(referral.source, referral.source),
        "reasons": ";".join(row.needs),
        "risk": referral.risk,
        "first_contact_date": _day(referral.first_human_at, zone),
        "first_appointment_date": _day(row.first_appointment_at, zone),
        "contacts_total": row.held.total() + row.texts_by_staff,
        **{f"contacts_{mode}": row.held[mode] for mode in ("phone", "in_person", "video", "home")},
        "contacts_text": row.texts_by_staff,
        "did_not_attend": row.missed,
        "signposts": row.signposts,
        "outcome_measure": "how are things: better, same, worse" if row.answers else None,
        "outcome_after": row.answers[-1] if row.answers else None,
        "close_date": _day(referral.closed_at, zone),
        "close_reason": referral.outcome,
    }
    return [known.get(column) for column in COLUMNS]


def _day(at: datetime | None, zone: ZoneInfo) -> str | None:
    return at.astimezone(zone).date().isoformat() if at else None


def _age_band(birth_date: str | None, on: date) -> str | None:
    """The band of the age at referral; None where the birth date is not known."""
    if not birth_date:
        return None
    age = age_on(on, birth_date)
    for below, name in _BANDS:
        if age < below:
            return name
    return "75 and over"
