"""Tokens by which programs call the API: each for one practice and one role."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from actions.basis.audit import record
from actions.basis.errors import NotFound
from actions.basis.tokens import new_token, token_hash
from actions.basis.work import Work
from storage.models import ApiToken

if TYPE_CHECKING:
    from storage.models.staff import Role
    from storage.unit_of_work import UnitOfWork


def make_api_token(work: Work, role: Role, label: str) -> str:
    """A new token, to be shown once; `label` says what it is for."""
    token = new_token()
    made = work.uow.tokens.add(
        ApiToken(
            token_hash=token_hash(token),
            practice_id=work.practice.id,
            role=role,
            label=label,
            created_at=work.now,
        )
    )
    record(work, "created_token", made.id, subject_type="token", detail={"role": role})
    return token


async def revoke_api_token(uow: UnitOfWork, token_id: str, now: datetime) -> None:
    """Nobody is answered by it any more, from now on; raises NotFound."""
    token = await uow.tokens.get(token_id)
    if token is None:
        raise NotFound(f"There is no token '{token_id}'.")
    if token.revoked_at is not None:
        return
    token.revoked_at = now
    uow.audit.add_by_system(
        "revoked_token",
        practice_id=token.practice_id,
        at=now,
        subject_type="token",
        subject_id=token.id,
    )
