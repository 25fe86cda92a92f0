"""From one conversation to the next, in the order of the inbox."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests import builders as make
from tests.support.page_client import PageClient
from tests.support.world import Case, World, a_case, a_risk


async def _waiting(world: World, name: str, minutes: int, **given: Any) -> Case:
    since = make.NOW + timedelta(minutes=minutes)
    async with world.db.begin() as uow:
        return await a_case(uow, world.near.practice, name=name, waiting_since=since, **given)


async def _next(who: PageClient, case: Case) -> str:
    page = await who.get(case.path)
    assert f'href="{case.path}/next"' in page.html
    return (await who.get(f"{case.path}/next")).path


async def test_the_next_is_with_me_or_with_nobody(world: World, morag: PageClient) -> None:
    near = world.near
    async with world.db.begin() as uow:
        ewan = await make.a_staff_member(uow, practice=near.practice, name="Ewan of Near")
    await _waiting(world, "With Ewan", 1, assigned_to=ewan.id)
    nobodys = await _waiting(world, "Nobodys Own", 2)
    mine = await _waiting(world, "Mine Own", 3, assigned_to=near.worker.id)
    assert await _next(morag, near.jean) == nobodys.path
    assert await _next(morag, nobodys) == mine.path
    end = await morag.get(f"{mine.path}/next")
    assert end.path == "/staff/"
    assert "whoever else is behind them is with a colleague" in end.text


async def test_it_goes_on_from_where_somebody_stood_who_was_closed(
    world: World, morag: PageClient
) -> None:
    second, third = await _waiting(world, "Tam Orr", 1), await _waiting(world, "Ina Watt", 2)
    page = await morag.submit(await morag.get(second.path), "/close", outcome="helped")
    assert page.path == second.path
    assert await _next(morag, second) == third.path


async def test_danger_that_nobody_has_seen_comes_before_whosever_it_is(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        ewan = await make.a_staff_member(uow, practice=world.near.practice)
    await _waiting(world, "Tam Orr", 1)
    grave = await _waiting(world, "Ina Watt", 2, assigned_to=ewan.id)
    async with world.db.begin() as uow:
        await a_risk(uow, grave)
    assert await _next(morag, world.near.jean) == grave.path


async def test_another_practices_person_leads_nowhere(world: World, morag: PageClient) -> None:
    await morag.get(f"{world.far.jean.path}/next", status=404)
