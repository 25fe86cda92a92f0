"""Whoever writes a header chooses what stands in it: only our own proxies are believed."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from ipaddress import ip_network
from pathlib import Path

import pytest
from aiohttp import web

from bot.app import web_app
from bot.connections import Runner
from bot.request_log import RequestLog
from bot.settings import Config
from bot.web.caller import caller_address
from tests.security.conftest import PRACTICE_PHONE, PUBLIC_URL, House, house_of
from tests.standin.twilio import ACCOUNT_SID, AUTH_TOKEN, sign
from tests.support.world import PASSWORD

PROXIES = [ip_network("10.0.0.0/8"), ip_network("127.0.0.1/32")]
SPOOFED = {
    "Host": "evil.example",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "http",
    "Forwarded": "host=evil.example;proto=http",
    "X-Original-URL": "/staff/people",
    "X-Forwarded-Prefix": "//evil.example",
}


@pytest.mark.parametrize(
    ("peer", "forwarded", "caller"),
    [
        ("198.51.100.9", [], "198.51.100.9"),
        ("198.51.100.9", ["203.0.113.5"], "198.51.100.9"),  # no proxy of ours
        ("10.0.0.2", ["203.0.113.5"], "203.0.113.5"),
        ("10.0.0.2", ["1.1.1.1, 203.0.113.5"], "203.0.113.5"),  # its beginning is anybody's
        ("10.0.0.2", ["1.1.1.1", "203.0.113.5, 10.0.0.3"], "203.0.113.5"),
        ("10.0.0.2", ["10.0.0.4, 10.0.0.3"], "10.0.0.4"),
        ("10.0.0.2", ["203.0.113.5, nonsense"], "10.0.0.2"),
        ("10.0.0.2", [""], "10.0.0.2"),
        ("10.0.0.2", ["1.1.1.1, 203.0.113.5:49152"], "203.0.113.5"),  # as Azure's gateway does
        ("10.0.0.2", ["203.0.113.5:49152, 10.0.0.3:443"], "203.0.113.5"),
        ("10.0.0.2", ["[2001:db8::7]:49152"], "2001:db8::7"),
        ("10.0.0.2", ["[2001:db8::7]"], "2001:db8::7"),
        ("10.0.0.2", ["203.0.113.5:", "203.0.113.5:x"], "10.0.0.2"),
        (None, ["203.0.113.5"], ""),
    ],
)
def test_the_caller_is_the_last_who_is_no_proxy_of_ours(
    peer: str | None, forwarded: list[str], caller: str
) -> None:
    assert caller_address(peer, forwarded, PROXIES) == caller


@pytest.fixture
async def behind(sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    usual = Config()
    config = usual.model_copy(
        update={
            "limits": usual.limits.model_copy(update={"failed_tokens": 5}),
            "web": usual.web.model_copy(update={"trusted_proxies": (ip_network("127.0.0.1/32"),)}),
        }
    )
    async with house_of(sqlite_url, tmp_path, config) as made:
        yield made


async def bad_token(house: House, caller: str) -> int:
    headers = {"Authorization": "Bearer nobody", "X-Forwarded-For": caller}
    async with house.client.get("/api/v1/referrals", headers=headers) as answer:
        return answer.status


async def test_behind_our_proxy_each_caller_is_counted_alone(behind: House) -> None:
    assert [await bad_token(behind, "203.0.113.5") for _ in range(6)] == [401] * 5 + [429]
    assert await bad_token(behind, "203.0.113.6") == 401
    assert await bad_token(behind, "203.0.113.77, 203.0.113.5") == 429  # no new name helps
    await behind.browser.sign_in(behind.near.worker.email, PASSWORD)  # pages pass through it too


async def test_behind_our_proxy_the_log_still_tells_what_became_of_a_text(
    behind: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    app = web_app(behind.parts, has_worker=False)
    runner = Runner(app, access_log_class=RequestLog, access_log=logging.getLogger("test"))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    path = "/webhooks/twilio/messages"
    form = {"MessageSid": "SM1", "AccountSid": ACCOUNT_SID, "Body": "hello"}
    form |= {"From": "+447700900140", "To": PRACTICE_PHONE}
    signature = sign(AUTH_TOKEN, PUBLIC_URL + path, form.items())
    headers = {"X-Twilio-Signature": signature, "X-Forwarded-For": "203.0.113.5"}
    address = f"http://127.0.0.1:{runner.addresses[0][1]}{path}"
    async with behind.bare.post(address, data=form, headers=headers) as answer:
        assert answer.status == 200
    await runner.cleanup()

    (line,) = (one for one in caplog.records if one.getMessage() == "request answered")
    told = vars(line)
    assert (told["outcome"], told["practice"]) == ("accepted", behind.near.practice.id)
    assert told["message_id"]


async def test_without_a_proxy_a_new_name_for_each_try_helps_nobody(house: House) -> None:
    most = house.parts.settings.config.limits.failed_tokens
    statuses = [await bad_token(house, f"203.0.113.{number}") for number in range(most + 2)]
    assert statuses == [401] * most + [429] * 2


async def test_no_address_that_we_name_comes_from_a_header(house: House) -> None:
    """Every page of the front, the API's document, redirects and cookies, with spoofed headers."""
    paths = ("/", "/staff", "/staff/", "/staff/sign-in", "/chat/near", "/chat/near/leave")
    for path in (*paths, "/api/v1/openapi.json", "/api/v1/referrals", "/health/live", "/nowhere"):
        async with house.client.get(path, headers=SPOOFED, allow_redirects=False) as answer:
            body = await answer.text()
            assert "evil" not in body, path
            assert "evil" not in str(answer.headers), path
            for cookie in answer.headers.getall("Set-Cookie", []):
                assert "Secure" in cookie, path  # X-Forwarded-Proto cannot take it away
    async with house.client.get("/api/v1/openapi.json", headers=SPOOFED) as answer:
        assert (await answer.json())["servers"] == [{"url": f"{PUBLIC_URL}/api/v1"}]


async def test_an_invitation_names_the_public_address_whatever_host_was_asked(
    house: House,
) -> None:
    await house.browser.sign_in(house.near.manager.email, PASSWORD)
    form = (await house.browser.get("/staff/people/invite")).form("/invite")
    given = {"email": "new@near.example", "name": "Una New", "role": "link_worker"}
    async with house.client.post(
        form.action, data={**form.fields, **given}, headers=SPOOFED
    ) as answer:
        html = await answer.text()
    assert f"{PUBLIC_URL}/staff/join/" in html
    assert "evil" not in html


async def test_a_signature_over_another_host_is_no_signature(house: House) -> None:
    form = {"MessageSid": "SM1", "AccountSid": ACCOUNT_SID, "MessageStatus": "sent"}
    path = "/webhooks/twilio/status"
    signature = sign(AUTH_TOKEN, f"https://evil.example{path}", form.items())
    headers = {**SPOOFED, "X-Twilio-Signature": signature}
    async with house.client.post(path, data=form, headers=headers) as answer:
        assert answer.status == 403
