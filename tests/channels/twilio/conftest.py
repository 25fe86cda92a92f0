from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.twilio.routes import routes
from bot.clock import ManualClock
from bot.inbound import InboundMessage, Receipt
from bot.live import Live
from bot.settings import TwilioSettings
from storage.database import Database
from tests.standin.twilio import ACCOUNT_SID, AUTH_TOKEN, TwilioStandIn

PUBLIC_URL = "https://blether.example"
PRACTICE = "+447700900001"
PHONE = "+447700900100"


@dataclass(slots=True)
class RecordingTurns:
    """Takes every message in, and knows the practice's number alone."""

    received: list[InboundMessage] = field(default_factory=list)

    async def receive(self, inbound: InboundMessage) -> Receipt:
        if inbound.to_number != PRACTICE:
            return Receipt(outcome="unknown_number")
        if inbound.provider_id in [each.provider_id for each in self.received]:
            return Receipt(outcome="repeated")
        self.received.append(inbound)
        return Receipt(outcome="accepted", message_id="m")


@dataclass(slots=True, kw_only=True)
class Edge:
    """The webhooks on a real server, with Twilio's stand-in in front of them."""

    standin: TwilioStandIn
    turns: RecordingTurns
    database: Database
    live: Live


def edge_app(
    turns: RecordingTurns,
    database: Database,
    clock: ManualClock,
    *,
    live: Live | None = None,
    tokens: tuple[str, ...] = (AUTH_TOKEN,),
) -> web.Application:
    app = web.Application(client_max_size=256 * 1024)
    app.add_routes(
        routes(
            turns=turns,
            database=database,
            twilio=TwilioSettings(account_sid=ACCOUNT_SID if tokens else None, auth_tokens=tokens),
            public_url=PUBLIC_URL,
            clock=clock,
            wake=lambda: None,
            on_change=(live or Live()).publish,
        )
    )
    return app


@pytest.fixture
async def edge(sqlite_database: Database, clock: ManualClock) -> AsyncIterator[Edge]:
    turns, live = RecordingTurns(), Live()
    server = TestServer(edge_app(turns, sqlite_database, clock, live=live))
    await server.start_server()
    target = f"http://127.0.0.1:{server.port}"
    async with TwilioStandIn(target=target, public_url=PUBLIC_URL, now=clock.now) as standin:
        yield Edge(standin=standin, turns=turns, database=sqlite_database, live=live)
    await server.close()
