"""Views, filters and pages of the inbox, and that a long one takes no more statements."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from storage.models import SavedView, StaffPractice
from storage.unit_of_work import UnitOfWork
from tests import builders as make
from tests.staff.test_inbox import names
from tests.support.page_client import PageClient
from tests.support.statements import counted
from tests.support.world import PASSWORD, World, a_case, a_risk


async def test_each_view_says_how_many_stand_in_it(world: World, morag: PageClient) -> None:
    async with world.db.begin() as uow:
        practice, me = world.near.practice, world.near.worker.id
        mine = await a_case(uow, practice, name="Mine Own", assigned_to=me)
        mine.conversation.unread = 0
        later = await a_case(uow, practice, snoozed_until=make.NOW + timedelta(hours=3))
        later.conversation.unread = 0
        await a_case(uow, practice, status="closed")
        half_told = await a_case(uow, practice, status="collecting")
        await a_risk(uow, half_told, raised_at=make.NOW)
    text = (await morag.get("/staff/")).text
    assert "Needs a person 3 Mine 1 Nobody's 2 Unread 2 Snoozed 1 Closed" in text
    for path, count in (("", 3), ("?whose=mine", 1), ("?whose=nobody", 2), ("?unread=1", 2)):
        assert len(names((await morag.get(f"/staff/{path}")).html)) == count, path
    assert len(names((await morag.get("/staff/?snoozed=1")).html)) == 1


async def test_counting_stops_at_99(world: World, morag: PageClient) -> None:
    async with world.db.begin() as uow:
        for _ in range(100):
            await a_case(uow, world.near.practice)
    assert "Needs a person 99+ Mine 0 Nobody's 99+" in (await morag.get("/staff/")).text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("whose=nobody", ["Jean", "Web"]),
        ("channel=web", ["Web"]),
        ("unread=1", ["Jean"]),
        ("snoozed=1", ["Later"]),
        ("whose=mine&need=housing", []),
        ("whose=mine&snoozed=1", []),
        ("practice=far", ["Jean", "Mine", "Web"]),
        ("need=<script>&status=nonsense&after=x", ["Jean", "Mine", "Web"]),
    ],
)
async def test_a_filter_narrows_and_nonsense_is_none(
    world: World, morag: PageClient, query: str, found: list[str]
) -> None:
    async with world.db.begin() as uow:
        practice = world.near.practice
        web = await a_case(uow, practice, name="Web Visitor", words="hello")
        web.patient.channel, web.conversation.unread = "web", 0
        mine = await a_case(
            uow, practice, name="Mine Own", words="hello", assigned_to=world.near.worker.id
        )
        mine.conversation.unread = 0
        until = make.NOW + timedelta(days=1)
        later = await a_case(uow, practice, name="Later Laddie", snoozed_until=until)
        later.conversation.unread = 0
    assert sorted(names((await morag.get(f"/staff/?{query}")).html)) == found


async def test_pages_follow_one_another_over_practices_and_tiers(
    world: World, browser: PageClient
) -> None:
    async with world.db.begin() as uow:
        uow.staff.assign(
            StaffPractice(staff_id=world.near.worker.id, practice_id=world.far.practice.id)
        )
        for number in range(70):
            surgery = (world.near, world.far)[number % 2]
            urgent = {"priority": "urgent"} if number % 3 == 0 else {}
            since = make.NOW - timedelta(minutes=number // 2)
            case = await a_case(
                uow, surgery.practice, name=f"No{number}", waiting_since=since, **urgent
            )
            if number % 20 == 0:
                await a_risk(uow, case, raised_at=since)
    await browser.sign_in(world.near.worker.email, PASSWORD)
    path, seen = "/staff/", []
    for _ in range(3):
        page = await browser.get(path)
        seen.append(re.findall(r'id="open-([0-9a-f]{32})"', page.html))
        more = re.search(r'href="([^"]+)"[^>]*>\s*Next page', page.html)
        path = more[1].replace("&amp;", "&") if more else ""
    assert not path
    assert [len(one) for one in seen] == [30, 30, 12]
    assert len({id for one in seen for id in one}) == 72
    async with world.db.read() as uow:
        every = await uow.referrals.places(
            [world.near.practice.id, world.far.practice.id], world.clock.now(), limit=100
        )
    assert [one.id for one in every] == [id for page_ids in seen for id in page_ids]


async def test_a_view_is_saved_shown_and_taken_away(world: World, morag: PageClient) -> None:
    page = await morag.get("/staff/?need=housing&whose=nobody")
    page = await morag.submit(page, "/staff/views", view_name=" Housing, free ")
    assert page.path == "/staff/?need=housing&whose=nobody"
    assert "View saved" in page.text
    assert 'aria-current="page">Housing, free</a>' in page.html
    async with world.db.read() as uow:
        (kept,) = await uow.saved_views.of(world.near.worker.id)
    assert kept.filters == {"need": "housing", "whose": "nobody"}
    page = await morag.submit(page, f"/views/{kept.id}/remove")
    assert "View removed" in page.text
    assert "Housing, free" not in page.html


async def test_a_view_without_a_name_is_refused_and_says_so(
    world: World, morag: PageClient
) -> None:
    page = await morag.get("/staff/?need=housing")
    page = await morag.submit(page, "/staff/views", status=422, view_name=" ")
    assert "There is a problem" in page.text
    assert "Give the view a name." in page.text
    assert page.title.startswith("Problem")


async def test_nobody_takes_away_the_view_of_another(world: World, manager: PageClient) -> None:
    async with world.db.begin() as uow:
        view = await make_view(uow, world.near.worker.id)
    csrf = (await manager.get("/staff/")).form("/sign-out").fields["csrf"]
    await manager.post(f"/staff/views/{view.id}/remove", {"csrf": csrf}, status=404)
    assert await world.row(SavedView, view.id) is not None


async def make_view(uow: UnitOfWork, staff_id: str) -> SavedView:
    view = SavedView(
        staff_id=staff_id,
        name=make.PatientText("Mine"),
        filters={"whose": "mine"},
        created_at=make.NOW,
    )
    return uow.saved_views.add(view)


async def test_a_long_inbox_and_conversation_take_no_more_statements(
    world: World, morag: PageClient
) -> None:
    case = world.near.jean
    await morag.get(case.path)  # what is unread is seen, so that both visits do the same
    with counted(world.db) as short_inbox:
        await morag.get("/staff/")
    with counted(world.db) as short_case:
        await morag.get(case.path)
    async with world.db.begin() as uow:
        for _ in range(40):
            other = await a_case(uow, world.near.practice)
            await a_risk(uow, other, raised_at=make.NOW)
            await make.a_message(uow, conversation=case.conversation)
        for label in ("money", "food", "work"):
            await make.a_need(uow, referral=case.referral, label=label)
    with counted(world.db) as long_inbox:
        await morag.get("/staff/")
    with counted(world.db) as long_case:
        await morag.get(case.path)
    assert len(long_inbox) == len(short_inbox) <= 14
    # Five ask for what the person and the number have elsewhere; PostgreSQL locks the lane besides.
    assert len(long_case) == len(short_case) <= 40
