"""The last step before a text leaves, and the first after it: both short transactions.

No transaction is open while the carrier has the text. `begin` marks it as being sent before
anything leaves, so that whoever finds it so after a crash knows to look it up first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.delivery import consequences
from bot.delivery.bounds import Answers, Bounds
from bot.delivery.carrier import Outgoing
from bot.delivery.check import SCHEDULED, Decision, Drop, Leaving, Wait, check
from bot.delivery.danger import last_danger
from bot.delivery.earlier_tries import earlier_tries
from bot.delivery.errors import CarrierError
from bot.delivery.hours import seconds_until_closing
from bot.delivery.owners import OF_A_VISIT, is_owner_unchanged
from bot.delivery.same_phone import holds_texts
from bot.delivery.segments import segments, tidy
from bot.delivery.unsent import status_of_unsent
from storage.models import Conversation, Message, Outbox, Patient, Practice
from storage.models.message import INSIDE, MessageStatus, Provider
from storage.models.outbox import rank_of
from storage.models.patient import ON_DUTY
from storage.private import PatientText
from storage.repositories.outbox import Letter
from storage.unit_of_work import UnitOfWork

LEASE: Final = timedelta(seconds=60)
MOST_OF_A_LEASE: Final = 0.8
"""What is left of a lease when a text is handed over, at the least, and all that a carrier has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """One text that may leave now. `is_repeat`: it may have been handed over before, with what
    effect only the carrier knows."""

    outgoing: Outgoing
    provider: Provider
    is_repeat: bool
    attempts: int
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    letter: Letter
    practice: Practice
    conversation: Conversation
    now: datetime

    @property
    def row(self) -> Outbox:
        return self.letter.outbox

    @property
    def message(self) -> Message:
        return self.letter.message

    @property
    def patient(self) -> Patient:
        return self.letter.patient

    @property
    def shift(self) -> timedelta:
        return self.patient.clock_shift


async def begin(
    uow: UnitOfWork,
    message_id: str,
    *,
    worker: str,
    now: datetime,
    lease: timedelta = LEASE,
    bounds: Bounds | None = None,
) -> Departure | None:
    """Check once more and mark as being sent; None if it must wait, or not leave, or is not
    this worker's any more. From now on it is this worker's for most of a `lease` at the least.
    Without `bounds` nothing is counted."""
    facts = await _facts(uow, message_id, worker=worker, now=now)
    if facts is None or not await _is_ours(uow, facts, worker=worker, lease=lease):
        return None
    answers = await _answers(uow, facts, bounds)
    leaving = await _leaving(uow, facts, answers, bounds)
    decision = check(leaving, facts.practice.settings, facts.practice.timezone)
    if not await _may_leave(uow, facts, decision):
        return None
    if answers.is_last_word and bounds is not None and bounds.last_word is not None:
        await _say_last_word(uow, facts, bounds.last_word(facts.patient.language))
    is_moved = await uow.messages.move_status(message_id, "sending", None, now)
    if not is_moved:
        if await _is_cancelled(uow, message_id):
            return None  # by a person, while we looked
        if not await uow.outbox.renew(message_id, worker, now + lease):
            return None  # whoever had it before us has just recorded what became of it
        await _forget_refusal(uow, facts)
    # What was still queued was claimed at most: to look it up could only find another text of
    # the same words.
    return _departure(facts, is_repeat=not is_moved)


async def _is_ours(uow: UnitOfWork, facts: _Facts, *, worker: str, lease: timedelta) -> bool:
    """A text that waited long for its number's turn must not be another worker's as well while
    the carrier has it."""
    until = facts.row.lease_until
    if until is not None and until - facts.now >= lease * MOST_OF_A_LEASE:
        return True
    return await uow.outbox.renew(facts.message.id, worker, facts.now + lease)


async def _forget_refusal(uow: UnitOfWork, facts: _Facts) -> None:
    """How the last try ended is known no more: the carrier is given it again."""
    if facts.message.status == "sending" and facts.message.reason is not None:
        facts.message.reason = None
        await uow.flush()


async def _is_cancelled(uow: UnitOfWork, message_id: str) -> bool:
    message = await uow.messages.lock(message_id)
    return message is None or message.status == "cancelled"


async def record_sent(
    uow: UnitOfWork, message_id: str, provider_id: str | None, *, has_arrived: bool, now: datetime
) -> None:
    """The carrier has it: keep its id, if it has one, and forget the row that asked to send it,
    unless it told us meanwhile that this try did not arrive: then the row asks for the next one."""
    status: MessageStatus = "delivered" if has_arrived else "sent"
    moved = await uow.messages.move_status(message_id, status, None, now, provider_id=provider_id)
    if not moved and provider_id is not None:
        if provider_id in await earlier_tries(uow, message_id):
            await uow.outbox.release(message_id)
            return
        await _keep_new_id(uow, message_id, provider_id)
    await uow.outbox.remove(message_id)


async def record_refused(
    uow: UnitOfWork, message_id: str, error: CarrierError, wait: timedelta | None, *, now: datetime
) -> None:
    """The carrier surely does not have it: try again after `wait`, or fail where staff see it."""
    message = await uow.messages.get(message_id)
    if message is None:
        return
    await uow.patients.lock(message.patient_id)  # they may be writing STOP in this very moment
    message = await uow.messages.lock(message_id)
    if message is None:
        return
    addressee = await consequences.addressee_of(uow, message, now)
    if wait is not None:
        await consequences.hold(error, addressee)
        if message.status == "sending":  # of one that is sent, the reason counts its tries
            message.reason = error.code
        await uow.outbox.release(message_id, now + wait)
        return
    await uow.messages.move_status(message_id, "failed", error.code, now)
    await consequences.apply(error, addressee)
    await uow.outbox.remove(message_id)


