"""Put somebody who found no time that suits on the waiting list, in the order of joining."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.audit import record
from actions.basis.case import Case
from actions.basis.case_file import live_case
from actions.basis.errors import NotAllowed
from actions.basis.flow_action import FlowAction
from actions.basis.work import Work
from storage.models import Patient, Referral, WaitingPlace


async def join_waiting_list(work: Work, referral_id: str, modes: Sequence[str]) -> WaitingPlace:
    """Join, or change which ways of meeting suit; the place in the line is kept.

    Raises NotAllowed without a way of meeting that the practice offers, or for somebody who
    has an appointment; NotFound, AlreadyClosed.
    """
    patient, _, referral = await live_case(work, referral_id)
    return await join(work, patient, referral, modes)


async def join(
    work: Work, patient: Patient, referral: Referral, modes: Sequence[str]
) -> WaitingPlace:
    """The same with the rows at hand."""
    suiting = [mode for mode in work.practice.settings.modes if mode in modes]
    if not suiting:
        raise NotAllowed("Choose at least one way of meeting.")
    now = work.now_for(patient)
    if await work.uow.appointments.next_for_patient(patient.id, now) is not None:
        raise NotAllowed("This person has an appointment. Move that one instead.")
    place = await work.uow.waiting_places.of_referral(referral.id)
    if place is not None:
        place.modes = suiting
        return place
    place = work.uow.waiting_places.add(
        WaitingPlace(
            practice_id=work.practice.id,
            patient_id=patient.id,
            referral_id=referral.id,
            modes=suiting,
            joined_at=work.now,
        )
    )
    record(work, "joined_waiting_list", referral.id, detail={"modes": suiting})
    return place


class ActionJoinWaitingList(FlowAction):
    """By text any way of meeting will do, but for the phone where they cannot use it: a link worker
    can narrow it later."""

    action_name: ClassVar[str] = "action_join_waiting_list"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        work = case.work
        if await work.uow.appointments.next_for_patient(case.patient.id, case.now) is None:
            modes = work.practice.settings.modes
            others = [mode for mode in modes if mode != "phone"] if slots.get("no_phone") else modes
            await join(work, case.patient, case.referral, others or modes)
        return {}
