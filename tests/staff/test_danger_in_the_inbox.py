"""Danger stays above all else until somebody goes into it; and no reason for a person is hidden."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from bot.delivery.attention import ask_for_person
from tests import builders as make
from tests.support.page_client import PageClient
from tests.support.world import Case, World, a_case


async def _waiting(world: World, name: str, days: int, *whys: Any, **given: Any) -> Case:
    async with world.db.begin() as uow:
        since = make.NOW - timedelta(days=days)
        case = await a_case(uow, world.near.practice, name=name, waiting_since=since, **given)
        for why in whys:
            ask_for_person(case.referral, why, now=make.NOW)
        return case


async def _order(who: PageClient) -> list[str]:
    html = (await who.get("/staff/")).html
    return re.findall(r'class="inbox__name"[^>]*>([^<]+)</a>', html)


async def test_danger_that_was_only_looked_at_stands_above_what_is_worse(
    world: World, morag: PageClient
) -> None:
    await _waiting(world, "Longest Worse", 60, "worse")
    await _waiting(world, "In Danger", 1, "danger", priority="crisis")
    await _waiting(world, "Second Danger", 0, "danger", priority="crisis")
    assert (await _order(morag))[:3] == ["In Danger", "Second Danger", "Longest Worse"]


async def test_who_was_reached_by_phone_or_answered_stands_where_others_do(
    world: World, morag: PageClient
) -> None:
    await _waiting(world, "Longest Worse", 60, "worse")
    rung = await _waiting(world, "Rung Up", 1, "danger", priority="crisis")
    page = await morag.get(rung.path)
    assert "Wrote of danger" in page.text
    await morag.submit(page, "/calls", call_outcome="no_answer", call_minutes="", call_note="")
    assert (await _order(morag))[0] == "Rung Up"
    await morag.submit(
        await morag.get(rung.path), "/calls", call_outcome="reached", call_minutes="", call_note=""
    )
    assert (await _order(morag))[:2] == ["Longest Worse", "Rung Up"]


async def test_a_reply_goes_into_danger_that_was_told_to_who_has_the_conversation(
    world: World, morag: PageClient
) -> None:
    case = await _waiting(world, "Has Mine", 1, "danger", priority="crisis")
    async with world.db.begin() as uow:
        thread = await uow.conversations.get(case.referral.conversation_id)
        assert thread is not None
        thread.owner_id, thread.automation = world.near.worker.id, "paused"
    await morag.submit(await morag.get(case.path), "/reply", text="I will ring you now")
    assert "Wrote of danger" not in (await morag.get(case.path)).text


async def test_danger_that_was_judged_to_be_none_calls_nobody(
    world: World, morag: PageClient
) -> None:
    case = await _waiting(world, "Judged Ok", 1, "danger", "handoff", priority="crisis")
    page = await morag.get(f"{case.path}/triage")
    await morag.submit(page, "/triage", priority="urgent")
    page = await morag.get("/staff/")
    assert "Wrote of danger" not in page.text
    assert "Asked for a person" in page.text


async def test_every_reason_is_read_in_the_row_and_on_the_page(
    world: World, morag: PageClient
) -> None:
    case = await _waiting(world, "Many Things", 1, "no_times", "opted_out", "worse", "wrote_again")
    for path in ("/staff/", case.path):
        text = (await morag.get(path)).text
        for words in ("Says things are worse", "Asked for no more texts", "Found no time"):
            assert words in text


async def test_the_next_after_danger_that_was_seen_is_the_next_danger(
    world: World, morag: PageClient
) -> None:
    urgent = await _waiting(world, "Just Urgent", 9, priority="urgent")
    first = await _waiting(world, "First Danger", 2, "danger", priority="crisis")
    second = await _waiting(world, "Second Danger", 1, "danger", priority="crisis")
    assert (await morag.get(f"{first.path}/next")).path == second.path
    assert (await morag.get(f"{second.path}/next")).path == urgent.path
