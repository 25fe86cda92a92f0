"""Needs that somebody says, in the middle, were never theirs: "it's not loneliness, it's money"."""

from __future__ import annotations

from collections.abc import Collection

from actions.basis.audit import record
from actions.basis.work import Work
from storage.models import Need, Referral


async def take_back(
    work: Work, referral: Referral, known: list[Need], denied: Collection[str]
) -> None:
    """What we took for a need goes; what a link worker put there stays."""
    kept = [need for need in known if need.source == "link_worker" or need.label not in denied]
    if len(kept) == len(known):
        return
    await work.uow.flush()
    await work.uow.needs.forget_unconfirmed(referral.id, but=[need.label for need in kept])
    known[:] = kept
    record(work, "needs_denied", referral.id)
