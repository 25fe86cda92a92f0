"""The chain of seals, read link by link; each link against its seal, or against a proof.

A seal is made with the secret of its day. When that secret is replaced, a proof over a block of
links is written to the trail under the new one, so that the old secret is not needed any more.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import orjson

from actions.audit_trail.seal_audit import AT_ONCE, LATE, sealed_text

if TYPE_CHECKING:
    from storage.keyring import Keyring
    from storage.models import Audit, AuditSeal

BLOCK: Final = 1000
"""Links under one proof; blocks begin behind each multiple of it, so that none overlaps two."""

PROOF: Final = "audit_seal"
"""What the subjects of proofs are in the trail."""

Fault: TypeAlias = Literal["changed", "removed", "inserted", "seal_removed", "not_as_noted"]
Link: TypeAlias = "tuple[AuditSeal, Audit | None]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was written when a secret was replaced: that these links were sound then."""

    first: int
    last: int
    signature: str


def proofs_in(rows: Iterable[Audit]) -> Mapping[int, Proof]:
    """By their first position, of several the newest; what is no proof of ours is left out."""
    found: dict[int, Proof] = {}
    for row in rows:
        match row.detail:
            case {"first": int(first), "last": int(last), "signature": str(signature)}:
                found[first] = Proof(first=first, last=last, signature=signature)
    return found


@dataclass(slots=True)
class Block:
    """Links that follow each other, as one text that can be signed."""

    first: int
    last: int = 0
    _digest: Any = field(default_factory=hashlib.sha256)

    def add(self, seal: AuditSeal, text: str) -> None:
        self.last = seal.position
        self._digest.update(orjson.dumps([text, seal.hash]))

    def text(self) -> str:
        """What a proof signs."""
        content = ["audit-proof", self.first, self.last, self._digest.hexdigest()]
        return orjson.dumps(content).decode()


@dataclass(slots=True)
class Walk:
    """Where the reading of the chain has come to."""

    keyring: Keyring
    proofs: Mapping[int, Proof]
    position: int = 0
    hash: str = ""
    round_at: datetime | None = None
    """When the round of sealing before this one was."""
    sealed_at: datetime | None = None
    in_round: int = 0
    """Links of this round so far. One that ended behind a full batch was broken off, or shared by
    two workers: what it left is of the same round, whenever the next batch came."""
    doubtful: Link | None = None
    """The first link whose seal no secret of ours made: its block's proof is yet to come."""
    old: int = 0
    """Links so far that only an older secret than the newest vouches for."""
    _proof: Proof | None = None
    _block: Block | None = None
    _old_in_block: int = 0

    def fault_of(self, seal: AuditSeal, row: Audit | None) -> Fault | None:
        """What is wrong with the next link, or None; goes on to it."""
        if seal.position != self.position + 1:
            return "seal_removed"
        if row is None:
            return "removed"
        text = sealed_text(row, seal.position, self.hash, seal.sealed_at)
        if not self._is_vouched_for(seal, row, text):
            return "changed"
        if seal.sealed_at != self.sealed_at and self.in_round % AT_ONCE:
            self.round_at, self.in_round = self.sealed_at, 0
        self.position, self.hash, self.sealed_at = seal.position, seal.hash, seal.sealed_at
        self.in_round += 1
        is_late = self.round_at is not None and row.at < self.round_at - LATE
        return "inserted" if is_late else None

    @property
    def whole_round_at(self) -> datetime | None:
        """When the last round was that left nothing behind, as far as the chain shows."""
        return self.sealed_at if self.in_round % AT_ONCE else self.round_at

    def _is_vouched_for(self, seal: AuditSeal, row: Audit, text: str) -> bool:
        """By its seal, or by the proof over its block, which is looked at where that ends."""
        if self._proof is None and (proof := self.proofs.get(seal.position)):
            self._proof, self._block, self._old_in_block = proof, Block(seal.position), 0
        is_signed = self.keyring.is_signed(text, seal.hash)
        if not is_signed:
            if self._proof is None:
                return False
            self.doubtful = self.doubtful or (seal, row)
        is_old = not (is_signed and self.keyring.sign(text) == seal.hash)
        self.old += is_old
        if self._block is not None:
            self._block.add(seal, text)
            self._old_in_block += is_old
        return self._close_block(seal.position)

    def _close_block(self, position: int) -> bool:
        proof, block = self._proof, self._block
        if proof is None or block is None or position < proof.last:
            return True
        self._proof = self._block = None
        signed = block.text()
        if not self.keyring.is_signed(signed, proof.signature):
            return self.doubtful is None
        self.doubtful = None
        if hmac.compare_digest(self.keyring.sign(signed), proof.signature):
            self.old -= self._old_in_block
        return True
