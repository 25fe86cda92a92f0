"""How a timer speaks: through the same dialogue as a turn, in the transaction that settles it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from actions.queue_text import Owner
from actions.work import Work
from bot.exchange import prompting
from bot.exchange.prompting import Prompted
from bot.exchange.run import Engine
from storage.models.message import MessageKind


class Speaker(Protocol):
    async def prompt(
        self,
        work: Work,
        conversation_id: str,
        flow: str,
        slots: Mapping[str, Any],
        *,
        kind: MessageKind,
        owner: Owner | None = None,
        expires_at: datetime | None = None,
        plain: str | None = None,
    ) -> Prompted:
        """Begin a flow, or say `plain` when another question is open."""
        ...

    async def tell(
        self,
        work: Work,
        conversation_id: str,
        response: str,
        slots: Mapping[str, Any],
        *,
        kind: MessageKind,
        owner: Owner | None = None,
        expires_at: datetime | None = None,
    ) -> Prompted:
        """Say one response."""
        ...


@dataclass(frozen=True, slots=True)
class EngineSpeaker:
    """Speaks the words of flows/."""

    engine: Engine

    async def prompt(
        self,
        work: Work,
        conversation_id: str,
        flow: str,
        slots: Mapping[str, Any],
        *,
        kind: MessageKind,
        owner: Owner | None = None,
        expires_at: datetime | None = None,
        plain: str | None = None,
    ) -> Prompted:
        return await prompting.prompt(
            self.engine,
            work,
            conversation_id,
            flow,
            slots,
            kind=kind,
            owner=owner,
            expires_at=expires_at,
            plain=plain,
        )

    async def tell(
        self,
        work: Work,
        conversation_id: str,
        response: str,
        slots: Mapping[str, Any],
        *,
        kind: MessageKind,
        owner: Owner | None = None,
        expires_at: datetime | None = None,
    ) -> Prompted:
        return await prompting.tell(
            self.engine,
            work,
            conversation_id,
            response,
            slots,
            kind=kind,
            owner=owner,
            expires_at=expires_at,
        )
