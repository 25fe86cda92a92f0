"""Who is on the waiting list, why a time that comes free passes somebody over, and what is said to
who puts them on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from actions.basis.work import Work
from actions.waiting_list.passed_over import PassedOver, why_passed_over
from bot.staff.presenters.person import ByPhone, by_phone, full_name
from storage.models import Patient, WaitingPlace

Joined: TypeAlias = Literal["joined_waiting", "joined_waiting_held", "joined_waiting_unreachable"]
_MUST_BE_PHONED: Final = frozenset({"opted_out", "frozen", "unreachable", "not_safe"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """`passed_over` says why no time is offered to them as things stand, "" where one would be."""

    place: WaitingPlace
    who: str
    by_phone: ByPhone
    passed_over: PassedOver


async def present_waiting(work: Work, me: str) -> list[Waiting]:
    """All on the list of the practice, in order, for the member of staff `me`."""
    return [
        Waiting(
            place=place,
            who=full_name(patient),
            by_phone=by_phone(patient),
            passed_over=await _passed_over(work, patient, me) if place.status == "waiting" else "",
        )
        for place, patient in await work.uow.waiting_places.of_practice(work.practice.id)
    ]


async def joined_words(work: Work, place: WaitingPlace, me: str) -> Joined:
    """The name of the message about who was put on the list, told to the member of staff `me`."""
    patient = await work.uow.patients.get(place.patient_id)
    why = await _passed_over(work, patient, me) if patient is not None else ""
    if why in _MUST_BE_PHONED:
        return "joined_waiting_unreachable"
    return "joined_waiting_held" if why else "joined_waiting"


async def _passed_over(work: Work, patient: Patient, me: str) -> PassedOver:
    thread = await work.uow.conversations.live_for(patient.id)
    return await why_passed_over(work, patient, thread, me=me) if thread is not None else ""
