"""Everything that is kept of one person, for them to have (subject access, one month).

A person of the practice goes through it first: what was written about others, and what
belongs to safeguarding, is for them to take out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from actions.audit import record
from actions.errors import NotFound
from actions.work import Work
from storage.models import Base

_INTERNAL = frozenset({"contact_fingerprint", "state", "password_hash"})


async def export_patient(work: Work, contact: str) -> dict[str, Any]:
    """All rows about the person with this contact as plain JSON values; raises NotFound."""
    uow = work.uow
    patient = await uow.patients.by_contact(work.practice.id, contact)
    if patient is None:
        raise NotFound("Nobody with that contact is known to this practice.")
    referrals = await uow.referrals.of_patient(patient.id)
    record(work, "exported", patient.id, subject_type="patient")
    return {
        "patient": _plain(patient),
        "referrals": [await _referral(work, referral) for referral in referrals],
        "messages": _all(await uow.messages.of_patient(patient.id, limit=100_000)),
        "appointments": _all(await uow.appointments.of_patient(patient.id)),
        "consents": _all(await uow.consents.of_patient(patient.id)),
    }


async def _referral(work: Work, referral: Any) -> dict[str, Any]:
    uow = work.uow
    return {
        **_plain(referral),
        "needs": _all(await uow.needs.of_referral(referral.id)),
        "risk_flags": _all(await uow.risk_flags.of_referral(referral.id)),
        "check_ins": _all(await uow.check_ins.of_referral(referral.id)),
        "signposts": _all(await uow.signposts.of_referral(referral.id)),
        "notes": _all(await uow.notes.of_referral(referral.id)),
        "phone_calls": _all(await uow.phone_calls.of_referral(referral.id)),
        "safeguarding": _all(await uow.safeguarding.of_referral(referral.id)),
        "triage_feedback": _all(await uow.triage_feedback.of_referral(referral.id)),
    }


def _all(rows: Iterable[Base]) -> list[dict[str, Any]]:
    return [_plain(row) for row in rows]


def _plain(row: Base) -> dict[str, Any]:
    return {
        column.key: getattr(row, column.key)
        for column in type(row).__table__.columns
        if column.key not in _INTERNAL
    }
