"""What is done in the calendar and beside it is heard by the pages that colleagues have open."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from storage.models import Staff, StaffPractice
from tests import builders as make
from tests.support.listeners import listener_count
from tests.support.page_client import PageClient
from tests.support.world import World, a_case

FREE = "2026-11-26T11:00:00+00:00"


async def heard(world: World, page: PageClient, at: str, action: str, **changed: str) -> str:
    """The conversation that open pages hear of when the form on the page `at` is sent."""
    form = (await page.get(at)).form(action)
    async with world.live.listen(world.near.practice.id) as news:
        fields = {**form.fields, **changed}
        async with world.client.post(form.action, data=fields, allow_redirects=False) as answer:
            assert answer.status == 303
        return await asyncio.wait_for(anext(news), 5)


async def test_deeds_in_the_calendar_are_heard_of(world: World, morag: PageClient) -> None:
    async with world.db.begin() as uow:
        shuggie = await a_case(uow, world.near.practice, name="Shuggie Dunn", words="awfy lonely")
        past = await make.an_appointment(
            uow,
            link_worker=world.near.worker,
            patient=world.near.jean.patient,
            referral=world.near.jean.referral,
            starts_at=make.NOW - timedelta(days=2),
        )
    jean, mine = world.near.jean.conversation.id, shuggie.conversation.id
    visit = f"/staff/appointments/{world.near.appointment.id}"
    free = f"{FREE};{world.near.worker.id}"
    marked = f"/staff/appointments/{past.id}/status"
    assert jean == await heard(world, morag, "/staff/appointments", marked, status="attended")
    assert jean == await heard(world, morag, visit, "/move", time=free)
    assert mine == await heard(world, morag, shuggie.path, "/waiting")
    assert mine == await heard(world, morag, "/staff/calendar/waiting", "/waiting/leave")
    plan = f"{shuggie.path}/check-ins"
    assert mine == await heard(world, morag, plan, "/check-ins", after_2w="yes", other="10d")
    new = f"/staff/calendar/new?time=2026-11-27T11:00:00Z;{world.near.worker.id}"
    booked = {"referral": shuggie.referral.id, "mode": "phone"}
    assert mine == await heard(world, morag, new, "/calendar/new", **booked)


async def test_pages_of_news_are_read_anew_each_minute_though_none_comes(
    world: World, morag: PageClient
) -> None:
    for path in ("/staff/", world.near.jean.path):
        html = (await morag.get(path)).html
        assert 'data-events="/staff/live"' in html and 'data-refresh-seconds="60"' in html


async def sign_out(world: World, page: PageClient) -> None:
    await page.submit(await page.get("/staff/account"), "/sign-out")


async def stay_away(world: World, page: PageClient) -> None:
    """For longer than a session lasts by itself; that a stream is looked after is no visit."""
    world.clock.advance(timedelta(minutes=40))
    world.live.publish(world.near.practice.id, "meanwhile")
    await asyncio.sleep(0.2)
    world.clock.advance(timedelta(minutes=30))


async def become_lead(world: World, page: PageClient) -> None:
    async with world.db.begin() as uow:
        await uow.session.execute(
            update(Staff).where(Staff.id == world.near.worker.id).values(role="programme_lead")
        )


async def leave_the_practice(world: World, page: PageClient) -> None:
    async with world.db.begin() as uow:
        await uow.session.execute(
            delete(StaffPractice).where(StaffPractice.staff_id == world.near.worker.id)
        )


@pytest.mark.parametrize("end", [sign_out, stay_away, become_lead, leave_the_practice])
async def test_news_ends_with_the_session_that_it_was_opened_in(
    world: World, morag: PageClient, end: Callable[[World, PageClient], Awaitable[None]]
) -> None:
    async with world.client.get("/staff/live") as answer:
        world.live.publish(world.near.practice.id, "before")
        told = b""
        while b"before" not in told:
            told += await asyncio.wait_for(answer.content.readany(), 5)
        world.clock.advance(timedelta(seconds=3))
        await end(world, morag)
        world.live.publish(world.near.practice.id, "after")

        assert b"after" not in await asyncio.wait_for(answer.content.read(), 5)
    assert listener_count(world.live) == 0
