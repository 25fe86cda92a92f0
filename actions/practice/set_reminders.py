"""A practice changes its reminders; coming visits follow."""

from __future__ import annotations

from collections.abc import Sequence

from actions.basis.appointment_file import told_in
from actions.basis.audit import record
from actions.basis.timers import set_again, waiting_of
from actions.basis.work import Work
from actions.booking.plan_reminders import is_before, plan_reminders_of_known
from storage.models import Appointment, Patient, ReminderSettings, Timer
from storage.models.appointment import REMINDED_OF
from storage.views.listings import coming_appointments


async def set_reminders(work: Work, wanted: ReminderSettings) -> None:
    """Keep the settings, and plan the reminders of every coming appointment anew."""
    await work.uow.practices.lock(work.practice)
    kept = work.practice.settings.reminders
    if wanted == kept:
        return
    work.practice.settings = work.practice.settings.model_copy(update={"reminders": wanted})
    if (wanted.enabled, wanted.before) != (kept.enabled, kept.before):
        await _plan_anew(work)
    record(
        work,
        "set_reminders",
        work.practice.id,
        subject_type="practice",
        detail={"enabled": wanted.enabled, "before": list(wanted.before)},
    )


async def _plan_anew(work: Work) -> None:
    for appointment, patient in await coming_appointments(work.uow, work.practice.id, work.now):
        is_there = await work.uow.appointments.lock(appointment)
        if is_there and appointment.status in REMINDED_OF:  # now that nobody else is changing it
            await _plan_one_anew(work, appointment, patient)


async def _plan_one_anew(work: Work, appointment: Appointment, patient: Patient) -> None:
    planned = [
        timer
        for timer in await work.uow.timers.lock_of("appointment", appointment.id)
        if timer.owner_version == appointment.version
    ]
    said = [each for each in planned if each.kind == "reminder" and each.status == "done"]
    if await _is_withheld(work, appointment, patient):
        said = []
    waiting = [each for each in planned if each.status == "waiting"]
    by_hand = [each for each in waiting if not is_before(each.key)]
    await work.uow.timers.cancel_for("appointment", appointment.id)
    # A new version makes what was planned before harmless, and may be planned again.
    appointment.version += 1
    for timer in said:  # of this very time, which is as it was: whoever chooses twice sees that too
        timer.owner_version = appointment.version
    await _keep_news(work, appointment, patient.id)
    await _keep_reminders(work, appointment, patient, by_hand)
    conversation_id = await told_in(work, appointment, patient.id)
    if conversation_id is not None:
        await plan_reminders_of_known(
            work,
            appointment,
            patient,
            conversation_id,
            said={each.key for each in said},
            overdue={each.key for each in waiting},
        )


async def _is_withheld(work: Work, appointment: Appointment, patient: Patient) -> bool:
    """Whether one that is written has not left, and will not, now that none shall."""
    if work.practice.settings.reminders.enabled:
        return False
    rows = await work.uow.outbox.of_patient(patient.id)
    return any((row.owner_type, row.owner_id) == ("appointment", appointment.id) for row in rows)


async def _keep_reminders(
    work: Work, appointment: Appointment, patient: Patient, by_hand: Sequence[Timer]
) -> None:
    """One that is written, and waits for its turn or its next try, is planned no more: it leaves as
    it stands, unless no reminder shall. What a colleague asked for is theirs."""
    if work.practice.settings.reminders.enabled:
        owner, was = ("appointment", appointment.id), appointment.version - 1
        await work.uow.messages.keep_owner_version(patient.id, owner, was, appointment.version)
    for timer in by_hand:
        await set_again(
            work,
            timer,
            shift=patient.clock_shift,
            patient=patient,
            conversation_id=timer.conversation_id,
            owner_id=timer.owner_id,
            owner_version=appointment.version,
        )


async def _keep_news(work: Work, appointment: Appointment, patient_id: str) -> None:
    """That it was moved, and is still to be told in the morning or at the next try, is as true as
    before."""
    owner, was = ("appointment_change", appointment.id), appointment.version - 1
    await work.uow.messages.keep_owner_version(patient_id, owner, was, appointment.version)
    for timer in await waiting_of(work, "appointment_change", appointment.id):
        if timer.owner_version == was:
            timer.owner_version = appointment.version
