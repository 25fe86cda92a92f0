"""A practice changes how it checks in with people; plans already made stay as they are."""

from __future__ import annotations

from actions.audit import record
from actions.change_check_ins import check_times
from actions.check_in_questions import QUESTIONS
from actions.errors import NotAllowed
from actions.work import Work
from storage.models import CheckInSettings


async def set_check_ins(work: Work, wanted: CheckInSettings, *, usual_visits: int) -> None:
    """Keep them for people who are planned for from now on; raises NotAllowed."""
    if wanted.enabled or wanted.after:
        check_times(wanted.after)
    if wanted.question is not None and wanted.question not in QUESTIONS:
        raise NotAllowed("That is not a question that can be asked by text.")
    kept = work.practice.settings
    if (wanted, usual_visits) == (kept.check_ins, kept.usual_visits):
        return
    work.practice.settings = kept.model_copy(
        update={"check_ins": wanted, "usual_visits": usual_visits}
    )
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
            "usual_visits": usual_visits,
        },
    )
