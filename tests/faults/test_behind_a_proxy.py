"""Blether behind the proxies of docs/deploy: all that how-to/deploy.md asks of one, over TLS."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.faults.proxies import FILES, INNER, PUBLIC_URL, Proxy, proxy_before
from tests.faults.service import DEMO_PASSWORD, PRACTICE, Service
from tests.standin.twilio import ACCOUNT_SID, AUTH_TOKEN, TwilioStandIn, sign

WEBHOOK = "/webhooks/twilio/messages"
PHONE = "+447700900110"
TRIES = 5
"""Calls without a good token that the service here takes from one address in a minute."""

pytestmark = pytest.mark.asyncio(loop_scope="module")


class Proxied(Service):
    def _config(self) -> Path:
        path = self.folder / "config.yml"
        if not path.exists():
            text = super()._config().read_text()
            text = text.replace("trusted_proxies: []", "trusted_proxies: [127.0.0.1/32]")
            path.write_text(re.sub(r"failed_tokens: \d+", f"failed_tokens: {TRIES}", text))
        return path


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    service: Service
    standin: TwilioStandIn
    proxy: Proxy


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=sorted(FILES))
async def front(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Front]:
    if shutil.which(request.param, path="/usr/sbin:/usr/bin") is None:
        pytest.skip(f"{request.param} is not installed")
    folder = tmp_path_factory.mktemp("blether")
    url = f"sqlite+aiosqlite:///{folder}/blether.db"
    service = Proxied(folder=folder, database_url=url, public_url=PUBLIC_URL)
    async with TwilioStandIn() as standin:
        service.twilio_url = standin.url
        await service.make_demo()
        await service.start()
        try:
            beside = tmp_path_factory.mktemp("proxy")
            async with proxy_before(service.port, request.param, beside) as proxy:
                yield Front(service=service, standin=standin, proxy=proxy)
        finally:
            await service.kill()


def form_of(body: str, standin: TwilioStandIn) -> dict[str, str]:
    return {
        "MessageSid": standin.new_sid(),
        "AccountSid": ACCOUNT_SID,
        "From": PHONE,
        "To": PRACTICE,
        "Body": body,
    }


async def test_what_twilio_signed_is_taken_and_what_it_did_not_is_not(front: Front) -> None:
    fields = form_of("am skint", front.standin)
    signature = sign(AUTH_TOKEN, PUBLIC_URL + WEBHOOK, fields.items())

    async with front.proxy.client() as twilio:
        signed = {"X-Twilio-Signature": signature}
        async with twilio.post(WEBHOOK, data=fields, headers=signed) as taken:
            assert (taken.status, (await taken.text())[-11:]) == (200, "<Response/>")
        async with twilio.post(WEBHOOK, data=fields) as refused:
            assert refused.status == 403
    assert await front.standin.until(PHONE, 1)


async def test_a_chat_is_answered_and_hears_of_it_at_once(front: Front) -> None:
    async with front.proxy.client() as browser:
        page = await browser.get("/chat/demo")
        nonce = hidden(await page.text(), "id")
        async with browser.get("/chat/demo/events") as events:
            assert (await events.content.readuntil(b": hello\n")).startswith(b"retry:")
            await browser.post("/chat/demo/messages", data={"id": nonce, "text": "am skint"})
            assert b"event:" in await events.content.readuntil(b"data:")
        shown = await (await browser.get("/chat/demo/view")).text()
    assert "am skint" in shown
    assert "Content-Encoding" not in page.headers, "what holds a secret is not packed"


async def test_staff_sign_in(front: Front) -> None:
    async with front.proxy.client() as browser:
        page = await (await browser.get("/staff/sign-in")).text()
        fields = {
            "csrf": hidden(page, "csrf"),
            "next": "/staff/",
            "email": "morag@demo.example",
            "password": DEMO_PASSWORD,
        }
        own = {"Origin": PUBLIC_URL, "Sec-Fetch-Site": "same-origin"}
        answer = await browser.post("/staff/sign-in", data=fields, headers=own)
        assert answer.url.path == "/staff/"
        assert "Inbox" in await answer.text()
        assert all(cookie["secure"] for cookie in browser.cookie_jar)


async def test_limits_go_by_who_really_asks(front: Front) -> None:
    async def asked(address: str, **headers: str) -> int:
        async with (
            front.proxy.client(address) as program,
            program.get("/api/v1/referrals", headers=headers) as answer,
        ):
            return answer.status

    for number in range(TRIES):
        forged = {"X-Forwarded-For": f"198.51.100.{number}"}
        assert await asked("127.0.0.20", **forged) == 401
    assert await asked("127.0.0.20") == 429
    assert await asked("127.0.0.20", **{"X-Forwarded-For": "198.51.100.9"}) == 429
    assert await asked("127.0.0.21") == 401


@pytest.mark.parametrize("path", ["/metrics", "/health/ready"])
async def test_health_and_metrics_are_for_the_inner_network(front: Front, path: str) -> None:
    async with front.proxy.client() as outside, outside.get(path) as answer:
        assert answer.status == 403
    async with front.proxy.client(INNER) as inside, inside.get(path) as answer:
        assert answer.status == 200


async def test_another_name_is_not_handed_on(front: Front) -> None:
    def told_of() -> int:
        return front.service.log.count('"request answered"')

    before = told_of()
    async with front.proxy.client() as stranger:
        try:
            answer = await stranger.get("/", headers={"Host": "evil.example"})
            assert await answer.read() == b"" or answer.status == 421
        except aiohttp.ClientError:
            pass
    assert told_of() == before


async def test_blether_itself_says_what_is_too_long_with_the_crisis_lines(front: Front) -> None:
    async with front.proxy.client() as browser:
        nonce = hidden(await (await browser.get("/chat/demo")).text(), "id")
        fields = {"id": nonce, "text": "help " * 100_000}
        async with browser.post("/chat/demo/messages", data=fields) as answer:
            assert answer.status == 413
            assert "116 123" in await answer.text()
            assert answer.headers["Server"] != "nginx"


async def test_a_secret_in_a_path_or_query_is_in_no_log_of_the_proxy(front: Front) -> None:
    paths = ["/staff/join/k3y-one", "/calendar/k3y-two.ics", "/staff/sign-in?code=k3y-three"]
    async with front.proxy.client() as browser:
        for path in paths:
            await browser.get(path, headers={"Referer": f"{PUBLIC_URL}/staff/join/k3y-four"})

    assert "k3y-" not in front.proxy.logs


async def test_while_blether_is_away_patients_get_the_crisis_lines(front: Front) -> None:
    """The last one here: it ends the service."""
    await front.service.kill()

    async with front.proxy.client() as browser, browser.get("/chat/demo?k3y-five") as answer:
        assert answer.status == 502
        assert "116 123" in await answer.text()
        assert answer.headers["Cache-Control"] == "no-store"
    async with front.proxy.client() as twilio:
        tried: Any = await twilio.post(WEBHOOK, data=form_of("hello", front.standin))
        assert tried.status == 502, "else Twilio takes it for kept"
    assert "k3y-" not in front.proxy.logs


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    assert found is not None, page[:500]
    return found[1]
