"""POST /webhooks/twilio/status: what became of a text, in any order and any number of times."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from bot.channels.twilio.sid import is_sid
from bot.channels.twilio.signature import SignatureCheck, refuse
from bot.clock import Clock
from bot.delivery.receipts import DeliveryReceipt, Recorded, record_receipt
from storage.collision import once_more
from storage.database import Database

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusWebhook:
    database: Database
    signature: SignatureCheck
    clock: Clock
    wake: Callable[[], None]
    on_change: Callable[[str, str], None]
    """Told the practice's and the conversation's id when a text has moved on."""

    async def receive(self, request: web.Request) -> web.Response:
        """Check, then move the message forward; an unknown one is a success without effect."""
        form = await self.signature.genuine_form(request)
        if form is None:
            return refuse()
        sid = form.get("MessageSid") or form.get("SmsSid") or ""
        status = form.get("MessageStatus") or form.get("SmsStatus") or ""
        if not is_sid(sid) or not status:
            return web.Response(status=400, text="MessageSid or MessageStatus is missing\n")
        receipt = DeliveryReceipt(
            provider="twilio",
            provider_id=sid,
            status=status,
            error_code=_code(form.get("ErrorCode", "")),
            message_id=_own_id(request),
        )
        recorded = await once_more(lambda: self._record(receipt))  # Twilio says it once
        if recorded.message is not None:
            self.on_change(recorded.message.practice_id, recorded.message.conversation_id)
        if recorded.is_to_be_sent_again:
            self.wake()
        return web.Response(text="")

    async def _record(self, receipt: DeliveryReceipt) -> Recorded:
        async with self.database.begin() as uow:
            return await record_receipt(uow, receipt, now=self.clock.now())


def _own_id(request: web.Request) -> str | None:
    given = request.query.get("message", "")
    return given if _ID.fullmatch(given) else None


def _code(given: str) -> str | None:
    """Twilio's are numbers; what is as long as a letter belongs into no log, page or metric."""
    return given if _ID.fullmatch(given) else None
