"""Everything that is kept of one person, for them to have (subject access, one month).

A person of the practice goes through it first: what was written about others, and what
belongs to safeguarding, is for them to take out; see `actions/privacy/redact.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from actions.basis.audit import record
from actions.basis.people import people_with, records_of
from actions.basis.work import Work
from storage.models import Base, Patient

_INTERNAL: Final = frozenset({"contact_fingerprint", "password_hash"})

EXCUSED: Final[Mapping[str, str]] = {
    "search_word": "keyed hashes by which they are found; the words themselves are in the export",
    "presence": "who of the staff had a page open this minute; it says nothing of the person",
    "joined_record": "which records are theirs: all of them are in the export",
    "legal_hold": "why the law keeps the record is for the practice to tell: it may be privileged",
}
"""Tables with rows about a person that an export leaves out, and why."""

_OF_REFERRAL: Final = {
    "need": "needs",
    "risk_flag": "risk_flags",
    "check_in": "check_ins",
    "signpost": "signposts",
    "note": "notes",
    "phone_call": "phone_calls",
    "safeguarding_record": "safeguarding",
    "triage_feedback": "triage_feedback",
    "waiting_place": "waiting_places",
}
_OF_PERSON: Final = {
    "message": "messages",
    "appointment": "appointments",
    "consent": "consents",
    "opt_out": "opt_outs",
    "conversation": "conversations",
    "turn_events": "steps",
    "timer": "timers",
    "outbox": "texts_to_send",
}
_APART: Final = frozenset({"referral", "check_in_plan"})

EXPORTED: Final = frozenset({*_OF_REFERRAL, *_OF_PERSON, *_APART})
"""Tables with rows about a person that an export holds; a test holds both lists to the schema."""


async def export_patient(work: Work, contact: str) -> dict[str, Any]:
    """All rows about the person with this contact as plain values; raises NotFound. Audited."""
    people = await people_with(work, contact)
    for patient in people:
        record(work, "exported", patient.id, subject_type="patient")
    return await all_about(work, people)


async def export_for_redaction(work: Work, patient_id: str) -> dict[str, Any]:
    """The same by id, for somebody who goes through it; raises NotFound. Audited as read."""
    people = await records_of(work, patient_id)
    for patient in people:
        record(work, "read_export", patient.id, subject_type="patient")
    return await all_about(work, people)


async def all_about(work: Work, people: Sequence[Patient]) -> dict[str, Any]:
    """Every row of every table about a person, but for the tables that are excused.

    `people` are their records, by each number and way of writing: "other_addresses" has the same of
    the rest.
    """
    first, *others = [await _all_of_one(work, patient) for patient in people]
    return first | {"other_addresses": others}


async def _all_of_one(work: Work, patient: Patient) -> dict[str, Any]:
    rows = await work.uow.person_rows.of(patient.id)
    trail = await work.uow.person_rows.trail_of(patient.id)
    return {
        "patient": _plain(patient),
        "referrals": [_referral(referral, rows) for referral in rows["referral"]],
        **{title: _all(rows[table]) for table, title in _OF_PERSON.items()},
        "audit_trail": _all(trail),
    }


def _referral(referral: Any, rows: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    plans = _of(referral, rows["check_in_plan"])
    return {
        **_plain(referral),
        **{title: _all(_of(referral, rows[table])) for table, title in _OF_REFERRAL.items()},
        "check_in_plan": _plain(plans[0]) if plans else None,
    }


def _of(referral: Any, rows: Sequence[Any]) -> list[Any]:
    return [row for row in rows if row.referral_id == referral.id]


def _all(rows: Iterable[Base]) -> list[dict[str, Any]]:
    return [_plain(row) for row in rows]


def _plain(row: Base) -> dict[str, Any]:
    return {
        column.key: getattr(row, column.key)
        for column in type(row).__table__.columns
        if column.key not in _INTERNAL
    }
