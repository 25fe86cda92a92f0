"""The whole story over Twilio's wire format, with the service as a process of its own."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

import aiohttp
import orjson
import pytest
import pytest_asyncio
from prometheus_client.parser import text_string_to_metric_families

from bot.delivery.errors import ERRORS
from bot.delivery.unreadable import UNREADABLE
from bot.timers.handlers import HANDLERS
from tests.faults.service import Service, service_with_standin
from tests.standin.twilio import Step, TwilioStandIn

PRACTICE = "+447700900001"
ON_DUTY = "+447700900002"
QUIET_SECONDS = 0.4

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def both(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[tuple[Service, TwilioStandIn]]:
    folder = tmp_path_factory.mktemp("wire")
    url = f"sqlite+aiosqlite:///{folder}/blether.db"
    async with service_with_standin(folder, url, log_level="DEBUG") as pair:
        yield pair


async def settled(standin: TwilioStandIn, number: str, at_least: int) -> list[str]:
    """The texts to `number`, once there are so many and no more come."""
    await standin.until(number, at_least)
    await asyncio.sleep(QUIET_SECONDS)
    return standin.to(number)


async def test_a_self_referral_by_text_ends_in_a_booking(
    both: tuple[Service, TwilioStandIn],
) -> None:
    texts = await refers_herself(both[1], "+447700900110")
    assert "booked" in " ".join(texts)
    assert len(set(texts)) == len(texts)


async def refers_herself(standin: TwilioStandIn, phone: str) -> list[str]:
    """Jean's whole self-referral; every text that she was sent."""
    said = ["am skint n the flat is freezin", *"1" * 4, "Jean Broon 14/2/51", "1", "1"]
    for count, text in enumerate(said, start=1):
        if "booked" in " ".join(standin.to(phone)):
            break
        status, answer = await standin.says(phone, PRACTICE, text)
        assert status == 200
        assert answer.endswith("<Response/>")
        await settled(standin, phone, count)
    return standin.to(phone)


async def test_crisis_lines_go_out_at_once_and_stop_ends_all_texting(
    both: tuple[Service, TwilioStandIn],
) -> None:
    phone = "+447700900111"
    service, standin = both
    await standin.says(phone, PRACTICE, "whats the point anymore, i dont want to wake up")
    texts = await settled(standin, phone, 1)
    assert all(line in texts[-1] for line in ("999", "111", "116 123"))
    await standin.says(phone, PRACTICE, "STOP", OptOutType="STOP")
    await scraped_at_rest(service)
    before = len(standin.to(phone))
    await standin.says(phone, PRACTICE, "hello?")
    await scraped_at_rest(service)
    assert len(standin.to(phone)) == before


async def test_the_same_text_ten_times_at_once_has_one_effect(
    both: tuple[Service, TwilioStandIn],
) -> None:
    phone = "+447700900112"
    service, standin = both
    answers = await asyncio.gather(
        *(standin.says(phone, PRACTICE, "need a food bank", sid="SMtwin") for _ in range(10))
    )
    assert {status for status, _ in answers} == {200}
    texts = await settled(standin, phone, 1)
    assert len(set(texts)) == len(texts)
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{service.url}/webhooks/twilio/messages", data={"Body": "x"}) as refused,
    ):
        assert refused.status == 403
    assert phone not in service.log
    assert "food bank" not in service.log


