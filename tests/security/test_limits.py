"""Whoever floods us is told to wait; whoever is in danger, or who is who they say, never is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.metrics import REGISTRY
from storage.models import Message, RiskFlag
from tests.security.conftest import House, config_with, house_of
from tests.support.world import PASSWORD

PHONE = "+447700900130"


def refused_webhooks() -> float:
    return REGISTRY.get_sample_value("blether_refused_requests_total", {"kind": "webhook"}) or 0


@pytest.fixture
async def strict(sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    config = config_with(
        failed_sign_ins=5,
        failed_tokens=5,
        calls_a_minute=10,
        answers_an_hour=20,
        chat_messages_a_minute=5,
        new_chats=5,
    )
    async with house_of(sqlite_url, tmp_path, config) as made:
        yield made


async def test_a_person_who_texts_without_end_is_kept_and_watched_but_not_answered(
    strict: House,
) -> None:
    for number in range(60):
        assert await strict.texts(PHONE, f"hello again {number}", f"IN{number:032d}") == 200
        await strict.parts.do_all_that_is_due()
        strict.clock.advance(timedelta(seconds=2))
    answered = len(strict.standin.to(PHONE))

    assert await strict.texts(PHONE, "i dont want to be here any more", f"IN{99:032d}") == 200
    await strict.parts.do_all_that_is_due()

    async with strict.parts.db.read() as uow:
        kept = await uow.session.scalar(
            select(func.count()).where(Message.kind == "inbound", Message.provider == "twilio")
        )
        flags = (await uow.session.scalars(select(RiskFlag))).all()
    assert kept == 61
    assert answered == 21  # twenty answers and the last word
    assert "999" in strict.standin.to(PHONE)[answered - 1]
    assert [flag.level for flag in flags] == ["crisis"]
    assert "116 123" in strict.standin.to(PHONE)[answered]


async def test_wrong_passwords_for_many_people_end_at_one_address(strict: House) -> None:
    page = await strict.browser.get("/staff/sign-in")
    for number in range(5):
        fields = {"email": f"guess{number}@near.example", "password": "no"}
        await strict.browser.submit(page, "/sign-in", status=422, **fields)

    right = {"email": strict.near.worker.email, "password": PASSWORD}
    held = await strict.browser.submit(page, "/sign-in", status=429, **right)
    assert 0 < int(held.headers["Retry-After"]) <= 900
    assert "Too many tries" in held.text

    strict.clock.advance(timedelta(minutes=16))
    page = await strict.browser.get("/staff/sign-in")
    assert (await strict.browser.submit(page, "/sign-in", **right)).path == "/staff/"


async def test_many_right_passwords_from_one_practice_are_no_flood(strict: House) -> None:
    for _ in range(8):
        strict.client.session.cookie_jar.clear()
        await strict.browser.sign_in(strict.near.worker.email, PASSWORD)


async def test_tries_at_one_moment_are_counted_before_they_are_looked_at(house: House) -> None:
    page = await house.browser.get("/staff/sign-in")
    fields = {**page.form("/sign-in").fields, "email": house.near.worker.email, "password": "no"}

    async def one_try() -> int:
        async with house.client.post("/staff/sign-in", data=fields) as answer:
            return answer.status

    statuses = await asyncio.gather(*(one_try() for _ in range(20)))

    assert statuses.count(422) <= 5
    assert set(statuses) == {422, 429} or set(statuses) == {429}


async def test_links_that_are_guessed_end_at_one_address(strict: House) -> None:
    for number in range(5):
        await strict.browser.get(f"/staff/join/guess-{number}", status=404)
    held = await strict.browser.get("/staff/join/guess-6", status=429)
    assert int(held.headers["Retry-After"]) > 0


async def test_bad_tokens_are_told_to_wait_and_a_good_one_passes(strict: House) -> None:
    bad = {"Authorization": "Bearer nobody"}
    statuses = []
    for _ in range(7):
        async with strict.client.get("/api/v1/referrals", headers=bad) as answer:
            statuses.append(answer.status)
            last = answer.headers
            problem = await answer.json()
    assert statuses == [401] * 5 + [429] * 2
    assert 0 < int(last["Retry-After"]) <= 60
    assert (problem["status"], last["Content-Type"]) == (429, "application/problem+json")
    assert problem["detail"].startswith("Too many calls without a good token came from this add")

    async with strict.client.get("/api/v1/referrals", headers=strict.near.bearer()) as answer:
        assert answer.status == 200


async def test_one_token_may_call_so_often_a_minute(strict: House) -> None:
    statuses = []
    for _ in range(12):
        async with strict.client.get("/api/v1/referrals", headers=strict.near.bearer()) as answer:
            statuses.append(answer.status)
    assert statuses == [200] * 10 + [429] * 2
    async with strict.client.get("/api/v1/referrals", headers=strict.far.bearer()) as answer:
        assert answer.status == 200
    strict.clock.advance(timedelta(minutes=1))
    async with strict.client.get("/api/v1/referrals", headers=strict.near.bearer()) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("webhook", ["messages", "status"])
async def test_wrong_signatures_are_refused_without_end_and_a_right_one_passes(
    strict: House, webhook: str
) -> None:
    statuses = []
    counted = refused_webhooks()
    for _ in range(65):
        async with strict.client.post(
            f"/webhooks/twilio/{webhook}", data={"Body": "x"}, headers={"X-Twilio-Signature": "no"}
        ) as answer:
            statuses.append(answer.status)
    assert statuses == [403] * 65
    assert refused_webhooks() - counted == 65
    assert await strict.texts(PHONE, "hello", f"IN{1:032d}") == 200


async def test_many_new_chats_from_one_address_wait_and_danger_does_not(strict: House) -> None:
    async def new_chat(text: str) -> tuple[int, str]:
        strict.client.session.cookie_jar.clear()
        async with strict.client.post(
            "/chat/near/messages", data={"text": text}, headers={"X-Stay": "1"}
        ) as answer:
            return answer.status, answer.headers.get("Retry-After", "")

    statuses = [await new_chat(f"hello {number}") for number in range(6)]
    assert [status for status, _ in statuses] == [204] * 5 + [429]
    assert 0 < int(statuses[-1][1]) <= 600
    assert (await new_chat("i dont want to be here any more"))[0] == 204
