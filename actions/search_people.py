"""Find people by name, number or words; that somebody looked is audited, what for is not kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from storage.models import Audit
from storage.unit_of_work import UnitOfWork

MOST_FOUND: Final = 50


async def search_people(
    uow: UnitOfWork, practice_ids: Sequence[str], query: str, *, actor: str, now: datetime
) -> Sequence[str]:
    """Ids of referrals of these practices, the newest person first; MOST_FOUND + 1 at the most.

    `query` is matched word by word with keyed hashes (docs/adr/0012), and is kept nowhere.
    """
    found = await uow.search.referrals(practice_ids, query, limit=MOST_FOUND + 1)
    uow.audit.write(
        Audit(
            practice_id=practice_ids[0] if len(practice_ids) == 1 else None,
            at=now,
            actor=actor,
            action="searched",
            subject_type="inbox",
            subject_id="",
            detail={"found": len(found)},
        )
    )
    return found
