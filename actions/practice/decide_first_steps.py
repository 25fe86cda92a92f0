"""A practice's first steps: reminders may stay as they are, and the list may be put away."""

from __future__ import annotations

from actions.basis.audit import record
from actions.basis.work import Work


async def keep_reminders(work: Work) -> None:
    """Say that the reminders were looked at and are right as they are."""
    record(work, "reminders_decided", work.practice.id, subject_type="practice")


async def hide_first_steps(work: Work, *, is_hidden: bool) -> None:
    """Take the list off the inbox, or put it back; what is left undone stays undone."""
    await work.uow.practices.lock(work.practice)
    if is_hidden == work.practice.settings.first_steps_hidden:
        return
    work.practice.settings = work.practice.settings.model_copy(
        update={"first_steps_hidden": is_hidden}
    )
    record(
        work,
        "hid_first_steps" if is_hidden else "showed_first_steps",
        work.practice.id,
        subject_type="practice",
    )
