"""What Twilio, or whatever stands at its address, may answer: nothing lost, nothing sent twice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web

from bot.delivery.carrier import LookupFailed, Refused, Unknown
from bot.delivery.carriers import local_carriers
from bot.delivery.receipts import DeliveryReceipt, record_receipt
from bot.delivery.twilio_carrier import TwilioCarrier
from tests.delivery.conftest import Post
from tests.delivery.test_twilio_carrier import carrier_to, outgoing

ONE_ID = '{"sid": "SM00000000000000000000000000000001", "status": "queued"}'
NO_LIST = ("[]", "null", "7", "{}", '{"messages": null}', '{"messages": [7]}', "<p>hello</p>")
NO_TEXT = (*NO_LIST, '{"sid": null}', '{"sid": 5}', '{"sid": "<b>"}', '{"sid": "' + "a" * 65 + '"}')


@dataclass(slots=True)
class Odd:
    """Answers every request alike, and counts those that would put a text on the air."""

    status: int = 201
    body: str = ONE_ID
    headers: dict[str, str] = field(default_factory=dict)
    posts: int = 0
    requests: int = 0
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.requests += 1
        self.posts += request.method == "POST"
        return web.Response(status=self.status, text=self.body, headers=self.headers)


@pytest.fixture
async def odd() -> AsyncIterator[Odd]:
    made, app = Odd(), web.Application()
    app.router.add_route("*", "/{rest:.*}", made.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


@pytest.fixture
async def carrier(odd: Odd) -> AsyncIterator[TwilioCarrier]:
    made = carrier_to(odd.url)
    yield made
    await made.close()


@pytest.mark.parametrize("body", NO_TEXT)
async def test_an_answer_without_an_id_leaves_the_outcome_unknown(
    odd: Odd, carrier: TwilioCarrier, body: str
) -> None:
    odd.body = body
    assert isinstance(await carrier.send(outgoing()), Unknown)
    assert odd.posts == 1


@pytest.mark.parametrize("body", NO_LIST)
async def test_a_list_of_another_shape_is_no_word_that_the_text_is_not_there(
    odd: Odd, carrier: TwilioCarrier, body: str
) -> None:
    odd.status, odd.body = 200, body
    with pytest.raises(LookupFailed):
        await carrier.find(outgoing())


@pytest.mark.parametrize(
    ("given", "seconds"), [("30", 30), ("", None), ("soon", None), ("-5", None), ("1e3", None)]
)
async def test_the_carrier_may_say_when_to_come_again(
    odd: Odd, carrier: TwilioCarrier, given: str, seconds: int | None
) -> None:
    odd.status, odd.body, odd.headers = 429, "busy", {"Retry-After": given}
    after = None if seconds is None else timedelta(seconds=seconds)
    assert await carrier.send(outgoing()) == Refused(code="20429", after=after)


async def test_it_may_say_so_by_a_date(odd: Odd, carrier: TwilioCarrier) -> None:
    odd.status = 429
    odd.headers = {"Retry-After": format_datetime(datetime.now(UTC) + timedelta(minutes=2))}
    outcome = await carrier.send(outgoing())
    assert isinstance(outcome, Refused)
    assert outcome.after is not None
    assert timedelta(seconds=90) < outcome.after <= timedelta(minutes=2)


@pytest.mark.parametrize("status", [301, 302, 307, 405])
async def test_a_wrong_address_holds_the_text_and_is_not_followed(
    odd: Odd, carrier: TwilioCarrier, status: int
) -> None:
    odd.status, odd.body, odd.headers = status, "", {"Location": f"{odd.url}/elsewhere"}
    assert await carrier.send(outgoing()) == Refused(code="20404")
    assert odd.posts == 1


@pytest.mark.parametrize(
    ("kind", "asked", "waited"),
    [
        ("reply", "90", 90),
        ("reply", "864000", 1800),
        ("crisis", "90", 90),
        ("crisis", "864000", 120),
        ("duty", "600", 120),
    ],
)
async def test_what_the_carrier_asks_for_is_waited_out_within_reason(
    post: Post, odd: Odd, carrier: TwilioCarrier, kind: str, asked: str, waited: int
) -> None:
    odd.status, odd.headers = 429, {"Retry-After": asked}
    worker = post.worker(carriers=local_carriers(carrier))
    await post.queue("Hello Jean", kind)
    await worker.run_once()
    post.clock.advance(timedelta(seconds=waited - 1))
    await worker.run_once()
    assert odd.requests == 1
    post.clock.advance(timedelta(seconds=2))
    await worker.run_once()
    assert odd.requests == 2


async def test_a_carrier_that_gives_every_text_one_id_is_given_each_text_once(
    post: Post, odd: Odd, carrier: TwilioCarrier
) -> None:
    worker = post.worker(carriers=local_carriers(carrier))
    texts = [await post.queue("first"), await post.queue("second")]
    for _ in range(4):
        await worker.run_once()
        post.clock.advance(timedelta(minutes=5))
    assert odd.posts == 2
    found = [await post.message(each) for each in texts]
    assert [each.status for each in found] == ["sent", "sent"]
    assert found[1].provider_id is None
    receipt = DeliveryReceipt(
        provider="twilio", provider_id="SMother", status="delivered", message_id=texts[1]
    )
    async with post.database.begin() as uow:
        await record_receipt(uow, receipt, now=post.clock.now())
    assert (await post.message(texts[1])).status == "delivered"
