"""What the database holds in the end: the other side of what the checker compares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import func, select

from storage.database import Database
from storage.models import (
    Appointment,
    Audit,
    Message,
    Outbox,
    Patient,
    Practice,
    Referral,
    RiskFlag,
    Timer,
    TurnEvents,
)

TAKES_TIME = ("held", "booked", "confirmed", "attended", "did_not_attend")
DANGERS = ("crisis", "emergency")
"""Levels of risk that the number on duty is told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What the number on duty was told of danger."""

    texts: int
    told: int
    """How often the audit says that it was told."""
    untold: frozenset[str]
    """The referrals with a danger of which it was not told, and will not be."""
    hidden: frozenset[str]
    """The referrals with a danger that the team has not seen and does not find among its work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Everything of one practice that the checker asks for."""

    practice: Practice
    incoming: Sequence[Message]
    outgoing: Sequence[Message]
    """Those that a carrier was to take."""
    waiting: dict[str, Outbox]
    phones: dict[str, str]
    """Of each patient."""
    attention: dict[str, str | None]
    """What the team was told of each conversation."""
    answers: Counter[str]
    """How many texts each incoming message was answered with."""
    slots_taken_twice: int
    duty: Duty


async def all_that_is_kept(database: Database, code: str = "demo") -> Kept:
    """Read it in one snapshot."""
    async with database.read() as uow:
        practice = await uow.practices.by_code(code)
        assert practice is not None
        rows = (await uow.session.scalars(select(Message).order_by(Message.id))).all()
        patients = (await uow.session.scalars(select(Patient))).all()
        referrals = (await uow.session.scalars(select(Referral))).all()
        waiting = (await uow.session.scalars(select(Outbox))).all()
        events = (await uow.session.scalars(select(TurnEvents))).all()
        taken = select(Appointment).where(Appointment.status.in_(TAKES_TIME))
        appointments = (await uow.session.scalars(taken)).all()
        flags = (await uow.session.scalars(select(RiskFlag))).all()
        alerts = (await uow.session.scalars(select(Timer).where(Timer.kind == "duty_alert"))).all()
        told = select(func.count()).select_from(Audit).where(Audit.action == "duty_told")
        times_told = await uow.session.scalar(told) or 0
    return Kept(
        practice=practice,
        incoming=[row for row in rows if row.direction == "in"],
        outgoing=[row for row in rows if row.direction == "out" and row.provider == "twilio"],
        waiting={row.message_id: row for row in waiting},
        phones={patient.id: str(patient.contact) for patient in patients},
        attention={referral.conversation_id: referral.attention for referral in referrals},
        answers=_answers(events),
        slots_taken_twice=_taken_twice(appointments),
        duty=Duty(
            texts=sum(row.kind == "duty" for row in rows),
            told=times_told,
            untold=_untold(practice, flags, alerts),
            hidden=_hidden(flags, referrals),
        ),
    )


def _untold(
    practice: Practice, flags: Sequence[RiskFlag], alerts: Sequence[Timer]
) -> frozenset[str]:
    """Each danger that nobody has seen has an alert of its own: it is done, or still to come."""
    if not practice.settings.duty_phone:
        return frozenset()
    alerted = {
        (alert.owner_id, alert.key) for alert in alerts if alert.status in ("waiting", "done")
    }
    return frozenset(
        flag.referral_id
        for flag in _dangers(flags)
        if (flag.referral_id, flag.message_id) not in alerted
    )


def _hidden(flags: Sequence[RiskFlag], referrals: Sequence[Referral]) -> frozenset[str]:
    shown = {
        referral.id
        for referral in referrals
        if referral.risk in DANGERS and referral.waiting_since is not None
    }
    return frozenset(flag.referral_id for flag in _dangers(flags)) - shown


def _dangers(flags: Sequence[RiskFlag]) -> list[RiskFlag]:
    return [flag for flag in flags if flag.level in DANGERS and flag.seen_at is None]


def _answers(events: Sequence[TurnEvents]) -> Counter[str]:
    answers: Counter[str] = Counter()
    for turn in events:
        if turn.message_id is not None:
            answers[turn.message_id] += sum(each["type"] == "said" for each in turn.happened)
    return answers


def _taken_twice(appointments: Sequence[Appointment]) -> int:
    """How often a link worker was given two people at one time."""
    diaries: dict[str, list[tuple[datetime, datetime]]] = {}
    for each in appointments:
        diaries.setdefault(each.link_worker_id, []).append((each.starts_at, each.ends_at))
    return sum(
        earlier[1] > later[0]
        for diary in diaries.values()
        for earlier, later in pairwise(sorted(diary))
    )
