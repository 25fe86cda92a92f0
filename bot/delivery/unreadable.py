"""A text that waits to leave and cannot be opened: its seal is broken, or its secret is gone.

It waits for the secret to come back, and is then sent, or given up where somebody sees it. The
record itself can be shown to nobody meanwhile, so it is the operator who is told.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.metrics import SEND_FAILURES
from storage.database import Database
from storage.models.outbox import DANGER
from storage.repositories.outbox import Envelope
from storage.repositories.outbox_due import LONGEST_RETRY

logger = logging.getLogger(__name__)

UNREADABLE = "unreadable"
"""Our own code, beside those of `errors`."""

LOOK_AGAIN = LONGEST_RETRY + timedelta(minutes=15)
"""Longer than a refused text waits for its next try: what the person is told later goes first."""

_LOOK_AGAIN_AT_DANGER = timedelta(minutes=5)


@dataclass(slots=True)
class Unreadable:
    """What one worker could not open, each told of once."""

    _told: set[str] = field(default_factory=set)

    async def put_off(
        self, database: Database, envelope: Envelope, worker: str, now: datetime
    ) -> None:
        """Leave it for later, so that it keeps nobody else's texts, and tell the operator."""
        wait = _LOOK_AGAIN_AT_DANGER if envelope.kind in DANGER else LOOK_AGAIN
        async with database.begin() as uow:
            await uow.outbox.give_back(envelope.message_id, worker, now + wait)
        if envelope.message_id in self._told:
            return
        self._told.add(envelope.message_id)
        SEND_FAILURES.labels(envelope.provider, UNREADABLE).inc()
        logger.error(
            "a text cannot be opened: damaged, or sealed with a secret that we no longer hold",
            extra={"message_id": envelope.message_id},
        )
