"""What the carrier reports about a text it took: in any order, late, and more than once."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery import consequences
from bot.delivery.earlier_tries import earlier_tries, record_earlier_try
from bot.delivery.errors import CarrierError, carrier_error
from bot.delivery.owners import last_moment_of
from bot.delivery.retry import retry_after
from storage.models import Message, Outbox
from storage.models.message import MessageStatus, Provider
from storage.unit_of_work import UnitOfWork

logger = logging.getLogger(__name__)

# Twilio's message statuses. Those that tell nothing new about an accepted text become `sent`:
# that we have its id already says as much.
STATUSES: dict[str, MessageStatus] = {
    "accepted": "sent",
    "scheduled": "sent",
    "queued": "sent",
    "sending": "sent",
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "partially_delivered": "delivered",  # some of several parts: the phone was reached
    "undelivered": "undelivered",
    "failed": "failed",
    "canceled": "cancelled",
}

_TRIES = 3
_TRIED = re.compile(r"\Atry (\d+) after ")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReceipt:
    """`message_id` is our own, where the carrier gave it back with the receipt."""

    provider: Provider
    provider_id: str
    status: str
    error_code: str | None = None
    message_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a receipt changed: `message` is None if it told nothing new."""

    message: Message | None = None
    is_to_be_sent_again: bool = False


async def record_receipt(uow: UnitOfWork, receipt: DeliveryReceipt, *, now: datetime) -> Recorded:
    """Move the message forward and act on an error."""
    status = STATUSES.get(receipt.status.lower())
    is_failure = status in ("undelivered", "failed")
    if is_failure:
        await _take_lane(uow, receipt)
    message = await _message_of(uow, receipt)
    if message is None or status is None:
        logger.info("receipt without effect", extra={"provider_id": receipt.provider_id})
        return Recorded()
    if is_failure:
        return await _fail(uow, message, receipt, status, now=now)
    moved = await uow.messages.move_status(
        message.id, status, None, now, provider_id=receipt.provider_id
    )
    if not moved:
        return Recorded()
    # A receipt may be quicker than the answer to the send, which may never come at all.
    await uow.outbox.remove(message.id)
    return Recorded(message=message)


async def _take_lane(uow: UnitOfWork, receipt: DeliveryReceipt) -> None:
    """A failure changes what is known of the person, who may be writing STOP in this very moment:
    one after the other, and the person before the message, as everybody does."""
    patient_id = await uow.messages.patient_of(
        receipt.provider, receipt.provider_id, receipt.message_id
    )
    if patient_id is not None:
        await uow.patients.lock(patient_id)


async def _message_of(uow: UnitOfWork, receipt: DeliveryReceipt) -> Message | None:
    message = await uow.messages.by_provider_id(receipt.provider, receipt.provider_id)
    if message is not None or receipt.message_id is None:
        return message
    message = await uow.messages.lock(receipt.message_id)
    if message is None or message.provider != receipt.provider or message.direction != "out":
        return None
    # Of an earlier try only good news counts: the later one speaks for itself.
    is_good = STATUSES.get(receipt.status.lower()) == "delivered"
    return message if is_good or await _is_of_latest_try(uow, message, receipt) else None


async def _is_of_latest_try(uow: UnitOfWork, message: Message, receipt: DeliveryReceipt) -> bool:
    """Whether its id is news to us: the answer to the send, which names it, may be slower."""
    if message.provider_id is None:
        return True
    tried = await earlier_tries(uow, message.id)
    return message.provider_id in tried and receipt.provider_id not in tried


async def _fail(
    uow: UnitOfWork,
    message: Message,
    receipt: DeliveryReceipt,
    status: MessageStatus,
    *,
    now: datetime,
) -> Recorded:
    error = carrier_error(receipt.error_code)
    is_repeated = (
        message.provider_id == receipt.provider_id and await uow.outbox.get(message.id) is not None
    )
    if message.status not in ("sending", "sent", "unknown") or is_repeated:
        return Recorded()
    addressee = await consequences.addressee_of(uow, message, now)
    if _may_try_again(addressee) and await _send_again(addressee, error, receipt):
        return Recorded(message=message, is_to_be_sent_again=True)
    moved = await uow.messages.move_status(
        message.id, status, error.code, now, provider_id=receipt.provider_id
    )
    if not moved:
        return Recorded()
    await consequences.apply(error, addressee)
    await uow.outbox.remove(message.id)
    return Recorded(message=message)


def _may_try_again(addressee: consequences.Addressee) -> bool:
    """What a colleague wrote before their texts were held is not said again by itself: it may be
    a family that reads it, or a stranger."""
    patient, message = addressee.patient, addressee.message
    is_doubtful = message.kind == "staff" and patient.scheduled_texts_held
    return not patient.is_erased and not is_doubtful


async def _send_again(
    addressee: consequences.Addressee, error: CarrierError, receipt: DeliveryReceipt
) -> bool:
    """Queue an undelivered text once more if its cause may pass and it is still young enough."""
    uow, message, now = addressee.uow, addressee.message, addressee.now
    tries = _tries(message)
    wait = retry_after(error, attempts=tries, max_attempts=_TRIES, draw=0.5)
    if wait is None or error.act not in ("retry_later", "retry_once"):
        return False
    expires_at = await _expires_at(addressee)
    if expires_at is None or now + wait >= expires_at:
        return False
    reason = f"try {tries + 1} after {error.code}"
    await uow.messages.move_status(message.id, "sent", reason, now)
    message.provider_id, message.reason = receipt.provider_id, reason
    record_earlier_try(uow, message, receipt.provider_id, now=now)
    row = await uow.outbox.get(message.id)
    if row is not None:
        # The answer to the send is on its way still, or was lost: whoever has the row in hand
        # leaves it for the next try.
        row.not_before = now + wait
        return True
    uow.outbox.add(
        Outbox(
            message_id=message.id,
            practice_id=message.practice_id,
            patient_id=message.patient_id,
            kind=message.kind,
            not_before=now + wait,
            expires_at=expires_at,
            # As after a hand-over: the next worker looks the text up before sending it again.
            attempts=1,
            owner_type=message.owner_type,
            owner_id=message.owner_id,
            owner_version=message.owner_version,
        )
    )
    return True


async def _expires_at(addressee: consequences.Addressee) -> datetime | None:
    """Until when a second try is as true as the first was, by the server's clock: no longer than
    what it speaks of is still to come, whatever the carrier may keep it for."""
    uow, message = addressee.uow, addressee.message
    practice = await uow.practices.get(message.practice_id)
    if practice is None:
        return None
    ages = practice.settings.max_age_hours
    age = timedelta(hours=getattr(ages, message.kind, ages.reply))
    ends = (message.send_at or message.at) + age
    over = await last_moment_of(uow, message)
    return (ends if over is None else min(ends, over)) - addressee.patient.clock_shift


def _tries(message: Message) -> int:
    tried = _TRIED.match(message.reason or "")
    return int(tried[1]) if tried else 1
