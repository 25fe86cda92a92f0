"""Find people by name, number or words; that somebody looked is audited, what for is not kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from storage.unit_of_work import UnitOfWork

MOST_FOUND: Final = 50


async def search_people(uow: UnitOfWork, practice_ids: Sequence[str], query: str) -> Sequence[str]:
    """Ids of referrals of these practices, the newest person first; MOST_FOUND + 1 at the most.

    `query` is matched word by word with keyed hashes (docs/adr/0012), and is kept nowhere. The
    caller audits that somebody searched, in a writing unit that is as short as can be.
    """
    return await uow.search.referrals(practice_ids, query, limit=MOST_FOUND + 1)
