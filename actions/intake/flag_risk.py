"""Flag risk: it orders the queue and alerts a person. It never decides who gets help."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from actions.basis.audit import record
from actions.basis.timers import set_timer
from actions.basis.work import Work
from actions.casework.labels import graver
from actions.intake.note_needs import spans
from bot.delivery.attention import ask_for_person
from bot.delivery.hours import next_team_opening
from bot.delivery.unsent import end_what_danger_overtook
from bot.understanding import Detection
from storage.models import Patient, Referral, RiskFlag
from storage.models.referral import Priority, Risk


async def flag_risk(
    work: Work,
    patient: Patient,
    referral: Referral,
    *,
    message_id: str,
    text: str,
    detection: Detection,
    at: datetime,
) -> None:
    """Raise a flag of the detection's level, with the words behind it.

    For a crisis or emergency, scheduled texts stop until a person lets them go on, what was said
    before and has not left stays here, the number on duty is told at once, and a timer escalates
    the flag if nobody has seen it in time.
    """
    level = detection.risk
    if level == "none":
        return
    work.uow.risk_flags.add(
        RiskFlag(
            practice_id=work.practice.id,
            referral_id=referral.id,
            message_id=message_id,
            level=level,
            evidence=spans(detection.evidence, level, message_id=message_id, text=text),
            raised_at=at,
        )
    )
    referral.priority = cast(Priority, graver(referral.priority, level))
    referral.risk = cast(Risk, graver(referral.risk, level))
    referral.waiting_since = referral.waiting_since or at
    referral.snoozed_until = None
    referral.updated_at = at
    record(work, "risk_flagged", referral.id, detail={"level": level})
    if level != "urgent":
        ask_for_person(referral, "danger", now=at)
        patient.scheduled_texts_held = True
        await end_what_danger_overtook(work.uow, patient.id, work.now)
        await _alert_duty(work, patient, referral, message_id)
        await _escalate_later(work, patient, referral, message_id, at)


async def _alert_duty(work: Work, patient: Patient, referral: Referral, message_id: str) -> None:
    """By a timer that is due now, so that the answer to the person waits for nothing."""
    if work.practice.settings.duty_phone:
        await set_timer(
            work,
            patient=patient,
            conversation_id=referral.conversation_id,
            kind="duty_alert",
            owner_type="risk_flag",
            owner_id=referral.id,
            key=message_id,
            due_in=timedelta(0),
        )


async def _escalate_later(
    work: Work, patient: Patient, referral: Referral, message_id: str, at: datetime
) -> None:
    settings = work.practice.settings
    watched_from = next_team_opening(at, settings, work.practice.timezone)
    await set_timer(
        work,
        patient=patient,
        conversation_id=referral.conversation_id,
        kind="risk_unseen",
        owner_type="risk_flag",
        owner_id=referral.id,
        key=message_id,
        due_at=watched_from + timedelta(minutes=settings.risk_escalation_minutes),
    )
