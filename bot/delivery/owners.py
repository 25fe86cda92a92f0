"""Whether what a text speaks of is still as it was when the text was written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.understanding import GRAVE
from storage.models import Message, Outbox
from storage.unit_of_work import UnitOfWork

SEND_LATER = "send_later"
"""The owner of a text that its writer chose to have sent later: their hold on the conversation."""

OF_A_VISIT = frozenset({"appointment", "appointment_change"})
"""The owners of a text that tells of one visit: it comes, it was moved, it was called off."""

_IsUnchanged = Callable[[UnitOfWork, Outbox, datetime], Awaitable[bool]]


async def is_owner_unchanged(uow: UnitOfWork, row: Outbox, now: datetime) -> bool:
    """True for a text without an owner; `now` is by the person's clock."""
    look = _LOOKS.get(row.owner_type or "")
    return True if look is None else await look(uow, row, now)


async def last_moment_of(uow: UnitOfWork, message: Message) -> datetime | None:
    """When what a text spoke of as still to come is over, by the person's clock; None where it
    spoke of no such thing."""
    if message.owner_type in OF_A_VISIT:
        visit = await uow.appointments.get(message.owner_id or "")
        return visit.starts_at if visit is not None and visit.starts_at > message.at else None
    if message.owner_type == "waiting_place":
        place = await uow.waiting_places.get(message.owner_id or "")
        return place.offered_until if place is not None else None
    return None


async def _appointment(uow: UnitOfWork, row: Outbox, now: datetime) -> bool:
    """A reminder: of this very time, still to come, not cancelled."""
    appointment = await uow.appointments.get(row.owner_id or "")
    return (
        appointment is not None
        and appointment.version == row.owner_version
        and appointment.is_live
        and appointment.starts_at > now
    )


async def _appointment_change(uow: UnitOfWork, row: Outbox, now: datetime) -> bool:
    """News of a change, unless it has changed once more."""
    appointment = await uow.appointments.get(row.owner_id or "")
    return appointment is not None and appointment.version == row.owner_version


async def _check_in(uow: UnitOfWork, row: Outbox, now: datetime) -> bool:
    """A check-in that no change of the plan has put away; each keeps the plan's version it had."""
    check_in = await uow.check_ins.get(row.owner_id or "")
    return check_in is not None and check_in.status in ("planned", "sent")


async def _waiting_place(uow: UnitOfWork, row: Outbox, now: datetime) -> bool:
    """The offer of a freed time, while it is still theirs to take."""
    place = await uow.waiting_places.get(row.owner_id or "")
    return place is not None and place.version == row.owner_version and place.status == "offered"


async def _conversation(uow: UnitOfWork, row: Outbox, now: datetime) -> bool:
    """Nobody has closed it, or handed it back, since."""
    conversation = await uow.conversations.get(row.owner_id or "")
    return conversation is not None and conversation.is_live and conversation.automation == "paused"


async def _unseen_risk(uow: UnitOfWork, row: Outbox, now: datetime) -> bool:
    """What the number on duty is told, while nobody has looked."""
    flags = await uow.risk_flags.of_referral(row.owner_id or "")
    return any(flag.seen_at is None and flag.level in GRAVE for flag in flags)


_LOOKS: dict[str, _IsUnchanged] = {
    "appointment": _appointment,
    "appointment_change": _appointment_change,
    "check_in": _check_in,
    "waiting_place": _waiting_place,
    "unseen_risk": _unseen_risk,
    SEND_LATER: _conversation,
}
