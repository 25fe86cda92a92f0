"""One row per FHIR resource that is served: how it is searched, and who may read it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from actions.basis.audit import record
from actions.basis.work import Work
from bot.api.fhir.people import people_asked_for
from bot.api.fhir.resources import (
    APPOINTMENT_STATUS,
    REFERRAL_STATUS,
    Resource,
    Shaper,
)
from bot.api.fhir.search import Asked, mapped, references, spans, tokens
from bot.api.visits_read import record_visits_read
from storage.models.staff import EVERYONE, WHO_SEES_PEOPLE
from storage.views.dossiers import staff_of
from storage.views.shared_records import (
    Wanted,
    shared_appointments,
    shared_patients,
    shared_referrals,
)

Found = tuple[list[Resource], int]
"""Resources, newest first, one more than was asked for where there are more; how many in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """`searched` are its search parameters with their FHIR types."""

    name: str
    searched: Mapping[str, str]
    find: Callable[[Work, Asked, str], Awaitable[Found]]
    roles: frozenset[str] = WHO_SEES_PEOPLE


def _wanted(work: Work, asked: Asked, **more: Any) -> Wanted:
    return Wanted(
        practice_id=work.practice.id,
        limit=0 if asked.is_count_only else asked.limit + 1,
        before=asked.before,
        ids=tokens(asked, "_id"),
        updated=spans(asked, "_lastUpdated", work.timezone),
        **more,
    )


async def _patients(work: Work, asked: Asked, base: str) -> Found:
    wanted, called = _wanted(work, asked), await people_asked_for(work, asked)
    if called is not None:
        ids = called if wanted.ids is None else called.intersection(wanted.ids)
        wanted = replace(wanted, ids=sorted(ids))
    rows, total = await shared_patients(work.uow, wanted)
    for one in rows[: asked.limit]:
        record(work, "read", one.id, subject_type="patient")
    return [Shaper(base).patient(one) for one in rows], total


async def _referrals(work: Work, asked: Asked, base: str) -> Found:
    wanted = _wanted(
        work,
        asked,
        statuses=mapped(tokens(asked, "status"), _reversed(REFERRAL_STATUS)),
        patients=references(asked, ("patient", "subject"), "Patient", base),
        at=spans(asked, "authored", work.timezone),
    )
    rows, total = await shared_referrals(work.uow, wanted)
    for one in rows[: asked.limit]:
        record(work, "read", one.details.referral.id)
    return [Shaper(base).service_request(one) for one in rows], total


async def _appointments(work: Work, asked: Asked, base: str) -> Found:
    wanted = _wanted(
        work,
        asked,
        statuses=mapped(tokens(asked, "status"), _reversed(APPOINTMENT_STATUS)),
        patients=references(asked, ("patient",), "Patient", base),
        referrals=references(asked, ("based-on",), "ServiceRequest", base),
        workers=references(asked, ("practitioner",), "Practitioner", base),
        at=spans(asked, "date", work.timezone),
    )
    rows, total = await shared_appointments(work.uow, wanted)
    record_visits_read(work, rows[: asked.limit])
    return [Shaper(base).appointment(one) for one in rows], total


async def _practitioners(work: Work, asked: Asked, base: str) -> Found:
    staff = await staff_of(work.uow, [work.practice.id])
    every = [Shaper(base).practitioner(one) for one in staff.values()]
    return _of_few(every, asked)


async def _organizations(work: Work, asked: Asked, base: str) -> Found:
    return _of_few([Shaper(base).organization(work.practice)], asked)


def _of_few(every: Sequence[Resource], asked: Asked) -> Found:
    """A page of what is all in memory, in the same order as the others."""
    ids = tokens(asked, "_id")
    fits = [one for one in every if ids is None or one["id"] in ids]
    fits.sort(key=lambda one: str(one["id"]), reverse=True)
    rest = [one for one in fits if asked.before is None or one["id"] < asked.before]
    return ([] if asked.is_count_only else rest[: asked.limit + 1]), len(fits)


def _reversed(theirs: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for ours, code in theirs.items():
        found.setdefault(code, []).append(ours)
    return found


_ID: Final = {"_id": "token"}
KINDS: Final = (
    Kind(
        name="Patient",
        searched={
            **_ID,
            "name": "string",
            "family": "string",
            "given": "string",
            "phone": "token",
            "telecom": "token",
            "birthdate": "date",
        },
        find=_patients,
    ),
    Kind(
        name="ServiceRequest",
        searched={
            **_ID,
            "_lastUpdated": "date",
            "status": "token",
            "patient": "reference",
            "subject": "reference",
            "authored": "date",
        },
        find=_referrals,
    ),
    Kind(
        name="Appointment",
        searched={
            **_ID,
            "_lastUpdated": "date",
            "status": "token",
            "patient": "reference",
            "practitioner": "reference",
            "based-on": "reference",
            "date": "date",
        },
        find=_appointments,
    ),
    Kind(name="Practitioner", searched=_ID, find=_practitioners, roles=EVERYONE),
    Kind(name="Organization", searched=_ID, find=_organizations, roles=EVERYONE),
)
