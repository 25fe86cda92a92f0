from __future__ import annotations

import asyncio

import pytest

from bot.live import Live
from tests.support.listeners import listener_count


async def test_a_listener_hears_its_own_practice_only() -> None:
    live = Live()
    async with live.listen("north") as changes:
        live.publish("south", "other")
        live.publish("north", "mine")

        assert await asyncio.wait_for(anext(changes), 1) == "mine"


async def test_what_is_told_before_the_first_look_is_not_lost_and_not_repeated() -> None:
    live = Live()
    async with live.listen("north") as changes:
        for _ in range(3):
            live.publish("north", "same")
        live.publish("north", "other")

        assert [await anext(changes), await anext(changes)] == ["same", "other"]
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(changes), 0.01)


async def test_who_leaves_is_forgotten() -> None:
    live = Live()
    async with live.listen("north"):
        assert listener_count(live) == 1

    assert listener_count(live) == 0


async def test_closing_the_board_ends_every_listener() -> None:
    live = Live()
    async with live.listen("north") as changes:
        live.close()

        assert [one async for one in changes] == []
