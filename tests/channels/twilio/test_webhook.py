from __future__ import annotations

import asyncio
import logging
from urllib.parse import urlencode

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from multidict import MultiDict
from sqlalchemy import select
from twilio.request_validator import RequestValidator

from bot.channels.twilio.webhook import EMPTY_TWIML
from bot.clock import ManualClock
from storage.database import Database
from storage.models import Audit
from tests.channels.twilio.conftest import (
    PHONE,
    PRACTICE,
    Edge,
    RecordingTurns,
    edge_app,
)
from tests.security.test_reading import talk
from tests.standin.twilio import ACCOUNT_SID, AUTH_TOKEN, sign

MESSAGES = "/webhooks/twilio/messages"


def fields(**changes: str) -> dict[str, str]:
    return {
        "MessageSid": "SM" + "1" * 32,
        "AccountSid": ACCOUNT_SID,
        "From": PHONE,
        "To": PRACTICE,
        "Body": "ma money's run oot",
        "NumMedia": "0",
    } | changes


async def audited(edge: Edge) -> list[tuple[str, str]]:
    async with edge.database.read() as uow:
        rows = (await uow.session.scalars(select(Audit))).all()
    return [(row.action, row.subject_id) for row in rows]


def test_the_stand_in_and_the_library_sign_the_published_example_alike() -> None:
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    example = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }
    published = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    assert sign("12345", url, example.items()) == published
    assert RequestValidator("12345").validate(url, MultiDict(example), published)


async def test_a_signed_text_is_taken_in_and_answered_with_empty_twiml(edge: Edge) -> None:
    status, answer = await edge.standin.says(PHONE, PRACTICE, "Ah'm skint", sid="SM1")
    assert (status, answer) == (200, EMPTY_TWIML)
    taken = edge.turns.received[0]
    assert (taken.text, taken.contact, taken.to_number, taken.channel, taken.provider_id) == (
        "Ah'm skint",
        PHONE,
        PRACTICE,
        "sms",
        "SM1",
    )


async def test_a_repeated_text_is_a_success_without_a_second_effect(edge: Edge) -> None:
    answers = [await edge.standin.says(PHONE, PRACTICE, "Hello", sid="SM1") for _ in range(3)]
    assert {status for status, _ in answers} == {200}
    assert len(edge.turns.received) == 1


@pytest.mark.parametrize(
    "signature",
    [None, "", "bm90IHRoZSBzaWduYXR1cmU=", "é" * 28, "RSOYDt4T1cUTdK1PDd93/VVr8B8="],
)
async def test_without_a_good_signature_nothing_is_said_and_nothing_is_stored(
    edge: Edge, signature: str | None
) -> None:
    headers = {} if signature is None else {"X-Twilio-Signature": signature}
    async with (
        aiohttp.ClientSession() as session,
        session.post(edge.standin.target + MESSAGES, data=fields(), headers=headers) as response,
    ):
        assert (response.status, await response.text()) == (403, "")
    assert edge.turns.received == []
    assert await audited(edge) == []


async def test_a_signature_of_bytes_that_are_no_text_is_refused_like_any_other(edge: Edge) -> None:
    host, _, port = edge.standin.target.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = f"POST {MESSAGES} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nConnection: close\r\n"
    writer.write(head.encode() + b"X-Twilio-Signature: \xe9\xff\r\n\r\n")
    answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 403 ")


async def test_a_signature_for_another_body_or_address_is_refused(edge: Edge) -> None:
    signature = sign(AUTH_TOKEN, edge.standin.public_url + MESSAGES, fields().items())
    tries = [
        (MESSAGES, fields(Body="something else")),
        (MESSAGES + "?a=1", fields()),
        ("/webhooks/twilio/status", fields()),
    ]
    async with aiohttp.ClientSession() as session:
        for path, form in tries:
            async with session.post(
                edge.standin.target + path, data=form, headers={"X-Twilio-Signature": signature}
            ) as response:
                assert response.status == 403
    assert edge.turns.received == []


async def test_the_host_header_does_not_choose_the_address_that_is_checked(edge: Edge) -> None:
    forged = sign(AUTH_TOKEN, "https://evil.example" + MESSAGES, fields().items())
    headers = {"X-Twilio-Signature": forged, "Host": "evil.example"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(edge.standin.target + MESSAGES, data=fields(), headers=headers) as response,
    ):
        assert response.status == 403


async def test_a_query_string_is_part_of_what_was_signed(edge: Edge) -> None:
    status, _ = await edge.standin.post(MESSAGES + "?foo=1&bar=2", fields())
    assert status == 200


@pytest.mark.parametrize("path", [MESSAGES + "/", "/webhooks/twilio/status/"])
async def test_a_slash_too_many_in_twilios_console_costs_nobody_their_text(
    edge: Edge, path: str
) -> None:
    status, _ = await edge.standin.post(path, fields(MessageStatus="sent"))
    assert status == 200
    assert len(edge.turns.received) == path.startswith(MESSAGES)


