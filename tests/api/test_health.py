from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from actions.audit_trail.seal_audit import seal_audit
from bot.api.health import Role, health_routes
from tests import builders as make
from tests.support.world import World, a_case, a_risk


async def test_live_answers_whatever_the_database_does(world: World) -> None:
    await world.db.close()
    assert (await world.client.get("/health/live")).status == 200


async def test_ready_wants_a_worker_that_was_heard_of_late(world: World) -> None:
    answer = await world.client.get("/health/ready")
    assert (answer.status, (await answer.json())["checks"]["worker"]) == (503, "never seen")
    async with world.db.begin() as uow:
        await uow.heartbeats.beat("worker", world.clock.now())
    answer = await world.client.get("/health/ready")
    assert (answer.status, (await answer.json())["checks"]["database"]) == (200, "ok")
    world.clock.advance(timedelta(minutes=5))
    async with world.db.begin() as uow:
        await seal_audit(uow, world.clock.now())  # others at work are no sign of it
    answer = await world.client.get("/health/ready")
    assert (answer.status, (await answer.json())["checks"]["worker"]) == (503, "silent")
    text = await (await world.client.get("/metrics")).text()
    assert "blether_worker_heartbeat_age_seconds 300.0" in text


async def test_metrics_tell_ages_and_nothing_about_people(world: World) -> None:
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice)
        await a_risk(uow, case)
        await make.an_outbox_row(uow)
    world.clock.advance(timedelta(minutes=2))
    answer = await world.client.get("/metrics")
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    text = await answer.text()
    assert "blether_oldest_unseen_risk_age_seconds 120.0" in text
    assert "blether_outbox_oldest_age_seconds 120.0" in text
    assert "blether_unseen_risks 1.0" in text
    assert "near" not in text and "+44" not in text


async def test_every_replica_tells_the_same_ages_and_one_that_stops_says_no(world: World) -> None:
    """They are read from the database at each scrape: an alert takes the highest, not the sum."""
    async with world.db.begin() as uow:
        await a_risk(uow, await a_case(uow, world.near.practice))
        await uow.heartbeats.beat("worker", world.clock.now())
    world.clock.advance(timedelta(minutes=1))
    stopping = asyncio.Event()
    app = web.Application()
    app.add_routes(health_routes(world.db, world.clock, Role(is_stopping=stopping.is_set)))
    async with TestClient(TestServer(app)) as other:
        texts = [await (await each.get("/metrics")).text() for each in (world.client, other)]
        for text in texts:
            assert "blether_unseen_risks 1.0" in text
            assert "blether_oldest_unseen_risk_age_seconds 60.0" in text
        assert (await other.get("/health/ready")).status == 200
        stopping.set()
        answer = await other.get("/health/ready")
        assert (answer.status, (await answer.json())["checks"]["service"]) == (503, "stopping")
        assert (await world.client.get("/health/ready")).status == 200


@pytest.mark.parametrize(("age", "said"), [(None, "never seen"), (3.0, "ok"), (600.0, "silent")])
async def test_a_process_with_a_worker_goes_by_its_own(
    world: World, age: float | None, said: str
) -> None:
    """Another replica's heartbeat must not speak for a worker of ours that hangs."""
    async with world.db.begin() as uow:
        await uow.heartbeats.beat("worker", world.clock.now())
    app = web.Application()
    app.add_routes(health_routes(world.db, world.clock, Role(beat_age=lambda: age)))
    async with TestClient(TestServer(app)) as client:
        answer = await client.get("/health/ready")
        assert (await answer.json())["checks"]["worker"] == said
        assert answer.status == (200 if said == "ok" else 503)
