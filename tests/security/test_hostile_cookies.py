"""Cookies and headers that no browser of ours sends: passed over or refused, no fault of ours."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.simulator.simulator import COOKIE as PHONE
from bot.channels.web_chat.session import COOKIE as CHAT
from bot.settings import Config, SingleSignOnConfig
from bot.staff.flash import COOKIE as FLASH
from bot.staff.front import FORM_COOKIE as FORM
from bot.staff.half_way import COOKIE as HALF_WAY
from bot.staff.session import COOKIE as STAFF
from bot.staff.views.single_sign_on import COOKIE as SINGLE_SIGN_ON
from tests.security.conftest import House, house_of

COOKIES = (PHONE, CHAT, FLASH, FORM, HALF_WAY, STAFF, SINGLE_SIGN_ON)
SHOWN = (
    *("/staff/", "/staff/sign-in", "/staff/sign-in/code", "/staff/join/a", "/staff/account"),
    "/staff/sign-in/work/back?code=1&state=2",
    *("/chat/near", "/chat/near/view", "/chat/near/events", "/try", "/try/view"),
)
SENT = (
    *("/staff/sign-in", "/staff/sign-in/code", "/staff/join/a", "/staff/account/password"),
    *("/chat/near/messages", "/try/messages", "/try/phone", "/try/clock"),
)
FORM_FIELDS = b"csrf=%ED%A0%80%FF&text=hello&email=a&password=b&code=1&id=%FF&answer="
NINES = b"9" * 5000


async def status_of(
    house: House, method: str, path: str, cookie: bytes = b"", more: bytes = b"", body: bytes = b""
) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", house.server.port)
    head = f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    form = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    writer.write(head.encode() + more + form.encode() + b"Cookie: " + cookie + b"\r\n\r\n" + body)
    line = await asyncio.wait_for(reader.readline(), 10)
    writer.close()
    return int(line.split()[1])


def values_of(house: House) -> list[bytes]:
    """Bytes that are no text in each part that a cookie of ours may have."""
    id, signature = house.near.worker.id.encode(), b"0" * 64
    return [
        b"\xff",
        b"\xff.9999999999." + signature,
        id + b"." + NINES + b"." + signature,
        id + b".9999999999.\xff",
        b"+447700900100.\xff." + signature,
        b"+447700900100.a.\xff",
        b"\xff" * 43,
    ]


@pytest.fixture
async def whole(sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """With the simulator, and a provider that nobody gets as far as."""
    provider = SingleSignOnConfig(issuer="https://id.example", client_id="blether")
    config = Config(single_sign_on=provider)
    async with house_of(
        sqlite_url, tmp_path, config, is_demo=True, oidc_client_secret="secret"
    ) as made:
        yield made


@pytest.mark.parametrize("name", COOKIES)
async def test_no_cookie_is_a_fault(whole: House, name: str) -> None:
    for value in values_of(whole):
        cookie = name.encode() + b"=" + value
        for path in SHOWN:
            assert await status_of(whole, "GET", path, cookie) < 500, (path, value)
        for path in SENT:
            sent = await status_of(whole, "POST", path, cookie, body=FORM_FIELDS)
            assert sent < 500, (path, value)


async def test_no_origin_is_a_fault(whole: House) -> None:
    for origin in (b"http://[", b"http://\xff", b"//[::1", b"\xff"):
        more = b"Origin: " + origin + b"\r\n"
        for path in SENT:
            assert await status_of(whole, "POST", path, more=more, body=FORM_FIELDS) < 500
