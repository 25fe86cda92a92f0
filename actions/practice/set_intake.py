"""Open or close a practice to new referrals; closed, people get the honest waiting text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions.basis.audit import record
from actions.basis.work import SYSTEM, Work
from actions.practice.change_settings import change_settings
from storage.views.workloads import open_cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """`capacity` is the most open cases; `waiting_weeks` is what people are told, if known."""

    is_open: bool
    waiting_weeks: int | None = None
    capacity: int | None = None
    closes_when_full: bool = False


async def set_intake(work: Work, wanted: Intake) -> None:
    """Keep it. A person's word on open or closed stands: only a new referral closes it again."""
    was_open = work.practice.settings.intake_open
    await change_settings(
        work,
        "set_intake",
        intake_open=wanted.is_open,
        waiting_weeks=wanted.waiting_weeks,
        capacity=wanted.capacity,
        closes_when_full=wanted.closes_when_full,
        closed_when_full=work.practice.settings.closed_when_full and not wanted.is_open,
    )
    if wanted.is_open != was_open:
        action = "opened_intake" if wanted.is_open else "closed_intake"
        record(work, action, work.practice.id, subject_type="practice")


async def close_if_full(work: Work) -> bool:
    """Close intake when the practice wants that and its capacity is reached; True if it did.

    It never opens again by itself: whether there is room is for a person to say.
    """
    if not _may_close(work):
        return False
    await work.uow.practices.lock(work.practice)
    if not _may_close(work):
        return False
    settings = work.practice.settings
    await work.uow.flush()
    held = await open_cases(work.uow, work.practice.id)
    if settings.capacity is None or held < settings.capacity:
        return False
    work.practice.settings = settings.model_copy(
        update={"intake_open": False, "closed_when_full": True}
    )
    record(
        replace(work, actor=SYSTEM),
        "closed_intake",
        work.practice.id,
        subject_type="practice",
        detail={"open_cases": held, "capacity": settings.capacity},
    )
    return True


def _may_close(work: Work) -> bool:
    settings = work.practice.settings
    return settings.intake_open and settings.closes_when_full and settings.capacity is not None
