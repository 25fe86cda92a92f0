"""What comes in is bounded in size, number and time, before anybody knows who sends it."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import ClientSession, CookieJar, FormData, web
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from bot.serving import IDLE_SECONDS
from bot.web.reading import MOST_FIELDS, SLOW_SECONDS, read_body, read_fields
from storage.models import Referral
from tests.security.conftest import House
from tests.support.world import PASSWORD

FORM = "application/x-www-form-urlencoded"
FORMS = ("/staff/sign-in", "/staff/sign-in/code", "/chat/near/messages")


@pytest.mark.parametrize("path", [*FORMS, "/webhooks/twilio/messages", "/webhooks/twilio/status"])
async def test_a_body_beyond_the_limit_is_refused(house: House, path: str) -> None:
    most = house.parts.settings.config.web.max_body_bytes
    async with house.client.post(path, data={"text": "x" * most}) as answer:
        assert answer.status == 413


@pytest.mark.parametrize("path", FORMS)
async def test_a_form_of_too_many_fields_is_refused(house: House, path: str) -> None:
    fields = "&".join(f"f{number}=x" for number in range(MOST_FIELDS + 1))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    async with house.client.post(path, data=fields, headers=headers) as answer:
        assert answer.status == 413


@pytest.mark.parametrize("path", [*FORMS, "/webhooks/twilio/messages", "/webhooks/twilio/status"])
@pytest.mark.parametrize(
    "headers",
    [{}, {"Content-Type": f"{FORM}; charset=klingon"}, {"Content-Type": f"{FORM}; charset=hex"}],
    ids=["plain", "unknown", "no-text"],
)
async def test_odd_bytes_and_odd_names_of_letters_are_no_fault_of_ours(
    house: House, path: str, headers: dict[str, str]
) -> None:
    sent = {"Content-Type": FORM} | headers
    async with house.client.post(
        path, data=b"text=\xff%ed%a0%80&email=\xfe", headers=sent, allow_redirects=False
    ) as answer:
        assert answer.status < 500


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("kind", ["application/json", "text/plain"])
async def test_words_in_another_form_are_not_passed_over_in_silence(
    house: House, path: str, kind: str
) -> None:
    async with house.client.post(
        path, data=b'{"text": "I want to die"}', headers={"Content-Type": kind}
    ) as answer:
        assert answer.status == 415


async def test_a_file_that_is_not_parted_as_it_says_is_refused(house: House) -> None:
    await house.browser.sign_in(house.near.manager.email, PASSWORD)
    path = f"/staff/settings/{house.near.practice.id}/import"
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x"):
        async with house.client.post(path, data=b"hello", headers={"Content-Type": kind}) as answer:
            assert answer.status == 400


async def test_a_letter_that_is_none_does_not_hide_a_danger(house: House) -> None:
    said = b"text=I want to die \xe9"
    async with house.client.post(
        "/chat/near/messages", data=said, headers={"Content-Type": FORM}
    ) as answer:
        assert "999" in (await answer.text()).partition("<main")[2]
    async with house.parts.db.read() as uow:
        kept = await uow.session.scalars(select(Referral.risk))
        assert {"crisis", "emergency"} & set(kept.all())


async def test_a_danger_at_the_end_of_a_very_long_message_is_answered(house: House) -> None:
    said = "The landlord wants us out and I've no money for the meter. " * 250 + "I want to die."
    async with house.client.post("/chat/near/messages", data={"text": said}) as answer:
        assert "Samaritans 116 123" in (await answer.text()).partition("<main")[2]
    async with house.parts.db.read() as uow:
        kept = await uow.session.scalars(select(Referral.priority))
        assert {"crisis", "emergency"} & set(kept.all())


async def test_books_of_strangers_keep_nobody_in_danger_waiting(house: House) -> None:
    async def sends(text: str) -> str:
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as stranger:
            address = house.server.make_url("/chat/near/messages")
            async with stranger.post(address, data={"text": text}) as answer:
                assert answer.status == 200
                return (await answer.text()).partition("<main")[2]

    books = [sends("skint and lonely " * 15_000 + f"i want to die {n}") for n in range(6)]
    begun = [asyncio.create_task(book) for book in books]
    await asyncio.sleep(0.5)
    assert "Samaritans 116 123" in await sends("i want to die tonight")
    for shown in await asyncio.gather(*begun):
        assert "Samaritans 116 123" in shown


@pytest.mark.parametrize("path", FORMS)
async def test_a_stranger_cannot_make_us_open_files(house: House, path: str) -> None:
    form = FormData()
    form.add_field("file", b"x", filename="x.csv")
    async with house.client.post(path, data=form) as answer:
        assert answer.status == 415


async def test_only_the_page_that_asks_for_a_file_takes_one(house: House) -> None:
    await house.browser.sign_in(house.near.manager.email, PASSWORD)
    form = FormData({"csrf": "x"})
    form.add_field("file", b"x", filename="x.csv")
    async with house.client.post("/staff/account/password", data=form) as answer:
        assert answer.status == 415


@pytest.mark.parametrize(
    ("header", "value"), [("X-Long", "x" * 9000), ("Cookie", "blether_staff=" + "x" * 9000)]
)
async def test_a_header_beyond_all_reason_is_refused(house: House, header: str, value: str) -> None:
    async with house.client.get("/staff/sign-in", headers={header: value}) as answer:
        assert answer.status == 400


async def test_a_sheet_of_too_many_rows_or_too_many_bytes_is_refused(house: House) -> None:
    await house.browser.sign_in(house.near.manager.email, PASSWORD)
    path = f"/staff/settings/{house.near.practice.id}/import"
    fields = (await house.browser.get(path)).form("/import").fields
    header = b"starts_at,link_worker,phone\n"
    rows = await house.browser.upload(
        path, fields, "many.csv", header + b"a,b,c\n" * 2001, status=422
    )
    assert "more than 2000 rows" in rows.text
    large = await house.browser.upload(
        path, fields, "large.csv", header + b"x" * 160_000, status=422
    )
    assert "larger than" in large.text
    wide = header.strip() + b"," + b",".join(b"x%d" % n for n in range(5000)) + b"\n1,2,3\n"
    shown = await house.browser.upload(path, fields, "wide.csv", wide, status=422)
    assert "more than" in shown.text and "columns" in shown.text


async def talk(port: int, *parts: bytes, wait: float) -> bytes:
    """Send the parts of a request, then nothing; what comes back until the server hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for part in parts:
        writer.write(part)
        await writer.drain()
    try:
        return await asyncio.wait_for(reader.read(), wait)
    finally:
        writer.close()


@pytest.mark.parametrize("read", [read_body, read_fields], ids=["body", "form"])
async def test_a_body_that_does_not_arrive_is_not_waited_for(read: object) -> None:
    async def take(request: web.Request) -> web.Response:
        await read(request)  # type: ignore[operator]
        return web.Response(text="whole")

    app = web.Application()
    app[SLOW_SECONDS] = 0.2
    app.router.add_post("/", take)
    server = TestServer(app)
    # After its answer the library waits for the rest of a body, ten seconds if it is told nothing.
    await server.start_server(lingering_time=0.2)
    async with server:
        head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
        kind = b"Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n"
        answer = await talk(server.port or 0, head + kind, b"a=b", wait=15)
    assert answer.startswith(b"HTTP/1.1 408")


async def test_a_head_that_does_not_arrive_is_not_waited_for() -> None:
    """However slowly its bytes come: the time runs from the connection's beginning."""
    runner = web.AppRunner(web.Application(), keepalive_timeout=0.3)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        port = runner.addresses[0][1]
        assert await talk(port, b"GET / HTTP/1.1\r\nX: ", b"y", wait=5) == b""
    finally:
        await runner.cleanup()
    assert IDLE_SECONDS < 120  # and not the hour that is the library's own
