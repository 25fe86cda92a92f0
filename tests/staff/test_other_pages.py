import asyncio
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.staff.presenters.diary import present_diary
from storage.models import Appointment, Audit, Referral
from tests import builders as make
from tests.support.page_client import PageClient
from tests.support.world import World


@pytest.mark.parametrize("days_ago", [2, 9, 40])
async def test_diary_asks_what_became_of_past_visits(
    days_ago: int, world: World, morag: PageClient
) -> None:
    """However long the link worker was away: who did not come may need a hand."""
    async with world.db.begin() as uow:
        await make.an_appointment(
            uow,
            link_worker=world.near.worker,
            patient=world.near.jean.patient,
            referral=world.near.jean.referral,
            starts_at=make.NOW - timedelta(days=days_ago),
            id="a" * 32,
        )
    page = await morag.get("/staff/appointments")
    assert "What became of these?" in page.text
    missed = await morag.post(
        f"/staff/appointments/{'a' * 32}/status",
        {**page.form("/status").fields, "status": "did_not_attend"},
    )
    assert "Marked as did not attend" in missed.text
    assert (await world.row(Appointment, "a" * 32)).status == "did_not_attend"
    referral = await world.row(Referral, world.near.jean.referral.id)
    assert referral.attention == "did_not_attend"


async def test_a_past_visit_that_was_marked_is_asked_about_no_more(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        for days_ago, status in ((2, "attended"), (9, "did_not_attend"), (10, "cancelled")):
            await make.an_appointment(
                uow,
                link_worker=world.near.worker,
                patient=world.near.jean.patient,
                referral=world.near.jean.referral,
                starts_at=make.NOW - timedelta(days=days_ago),
                status=status,
            )
    assert "What became of these?" not in (await morag.get("/staff/appointments")).text


async def test_who_reads_the_diary_is_in_the_trail(world: World, morag: PageClient) -> None:
    assert "Jean Broon" in (await morag.get("/staff/appointments")).text
    async with world.db.read() as uow:
        found = (
            await uow.session.scalars(select(Audit).where(Audit.action == "read_calendar"))
        ).all()
    assert [(one.actor, one.subject_id, one.detail) for one in found] == [
        (f"staff:{world.near.worker.id}", world.near.practice.id, {"view": "diary"})
    ]


async def test_each_visit_stands_on_the_day_of_its_own_practice(world: World) -> None:
    """Half past ten in the evening in Glasgow is the day after in Helsinki."""
    late = make.NOW.replace(hour=22, minute=30)
    async with world.db.begin() as uow:
        visits = [
            await make.an_appointment(
                uow,
                link_worker=one.worker,
                patient=one.jean.patient,
                starts_at=late - timedelta(days=ago),
            )
            for one in (world.near, world.far)
            for ago in (0, 1)
        ]
    near, far = ZoneInfo("Europe/London"), ZoneInfo("Europe/Helsinki")
    view = present_diary(
        [(one, None) for one in visits],
        staff={},
        zones={world.near.practice.id: near, world.far.practice.id: far},
        now=make.NOW,
    )
    today_near, yesterday_near, today_far, yesterday_far = (one.id for one in visits)
    assert [one.id for one in view.unmarked] == [yesterday_near]
    assert [[one.id for one in lines] for lines in view.days] == [
        [today_near, yesterday_far],
        [today_far],
    ]


async def test_link_worker_has_no_settings(world: World, morag: PageClient) -> None:
    await morag.get("/staff/settings", status=403)
    assert "/staff/settings" not in (await morag.get("/staff/")).html


async def test_unknown_page_is_a_page_of_ours(world: World, morag: PageClient) -> None:
    page = await morag.get("/staff/nothing-here", status=404)
    assert "Page not found" in page.text


async def test_open_pages_hear_which_conversation_changed(world: World, morag: PageClient) -> None:
    async with world.client.get("/staff/live") as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        await stream.content.readuntil(b"\n\n")
        world.live.publish(world.far.practice.id, "far-away")
        world.live.publish(world.near.practice.id, "changed-one")
        heard = await asyncio.wait_for(stream.content.readuntil(b"\n\n"), 5)
    assert heard == b"event: changed\ndata: changed-one\n\n"


async def test_even_a_lead_may_read_how_well_messages_are_understood(lead: PageClient) -> None:
    page = await lead.get("/staff/understanding")
    assert "of 100 messages that told of danger were noticed" in page.text
    assert "It must not decide who gets help" in page.text
    assert "bereavement" in page.text
