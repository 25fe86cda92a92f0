"""Change what a practice has chosen: held until commit, so that two changes never undo each
other, and left in the audit trail by the names of what changed."""

from __future__ import annotations

from typing import Any

from actions.basis.audit import record
from actions.basis.work import Work


async def change_settings(work: Work, action: str, **wanted: Any) -> tuple[str, ...]:
    """Set these settings; the names of those that are different now, in alphabetical order."""
    await work.uow.practices.lock(work.practice)
    kept = work.practice.settings
    changed = {name: value for name, value in wanted.items() if getattr(kept, name) != value}
    if not changed:
        return ()
    work.practice.settings = kept.model_copy(update=changed)
    names = tuple(sorted(changed))
    record(work, action, work.practice.id, subject_type="practice", detail={"changed": list(names)})
    return names
