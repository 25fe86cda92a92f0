"""Keep filters of the inbox under a name, for the one who chose them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from actions.basis.errors import NotAllowed, NotFound
from storage.models import SavedView
from storage.private import PatientText
from storage.unit_of_work import UnitOfWork

MOST_VIEWS: Final = 12
LONGEST_NAME: Final = 40


async def save_view(
    uow: UnitOfWork, staff_id: str, name: str, filters: Mapping[str, str], now: datetime
) -> SavedView:
    """Keep a view; one of the same name is replaced. Raises NotAllowed, saying why.

    Not audited: it is about no person.
    """
    words = " ".join(name.split())
    if not words:
        raise NotAllowed("Give the view a name.")
    if len(words) > LONGEST_NAME:
        raise NotAllowed(f"A name has {LONGEST_NAME} characters at most.")
    if not filters:
        raise NotAllowed("Choose at least one filter first.")
    known = await uow.saved_views.of(staff_id)
    for one in known:
        if one.name.casefold() == words.casefold():
            one.filters = dict(filters)
            return one
    if len(known) >= MOST_VIEWS:
        raise NotAllowed(f"You have {MOST_VIEWS} views. Remove one first.")
    return uow.saved_views.add(
        SavedView(staff_id=staff_id, name=PatientText(words), filters=dict(filters), created_at=now)
    )


async def remove_view(uow: UnitOfWork, staff_id: str, view_id: str) -> None:
    """Take away one's own view; raises NotFound for any other."""
    if not await uow.saved_views.delete(staff_id, view_id):
        raise NotFound("There is no such view.")
