"""One builder for each noun: sensible defaults, everything can be said by keyword.

Each puts its row into the unit of work, after whatever it needs that was not given.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from storage.models import (
    ApiToken,
    Appointment,
    Audit,
    Availability,
    CheckIn,
    Conversation,
    Leave,
    Message,
    Need,
    Note,
    OptOut,
    Outbox,
    Patient,
    PhoneCall,
    Practice,
    Referral,
    RiskFlag,
    Service,
    Staff,
    StaffPractice,
    Timer,
    TurnEvents,
    new_id,
)
from storage.private import PatientText, PersonName, PhoneNumber
from storage.unit_of_work import UnitOfWork

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
_numbers = iter([*range(900_890, 900_987), *range(901_000, 1_000_000)])
"""Tests name the others of the drama range themselves, so nobody who is made up gets one."""


def a_phone_number() -> PhoneNumber:
    """A new number each time, of Ofcom's drama range while that lasts; none is ever sent to."""
    return PhoneNumber(f"+447700{next(_numbers)}")


async def a_practice(uow: UnitOfWork, **given: Any) -> Practice:
    id = given.pop("id", new_id())
    defaults = {"code": f"practice-{id[-8:]}", "name": "Dalwhinnie Medical Practice"}
    return uow.practices.add(Practice(id=id, **{**defaults, "created_at": NOW, **given}))


async def a_staff_member(
    uow: UnitOfWork, *, practice: Practice | None = None, **given: Any
) -> Staff:
    practice = practice or await a_practice(uow)
    id = given.pop("id", new_id())
    defaults = {
        "email": f"{id[-8:]}@example.org",
        "name": "Morag Sinclair",
        "password_hash": "not a hash",
        "role": "link_worker",
        "created_at": NOW,
    }
    staff = uow.staff.add(Staff(id=id, **{**defaults, **given}))
    uow.session.add(StaffPractice(staff_id=staff.id, practice_id=practice.id))
    return staff


async def a_patient(uow: UnitOfWork, *, practice: Practice | None = None, **given: Any) -> Patient:
    practice = practice or await a_practice(uow)
    contact = PhoneNumber(given.pop("contact", None) or a_phone_number())
    defaults = {
        "practice_id": practice.id,
        "channel": "sms",
        "contact": contact,
        "contact_fingerprint": uow.keyring.fingerprint(contact),
        "name": PersonName("Jean Broon"),
        "birth_date": PatientText("1951-02-14"),
        "created_at": NOW,
    }
    return uow.patients.add(Patient(**{**defaults, **given}))


async def a_conversation(
    uow: UnitOfWork, *, patient: Patient | None = None, **given: Any
) -> Conversation:
    patient = patient or await a_patient(uow)
    defaults = {"practice_id": patient.practice_id, "patient_id": patient.id, "created_at": NOW}
    return uow.conversations.add(Conversation(**{**defaults, **given}))


async def a_referral(
    uow: UnitOfWork, *, conversation: Conversation | None = None, **given: Any
) -> Referral:
    conversation = conversation or await a_conversation(uow)
    defaults = {
        "practice_id": conversation.practice_id,
        "patient_id": conversation.patient_id,
        "conversation_id": conversation.id,
        "status": "waiting",
        "created_at": NOW,
        "updated_at": NOW,
        "waiting_since": NOW,
    }
    return uow.referrals.add(Referral(**{**defaults, **given}))


async def a_need(uow: UnitOfWork, *, referral: Referral, **given: Any) -> Need:
    defaults = {"referral_id": referral.id, "label": "money", "created_at": NOW}
    return uow.needs.add(Need(**{**defaults, **given}))


async def a_message(
    uow: UnitOfWork, *, conversation: Conversation | None = None, **given: Any
) -> Message:
    conversation = conversation or await a_conversation(uow)
    is_in = given.get("direction", "in") == "in"
    defaults = {
        "practice_id": conversation.practice_id,
        "patient_id": conversation.patient_id,
        "conversation_id": conversation.id,
        "direction": "in",
        "author": "patient" if is_in else "bot",
        "text": PatientText("ma money's run oot"),
        "status": "received" if is_in else "queued",
        "kind": "inbound" if is_in else "reply",
        "at": NOW,
        "updated_at": NOW,
    }
    return uow.messages.add(Message(**{**defaults, **given}))


async def a_failed_reminder(uow: UnitOfWork, *, conversation: Conversation) -> Message:
    """The carrier could not reach the phone (30003)."""
    failed = {"direction": "out", "kind": "reminder", "status": "failed", "reason": "30003"}
    return await a_message(uow, conversation=conversation, **failed)


async def an_outbox_row(uow: UnitOfWork, *, message: Message | None = None, **given: Any) -> Outbox:
    message = message or await a_message(uow, direction="out")
    defaults = {
        "message_id": message.id,
        "practice_id": message.practice_id,
        "patient_id": message.patient_id,
        "kind": message.kind,
        "not_before": NOW,
        "expires_at": NOW + timedelta(hours=24),
    }
    return uow.outbox.add(Outbox(**{**defaults, **given}))


