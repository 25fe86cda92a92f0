"""By which ids the carrier knew a text's earlier tries, kept in the audit trail.

A message holds the id of its latest try alone; a look-up must not take an earlier one for it, nor
for another text with the same words. The trail outlives an erasure, and the id would lead back to
the number: so a fingerprint of it is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.keyring import Keyring
from storage.models import Message
from storage.unit_of_work import UnitOfWork

_ACTION = "text_not_delivered"
_KEPT_AS = "provider_id_fingerprint"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierTries:
    """Whether one of the carrier's ids is of a try that did not arrive: `id in tries`."""

    keyring: Keyring
    fingerprints: frozenset[str]

    def __contains__(self, provider_id: str) -> bool:
        return not self.fingerprints.isdisjoint(self.keyring.fingerprints(_of(provider_id)))


def record_earlier_try(
    uow: UnitOfWork, message: Message, provider_id: str, *, now: datetime
) -> None:
    """This try did not arrive, and there will be another."""
    uow.audit.add_by_system(
        _ACTION,
        practice_id=message.practice_id,
        at=now,
        subject_type="message",
        subject_id=message.id,
        **{_KEPT_AS: uow.keyring.fingerprint(_of(provider_id))},
    )


async def earlier_tries(uow: UnitOfWork, message_id: str) -> EarlierTries:
    """Tries that did not arrive, of this text and of all others in its conversation."""
    rows = await uow.audit.of_messages_beside(message_id, action=_ACTION)
    kept = (_fingerprint_in(uow.keyring, row.detail) for row in rows)
    return EarlierTries(keyring=uow.keyring, fingerprints=frozenset(kept))


def _fingerprint_in(keyring: Keyring, detail: dict[str, object]) -> str:
    """Earlier releases kept the id itself."""
    kept = detail.get(_KEPT_AS)
    return str(kept) if kept else keyring.fingerprint(_of(str(detail["provider_id"])))


def _of(provider_id: str) -> str:
    return f"earlier try:{provider_id}"