async def scraped(service: Service) -> dict[str, float]:
    """Every sample of /metrics: "name{label=value}" and its value."""
    async with aiohttp.ClientSession() as session, session.get(f"{service.url}/metrics") as answer:
        text = await answer.text()
    return {
        sample.name
        + "".join(f"|{name}={value}" for name, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def scraped_at_rest(service: Service) -> dict[str, float]:
    """The same, once nothing waits to be sent and no timer is due."""
    async with asyncio.timeout(30):
        while True:
            found = await scraped(service)
            if not found["blether_outbox_messages"] + found["blether_oldest_overdue_timer_seconds"]:
                return found
            await asyncio.sleep(0.2)


async def test_metrics_tell_from_outside_what_has_happened(
    both: tuple[Service, TwilioStandIn],
) -> None:
    service, standin = both
    quiet, refused, danger = "+447700900120", "+447700900121", "+447700900122"
    before, told = await scraped_at_rest(service), len(standin.to(ON_DUTY))
    standin.script(refused, Step(how="refuse", code=30007))
    for phone in (quiet, refused):
        await standin.says(phone, PRACTICE, "need a food bank")
    await standin.says(danger, PRACTICE, "whats the point anymore, i dont want to wake up")
    await settled(standin, quiet, 1)
    await settled(standin, ON_DUTY, told + 1)
    after = await scraped_at_rest(service)

    def grew(sample: str) -> float:
        return after[sample] - before.get(sample, 0)

    assert grew("blether_turn_seconds_count|channel=sms") == 3
    assert grew("blether_send_failures_total|code=30007|provider=twilio") == 1
    assert grew("blether_sends_total|outcome=refused|provider=twilio") == 1
    assert grew("blether_sends_total|outcome=sent|provider=twilio") >= 3
    assert grew("blether_duty_alerts_total|outcome=queued") == 1
    assert grew("blether_timer_lag_seconds_count|kind=duty_alert") == 1
    assert grew("blether_unseen_risks") == 1
    assert after["blether_oldest_unseen_risk_age_seconds"] > 0
    assert after["blether_worker_heartbeat_age_seconds"] < 30
    assert after["blether_turn_failures_total"] == 0


LABELS = {
    "channel": {"sms", "whatsapp", "web", "simulator", "terminal"},
    "provider": {"twilio", "web", "simulator", "terminal", "none"},
    "outcome": {"sent", "refused", "unknown", "queued", "no_number", "failed"},
    "kind": {*HANDLERS, "webhook", "chat", "api", "sign_in"},
    "code": {*ERRORS, UNREADABLE},
}


async def test_no_label_holds_anything_but_what_the_code_itself_names(
    both: tuple[Service, TwilioStandIn],
) -> None:
    for sample in await scraped(both[0]):
        for label in sample.split("|")[1:]:
            name, _, value = label.partition("=")
            if name == "le":
                float(value)
            else:
                assert value in LABELS[name], sample


async def uses_the_staff_pages(service: Service, name: str) -> None:
    """Sign in, wrongly at first, look for somebody and read what they wrote."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as session:

        async def page(path: str, **fields: str) -> str:
            shown = "/sign-in" if path == "/sign-in" else "/"
            async with session.get(f"{service.url}/staff{shown}") as answer:
                csrf = re.search(r'name="csrf" value="([^"]+)"', await answer.text())
            assert csrf is not None
            data = {"csrf": csrf[1], **fields}
            async with session.post(f"{service.url}/staff{path}", data=data) as answer:
                return await answer.text()

        for password in ("a wrong password", service.environment["BLETHER_DEMO_PASSWORD"]):
            await page("/sign-in", email="morag@demo.example", password=password)
        found = await page("/search", q=name)
        address = re.search(r"/staff/referrals/[0-9a-f]+", found)
        assert address is not None, "the search found nobody"
        async with session.get(f"{service.url}{address[0]}") as answer:
            assert name in await answer.text()


async def test_no_line_of_the_log_holds_a_text_a_name_or_a_number(
    both: tuple[Service, TwilioStandIn],
) -> None:
    """Of a whole journey and a look at it, at the most talkative level."""
    service, standin = both
    await refers_herself(standin, "+447700900130")
    await standin.says("+447700900131", PRACTICE, "need a food bank, i dont want to wake up")
    await settled(standin, "+447700900131", 1)
    await uses_the_staff_pages(service, "Jean Broon")
    async with asyncio.timeout(30):
        while "/staff/referrals/{" not in service.log or "timer settled" not in service.log:  # noqa: ASYNC110
            await asyncio.sleep(0.1)  # both are written a little afterwards
    lines = service.log.partition("serving on")[2].splitlines()[1:]
    events = [orjson.loads(line) for line in lines if line.startswith("{")]
    private = {"Broon", "broon", "14/2/51", "1951-02-14", "morag@", "a wrong password", "skint"}
    private |= {"dont want to wake", "food bank", "hello?"}
    private |= {text.to.removeprefix("+44") for text in standin.texts}
    private |= {part for text in standin.texts for part in _parts(text.body)}
    assert {(hit, line) for line in lines for hit in private if hit in line} == set()

    answered = [each for each in events if each["event"] == "request answered"]
    texts = [each for each in answered if each["route"] == "/webhooks/twilio/messages"]
    assert texts and all(each["ms"] >= 0 and each["request"] for each in texts)
    taken = [each for each in texts if each.get("outcome") == "accepted"]
    assert taken and all(each["message_id"] and each["practice"] for each in taken)
    assert {"text handed over", "timer settled"} <= {each["event"] for each in events}


def _parts(body: str) -> list[str]:
    """Stretches of a text, so that a part of it would be found too."""
    words = body.split()
    return [" ".join(words[at : at + 5]) for at in range(0, len(words) - 4, 5)]
