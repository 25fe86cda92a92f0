"""Write one line of the audit trail: who did what to which thing. Ids only, never words."""

from __future__ import annotations

from typing import Any

from actions.basis.work import Work
from storage.models import Audit


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
