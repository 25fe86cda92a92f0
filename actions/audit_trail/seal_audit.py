"""Seal the audit trail: a chain of keyed hashes, made behind the writers' backs (ADR 0022).

Whoever writes an entry only inserts it. A worker comes by every half minute and links the new
entries to the chain in order, so that no turn waits for the one before it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import orjson

from storage.models import AuditSeal

if TYPE_CHECKING:
    from storage.models import Audit
    from storage.unit_of_work import UnitOfWork

LATE: Final = timedelta(hours=1)
"""An entry older than that when a later round finds it was not written when it says it was: no
transaction stays open so long, and no two clocks of an installation differ so much."""

AT_ONCE: Final = 200
"""Entries of one transaction. A batch that is full may have left some for the next."""

_SEALER = "audit_seal"


async def seal_audit(uow: UnitOfWork, now: datetime, *, limit: int = AT_ONCE) -> int:
    """Seal up to `limit` entries that have no seal yet; how many it were. `now` is when the round
    of sealing began, however many batches it takes."""
    # Two workers go one after the other: the row is theirs until they commit.
    await uow.heartbeats.beat(_SEALER, now)
    last = await uow.audit_seals.last()
    position, previous = (last.position, last.hash) if last else (0, "")
    rows = await uow.audit_seals.unsealed(
        look_back_seconds=round(LATE.total_seconds()), limit=limit
    )
    for row in rows:
        position += 1
        previous = uow.keyring.sign(sealed_text(row, position, previous, now))
        uow.audit_seals.write(
            AuditSeal(position=position, audit_id=row.id, sealed_at=now, hash=previous)
        )
    return len(rows)


def sealed_text(row: Audit, position: int, previous: str, sealed_at: datetime) -> str:
    """What the seal of an entry is made over: its place, the seal before it, and all of itself."""
    content = [
        "audit-seal",
        previous,
        position,
        sealed_at.isoformat(),
        row.id,
        row.practice_id,
        row.at.isoformat(),
        row.actor,
        row.action,
        row.subject_type,
        row.subject_id,
        row.detail,
    ]
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS).decode()
