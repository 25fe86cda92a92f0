"""How a timer speaks: through the same dialogue as a turn, in the transaction that settles it.

It lets the person's own flow be: while a question is open, a prompt either says its piece
without asking and puts the question again, or waits its turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, Protocol, TypeAlias

from actions.basis.words import Words
from actions.basis.work import Work
from actions.texts.queue_text import Owner
from bot.commands import RepeatBotMessages, StartFlow
from bot.dialogue import put_away
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.exchange.opening import exchange_with
from bot.exchange.saving import save
from storage.models.message import MessageKind

_ABOUT_AN_APPOINTMENT: Final = frozenset({"appointment", "appointment_change"})
"""Types of the owner of a text that speaks of one appointment, of perhaps several."""

Prompted: TypeAlias = Literal["said", "busy", "held", "gone"]
"""said: queued. busy: a question is open, try later. held: a person has the conversation, or
the patient must not be texted now. gone: there is no such live conversation."""


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
        """Begin a flow; while a question is open, or where the conversation is over, say `plain`
        instead, if it is given."""
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
        """Say one response, and put the open question again if there is one."""
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
        exchange = await self._open(work, conversation_id, owner, when_over=plain is not None)
        if isinstance(exchange, str):
            return exchange
        exchange.slots |= slots
        if plain is not None and not exchange.conversation.is_live:
            self.engine.refresh(exchange)
            exchange.say(plain, kind)  # and ask nothing: what they answer begins anew
        elif not self._is_being_asked(exchange):
            # It comes after a crisis only where a person let texts go on: its answer counts again.
            exchange.is_after_crisis = False
            # What nobody has answered so far is not asked again under the name of something new.
            giving_way = self.engine.library.current.giving_way
            exchange.state = put_away(exchange.flows, exchange.state, giving_way)
            await self.engine.run(exchange, (StartFlow(flow=flow),), kind=kind)
        elif plain is None:
            return "busy"
        else:
            await self._say_between(exchange, plain, kind)
        return "said" if await save(exchange, owner=owner, expires_at=expires_at) else "held"

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
        exchange = await self._open(work, conversation_id, owner)
        if isinstance(exchange, str):
            return exchange
        exchange.slots |= slots
        await self._say_between(exchange, response, kind)
        return "said" if await save(exchange, owner=owner, expires_at=expires_at) else "held"

    async def tell_while_taken(
        self, work: Work, conversation_id: str, response: str, *, kind: MessageKind
    ) -> Prompted:
        exchange = await self._open(work, conversation_id, None, while_taken=True)
        if isinstance(exchange, str):
            return exchange
        self.engine.refresh(exchange)
        exchange.say(response, kind)
        return "said" if await save(exchange) else "held"

    def words(self, response: str, **extra: Any) -> str:
        flows = self.engine.library.current
        spoken = Words(flows=flows, language=flows.default_language, channel="sms")
        return spoken.text(response, **extra)

    async def _open(
        self,
        work: Work,
        conversation_id: str,
        owner: Owner | None,
        *,
        while_taken: bool = False,
        when_over: bool = False,
    ) -> Exchange | Literal["gone", "held"]:
        """The exchange, or why nothing can be said now; the sweep holds the person's lane."""
        thread = await work.uow.conversations.with_patient_and_referral(conversation_id)
        if thread is None or not (thread[1].is_live or when_over):
            return "gone"
        patient, conversation, referral = thread
        about = owner.id if owner is not None and owner.type in _ABOUT_AN_APPOINTMENT else None
        exchange = await exchange_with(
            work, patient, conversation, referral, self.engine.library, about=about
        )
        is_taken = conversation.automation != "on" and not while_taken
        is_held = is_taken or exchange.is_out or patient.frozen_at is not None
        return "held" if is_held else exchange

    def _is_being_asked(self, exchange: Exchange) -> bool:
        question = exchange.state.question
        if question is None or exchange.is_after_crisis or exchange.state.parked:
            # A parked question waits for a person; it is not put again by what we say.
            return False
        is_ours = self.engine.is_begun_by_us(question.flow)
        return not is_ours and not self.engine.has_expired(exchange)

    async def _say_between(self, exchange: Exchange, response: str, kind: MessageKind) -> None:
        self.engine.refresh(exchange)
        exchange.say(response, kind)
        if self._is_being_asked(exchange):
            await self.engine.run(exchange, (RepeatBotMessages(),), kind=kind)
