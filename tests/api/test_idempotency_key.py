"""A POST that comes twice with one Idempotency-Key: one effect and one answer."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from bot.clock import ManualClock
from bot.retention_periods import periods_of
from bot.settings import Config
from bot.timers.upkeep import Upkeep
from storage.models import ApiAnswer, Appointment
from tests.builders import an_opt_out
from tests.support.api_client import ApiClient, document
from tests.support.world import World

REPLY = {"text": "I'll ring you at two."}


def with_key(api: ApiClient, key: str) -> ApiClient:
    return ApiClient(api.world, api.surgery, role=api.role, headers={"Idempotency-Key": key})


async def texts(api: ApiClient) -> list[str]:
    answer = await api.get(f"/referrals/{api.surgery.jean.referral.id}/messages?limit=100")
    return [one["text"] for one in answer.json["items"] if one["direction"] == "out"]


def reply_of(api: ApiClient) -> str:
    return f"/referrals/{api.surgery.jean.referral.id}/reply"


@pytest.mark.parametrize("key", ["a-key", '"8e03978e-40d5-43e8-bc93-6894a57f9324"'])
async def test_the_same_reply_twice_is_one_text_and_one_answer(api: ApiClient, key: str) -> None:
    keyed = with_key(api, key)
    first = await keyed.post(reply_of(api), REPLY)
    again = await keyed.post(reply_of(api), REPLY)
    assert again.text == first.text
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert len(api.world.woken) == 1
    assert (await texts(api)).count(REPLY["text"]) == 1


async def test_a_key_with_and_without_quotes_is_the_same(api: ApiClient) -> None:
    await with_key(api, "k1").post(reply_of(api), REPLY)
    await with_key(api, '"k1"').post(reply_of(api), REPLY)
    assert (await texts(api)).count(REPLY["text"]) == 1


async def test_without_a_key_twice_is_twice(api: ApiClient) -> None:
    await api.post(reply_of(api), REPLY)
    await api.post(reply_of(api), REPLY)
    assert (await texts(api)).count(REPLY["text"]) == 2


async def test_another_request_under_the_key_is_refused(api: ApiClient) -> None:
    keyed = with_key(api, "k")
    await keyed.post(reply_of(api), REPLY)
    other = await keyed.post(reply_of(api), {"text": "Something else."}, status=422)
    assert other.json["code"] == "idempotency_key_reused"
    note = f"/referrals/{api.surgery.jean.referral.id}/note"
    await keyed.post(note, REPLY, status=422)  # another address
    assert (await texts(api)) == [REPLY["text"]]


async def test_what_was_refused_may_be_put_right_under_the_key(api: ApiClient) -> None:
    keyed, patient = with_key(api, "k"), api.surgery.jean.patient
    async with api.world.db.begin() as uow:
        opt_out = await an_opt_out(uow, patient=patient)
    await keyed.post(reply_of(api), REPLY, status=409)
    async with api.world.db.begin() as uow:
        ended = await uow.opt_outs.get(opt_out.id)
        assert ended is not None
        ended.ended_at = api.world.clock.now()
    await keyed.post(reply_of(api), REPLY)
    assert (await texts(api)) == [REPLY["text"]]


async def test_a_booking_twice_is_one_booking(api: ApiClient) -> None:
    near = api.surgery
    await api.patch(f"/appointments/{near.appointment.id}", {"status": "cancelled"})
    starts_at = near.appointment.starts_at + timedelta(days=1)
    body = {"referral": near.jean.referral.id, "starts_at": starts_at.isoformat(), "mode": "phone"}
    keyed = with_key(api, "book")
    first = await keyed.post("/appointments", body, status=201)
    again = await keyed.post("/appointments", body, status=201)
    assert again.json == first.json
    assert again.json["id"] == first.json["id"]
    await with_key(api, "another").post("/appointments", body, status=409)


async def test_an_import_twice_has_the_first_answer(world: World) -> None:
    manager = ApiClient(world, world.near, role="practice_manager")
    day = (world.near.appointment.starts_at + timedelta(days=2)).strftime("%Y-%m-%d")
    csv = f"starts_at,link_worker,phone\n{day} 10:30,morag@near.example,07700900987\n"
    answers = []
    for _ in range(2):
        async with world.client.post(
            "/api/v1/practices/near/appointments/import",
            data=csv,
            headers={
                **world.near.bearer(manager.role),
                "Content-Type": "text/csv",
                "Idempotency-Key": "i",
            },
        ) as response:
            answers.append((response.status, await response.text()))
    assert answers[0][0] == 200
    assert answers[0] == answers[1]
    async with world.db.read() as uow:
        found = await uow.session.scalars(
            select(Appointment).where(Appointment.practice_id == world.near.practice.id)
        )
        assert len(found.all()) == 2  # what was there, and the one


async def test_ten_at_once_are_one(api: ApiClient) -> None:
    keyed = with_key(api, "race")
    answers = await asyncio.gather(*(keyed.post(reply_of(api), REPLY) for _ in range(10)))
    assert len({one.text for one in answers}) == 1
    assert (await texts(api)) == [REPLY["text"]]


async def test_a_key_is_its_tokens_own(world: World) -> None:
    for surgery in (world.near, world.far):
        api = with_key(ApiClient(world, surgery), "shared")
        await api.post(reply_of(api), REPLY)
        assert (await texts(api)) == [REPLY["text"]]


@pytest.mark.parametrize("key", ["", "  ", '""', "x" * 256, "ключ"])
async def test_what_is_no_key_is_refused(api: ApiClient, key: str) -> None:
    await with_key(api, key).post(reply_of(api), REPLY, status=400)
    assert await texts(api) == []


async def test_after_a_day_the_key_is_free(api: ApiClient, clock: ManualClock) -> None:
    keyed = with_key(api, "k")
    await keyed.post(reply_of(api), REPLY)
    clock.advance(timedelta(days=1, minutes=1))
    await keyed.post(reply_of(api), {"text": "Another day, another text."})
    assert len(await texts(api)) == 2


async def test_nothing_of_an_answer_outlives_the_person_or_the_day(
    api: ApiClient, clock: ManualClock
) -> None:
    keyed, world = with_key(api, "k"), api.world
    await keyed.post(reply_of(api), REPLY)
    async with world.db.begin() as uow:
        await uow.patients.erase(api.surgery.jean.patient.id, clock.now())
    again = await keyed.post(reply_of(api), REPLY, status=409)
    assert again.json["code"] == "answer_not_kept"
    clock.advance(timedelta(days=1, hours=1))
    periods = periods_of(Config().retention)
    await Upkeep(database=world.db, clock=clock, periods=periods, at_hour=2).sweep(periods)
    async with world.db.read() as uow:
        assert (await uow.session.scalars(select(ApiAnswer))).all() == []


async def test_an_answer_is_sealed(api: ApiClient) -> None:
    await with_key(api, "k").post(reply_of(api), REPLY)
    async with api.world.db.read() as uow:
        (raw,) = (await uow.session.scalars(text("SELECT answer FROM api_answer"))).all()
    assert b"Broon" not in bytes(raw)
    assert b"leccy" not in bytes(raw)


def test_every_post_is_described_with_it() -> None:
    posts = [path["post"] for path in document()["paths"].values() if "post" in path]
    assert posts
    for operation in posts:
        names = [one["name"] for one in operation["parameters"]]
        assert "Idempotency-Key" in names
