"""Where Twilio calls us."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

from bot.channels.twilio.signature import SignatureCheck
from bot.channels.twilio.status_webhook import StatusWebhook
from bot.channels.twilio.webhook import MessageWebhook
from bot.clock import Clock
from bot.inbound import Turns
from bot.settings import TwilioSettings
from storage.database import Database

MESSAGES_PATH = "/webhooks/twilio/messages"
STATUS_PATH = "/webhooks/twilio/status"


def routes(
    *,
    turns: Turns,
    database: Database,
    twilio: TwilioSettings,
    public_url: str,
    clock: Clock,
    wake: Callable[[], None],
    on_change: Callable[[str, str], None],
) -> list[web.RouteDef]:
    """Both webhooks; without an auth token they are there, and closed."""
    signature = SignatureCheck(
        auth_tokens=twilio.auth_tokens, account_sid=twilio.account_sid, public_url=public_url
    )
    messages = MessageWebhook(turns=turns, database=database, signature=signature, clock=clock)
    status = StatusWebhook(
        database=database,
        signature=signature,
        clock=clock,
        wake=wake,
        on_change=on_change,
    )
    # A slash too many in Twilio's console must cost nobody their text.
    return [
        web.post(path + slash, receive)
        for path, receive in ((MESSAGES_PATH, messages.receive), (STATUS_PATH, status.receive))
        for slash in ("", "/")
    ]
