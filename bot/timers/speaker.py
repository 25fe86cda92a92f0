"""How a timer speaks: through the same dialogue as a turn, in the transaction that settles it.

It lets the person's own flow be: while a question is open, a prompt either says its piece
without asking and puts the question again, or waits its turn. So it is too with a question of our
own on another subject that they have not had a day to answer: "1" is an answer to one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol, TypeAlias

from actions.basis.spoken_of import ANSWERED_WITHIN
from actions.basis.words import Words
from actions.basis.work import Work
from actions.texts.queue_text import Owner
from bot.commands import RepeatBotMessages, StartFlow
from bot.delivery.owners import OF_A_VISIT
from bot.dialogue import put_away
from bot.exchange.engine import ANSWERING_A_REMINDER, ASKED_BEHIND_NOTICE, Engine
from bot.exchange.exchange import Exchange
from bot.exchange.opening import exchange_with
from bot.exchange.saving import save
from bot.flow_names import CHECK_IN_FLOW
from storage.models.message import MessageKind

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
        elif not self._is_being_asked(exchange, before=flow):
            # It comes after a crisis only where a person let texts go on: its answer counts again.
            exchange.is_after_crisis = False
            # What nobody has answered so far is not asked again under the name of something new.
            stale = self.engine.library.current.giving_way
            if _appointment_of(owner) is not None:
                # Nor is a move or a calling off that they left: the newer answer is what counts.
                stale |= ANSWERING_A_REMINDER
            exchange.state = put_away(exchange.flows, exchange.state, stale)
            await self.engine.run(exchange, (StartFlow(flow=flow),), kind=kind)
        elif plain is None:
            return "busy"
        else:
            await self._say_between(exchange, plain, kind, is_asked=True)
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
        is_asked = self._is_being_asked(exchange)
        await self._say_between(exchange, response, kind, is_asked=is_asked)
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
        about = _appointment_of(owner)
        exchange = await exchange_with(
            work, patient, conversation, referral, self.engine.library, about=about
        )
        is_taken = conversation.automation != "on" and not while_taken
        is_held = is_taken or exchange.is_out or patient.frozen_at is not None
        return "held" if is_held else exchange

    def _is_being_asked(self, exchange: Exchange, *, before: str | None = None) -> bool:
        """Whether a question is open that stands: of those that we began, only the ones that the
        flow `before` which we would begin must not push aside."""
        question = exchange.state.question
        if question is None or exchange.is_after_crisis or exchange.state.parked:
            # A parked question waits for a person; it is not put again by what we say.
            return False
        if not self.engine.is_begun_by_us(question.flow):
            return not self.engine.has_expired(exchange)
        is_fresh = exchange.now - datetime.fromisoformat(question.asked_at) < ANSWERED_WITHIN
        return before is not None and is_fresh and _differ(question.flow, before)

    async def _say_between(
        self, exchange: Exchange, response: str, kind: MessageKind, *, is_asked: bool
    ) -> None:
        self.engine.refresh(exchange)
        exchange.say(response, kind)
        if is_asked:
            await self.engine.run(exchange, (RepeatBotMessages(),), kind=kind)
        if exchange.state.question is not None:
            exchange.state = exchange.state.with_slots({ASKED_BEHIND_NOTICE: True})


def _appointment_of(owner: Owner | None) -> str | None:
    """The appointment that a text speaks of, if it is of one."""
    return owner.id if owner is not None and owner.type in OF_A_VISIT else None


def _differ(asked: str, begun: str) -> bool:
    """Whether two flows of ours ask of different things: how things are, and what is arranged. Of
    what is arranged the newer text says all that counts, and so does the newer check-in."""
    return (asked == CHECK_IN_FLOW) != (begun == CHECK_IN_FLOW)