async def turn_events(uow: UnitOfWork, *, conversation: Conversation, **given: Any) -> TurnEvents:
    defaults = {
        "practice_id": conversation.practice_id,
        "conversation_id": conversation.id,
        "at": NOW,
        "happened": [{"type": "flow_started", "flow": "self_referral", "step": None}],
    }
    return uow.events.add(TurnEvents(**{**defaults, **given}))


async def a_risk_flag(
    uow: UnitOfWork, *, referral: Referral, message: Message, **given: Any
) -> RiskFlag:
    defaults = {
        "practice_id": referral.practice_id,
        "referral_id": referral.id,
        "message_id": message.id,
        "level": "crisis",
        "raised_at": NOW,
    }
    return uow.risk_flags.add(RiskFlag(**{**defaults, **given}))


async def an_appointment(
    uow: UnitOfWork,
    *,
    link_worker: Staff,
    patient: Patient | None = None,
    referral: Referral | None = None,
    **given: Any,
) -> Appointment:
    patient = patient or await a_patient(uow)
    starts_at = given.pop("starts_at", NOW + timedelta(days=3))
    defaults = {
        "practice_id": patient.practice_id,
        "patient_id": patient.id,
        "referral_id": referral.id if referral else None,
        "link_worker_id": link_worker.id,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=30),
        "mode": "phone",
        "status": "booked",
        "created_at": NOW,
        "updated_at": NOW,
    }
    return uow.appointments.add(Appointment(**{**defaults, **given}))


async def an_availability(
    uow: UnitOfWork, *, practice: Practice, link_worker: Staff, **given: Any
) -> Availability:
    defaults = {
        "practice_id": practice.id,
        "link_worker_id": link_worker.id,
        "weekday": 0,
        "from_time": "09:30",
        "to_time": "16:00",
        "modes": ["phone", "in_person"],
    }
    return uow.availability.add(Availability(**{**defaults, **given}))


def a_leave(uow: UnitOfWork, *, link_worker: Staff, **given: Any) -> Leave:
    defaults = {
        "link_worker_id": link_worker.id,
        "starts_at": NOW - timedelta(days=1),
        "ends_at": NOW + timedelta(days=1),
    }
    return uow.availability.add_leave(Leave(**{**defaults, **given}))


async def a_timer(uow: UnitOfWork, *, patient: Patient | None = None, **given: Any) -> Timer:
    patient = patient or await a_patient(uow)
    defaults = {
        "practice_id": patient.practice_id,
        "patient_id": patient.id,
        "kind": "reminder",
        "owner_type": "appointment",
        "owner_id": new_id(),
        "key": "1d",
        "due_at": NOW,
    }
    return uow.timers.add(Timer(**{**defaults, **given}))


async def a_check_in(uow: UnitOfWork, *, referral: Referral, **given: Any) -> CheckIn:
    defaults = {
        "practice_id": referral.practice_id,
        "referral_id": referral.id,
        "patient_id": referral.patient_id,
        "sequence": 1,
        "due_at": NOW,
    }
    return uow.check_ins.add(CheckIn(**{**defaults, **given}))


async def a_note(uow: UnitOfWork, *, referral: Referral, staff: Staff, **given: Any) -> Note:
    defaults = {
        "practice_id": referral.practice_id,
        "referral_id": referral.id,
        "staff_id": staff.id,
        "text": PatientText("Rang, no answer"),
        "at": NOW,
    }
    return uow.notes.add(Note(**{**defaults, **given}))


async def a_phone_call(
    uow: UnitOfWork, *, referral: Referral, staff: Staff, **given: Any
) -> PhoneCall:
    defaults = {
        "practice_id": referral.practice_id,
        "referral_id": referral.id,
        "staff_id": staff.id,
        "outcome": "reached",
        "at": NOW,
    }
    return uow.phone_calls.add(PhoneCall(**{**defaults, **given}))


async def an_opt_out(uow: UnitOfWork, *, patient: Patient, **given: Any) -> OptOut:
    defaults = {
        "practice_id": patient.practice_id,
        "patient_id": patient.id,
        "source": "stop",
        "at": NOW,
    }
    return uow.opt_outs.add(OptOut(**{**defaults, **given}))


async def an_audit_entry(uow: UnitOfWork, **given: Any) -> Audit:
    defaults = {
        "at": NOW,
        "actor": "system",
        "action": "read",
        "subject_type": "referral",
        "subject_id": new_id(),
    }
    return uow.audit.add(Audit(**{**defaults, **given}))


async def a_service(uow: UnitOfWork, **given: Any) -> Service:
    id = given.pop("id", new_id())
    defaults = {
        "source": "csv",
        "source_id": id,
        "name": "Money Matters",
        "needs": ["money"],
        "areas": ["G42"],
    }
    return uow.services.add(Service(id=id, **{**defaults, **given}))


async def an_api_token(
    uow: UnitOfWork, *, practice: Practice | None = None, **given: Any
) -> ApiToken:
    practice = practice or await a_practice(uow)
    defaults = {
        "token_hash": new_id(),
        "practice_id": practice.id,
        "role": "reader",
        "label": "Practice system",
        "created_at": NOW,
    }
    return uow.tokens.add(ApiToken(**{**defaults, **given}))
