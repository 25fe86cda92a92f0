"""The link worker's side of the page, from the rows of one referral."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from markupsafe import Markup

from bot.channels.simulator.phone_view import CheckInAnswer, NextThing, Visit, WorkerView
from bot.web.filters import marked
from storage.models import Appointment, CheckIn, Message, Need, Patient, Practice, RiskFlag
from storage.repositories.conversations import Thread
from storage.unit_of_work import UnitOfWork

MOST_IN_INBOX: Final = 1000


async def worker_view(
    uow: UnitOfWork,
    practice: Practice,
    thread: Thread,
    messages: Sequence[Message],
    now: datetime,
) -> WorkerView:
    """Everything a link worker would see at a glance; times on this phone's clock."""
    patient, conversation, referral = thread
    needs = await uow.needs.of_referral(referral.id)
    flags = await uow.risk_flags.of_referral(referral.id)
    appointments = await uow.appointments.of_referral(referral.id)
    owner = await uow.staff.get(conversation.owner_id) if conversation.owner_id else None
    place, length = await _place_in_inbox(uow, practice, referral.id, now)
    return WorkerView(
        referral_id=referral.id,
        status=referral.status,
        risk=referral.risk,
        attention=referral.attention or "",
        is_paused=conversation.automation == "paused",
        owner_name=owner.name if owner else "",
        person=_person(patient),
        needs=tuple(need.label for need in needs),
        words=_words(messages, needs, flags),
        summary=str(referral.summary or ""),
        appointment=await _appointment(uow, appointments),
        check_ins=_check_ins(await uow.check_ins.of_referral(referral.id)),
        next_things=await _next_things(uow, patient),
        place_in_inbox=place,
        inbox_length=length,
    )


def _person(patient: Patient) -> str:
    return str(patient.name or "name not given yet")


def _words(
    messages: Sequence[Message], needs: Sequence[Need], flags: Sequence[RiskFlag]
) -> tuple[Markup, ...]:
    """Each of the person's texts that led to a need or a risk, with those words marked."""
    spans: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for need in needs:
        for piece in need.evidence:
            spans[piece["message_id"]].append({**piece, "label": need.label})
    for flag in flags:
        for piece in flag.evidence:
            spans[flag.message_id].append({"label": flag.level, **piece})
    return tuple(marked(one.text, spans[one.id]) for one in messages if one.id in spans)


async def _appointment(uow: UnitOfWork, appointments: Sequence[Appointment]) -> Visit | None:
    """The latest that still stands, or else the latest."""
    standing = [one for one in appointments if one.status != "cancelled"] or list(appointments)
    if not standing:
        return None
    one = standing[-1]
    worker = await uow.staff.get(one.link_worker_id)
    return Visit(
        starts_at=one.starts_at,
        mode=one.mode,
        status=one.status,
        worker_name=worker.name if worker else "",
    )


def _check_ins(check_ins: Sequence[CheckIn]) -> tuple[CheckInAnswer, ...]:
    return tuple(
        CheckInAnswer(at=one.due_at, answer=one.answer or one.status)
        for one in check_ins
        if one.status != "planned"
    )


async def _next_things(uow: UnitOfWork, patient: Patient) -> tuple[NextThing, ...]:
    """Timers and texts held for the morning, soonest first."""
    ahead = patient.clock_shift
    timers = await uow.timers.waiting_for_patient(patient.id)
    letters = await uow.outbox.of_patient(patient.id)
    things = [NextThing(kind=one.kind, at=one.due_at + ahead) for one in timers]
    things += [NextThing(kind=one.kind, at=one.not_before + ahead, is_text=True) for one in letters]
    return tuple(sorted(things, key=lambda thing: thing.at))


async def _place_in_inbox(
    uow: UnitOfWork, practice: Practice, referral_id: str, now: datetime
) -> tuple[int | None, int]:
    """Where the referral stands among all that wait, from 1; None if it is not among them."""
    places = await uow.referrals.places([practice.id], now, limit=MOST_IN_INBOX)
    ids = [one.id for one in places]
    return (ids.index(referral_id) + 1 if referral_id in ids else None), len(ids)