@pytest.mark.parametrize("target", ["https://blether.example", "http://10.0.0.7:8080"])
async def test_a_proxy_may_ask_for_the_whole_address(edge: Edge, target: str) -> None:
    path, body = MESSAGES + "?a=http://b", urlencode(fields()).encode()
    signature = sign(AUTH_TOKEN, edge.standin.public_url + path, fields().items())
    head = (
        f"POST {target}{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        f"X-Twilio-Signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    port = int(edge.standin.target.rpartition(":")[2])
    answer = await talk(port, head.encode() + body, wait=5)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert [each.text for each in edge.turns.received] == ["ma money's run oot"]


@pytest.mark.parametrize("name", ["SmsSid", "SmsMessageSid"])
async def test_the_sid_goes_by_its_older_names_too(edge: Edge, name: str) -> None:
    form = fields(**{name: "SM" + "2" * 32})
    del form["MessageSid"]
    assert (await edge.standin.post(MESSAGES, form))[0] == 200
    assert [each.provider_id for each in edge.turns.received] == ["SM" + "2" * 32]


async def test_repeated_keys_are_signed_as_twilio_signs_them(edge: Edge) -> None:
    form = [*fields().items(), ("MediaUrl", "https://a.example"), ("MediaUrl", "https://b.example")]
    signature = sign(AUTH_TOKEN, edge.standin.public_url + MESSAGES, form)
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            edge.standin.target + MESSAGES,
            data=aiohttp.FormData(form),
            headers={"X-Twilio-Signature": signature},
        ) as response,
    ):
        assert response.status == 200


async def test_another_account_is_refused(edge: Edge) -> None:
    status, answer = await edge.standin.post(MESSAGES, fields(AccountSid="AC" + "9" * 32))
    assert (status, answer) == (403, "")


@pytest.mark.parametrize(
    ("tokens", "signed_with", "status"),
    [
        ((), "", 403),
        (("new", "old"), "old", 200),
        (("new", "old"), "new", 200),
        (("new",), "old", 403),
    ],
    ids=["no token", "while it is changed", "once it is changed", "the old one is gone"],
)
async def test_a_text_may_be_signed_with_any_token_that_is_set(
    sqlite_database: Database,
    clock: ManualClock,
    tokens: tuple[str, ...],
    signed_with: str,
    status: int,
) -> None:
    """Twilio signs with the primary token; the second one becomes it in a moment of its own."""
    turns = RecordingTurns()
    signature = sign(signed_with, "https://blether.example" + MESSAGES, fields().items())
    async with (
        TestServer(edge_app(turns, sqlite_database, clock, tokens=tokens)) as server,
        aiohttp.ClientSession() as session,
        session.post(
            server.make_url(MESSAGES), data=fields(), headers={"X-Twilio-Signature": signature}
        ) as response,
    ):
        assert response.status == status
    assert len(turns.received) == (status == 200)


@pytest.mark.parametrize("missing", ["MessageSid", "From", "To"])
async def test_a_signed_form_without_what_every_message_has_is_a_plain_400(
    edge: Edge, missing: str
) -> None:
    form = fields()
    del form[missing]
    status, answer = await edge.standin.post(MESSAGES, form)
    assert status == 400
    assert missing in answer
    assert edge.turns.received == []


@pytest.mark.parametrize(
    ("said", "kept"), [({}, ""), ({"ButtonText": "Yes"}, "Yes"), ({"SmsStatus": "received"}, "")]
)
async def test_a_signed_message_without_a_body_is_not_lost(
    edge: Edge, said: dict[str, str], kept: str
) -> None:
    form = fields(**said)
    del form["Body"]
    assert (await edge.standin.post(MESSAGES, form))[0] == 200
    assert [one.text for one in edge.turns.received] == [kept]


async def test_a_receipt_at_the_address_of_messages_is_no_message(edge: Edge) -> None:
    form = fields(MessageStatus="delivered")
    del form["Body"]
    assert (await edge.standin.post(MESSAGES, form))[0] == 400
    assert edge.turns.received == []


async def test_a_number_that_no_practice_has_is_noted_by_its_sid(edge: Edge) -> None:
    status, _ = await edge.standin.says(PHONE, "+447700900999", "Hello?", sid="SM7")
    assert status == 200
    assert await audited(edge) == [("unknown_number", "SM7")]


async def test_a_sender_that_cannot_be_answered_is_noted_by_its_sid(edge: Edge) -> None:
    status, _ = await edge.standin.says("HSBC-UK", PRACTICE, "Your code is 1234", sid="SM8")
    assert status == 200
    assert await audited(edge) == [("unusable_sender", "SM8")]
    assert edge.turns.received == []


async def test_a_short_code_is_no_number_that_can_be_answered(edge: Edge) -> None:
    await edge.standin.says("85258", PRACTICE, "Your code is 1234", sid="SM8")
    assert await audited(edge) == [("unusable_sender", "SM8")]


