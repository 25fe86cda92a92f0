from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.carrier import Found, LookupFailed, Outgoing, Refused, Sent, Unknown
from bot.delivery.errors import UNREACHABLE
from bot.delivery.twilio_carrier import TwilioCarrier
from bot.delivery.twilio_http import TwilioHttp
from tests.standin.twilio import ACCOUNT_SID, AUTH_TOKEN, Step, TwilioStandIn

PRACTICE, PHONE = "+447700900001", "+447700900100"


def carrier_to(url: str, *, token: str = AUTH_TOKEN) -> TwilioCarrier:
    return TwilioCarrier(
        account_sid=ACCOUNT_SID,
        auth_token=token,
        status_callback="https://blether.example/webhooks/twilio/status#rc=5&rp=all",
        http=TwilioHttp(url, connect_seconds=1, total_seconds=0.5),
    )


def outgoing(**changes: object) -> Outgoing:
    values = {
        "message_id": "m1",
        "from_number": PRACTICE,
        "to": PHONE,
        "text": "Hello from the practice",
        "queued_at": datetime.now(UTC),
        "validity_seconds": 600,
    }
    return Outgoing(**(values | changes))  # type: ignore[arg-type]


@pytest.fixture
async def standin() -> AsyncIterator[TwilioStandIn]:
    async with TwilioStandIn() as server:
        yield server


@pytest.fixture
async def carrier(standin: TwilioStandIn) -> AsyncIterator[TwilioCarrier]:
    made = carrier_to(standin.url)
    yield made
    await made.close()


async def test_a_text_is_handed_over_with_its_validity_and_a_callback_that_names_it(
    standin: TwilioStandIn, carrier: TwilioCarrier
) -> None:
    outcome = await carrier.send(outgoing())
    text = standin.last(PHONE)
    assert outcome == Sent(provider_id=text.sid)
    assert (text.body, text.from_number, text.validity_period) == (
        "Hello from the practice",
        PRACTICE,
        600,
    )
    assert text.status_callback == (
        # The fragment is Twilio's: a receipt that meets a 503 is brought again.
        "https://blether.example/webhooks/twilio/status?message=m1#rc=5&rp=all"
    )


async def test_a_whatsapp_message_goes_from_the_practices_whatsapp_address(
    standin: TwilioStandIn, carrier: TwilioCarrier
) -> None:
    await carrier.send(outgoing(to=f"whatsapp:{PHONE}"))
    assert standin.last(f"whatsapp:{PHONE}").from_number == f"whatsapp:{PRACTICE}"


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (Step(how="refuse", code=21610), "21610"),
        (Step(how="refuse", code=21211), "21211"),
        (Step(how="refuse", code=20429, status=429), "20429"),
        (Step(how="fail", status=429), "20429"),
        (Step(how="fail", status=404), "20404"),
    ],
)
async def test_a_refusal_says_why_by_its_code(
    standin: TwilioStandIn, carrier: TwilioCarrier, step: Step, code: str
) -> None:
    standin.script(PHONE, step)
    assert await carrier.send(outgoing()) == Refused(code=code)
    assert standin.texts == []


@pytest.mark.parametrize("how", ["hang", "cut", "drop"])
async def test_an_answer_that_never_comes_leaves_the_outcome_unknown_and_is_not_repeated(
    standin: TwilioStandIn, carrier: TwilioCarrier, how: str
) -> None:
    standin.script(PHONE, Step(how=how))  # type: ignore[arg-type]
    assert isinstance(await carrier.send(outgoing()), Unknown)
    assert standin.requests == 1


async def test_trouble_at_the_carrier_leaves_the_outcome_unknown(
    standin: TwilioStandIn, carrier: TwilioCarrier
) -> None:
    standin.script(PHONE, Step(how="fail", status=502))
    assert isinstance(await carrier.send(outgoing()), Unknown)


async def test_a_carrier_that_cannot_be_reached_surely_has_nothing() -> None:
    async with TwilioStandIn() as gone:
        url = gone.url
    carrier = carrier_to(url)
    assert await carrier.send(outgoing()) == Refused(code=UNREACHABLE)
    with pytest.raises(LookupFailed):
        await carrier.find(outgoing())
    await carrier.close()


async def test_wrong_credentials_are_a_fault_of_the_set_up(standin: TwilioStandIn) -> None:
    carrier = carrier_to(standin.url, token="wrong")
    assert await carrier.send(outgoing()) == Refused(code="20003")
    await carrier.close()


async def test_a_text_whose_answer_was_lost_is_found_by_its_words_and_person(
    standin: TwilioStandIn, carrier: TwilioCarrier
) -> None:
    standin.script(PHONE, Step(how="cut"))
    await carrier.send(outgoing())
    await carrier.send(outgoing(text="Another text"))
    await carrier.send(outgoing(to="+447700900101"))
    assert await carrier.find(outgoing()) == Found(same=(standin.texts[0].sid,))


async def test_an_equal_text_of_last_week_is_not_taken_for_this_one(
    standin: TwilioStandIn, carrier: TwilioCarrier
) -> None:
    await carrier.send(outgoing())
    standin.texts[0].created_at -= timedelta(days=7)
    assert await carrier.find(outgoing()) == Found()


async def test_a_text_is_found_behind_however_many_came_after_it(
    standin: TwilioStandIn, carrier: TwilioCarrier
) -> None:
    """The number on duty gets every alert of a practice, most of them in the same words."""
    await carrier.send(outgoing())
    for number in range(120):
        await carrier.send(outgoing(text=f"Alert {number}"))
    assert await carrier.find(outgoing()) == Found(same=(standin.texts[0].sid,))
    assert standin.lookups == 3


async def test_no_more_pages_are_read_than_there_are_days_to_look_through(
    standin: TwilioStandIn, carrier: TwilioCarrier
) -> None:
    for number in range(120):
        await carrier.send(outgoing(text=f"Alert {number}"))
        standin.texts[-1].created_at -= timedelta(days=7)
    await carrier.send(outgoing())
    assert await carrier.find(outgoing()) == Found(same=(standin.texts[-1].sid,))
    assert standin.lookups == 1


async def test_neither_number_nor_words_are_logged(
    standin: TwilioStandIn, carrier: TwilioCarrier, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    standin.script(PHONE, Step(how="refuse", code=21211))
    await carrier.send(outgoing())
    await carrier.send(outgoing())
    await carrier.find(outgoing())
    logged = " ".join(r.getMessage() for r in caplog.records if r.name != "aiohttp.access")
    assert "7700900" not in logged
    assert "Hello" not in logged
    assert "7700900" not in repr(outgoing())
