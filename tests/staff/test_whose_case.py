"""Whose case it is, when somebody answers a text who does not have it."""

from __future__ import annotations

from typing import Any

from storage.models import Conversation, Referral
from tests import builders as make
from tests.staff.test_caseload import names
from tests.support.page_client import PageClient
from tests.support.world import PASSWORD, World


async def _given_to(world: World, staff_id: str | None) -> None:
    async with world.db.begin() as uow:
        referral: Any = await uow.referrals.get(world.near.jean.referral.id)
        referral.assigned_to = staff_id


async def _assigned_to(world: World) -> str | None:
    row: Referral = await world.row(Referral, world.near.jean.referral.id)
    return row.assigned_to


async def test_a_managers_reply_leaves_the_case_with_its_link_worker(
    world: World, manager: PageClient
) -> None:
    case, worker = world.near.jean, world.near.worker
    await _given_to(world, worker.id)
    page = await manager.submit(await manager.get(case.path), "/reply", text="Morag rings at 10.")
    thread: Conversation = await world.row(Conversation, case.conversation.id)
    assert (thread.owner_id, await _assigned_to(world)) == (world.near.manager.id, worker.id)
    assert names(await manager.get(f"/staff/caseload?whose={worker.id}")) == ["Jean"]
    await manager.submit(page, "/hand-back")
    assert await _assigned_to(world) == worker.id


async def test_nobodys_case_is_the_teams_again_once_a_manager_hands_it_back(
    world: World, manager: PageClient
) -> None:
    page = await manager.submit(await manager.get(world.near.jean.path), "/take-over")
    assert await _assigned_to(world) is None
    await manager.submit(page, "/hand-back")
    assert await _assigned_to(world) is None


async def test_who_answers_for_a_colleague_has_the_conversation_and_not_the_case(
    world: World, browser: PageClient
) -> None:
    async with world.db.begin() as uow:
        ewan = await make.a_staff_member(
            uow,
            practice=world.near.practice,
            name="Ewan of Near",
            password_hash=world.near.worker.password_hash,
        )
    await _given_to(world, world.near.worker.id)
    await browser.sign_in(ewan.email, PASSWORD)
    page = await browser.submit(await browser.get(world.near.jean.path), "/take-over")
    assert await _assigned_to(world) == world.near.worker.id
    await browser.submit(page, "/hand-back")
    assert await _assigned_to(world) == world.near.worker.id


async def test_a_case_goes_to_who_takes_it_over_where_nobody_here_has_it(
    world: World, morag: PageClient
) -> None:
    for before in (None, world.near.manager.id, world.far.worker.id):
        await _given_to(world, before)
        page = await morag.submit(await morag.get(world.near.jean.path), "/take-over")
        assert await _assigned_to(world) == world.near.worker.id
        await morag.submit(page, "/hand-back")
