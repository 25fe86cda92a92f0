"""A practice changes its reminders; coming visits follow."""

from __future__ import annotations

from actions.audit import record
from actions.plan_reminders import plan_reminders
from actions.work import Work
from storage.models import ReminderSettings
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
        # A new version makes what was planned before harmless, and may be planned again.
        appointment.version += 1
        await work.uow.timers.cancel_for("appointment", appointment.id)
        conversation = await work.uow.conversations.live_for(patient.id)
        if conversation is not None:
            await plan_reminders(work, appointment, patient, conversation.id)
