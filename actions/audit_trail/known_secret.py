"""Refuse to work on a database under a secret that it does not know.

With it a command would find nobody, make tokens and codes that nothing opens, and put a seal into
the audit trail that no right secret ever vouches for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.audit_trail.audit_chain import BLOCK, PROOF, Block, proofs_in
from actions.audit_trail.seal_audit import sealed_text
from storage.errors import SecretUnknown

if TYPE_CHECKING:
    from storage.database import Database
    from storage.models import AuditSeal
    from storage.unit_of_work import UnitOfWork


async def refuse_unknown_secret(database: Database) -> None:
    """SecretUnknown if what is sealed there, or the seals of the trail where nothing is, are of
    none of our secrets. Expects the schema of this release."""
    if await database.refuse_unknown_secret():
        return
    async with database.read() as uow:
        newest = await uow.audit_seals.last()
        if newest is not None and not await _is_ours(uow, newest):
            raise SecretUnknown


async def _is_ours(uow: UnitOfWork, newest: AuditSeal) -> bool:
    """Whether we vouch for any seal of the newest block: one alone may have been tampered with,
    and that is for `audit verify` to say."""
    block = Block(newest.position - (newest.position - 1) % BLOCK)
    proof = proofs_in(await uow.audit.of_subject_type(PROOF)).get(block.first)
    before = await uow.audit_seals.at(block.first - 1)
    hash_before = before.hash if before is not None else ""
    for seal, row in await uow.audit_seals.chain(after=block.first - 1, limit=BLOCK):
        if row is not None:
            text = sealed_text(row, seal.position, hash_before, seal.sealed_at)
            if uow.keyring.is_signed(text, seal.hash):
                return True
            block.add(seal, text)
        if proof is not None and seal.position == proof.last:
            return uow.keyring.is_signed(block.text(), proof.signature)
        hash_before = seal.hash
    return False
