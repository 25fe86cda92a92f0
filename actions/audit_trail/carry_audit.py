"""Carry the seals of the audit trail over to the newest secret, so that the older may go.

A seal cannot be made anew, since nothing in the trail is ever changed: a proof over each block of
them is written behind them instead (ADR 0022).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from actions.audit_trail.audit_chain import BLOCK, PROOF, Block, Link, Walk, proofs_in
from actions.audit_trail.seal_audit import sealed_text
from actions.audit_trail.verify_audit import Tampering, tampering_at
from storage.models import Audit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """`entries` stood under older secrets only; at `tampering` it was stopped."""

    entries: int
    tampering: Tampering | None


async def carry_audit(database: Database, now: datetime, *, may_write: bool = True) -> Carried:
    """Every sealed entry up to the first that is not as it was written, which nothing vouches for.

    Safe while entries are written and sealed, and safe to stop and begin again. Without
    `may_write` it is only counted.
    """
    async with database.read() as uow:
        walk = Walk(uow.keyring, proofs_in(await uow.audit.of_subject_type(PROOF)))
    while True:
        old, hash_before = walk.old, walk.hash
        async with database.read() as uow:
            links = await uow.audit_seals.chain(after=walk.position, limit=BLOCK)
            tampering = _tampering_in(walk, links)
        if tampering is not None or not links:
            return Carried(entries=walk.old, tampering=tampering)
        if may_write and walk.old > old:
            await _prove(database, links, hash_before, now)


def _tampering_in(walk: Walk, links: Sequence[Link]) -> Tampering | None:
    for seal, row in links:
        fault = walk.fault_of(seal, row)
        if fault is not None:
            return tampering_at(fault, walk, seal, row)
    if walk.doubtful is not None:  # a block that was proved ends where ours do, or before
        return tampering_at("changed", walk, *walk.doubtful)
    return None


async def _prove(
    database: Database, links: Sequence[Link], hash_before: str, now: datetime
) -> None:
    block = Block(links[0][0].position)
    for seal, row in links:
        assert row is not None  # the walk has been here
        block.add(seal, sealed_text(row, seal.position, hash_before, seal.sealed_at))
        hash_before = seal.hash
    async with database.begin() as uow:
        uow.audit.write(
            Audit(
                at=now,
                actor="system",
                action="carried_seals_over",
                subject_type=PROOF,
                subject_id=str(block.first),
                detail={
                    "first": block.first,
                    "last": block.last,
                    "signature": uow.keyring.sign(block.text()),
                },
            )
        )