async def record_unknown(
    uow: UnitOfWork, message_id: str, wait: timedelta, *, now: datetime
) -> None:
    """Nobody knows whether the carrier has it: look it up after `wait`, or at its next try where
    the carrier told us meanwhile that this one did not arrive."""
    row = await uow.outbox.get(message_id)
    if row is not None:
        await uow.outbox.release(message_id, max(now + wait, row.not_before))


async def _keep_new_id(uow: UnitOfWork, message_id: str, provider_id: str) -> None:
    """A second try of an undelivered text: from now on receipts speak of this one."""
    message = await uow.messages.lock(message_id)
    if message is not None and message.status == "sent":
        message.provider_id = provider_id


async def _facts(uow: UnitOfWork, message_id: str, *, worker: str, now: datetime) -> _Facts | None:
    letter = await uow.outbox.letter(message_id)
    if letter is None or letter.outbox.lease_by != worker:
        return None
    practice = await uow.practices.get(letter.outbox.practice_id)
    conversation = await uow.conversations.get(letter.message.conversation_id)
    if practice is None or conversation is None:
        return None
    return _Facts(letter=letter, practice=practice, conversation=conversation, now=now)


async def _answers(uow: UnitOfWork, facts: _Facts, bounds: Bounds | None) -> Answers:
    """What was handed over before is not counted again, nor said in other words."""
    if bounds is None or facts.message.status != "queued":
        return Answers()
    return await bounds.answers(
        uow,
        facts.patient.id,
        facts.message.id,
        kind=facts.row.kind,
        author=facts.message.author,
        now=facts.now + facts.shift,
    )


async def _say_last_word(uow: UnitOfWork, facts: _Facts, text: str) -> None:
    """Nobody is left without a word: this text says that answers stop, and where help is."""
    body = tidy(text)
    facts.message.text, facts.message.segments = PatientText(body), segments(body).count
    await uow.flush()
    consequences.raise_attention(
        await consequences.addressee_of(uow, facts.message, facts.now), "too_many_texts"
    )


async def _leaving(
    uow: UnitOfWork, facts: _Facts, answers: Answers, bounds: Bounds | None
) -> Leaving:
    patient, conversation, now = facts.patient, facts.conversation, facts.now + facts.shift
    closed = None
    if bounds is not None and facts.row.kind in SCHEDULED:
        closed = await bounds.closed_until(uow, facts.practice, facts.now)
    return Leaving(
        kind=facts.row.kind,
        author=facts.message.author,
        channel=patient.channel,
        at=facts.message.at,
        now=now,
        expires_at=facts.row.expires_at + facts.shift,
        last_inbound_at=conversation.last_inbound_at,
        last_outbound_at=conversation.last_outbound_at,
        is_second_try=facts.message.status == "sent",
        is_opted_out=await uow.opt_outs.is_out(patient.id),
        is_owner_unchanged=await is_owner_unchanged(uow, facts.row, now),
        frozen_at=patient.frozen_at,
        is_held=facts.row.kind in SCHEDULED and await holds_texts(uow, patient),
        is_unreachable=patient.unreachable_reason is not None,
        muted_until=patient.muted_until,
        taken_over_at=conversation.taken_over_at,
        is_one_too_many=answers.is_too_many,
        danger_at=await last_danger(uow, facts.letter, now),
        is_of_a_visit=facts.row.owner_type in OF_A_VISIT,
        closed_until=None if closed is None else closed + facts.shift,
    )


async def _may_leave(uow: UnitOfWork, facts: _Facts, decision: Decision) -> bool:
    if isinstance(decision, Wait):
        # This was no try: only one that reached the carrier counts, and is looked up.
        facts.row.attempts -= 1
        await uow.flush()
        await uow.outbox.release(facts.message.id, decision.until - facts.shift)
        return False
    if isinstance(decision, Drop):
        await _drop(uow, facts, decision)
        return False
    return True


async def _drop(uow: UnitOfWork, facts: _Facts, decision: Drop) -> None:
    message, reason = facts.message, decision.reason
    status = status_of_unsent(message, reason)
    await uow.messages.move_status(message.id, status, reason, facts.now)
    is_missed = status == "unknown" and reason != "stale"  # nobody needs a stale one any more
    if is_missed or reason in ("too_old", "unreachable"):
        addressee = await consequences.addressee_of(uow, message, facts.now)
        consequences.not_told(addressee, reason)
    await uow.outbox.remove(message.id)


def _departure(facts: _Facts, *, is_repeat: bool) -> Departure:
    message, row = facts.message, facts.row
    return Departure(
        outgoing=Outgoing(
            message_id=message.id,
            from_number=facts.practice.phone or "",
            to=facts.patient.contact.removeprefix(ON_DUTY),
            text=message.text,
            queued_at=message.at - facts.shift,
            validity_seconds=_validity_seconds(facts),
        ),
        provider=message.provider or INSIDE,
        is_repeat=is_repeat,
        attempts=row.attempts,
        rank=rank_of(row.kind),
    )


def _validity_seconds(facts: _Facts) -> int:
    """Not past its age, and what we began not into the night: 21:00 must not land at 07:00."""
    seconds = int((facts.row.expires_at - facts.now).total_seconds())
    if facts.row.kind in SCHEDULED:
        practice = facts.practice
        closing = seconds_until_closing(facts.now, practice.settings, practice.timezone)
        seconds = min(seconds, closing)
    return max(seconds, 60)
