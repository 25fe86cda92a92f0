"""Where Twilio calls us."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from aiohttp import web

from bot.channels.twilio.signature import SignatureCheck
from bot.channels.twilio.status_webhook import StatusWebhook
from bot.channels.twilio.webhook import MessageWebhook, Turns
from bot.clock import Clock
from bot.settings import TwilioSettings
from bot.web.rate import Rate
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
    wrong_signatures: int = 60,
) -> list[web.RouteDef]:
    """Both webhooks; without an auth token they are there, and closed."""
    signature = SignatureCheck(
        auth_token=twilio.auth_token, account_sid=twilio.account_sid, public_url=public_url
    )
    wrong = Rate(clock, count=wrong_signatures, per=timedelta(minutes=1))
    messages = MessageWebhook(
        turns=turns, database=database, signature=signature, wrong=wrong, clock=clock, wake=wake
    )
    status = StatusWebhook(
        database=database,
        signature=signature,
        wrong=wrong,
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
