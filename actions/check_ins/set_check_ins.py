"""A practice changes how it checks in with people; plans already made stay as they are."""

from __future__ import annotations

from actions.basis.audit import record
from actions.basis.errors import NotAllowed
from actions.basis.work import Work
from actions.check_ins.change_check_ins import check_times
from actions.check_ins.check_in_questions import QUESTIONS
from storage.models import CheckInSettings


async def set_check_ins(work: Work, wanted: CheckInSettings) -> None:
    """Keep them for people who are planned for from now on; raises NotAllowed."""
    if wanted.enabled or wanted.after:
        check_times(wanted.after)
    if wanted.question is not None and wanted.question not in QUESTIONS:
        raise NotAllowed("That is not a question that can be asked by text.")
    await work.uow.practices.lock(work.practice)
    if wanted == work.practice.settings.check_ins:
        return
    work.practice.settings = work.practice.settings.model_copy(update={"check_ins": wanted})
    record(
        work,
        "set_check_ins",
        work.practice.id,
        subject_type="practice",
        detail={
            "enabled": wanted.enabled,
            "after": list(wanted.after),
            "question": wanted.question,
            "silent_after_days": wanted.silent_after_days,
        },
    )
