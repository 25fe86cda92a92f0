"""The spine: one message in, one transaction, replies queued. Read this file first.

    receive -> lane -> record -> order of interpretation -> dialogue -> commit -> wake delivery

Everything that a turn changes is committed at once or not at all. If answering fails, the
message is committed with a safe reply that holds the crisis lines, and a person is told.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

from actions.casework.raise_in_inbox import raise_in_inbox
from bot.clock import Clock
from bot.exchange.engine import Engine
from bot.exchange.exchange import MOST_READ, Exchange
from bot.exchange.lanes import Lanes
from bot.exchange.looks import LookedTooLong, Looks
from bot.exchange.opening import Repeated, open_exchange
from bot.exchange.order import interpret
from bot.exchange.saving import save
from bot.inbound import InboundMessage, Receipt
from bot.live import Live
from bot.metrics import TURN_FAILURES, TURN_SECONDS
from bot.understanding import GRAVE, Detection, Detector
from bot.understanding.bare_answer import is_bare_answer
from storage.collision import once_more
from storage.database import Database
from storage.errors import DatabaseBusy
from storage.unit_of_work import UnitOfWork

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """Takes messages in, from every channel; safe to call for many people at once."""

    db: Database
    clock: Clock
    engine: Engine
    detector: Detector
    live: Live
    wake: Callable[[], None]
    lanes: Lanes = field(default_factory=Lanes)
    looks: Looks = field(default_factory=Looks)
    patience_seconds: float = 12.0
    """A database that says nothing must not hold a text for ever. A carrier waits 15 for an answer,
    and to put a connection away that hangs takes two."""

    async def receive(self, inbound: InboundMessage) -> Receipt:
        """Take one message in; it is durable and its replies are queued when this returns.

        A provider id that is known already changes nothing. Raises only if the database
        cannot keep the message, DatabaseBusy where it did not say so in time: the carrier then
        tries again.
        """
        try:
            async with asyncio.timeout(self.patience_seconds):
                return await self._receive(inbound)
        except TimeoutError as error:
            raise DatabaseBusy(
                f"a text could not be kept within {self.patience_seconds:g} seconds"
            ) from error

    async def speaks_of_danger(self, text: str) -> bool:
        """Whether a text must come in whatever the limits say; also where that cannot be told."""
        try:
            found = await self.looks.through(text, self.detector.detect)
        except LookedTooLong:
            return True
        return found.risk in GRAVE

    async def _receive(self, inbound: InboundMessage) -> Receipt:
        started = perf_counter()
        async with self.lanes.of(inbound.contact):
            try:
                receipt = await once_more(lambda: self._answer(inbound))
            except Repeated as repeated:
                return repeated.receipt
            except DatabaseBusy:
                raise  # a second try would only wait as long again: the carrier makes it
            except Exception as error:
                # Whatever went wrong, the words must not be lost nor the person left in silence.
                if isinstance(error, LookedTooLong):
                    logger.error("%s; keeping it with a safe reply", error)
                else:
                    logger.exception("a turn failed; keeping the message with a safe reply")
                TURN_FAILURES.inc()
                try:
                    receipt = await self._keep_safe(inbound)
                except Repeated as repeated:
                    return repeated.receipt
        TURN_SECONDS.labels(inbound.channel).observe(perf_counter() - started)
        self._tell(receipt)
        return receipt

    async def _answer(self, inbound: InboundMessage) -> Receipt:
        detection = await self._detect(inbound)  # outside the unit: SQLite has one writer at a time
        async with self.db.begin() as uow:
            exchange = await self._open(uow, inbound, detection)
            if exchange is None:
                return Receipt(outcome="unknown_number")
            await interpret(exchange, self.engine)
            exchange.answered_at = self.clock.now()
            await save(exchange)
            return _receipt(exchange)

    async def _keep_safe(self, inbound: InboundMessage) -> Receipt:
        """The message, the crisis lines, and a flag for a person: nothing that can fail again."""
        async with self.db.begin() as uow:
            exchange = await self._open(uow, inbound)
            if exchange is None:
                return Receipt(outcome="unknown_number")
            raise_in_inbox(exchange.work, exchange.referral, "error", patient=exchange.patient)
            if exchange.conversation.automation == "on":
                exchange.say("utter_failure", "crisis")
            await save(exchange)
            return _receipt(exchange)

    async def _open(
        self, uow: UnitOfWork, inbound: InboundMessage, detection: Detection | None = None
    ) -> Exchange | None:
        return await open_exchange(uow, self.clock.now(), inbound, self.engine.library, detection)

    async def _detect(self, inbound: InboundMessage) -> Detection:
        """A pressed button is one of our own words: only a person's own are looked through.

        In a thread, because the model takes milliseconds in which others can be answered; a bare
        answer does not pass it. Raises LookedTooLong.
        """
        if inbound.button_payload is not None:
            return Detection()
        text = inbound.text
        if len(text) <= MOST_READ and is_bare_answer(text):
            return self.detector.detect(text)
        return await self.looks.through(text, self.detector.detect)

    def _tell(self, receipt: Receipt) -> None:
        self.wake()
        if receipt.practice_id and receipt.conversation_id:
            self.live.publish(receipt.practice_id, receipt.conversation_id)


def _receipt(exchange: Exchange) -> Receipt:
    return Receipt(
        outcome="accepted",
        message_id=exchange.message.id if exchange.message else None,
        conversation_id=exchange.conversation.id,
        practice_id=exchange.work.practice.id,
    )
