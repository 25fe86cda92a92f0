from datetime import timedelta

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
    answer = await world.client.get("/health/ready")
    assert (answer.status, (await answer.json())["checks"]["worker"]) == (503, "silent")


async def test_metrics_tell_ages_and_nothing_about_people(world: World) -> None:
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice)
        await a_risk(uow, case)
        await make.an_outbox_row(uow)
    world.clock.advance(timedelta(minutes=2))
    text = await (await world.client.get("/metrics")).text()
    assert "blether_oldest_unseen_risk_age_seconds 120.0" in text
    assert "blether_outbox_oldest_age_seconds 120.0" in text
    assert "blether_unseen_risks 1.0" in text
    assert "near" not in text and "+44" not in text
