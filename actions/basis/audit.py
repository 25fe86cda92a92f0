"""Write a line of the audit trail: who did what to which thing. Ids only, never words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from actions.basis.work import Work
from storage.models import Audit

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork


def record(
    work: Work,
    action: str,
    subject_id: str,
    *,
    subject_type: str = "referral",
    detail: dict[str, Any] | None = None,
) -> None:
    """Add an audit row in the same transaction as what it tells of."""
    work.uow.audit.write(
        Audit(
            practice_id=work.practice.id,
            at=work.now,
            actor=work.actor,
            action=action,
            subject_type=subject_type,
            subject_id=subject_id,
            detail=detail or {},
        )
    )


def record_at_each(
    uow: UnitOfWork,
    practice_ids: Sequence[str],
    action: str,
    *,
    actor: str,
    now: datetime,
    detail: Mapping[str, Any],
) -> None:
    """The same row in the trail of each practice, of what is about the practice and no one person:
    a search, a file of figures that was taken away."""
    for practice_id in practice_ids:
        uow.audit.write(
            Audit(
                practice_id=practice_id,
                at=now,
                actor=actor,
                action=action,
                subject_type="practice",
                subject_id=practice_id,
                detail=dict(detail),
            )
        )
