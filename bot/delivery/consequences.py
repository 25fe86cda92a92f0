"""What a carrier's final word about a text changes, besides the text itself."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.attention import Why, ask_for_person
from bot.delivery.doubt import freeze_number
from bot.delivery.errors import Act, CarrierError
from bot.delivery.opting_out import end_texting
from bot.metrics import DUTY_ALERTS, SEND_FAILURES
from storage.models import Message, Patient, Referral
from storage.unit_of_work import UnitOfWork

logger = logging.getLogger(__name__)


_SET_UP = "carrier_set_up"
"""The subject of an alert that is about a practice's set-up and no single text."""

_TOLD_EVERY = timedelta(hours=1)
_CODES_AT_ONCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Whom a text was for; `now` is the server's clock, aware UTC."""

    uow: UnitOfWork
    message: Message
    patient: Patient
    referral: Referral | None
    now: datetime

    @property
    def patient_now(self) -> datetime:
        return self.now + self.patient.clock_shift


async def addressee_of(uow: UnitOfWork, message: Message, now: datetime) -> Addressee:
    """The addressee of `message`; its patient's row must exist, as a foreign key promises."""
    patient = await uow.patients.get(message.patient_id)
    if patient is None:
        raise LookupError(f"message {message.id} has no patient")
    referral = await uow.referrals.of_conversation(message.conversation_id)
    return Addressee(uow=uow, message=message, patient=patient, referral=referral, now=now)


async def apply(error: CarrierError, addressee: Addressee) -> None:
    """Do what the table says for a text that finally failed, so that a person can step in."""
    SEND_FAILURES.labels(addressee.message.provider or "none", error.code).inc()
    if addressee.patient.is_erased:
        return
    _duty_not_told(addressee, error.code)
    uow, patient, now = addressee.uow, addressee.patient, addressee.now
    match error.act:
        case "opted_out":
            await end_texting(uow, patient, source="carrier", now=now)
        case "maybe_stranger":
            await freeze_number(uow, patient, now=now, code=error.code)
        case "bad_number":
            _mark_unreachable(error, addressee)
        case "config_alert" | "alert":
            _alert(error, addressee)
    raise_attention(addressee, _ATTENTION.get(error.act, "delivery_failed"))


async def hold(error: CarrierError, addressee: Addressee) -> None:
    """A text that waits for us to mend our set-up: the operator is told, once an hour for all the
    practice's texts that it holds, however often each is tried."""
    if error.act != "config_alert":
        return
    audit, practice_id = addressee.uow.audit, addressee.patient.practice_id
    told = await audit.of_subject(_SET_UP, practice_id, limit=_CODES_AT_ONCE)
    since = addressee.now - _TOLD_EVERY
    if any(each.at > since and each.detail.get("code") == error.code for each in told):
        return
    _log(error, addressee)
    _audit(addressee, "carrier_alert", _SET_UP, practice_id, code=error.code)


def not_told(addressee: Addressee, why: str) -> None:
    """A text that was given up: it became too old, or nobody knows whether it arrived."""
    _duty_not_told(addressee, why)
    raise_attention(addressee, "delivery_failed")


def _duty_not_told(addressee: Addressee, why: str) -> None:
    """The contact on duty has no referral to raise, so the operator is told."""
    if addressee.message.kind != "duty":
        return
    DUTY_ALERTS.labels("failed").inc()
    logger.error(
        "the number on duty could not be told",
        extra={"code": why, "message_id": addressee.message.id},
    )


def raise_attention(addressee: Addressee, why: Why) -> None:
    """Put the referral on the worker's list, as anything else that needs a person does."""
    if addressee.referral is not None and not addressee.patient.is_erased:
        ask_for_person(addressee.referral, why, now=addressee.patient_now)


def _mark_unreachable(error: CarrierError, addressee: Addressee) -> None:
    addressee.patient.unreachable_reason = error.code
    _audit(addressee, "unreachable", "patient", addressee.patient.id, code=error.code)


def _log(error: CarrierError, addressee: Addressee) -> None:
    logger.error(
        "carrier alert: %s",
        error.meaning,
        extra={"code": error.code, "message_id": addressee.message.id},
    )


def _alert(error: CarrierError, addressee: Addressee) -> None:
    _log(error, addressee)
    _audit(addressee, "carrier_alert", "message", addressee.message.id, code=error.code)


_ATTENTION: dict[Act, Why] = {
    "opted_out": "opted_out",
    "bad_number": "unreachable",
    "maybe_stranger": "wrong_number",
    "retry_later": "unreachable",
    "too_late": "unreachable",
}


def _audit(
    addressee: Addressee, action: str, subject_type: str, subject_id: str, **detail: str
) -> None:
    addressee.uow.audit.add_by_system(
        action,
        practice_id=addressee.patient.practice_id,
        at=addressee.now,
        subject_type=subject_type,
        subject_id=subject_id,
        **detail,
    )
