"""People of one practice whose reports were counted by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from storage.models import Signpost
from tests import builders as make
from tests.support.world import Surgery, World

MONDAY = datetime.fromisoformat("2026-11-02T10:00:00+00:00")
OCTOBER = datetime.fromisoformat("2026-10-31T23:30:00+00:00")
"""Half past eleven at night in Scotland too: summer time is over."""


@dataclass(slots=True, kw_only=True)
class Plan:
    """One kind of people: how many, what befell them."""

    count: int
    at: datetime = MONDAY
    source: str = "self"
    needs: tuple[str, ...] = ("money",)
    met_after: timedelta | None = None
    told_of: str = ""
    chats: tuple[tuple[str, str], ...] = ()
    answers: tuple[str | None, ...] = ()
    outcome: str | None = None


# Besides these there is Jean: one person of today with energy and housing, who waits.
PEOPLE = (
    Plan(
        count=12,
        needs=("money", "food"),
        met_after=timedelta(hours=3),
        told_of="money",
        chats=(("phone", "attended"), ("phone", "attended"), ("in_person", "attended")),
        answers=("worse", "better"),
        outcome="helped",
    ),
    Plan(
        count=8,
        source="gp",
        needs=("housing",),
        met_after=timedelta(days=2),  # a Wednesday: within two working days
        chats=(("phone", "did_not_attend"), ("phone", "cancelled")),
        answers=(None,),
    ),
    Plan(count=6, at=OCTOBER, needs=("housing",), met_after=timedelta(days=9)),
    Plan(count=3, source="nurse", needs=("abuse",)),
)


async def people(world: World, surgery: Surgery) -> None:
    async with world.db.begin() as uow:
        for plan in PEOPLE:
            for _ in range(plan.count):
                await person(uow, surgery, plan)


async def person(uow: Any, surgery: Surgery, plan: Plan) -> None:
    patient = await make.a_patient(uow, practice=surgery.practice)
    conversation = await make.a_conversation(uow, patient=patient)
    referral = await make.a_referral(
        uow,
        conversation=conversation,
        source=plan.source,
        created_at=plan.at,
        first_human_at=plan.met_after and plan.at + plan.met_after,
        status="closed" if plan.outcome else "waiting",
        outcome=plan.outcome,
        closed_at=plan.outcome and plan.at + timedelta(days=14),
    )
    for label in plan.needs:
        await make.a_need(uow, referral=referral, label=label)
    if plan.told_of:
        told = {"referral_id": referral.id, "service_id": "s", "name": "S", "need": plan.told_of}
        uow.signposts.add(Signpost(practice_id=surgery.practice.id, at=plan.at, **told))
    for day, (mode, status) in enumerate(plan.chats, start=1):
        given = {"mode": mode, "status": status, "starts_at": plan.at + timedelta(days=day)}
        worker = surgery.worker
        await make.an_appointment(
            uow, link_worker=worker, patient=patient, referral=referral, **given
        )
    for number, answer in enumerate(plan.answers, start=1):
        at = plan.at + timedelta(days=number)
        given = {"answer": answer, "status": "answered" if answer else "unanswered"}
        await make.a_check_in(uow, referral=referral, sequence=number, sent_at=at, **given)
    for kind, segments in (("reply", 2), ("reminder", 1)):
        await make.a_message(
            uow,
            conversation=conversation,
            direction="out",
            status="delivered",
            provider="twilio",
            kind=kind,
            segments=segments,
            at=plan.at,
        )
