"""Where else the person of a conversation page stands: joined with it, or under the same number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from actions.basis.work import Work
from bot.staff.presenters.other_referrals import OtherReferral, present_others
from bot.staff.presenters.person import masked
from bot.staff.presenters.same_phone import By, SamePhone, present_same_phone
from storage.models import Patient
from storage.models.patient import ON_DUTY

_MOST_NAMESAKES: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesake:
    """`path` leads to both side by side."""

    path: str
    number: str
    channel: str


async def other_referrals(
    work: Work, patient: Patient, referral_id: str, joined: Sequence[Patient]
) -> tuple[OtherReferral, ...]:
    """All but the one that is on the page, those of `joined` records behind their own."""
    every = await work.uow.referrals.of_patient(patient.id)
    theirs = {one: await work.uow.referrals.of_patient(one.id) for one in joined}
    return present_others(every, referral_id, theirs)


async def goes_on_in(work: Work, patient: Patient, joined: Sequence[Patient]) -> str:
    """The page of the record in which all goes on; "" where that is this one."""
    kept_id = await work.uow.joined_records.kept_of(patient.id) if joined else None
    every = await work.uow.referrals.of_patient(kept_id) if kept_id else ()
    return f"/staff/referrals/{every[0].id}" if every else ""


async def namesakes(
    work: Work, patient: Patient, referral_id: str, besides: Sequence[Patient]
) -> tuple[Namesake, ...]:
    """The records of the same name and birth date, who may be the same person and whom nothing
    else leads to."""
    known = {one.id for one in besides}
    return tuple(
        Namesake(
            path=f"/staff/referrals/{referral_id}/join?with={theirs.id}",
            number=masked(other),
            channel=other.channel,
        )
        for other, theirs in await work.uow.search.namesakes(patient, limit=_MOST_NAMESAKES)
        if other.id not in known
    )


async def same_phones(
    work: Work, patient: Patient, joined: Sequence[Patient]
) -> tuple[SamePhone, ...]:
    """The records under the same number, but for those that are joined with it anyhow."""
    found: list[SamePhone] = []
    known = {patient.id, *(one.id for one in joined)}
    for other, by in await _at_the_number(work, patient):
        if other.id not in known:
            known.add(other.id)
            every = await work.uow.referrals.of_patient(other.id)
            shown = present_same_phone(other, every, by)
            found += [shown] if shown else []
    return tuple(found)


async def _at_the_number(work: Work, patient: Patient) -> list[tuple[Patient, By]]:
    people = work.uow.patients
    if patient.phone is not None:
        known = await people.at_number(work.practice.id, str(patient.phone))
        return [(one, "told_here") for one in known]
    other = await people.at_other_address(patient)
    same: list[tuple[Patient, By]] = [] if other is None else [(other, "same_phone")]
    return [*same, *((one, "told_there") for one in await _told_in_web_chat(work, patient))]


async def _told_in_web_chat(work: Work, patient: Patient) -> list[Patient]:
    """Who gave this number where they were asked for one to ring: it is sealed, and found as a
    search finds it."""
    number = patient.contact.removeprefix("whatsapp:")
    if not number.startswith("+") or number.startswith(ON_DUTY):
        return []
    found = await work.uow.search.people(work.practice.id, number, limit=10)
    return [one for one in found if one.phone == number]
