"""How a timer speaks: through the same dialogue as a turn, in the transaction that settles it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from actions.queue_text import Owner
from actions.words import Words
from actions.work import Work
from bot.exchange import prompting
from bot.exchange.opening import exchange_with
from bot.exchange.prompting import Prompted
from bot.exchange.run import Engine
from bot.exchange.saving import save
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

    async def tell_while_taken(
        self, work: Work, conversation_id: str, response: str, *, kind: MessageKind
    ) -> Prompted:
        """Say one response although a person has the conversation, and ask nothing."""
        ...

    def words(self, response: str, **extra: Any) -> str:
        """One response for somebody who is in no conversation; `extra` fills its placeholders."""
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

    async def tell_while_taken(
        self, work: Work, conversation_id: str, response: str, *, kind: MessageKind
    ) -> Prompted:
        thread = await work.uow.conversations.with_patient_and_referral(conversation_id)
        if thread is None or not thread[1].is_live:
            return "gone"
        exchange = await exchange_with(work, *thread, self.engine.library)
        if exchange.is_out or exchange.patient.frozen_at is not None:
            return "held"
        self.engine.refresh(exchange)
        exchange.say(response, kind)
        return "said" if await save(exchange) else "held"

    def words(self, response: str, **extra: Any) -> str:
        flows = self.engine.library.current
        spoken = Words(flows=flows, language=flows.default_language, channel="sms")
        return spoken.text(response, **extra)
