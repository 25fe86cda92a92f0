"""From rows to shapes: the one place that says what a client is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.api.schemas.appointment import AppointmentShape
from bot.api.schemas.practice import LinkWorkerShape, PracticeShape, RemindersShape
from bot.api.schemas.record import CallShape, SafeguardingShape
from bot.api.schemas.referral import (
    CheckInShape,
    EvidenceShape,
    MessageShape,
    NeedShape,
    ReferralShape,
    SignpostShape,
)
from storage.models import (
    Appointment,
    CheckIn,
    Message,
    Need,
    PhoneCall,
    Practice,
    SafeguardingRecord,
    Signpost,
    Staff,
)
from storage.views.dossiers import Dossier


def referral_shape(dossier: Dossier, practice_code: str) -> ReferralShape:
    details = dossier.details
    referral, patient = details.referral, details.patient
    visit = dossier.appointment
    return ReferralShape(
        id=referral.id,
        practice=practice_code,
        channel=patient.channel,
        contact=str(patient.contact),
        name=str(patient.name) if patient.name else None,
        status=referral.status,
        priority=referral.priority,
        needs=[_need(one) for one in details.needs],
        risk=referral.risk,
        attention=referral.attention,
        summary=str(referral.summary or ""),
        language=referral.language,
        created_at=referral.created_at,
        updated_at=referral.updated_at,
        first_human_at=referral.first_human_at,
        assigned_to=dossier.email(referral.assigned_to),
        automation=details.conversation.automation,
        appointment=appointment_shape(visit, practice_code, dossier.staff) if visit else None,
        check_ins=[check_in_shape(one) for one in details.check_ins],
        signposts=[_signpost(one) for one in details.signposts],
        outcome=referral.outcome,
    )


def appointment_shape(
    visit: Appointment, practice_code: str, staff: Mapping[str, Staff]
) -> AppointmentShape:
    worker = staff.get(visit.link_worker_id)
    return AppointmentShape(
        id=visit.id,
        practice=practice_code,
        referral=visit.referral_id,
        link_worker=worker.email if worker else "",
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        mode=visit.mode,
        status=visit.status,
        source=visit.source,
        created_at=visit.created_at,
        updated_at=visit.updated_at,
    )


def message_shape(message: Message, referral_id: str | None) -> MessageShape:
    return MessageShape(
        id=message.id,
        referral=referral_id,
        direction=message.direction,
        author=message.author,
        kind=message.kind,
        text=str(message.text),
        status=message.status,
        reason=message.reason,
        at=message.at,
        send_at=message.send_at,
        provider_id=message.provider_id,
        segments=message.segments,
    )


def call_shape(call: PhoneCall, dossier: Dossier) -> CallShape:
    return CallShape(
        id=call.id,
        referral=call.referral_id,
        staff=dossier.email(call.staff_id),
        outcome=call.outcome,
        minutes=call.minutes,
        note=str(call.note) if call.note else None,
        at=call.at,
    )


def safeguarding_shape(kept: SafeguardingRecord, dossier: Dossier) -> SafeguardingShape:
    return SafeguardingShape(
        id=kept.id,
        referral=kept.referral_id,
        staff=dossier.email(kept.staff_id),
        concern=str(kept.concern),
        noticed_on=kept.noticed_on,
        raised_to=str(kept.raised_to),
        raised_at=kept.raised_at,
        next_step=str(kept.next_step),
        corrects=kept.corrects_id,
        at=kept.at,
    )


def check_in_shape(one: CheckIn) -> CheckInShape:
    return CheckInShape(
        id=one.id,
        referral=one.referral_id,
        sequence=one.sequence,
        due_at=one.due_at,
        status=one.status,
        sent_at=one.sent_at,
        answered_at=one.answered_at,
        answer=one.answer,
        words=str(one.words) if one.words else None,
        question=one.question,
        question_version=one.question_version,
        score=one.score,
    )


def practice_shape(practice: Practice, workers: list[Staff]) -> PracticeShape:
    kept = practice.settings
    return PracticeShape(
        code=practice.code,
        name=practice.name,
        phone=practice.phone,
        timezone=practice.timezone,
        role_title=kept.role_title,
        appointment_minutes=kept.appointment_minutes,
        modes=list(kept.modes),
        sending_from=kept.sending_from,
        sending_to=kept.sending_to,
        intake_open=kept.intake_open,
        reminders=RemindersShape(
            enabled=kept.reminders.enabled,
            before=list(kept.reminders.before),
            wording=kept.reminders.wording,
        ),
        link_workers=[LinkWorkerShape(name=one.name, email=one.email) for one in workers],
    )


def _need(need: Need) -> NeedShape:
    return NeedShape.model_validate(
        {
            "need": need.label,
            "source": need.source,
            "evidence": [_evidence(one) for one in need.evidence],
        }
    )


def _evidence(one: Mapping[str, Any]) -> EvidenceShape:
    return EvidenceShape(
        message_id=one.get("message_id"),
        start=one.get("start"),
        end=one.get("end"),
        words=str(one.get("words") or ""),
        why=str(one.get("why") or ""),
    )


def _signpost(one: Signpost) -> SignpostShape:
    return SignpostShape(service_id=one.service_id, name=one.name, need=one.need, at=one.at)
