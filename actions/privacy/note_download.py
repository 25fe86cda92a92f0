"""Keep in the trail of each practice that somebody took figures or rows away in a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from storage.models import Audit
from storage.unit_of_work import UnitOfWork


def note_download(
    uow: UnitOfWork,
    practice_ids: Sequence[str],
    *,
    action: str,
    actor: str,
    now: datetime,
    detail: Mapping[str, str],
) -> None:
    """One row for each practice that the file tells of; `detail` holds no personal data."""
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
