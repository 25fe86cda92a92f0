"""Look whether the audit trail is as it was written: every seal, in order, against its entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from actions.audit_trail.audit_chain import PROOF, Fault, Walk, proofs_in
from actions.audit_trail.seal_audit import LATE

if TYPE_CHECKING:
    from storage.models import Audit, AuditSeal
    from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The newest seal: whoever notes it elsewhere will see if the end is ever cut off."""

    position: int
    hash: str

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tampering:
    """The first thing that is wrong. `position` is 0 for an entry that was never sealed."""

    fault: Fault
    position: int
    audit_id: str
    at: datetime | None = None
    """When the entry says that it was written; None where it is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    sealed: int
    unsealed: int
    head: Head | None
    tampering: Tampering | None


async def verify_audit(uow: UnitOfWork, *, noted: Head | None = None) -> Verdict:
    """Read the whole chain. `noted` is a head that was written down elsewhere before."""
    walk = Walk(uow.keyring, proofs_in(await uow.audit.of_subject_type(PROOF)))
    while links := await uow.audit_seals.chain(after=walk.position):
        for seal, row in links:
            fault = walk.fault_of(seal, row)
            if fault is not None:
                return _found(walk, tampering_at(fault, walk, seal, row))
        uow.session.expunge_all()
    if walk.doubtful is not None:
        return _found(walk, tampering_at("changed", walk, *walk.doubtful))
    if noted is not None and await _differs(uow, noted):
        tampering = Tampering(fault="not_as_noted", position=noted.position, audit_id="")
        return _found(walk, tampering)
    return await _with_unsealed(uow, walk)


def tampering_at(fault: Fault, walk: Walk, seal: AuditSeal, row: Audit | None) -> Tampering:
    if fault == "changed" and walk.doubtful is not None:
        seal, row = walk.doubtful
    if fault == "seal_removed":
        return Tampering(fault=fault, position=walk.position + 1, audit_id="")
    at = row.at if row else None
    return Tampering(fault=fault, position=seal.position, audit_id=seal.audit_id, at=at)


async def _differs(uow: UnitOfWork, noted: Head) -> bool:
    found = await uow.audit_seals.at(noted.position)
    return found is None or found.hash != noted.hash


async def _with_unsealed(uow: UnitOfWork, walk: Walk) -> Verdict:
    """Count what waits for its seal; what should have had one long ago was slipped in."""
    count, after = 0, ""
    sealed_until = walk.whole_round_at
    looked_from = await uow.audit_seals.looked_from(round(LATE.total_seconds()))
    while rows := await uow.audit_seals.never_sealed(after=after):
        for row in rows:
            is_old = sealed_until is not None and row.at < sealed_until - LATE
            if is_old or row.id < looked_from:
                tampering = Tampering(fault="inserted", position=0, audit_id=row.id, at=row.at)
                return _found(walk, tampering)
        count, after = count + len(rows), rows[-1].id
        uow.session.expunge_all()
    return _found(walk, None, unsealed=count)


def _found(walk: Walk, tampering: Tampering | None, *, unsealed: int = 0) -> Verdict:
    head = Head(position=walk.position, hash=walk.hash) if walk.position else None
    return Verdict(sealed=walk.position, unsealed=unsealed, head=head, tampering=tampering)
