"""The whole product as the app puts it together, with two practices and Twilio's account."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, CookieJar, DummyCookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.app import web_app
from bot.clock import ManualClock
from bot.running import Running, running
from bot.settings import Config, Settings, TwilioSettings
from tests.standin.twilio import ACCOUNT_SID, AUTH_TOKEN, TwilioStandIn, sign
from tests.support.databases import SECRET
from tests.support.page_client import PageClient
from tests.support.world import Surgery, a_surgery, the_flows

PUBLIC_URL = "https://blether.example"
PRACTICE_PHONE = "+447700900001"
MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)


@dataclass(slots=True, kw_only=True)
class House:
    """A server on a real socket; `standin` takes what is sent."""

    parts: Running
    client: TestClient[Any, Any]
    bare: ClientSession
    """Keeps no cookies of its own."""
    server: TestServer
    standin: TwilioStandIn
    clock: ManualClock
    near: Surgery
    far: Surgery

    @property
    def browser(self) -> PageClient:
        return PageClient(self.client)

    async def texts(self, phone: str, body: str, sid: str, **more: str) -> int:
        """One signed text from `phone`; the status of the answer."""
        form = {"MessageSid": sid, "AccountSid": ACCOUNT_SID, "From": phone, "Body": body}
        return await self.signed("messages", form | {"To": PRACTICE_PHONE, "NumMedia": "0"} | more)

    async def signed(self, webhook: str, form: dict[str, str], query: str = "") -> int:
        path = f"/webhooks/twilio/{webhook}{query}"
        signature = sign(AUTH_TOKEN, PUBLIC_URL + path, form.items())
        headers = {"X-Twilio-Signature": signature}
        async with self.client.post(path, data=form, headers=headers) as answer:
            return answer.status


@asynccontextmanager
async def house_of(url: str, tmp_path: Path, config: Config, **more: Any) -> AsyncIterator[House]:
    """Everything but the worker's loops: tests say when texts are sent. `more` are settings."""
    clock = ManualClock(MONDAY)
    async with TwilioStandIn(now=clock.now) as standin:
        settings = Settings(
            database_url=url,
            secret_key=SECRET,
            public_url=PUBLIC_URL,
            twilio=TwilioSettings(
                account_sid=ACCOUNT_SID, auth_tokens=(AUTH_TOKEN,), api_url=standin.url
            ),
            config=config,
            **more,
        )
        async with running(settings, clock, flows=the_flows()) as parts:
            near, far = await a_surgery(parts.db, "near"), await a_surgery(parts.db, "far")
            async with parts.db.begin() as uow:
                practice = await uow.practices.get(near.practice.id)
                assert practice is not None
                practice.phone = PRACTICE_PHONE
            server = TestServer(web_app(parts, has_worker=False))
            await server.start_server()
            # The public address is https, so cookies are for secure connections alone.
            jar = CookieJar(unsafe=True, treat_as_secure_origin=server.make_url("/").origin())
            async with (
                TestClient(server, cookie_jar=jar) as client,
                ClientSession(server.make_url("/"), cookie_jar=DummyCookieJar()) as bare,
            ):
                yield House(
                    parts=parts,
                    client=client,
                    bare=bare,
                    server=server,
                    standin=standin,
                    clock=clock,
                    near=near,
                    far=far,
                )


def config_with(**limits: int) -> Config:
    """The usual settings but for some limits."""
    usual = Config()
    return usual.model_copy(update={"limits": usual.limits.model_copy(update=limits)})


@pytest.fixture
async def house(sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    async with house_of(sqlite_url, tmp_path, Config()) as made:
        yield made
