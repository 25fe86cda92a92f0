"""Twilio's webhooks under any bytes: a message, or a refusal, and never a failure of ours."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote_from_bytes

from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given
from hypothesis import strategies as st
from multidict import MultiDict

from bot.channels.twilio.form import NotAForm, read_form
from bot.channels.twilio.inbound_form import BadForm, UnusableSender, read_inbound
from bot.clock import ManualClock
from storage.database import Database
from storage.keyring import Keyring
from tests.channels.twilio.conftest import PUBLIC_URL, RecordingTurns, edge_app
from tests.properties.effort import effort
from tests.standin.twilio import ACCOUNT_SID, AUTH_TOKEN, sign
from tests.support.databases import copy_sqlite

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
NAMES = (
    *("MessageSid", "AccountSid", "From", "To", "Body", "NumMedia", "OptOutType", "ButtonPayload"),
    *("MessageStatus", "ErrorCode", "SmsSid", "SmsStatus"),
)
VALUES = (
    *("SM1", ACCOUNT_SID, "+447700900100", "whatsapp:+447700900100", "+447700900001", "STOP", "1"),
    *(
        "delivered",
        "undelivered",
        "30003",
        "",
        " ",
        "-1",
        "9" * 30,
        "whatsapp:",
        "BANK",
        "٣",
        "\0",
        "💊",
    ),
)
FORMS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES) | st.text(max_size=30)), max_size=12
)
WHOLE = FORMS.map(
    lambda more: [
        ("MessageSid", "SM1"),
        ("MessageStatus", "delivered"),
        ("From", "+447700900100"),
        ("To", "+447700900001"),
        ("Body", "hello"),
        ("AccountSid", ACCOUNT_SID),
        *more,
    ]
)
"""What a message needs, which comes first and so counts."""
BYTES = st.binary(max_size=300) | st.lists(
    st.sampled_from([*NAMES, "=", "&", "%", "%ED%A0%80", "%FF", "+", "%00"]), max_size=40
).map(lambda pieces: "".join(pieces).encode())


@effort(150)
@given(BYTES)
def test_any_bytes_are_read_as_the_standard_library_reads_them(body: bytes) -> None:
    try:
        form = read_form(body)
    except NotAForm:
        return
    text = body.decode("utf-8", errors="replace")
    assert list(form.items()) == parse_qsl(text, keep_blank_values=True, errors="replace")


@effort(150)
@given(FORMS)
def test_any_form_is_a_message_or_is_refused_by_name(fields: list[tuple[str, str]]) -> None:
    try:
        message = read_inbound(MultiDict(fields), now=NOW)
    except (BadForm, UnusableSender) as error:
        assert str(error)
        return
    assert message.contact.removeprefix("whatsapp:").startswith("+")
    assert message.channel == ("whatsapp" if "whatsapp:" in message.contact else "sms")
    assert not [letter for letter in message.text if ord(letter) < 0x20 and letter not in "\t\n\r"]


def encoded(fields: list[tuple[str, str]]) -> bytes:
    pairs = (f"{name}={quote_from_bytes(value.encode())}" for name, value in fields)
    return "&".join(pairs).encode()


def test_no_request_makes_a_failure_of_ours(
    sqlite_template: Path, fast_folder: Path, keyring: Keyring
) -> None:
    paths = st.sampled_from(["/webhooks/twilio/messages", "/webhooks/twilio/status?message=x"])
    signatures = st.sampled_from(["", "x", "\udcff\udcfe", "é"])
    seen: set[int] = set()

    async def post(path: str, body: bytes, signature: str) -> int:
        headers = {"X-Twilio-Signature": signature}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        async with client.post(path, data=body, headers={**headers, **kind}) as answer:
            return answer.status

    @effort(100)
    @given(paths, FORMS | WHOLE, BYTES, signatures, st.sampled_from([True, True, False]))
    def holds(
        path: str, fields: list[tuple[str, str]], junk: bytes, signature: str, is_ours: bool
    ) -> None:
        body = encoded(fields) if is_ours else junk
        if is_ours:
            form = read_form(body)
            signature = sign(AUTH_TOKEN, PUBLIC_URL + path, form.items())
            is_ours = form.get("AccountSid", ACCOUNT_SID) == ACCOUNT_SID
        status = run(lambda: post(path, body, signature))
        seen.add(status)
        assert status in ((200, 400) if is_ours else (403,))

    def run(what: Callable[[], Awaitable[Any]]) -> Any:
        async def go() -> Any:
            return await what()

        return runner.run(go())

    with asyncio.Runner() as runner:
        database = Database.open(copy_sqlite(sqlite_template, fast_folder), keyring)
        turns = RecordingTurns()

        async def opened() -> TestClient[Any, Any]:
            made = TestClient(TestServer(edge_app(turns, database, ManualClock(NOW))))
            await made.start_server()
            return made

        client = run(opened)
        try:
            holds()
        finally:
            run(client.close)
            run(database.close)
    assert seen >= {200, 400, 403}
