"""POST /webhooks/twilio/messages: a text comes in, is made durable, and Twilio is answered.

The answer is always empty TwiML: replies go out by REST, through the outbox, so that they are
never both. A number that no practice has, or a sender that is no telephone number, is answered
the same way and kept in the audit trail by its MessageSid, under which Twilio holds the text.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from aiohttp import web

from bot.channels.twilio.inbound_form import BadForm, UnusableSender, read_inbound
from bot.channels.twilio.signature import SignatureCheck, refuse
from bot.clock import Clock
from bot.inbound import InboundMessage, Receipt, Turns
from bot.request_log import note_facts
from storage.database import Database

logger = logging.getLogger(__name__)

EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageWebhook:
    turns: Turns
    database: Database
    signature: SignatureCheck
    clock: Clock

    async def receive(self, request: web.Request) -> web.Response:
        """Check, parse, take in, answer; see the module."""
        form = await self.signature.genuine_form(request)
        if form is None:
            return refuse()
        try:
            inbound = read_inbound(form, now=self.clock.now())
        except BadForm as error:
            return web.Response(status=400, text=f"{error}\n")
        except UnusableSender as error:
            await self._record("unusable_sender", error.message_sid)
            return _answer()
        receipt = await self._take_in(inbound)
        note_facts(
            request,
            outcome=receipt.outcome,
            message_id=receipt.message_id or "",
            practice=receipt.practice_id or "",
        )
        return _answer()

    async def _take_in(self, inbound: InboundMessage) -> Receipt:
        receipt = await self.turns.receive(inbound)
        if receipt.outcome == "unknown_number":
            await self._record("unknown_number", inbound.provider_id)
        return receipt

    async def _record(self, what: str, message_sid: str) -> None:
        logger.warning("text not taken in", extra={"why": what, "provider_id": message_sid})
        async with self.database.begin() as uow:
            uow.audit.add_by_system(
                what,
                at=self.clock.now(),
                subject_type="twilio_message",
                subject_id=message_sid,
            )


def _answer() -> web.Response:
    return web.Response(text=EMPTY_TWIML, content_type="text/xml")