@pytest.mark.parametrize("written", ["07700 900100", "00447700900100", "447700900100"])
@pytest.mark.parametrize("before", ["", "whatsapp:"])
async def test_a_number_as_it_is_written_at_home_is_the_same_number(
    edge: Edge, written: str, before: str
) -> None:
    to = written.replace("100", "001")
    await edge.standin.says(before + written, before + to, "I want to die")
    taken = edge.turns.received[0]
    assert (taken.contact, taken.to_number) == (before + PHONE, PRACTICE)


async def test_a_whatsapp_message_keeps_its_address_and_finds_the_same_practice(
    edge: Edge,
) -> None:
    await edge.standin.says(
        f"whatsapp:{PHONE}", f"whatsapp:{PRACTICE}", "Hiya", ButtonPayload="1", ProfileName="J"
    )
    taken = edge.turns.received[0]
    assert (taken.channel, taken.contact) == ("whatsapp", f"whatsapp:{PHONE}")
    assert (taken.to_number, taken.text, taken.button_payload) == (PRACTICE, "Hiya", None)


async def test_a_tapped_button_counts_by_its_words_and_a_place_can_be_read_out(
    edge: Edge,
) -> None:
    """Words alone are looked through for danger; a template's payload may say anything."""
    jean, practice = f"whatsapp:{PHONE}", f"whatsapp:{PRACTICE}"
    await edge.standin.says(jean, practice, "", ButtonText="I'm not safe", ButtonPayload="no")
    await edge.standin.says(jean, practice, "", ListTitle="Food", ListId="2")
    place = {"Latitude": "55.861", "Longitude": "-4.25", "Address": "1 High St", "Label": "Home"}
    await edge.standin.says(jean, practice, "", **place)
    await edge.standin.says(jean, practice, "", Latitude="here", Longitude="1")
    taken = [(one.text, one.button_payload, one.location) for one in edge.turns.received]
    assert taken == [
        ("I'm not safe", None, ""),
        ("Food", None, ""),
        ("", None, "Shared a place: Home, 1 High St, 55.861 -4.25"),
        ("", None, ""),
    ]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a\x00b", "ab"),
        ("line one\nline two\r\n", "line one\nline two\r\n"),
        ("one\x0btwo\x85three", "one two three"),
        ("bell\x07 and \x1b[31mred", "bell and [31mred"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("chcę umrzeć 💊", "chcę umrzeć 💊"),
        ("x" * 12_000, "x" * 12_000),
        ("", ""),
    ],
)
async def test_odd_texts_are_kept_whole_but_for_what_no_phone_can_type(
    edge: Edge, sent: str, kept: str
) -> None:
    status, _ = await edge.standin.says(PHONE, PRACTICE, sent)
    assert status == 200
    assert edge.turns.received[0].text == kept


@pytest.mark.parametrize(("count", "noted"), [("2", 2), ("0", 0), ("many", 0), ("-1", 0)])
async def test_pictures_are_counted(edge: Edge, count: str, noted: int) -> None:
    await edge.standin.says(PHONE, PRACTICE, "look", NumMedia=count)
    assert edge.turns.received[0].media == noted


async def test_a_picture_without_words_is_a_message_too(edge: Edge) -> None:
    form = fields(NumMedia="1", MediaUrl0="https://api.twilio.com/x")
    del form["Body"]
    assert (await edge.standin.post(MESSAGES, form))[0] == 200
    assert edge.turns.received[0].text == ""


@pytest.mark.parametrize(("word", "kept"), [("STOP", "stop"), ("START", "start"), ("X", None)])
async def test_a_word_that_the_carrier_obeyed_is_marked(
    edge: Edge, word: str, kept: str | None
) -> None:
    await edge.standin.says(PHONE, PRACTICE, word, OptOutType=word)
    assert edge.turns.received[0].opt_out_type == kept


async def test_bytes_that_are_no_text_are_refused_without_a_crash(edge: Edge) -> None:
    async with aiohttp.ClientSession() as session:
        for body in (b"Body=%ED%A0%80", b"\xff\xfe=\xff", b"&" * 2000, b"a=1&" * 2000):
            async with session.post(
                edge.standin.target + MESSAGES,
                data=body,
                headers={
                    "X-Twilio-Signature": "x" * 28,
                    "Content-Type": "application/x-www-form-urlencoded",
                },
            ) as response:
                assert response.status == 403


async def test_ten_at_once_are_each_answered(edge: Edge) -> None:
    answers = await asyncio.gather(
        *(edge.standin.says(PHONE, PRACTICE, "Hello", sid="SM1") for _ in range(10))
    )
    assert {status for status, _ in answers} == {200}
    assert len(edge.turns.received) == 1


async def test_no_number_or_word_is_logged(edge: Edge, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await edge.standin.says(PHONE, "+447700900999", "my secret")
    await edge.standin.says(PHONE, PRACTICE, "my secret")
    ours = [record for record in caplog.records if record.name.startswith("bot")]
    logged = " ".join(record.getMessage() + repr(record.__dict__) for record in ours)
    assert "7700900" not in logged
    assert "secret" not in logged
    assert "secret" not in repr(edge.turns.received)
