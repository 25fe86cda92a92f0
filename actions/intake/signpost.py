"""Signpost: a name and a number that may help until the appointment. It is not a referral,
so it is recorded and counted apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.basis.work import Work
from actions.intake.save_person import age_on
from bot.directory.one_text import one_text, told_in_one_text
from bot.directory.search import fitting
from storage.models import Referral, Service, Signpost

_MOST: Final = 2


async def signpost(
    work: Work, referral: Referral, needs: Sequence[str], *, age: int | None = None
) -> Sequence[Service]:
    """Two services at most near the practice that fit the needs and one text, and record them; for
    who comes back with new needs, such as fit those.

    Services for people who live with abuse are never named: who reads the phone is not known.
    """
    fit_for = [need for need in needs if need != "abuse"]
    if not fit_for:
        return ()
    given = await work.uow.signposts.needs_of_referral(referral.id)
    fit_for = [need for need in fit_for if need not in given] or fit_for
    found = await fitting(
        work.uow, work.practice, fit_for, age=age, limit=_MOST, today=work.now.date()
    )
    services = told_in_one_text(found)
    for service in services:
        work.uow.signposts.write(
            Signpost(
                practice_id=work.practice.id,
                referral_id=referral.id,
                service_id=service.id,
                name=service.name,
                need=next((need for need in fit_for if need in service.needs), fit_for[0]),
                at=work.now,
            )
        )
    return services


class ActionSignpost(FlowAction):
    action_name: ClassVar[str] = "action_signpost"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        if case.patient.neutral_wording:
            return {"signpost_text": ""}
        born = case.patient.birth_date
        services = await signpost(
            case.work,
            case.referral,
            slots.get("needs") or [],
            age=age_on(case.now.date(), str(born)) if born else None,
        )
        return {"signpost_text": one_text(services)}
