"""Forget a person: every sealed value about them goes, what was counted stays."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, Update, delete, exists, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.keyring import Keyring
from storage.models import (
    ApiAnswer,
    Appointment,
    CheckIn,
    Conversation,
    LegalHold,
    Message,
    Need,
    Note,
    OptOut,
    Outbox,
    Patient,
    PhoneCall,
    Presence,
    Referral,
    RiskFlag,
    SafeguardingRecord,
    SearchWord,
    Timer,
    TurnEvents,
    WaitingPlace,
)
from storage.models.appointment import LIVE_STATUSES
from storage.models.patient import ERASED
from storage.private import PatientText, PhoneNumber

_NOTHING = PatientText("")
CARRIERS_REPEAT_FOR: Final = timedelta(days=7)
"""Until then a webhook that comes again is known by the carrier's id of its text, and makes
nobody anew; afterwards that id would only lead back to the number. What is younger at an erasure
goes by the first night's sweep behind that."""


def stop_fingerprint(contact: str) -> str:
    """What is fingerprinted of a number that said STOP, once nothing else of it is kept."""
    return f"said stop:{contact}"


async def erase(session: AsyncSession, keyring: Keyring, patient_id: str, now: datetime) -> None:
    """Overwrite what is known of a patient, and stop all that was still to happen.

    STOP outlives them: of a number that said it a keyed hash stays, by which nobody is found until
    that number comes again.
    """
    await session.flush()
    filed_under = await _filed_under(session, keyring, patient_id)
    if session.get_bind().dialect.name == "sqlite":
        # What is overwritten must not stay readable in the free space of its page.
        await session.execute(text("PRAGMA secure_delete = ON"))
    # Before the outbox, as whoever records what became of a text takes them.
    theirs = select(Message.id).where(Message.patient_id == patient_id).order_by(Message.id)
    await session.execute(theirs.with_for_update(key_share=True))
    await session.execute(delete(Outbox).where(Outbox.patient_id == patient_id))
    await session.execute(delete(SearchWord).where(SearchWord.patient_id == patient_id))
    await session.execute(
        delete(Presence).where(
            Presence.conversation_id.in_(
                select(Conversation.id).where(Conversation.patient_id == patient_id)
            )
        )
    )
    changes = (*_unsaid(patient_id), *_ended(patient_id, now), *_untraced(patient_id, now))
    for change in (*changes, _nameless(patient_id, filed_under)):
        await session.execute(change.execution_options(synchronize_session=False))
    for entity in session:  # what the unit read before must not be shown or written back
        await session.refresh(entity)


def _unsaid(patient_id: str) -> list[Update]:
    """Their words, wherever they were copied to."""
    conversations = select(Conversation.id).where(Conversation.patient_id == patient_id)
    referrals = select(Referral.id).where(Referral.patient_id == patient_id)
    nothing_said: list[dict[str, Any]] = []
    return [
        _change(Message, conversations, "conversation_id").values(text=_NOTHING, buttons=None),
        _change(TurnEvents, conversations, "conversation_id").values(details=None),
        _change(Need, referrals, "referral_id").values(evidence=nothing_said),
        _change(RiskFlag, referrals, "referral_id").values(evidence=nothing_said),
        _change(Note, referrals, "referral_id").values(text=_NOTHING),
        _change(PhoneCall, referrals, "referral_id").values(note=None),
        _change(SafeguardingRecord, referrals, "referral_id").values(
            concern=_NOTHING, raised_to=_NOTHING, next_step=_NOTHING
        ),
        update(CheckIn).where(CheckIn.patient_id == patient_id).values(words=None),
        # Kept for a day and told by no patient: of the practice's, any may speak of this one.
        _change(
            ApiAnswer, select(Patient.practice_id).where(Patient.id == patient_id), "practice_id"
        ).values(answer=None),
        update(LegalHold).where(LegalHold.patient_id == patient_id).values(reason=_NOTHING),
    ]


def _untraced(patient_id: str, now: datetime) -> list[Update]:
    """The carrier's own name for each text."""
    return [
        update(Message)
        .where(Message.patient_id == patient_id, Message.at < now - CARRIERS_REPEAT_FOR)
        .values(provider_id=None)
    ]


def _ended(patient_id: str, now: datetime) -> list[Update]:
    """What was open is closed, so that nothing is sent to nobody."""
    return [
        update(Message)
        .where(Message.patient_id == patient_id, Message.status.in_(("queued", "sending")))
        .values(status="cancelled", reason="erased", updated_at=now),
        update(Timer)
        .where(Timer.patient_id == patient_id, Timer.status == "waiting")
        .values(status="cancelled", reason="erased", done_at=now),
        update(CheckIn)
        .where(CheckIn.patient_id == patient_id, CheckIn.status == "planned")
        .values(status="cancelled"),
        update(Appointment)
        .where(
            Appointment.patient_id == patient_id,
            Appointment.status.in_(LIVE_STATUSES),
            Appointment.starts_at > now,
        )
        .values(status="cancelled", updated_at=now, version=Appointment.version + 1),
        update(WaitingPlace)
        .where(WaitingPlace.patient_id == patient_id, WaitingPlace.status != "booked")
        .values(status="left", version=WaitingPlace.version + 1),
        update(Referral)
        .where(Referral.patient_id == patient_id)
        .values(
            status="closed",
            summary=None,
            attention=None,
            attention_also=None,
            updated_at=now,
            closed_at=func.coalesce(Referral.closed_at, now),
            outcome=func.coalesce(Referral.outcome, "erased"),
        ),
        update(Conversation)
        .where(Conversation.patient_id == patient_id)
        .values(
            is_live=False, state=None, unread=0, ended_at=func.coalesce(Conversation.ended_at, now)
        ),
    ]


async def _filed_under(session: AsyncSession, keyring: Keyring, patient_id: str) -> str:
    is_out = exists().where(OptOut.patient_id == patient_id, OptOut.ended_at.is_(None))
    query = select(Patient.practice_id, Patient.contact).where(Patient.id == patient_id, is_out)
    if stopped := (await session.execute(query)).first():
        practice_id, contact = stopped
        kept = keyring.fingerprint(stop_fingerprint(contact))
        taken = exists().where(
            Patient.practice_id == practice_id, Patient.contact_fingerprint == kept
        )
        if not await session.scalar(select(taken)):
            return kept
    return keyring.fingerprint(erased_contact(patient_id))


def erased_contact(patient_id: str) -> str:
    """What stands where the number of somebody who was erased was."""
    return f"erased:{patient_id}"


def _nameless(patient_id: str, filed_under: str) -> Update:
    contact = PhoneNumber(erased_contact(patient_id))
    return (
        update(Patient)
        .where(Patient.id == patient_id)
        .values(
            contact=contact,
            contact_fingerprint=filed_under,
            name=None,
            birth_date=None,
            phone=None,
            contact_advice=None,
            unreachable_reason=ERASED,
        )
    )


def _change(model: Any, ids: Select[Any], column: str) -> Update:
    return update(model).where(getattr(model, column).in_(ids))
