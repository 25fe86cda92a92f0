"""Two replicas on one PostgreSQL: what one publishes the pages of the other hear."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from sqlalchemy import make_url

from bot.live import ANY, Live
from storage.notices import Notices


@asynccontextmanager
async def a_replica(url: str) -> AsyncIterator[tuple[Live, Notices]]:
    live = Live()
    notices = Notices(url, on_notice=live.tell_here, on_gap=live.tell_everybody_here)
    live.carry_on_to(notices.tell)
    async with notices.running():
        await asyncio.wait_for(notices.is_connected.wait(), 20)
        yield live, notices


async def test_a_change_at_one_replica_is_heard_once_at_each(postgres_url: str) -> None:
    async with a_replica(postgres_url) as (here, _), a_replica(postgres_url) as (there, _):
        near, far = here.listen("north"), there.listen("north")
        elsewhere = there.listen("south")
        for conversation in ("first", "second"):
            here.publish("north", conversation)
            assert await asyncio.wait_for(anext(far), 20) == conversation
        there.publish("south", "third")

        assert [await anext(near), await anext(near)] == ["first", "second"]
        assert await asyncio.wait_for(anext(elsewhere), 20) == "third"


async def test_after_a_broken_connection_pages_look_again_and_news_goes_on(
    postgres_url: str,
) -> None:
    async with a_replica(postgres_url) as (here, _), a_replica(postgres_url) as (there, broken):
        listener = there.listen("north")
        await _break_connections(postgres_url)

        assert await asyncio.wait_for(anext(listener), 20) == ANY
        await asyncio.wait_for(broken.is_connected.wait(), 20)
        here.publish("north", "lost or not")
        here.publish("north", "after all")

        while await asyncio.wait_for(anext(listener), 20) != "after all":
            pass


async def test_leaving_ends_while_there_is_something_to_tell(postgres_url: str) -> None:
    """A cancellation that comes in the same moment as news must not be lost."""
    for count in range(1, 4):
        async with asyncio.timeout(20), a_replica(postgres_url) as (here, _):
            await asyncio.sleep(0)  # it waits for something to tell
            for number in range(count):
                here.publish("north", f"{number}")


async def test_a_notice_holds_ids_and_nothing_else(postgres_url: str) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()
    connection = await asyncpg.connect(_plain(postgres_url))
    await connection.add_listener("blether_changes", lambda *news: heard.put_nowait(news[3]))
    async with a_replica(postgres_url) as (here, _):
        here.publish("a" * 32, "b" * 32)
        sender, *ids = (await asyncio.wait_for(heard.get(), 20)).split(":")
    await connection.close()

    assert ids == ["a" * 32, "b" * 32]
    assert len(sender) == 32


async def _break_connections(url: str) -> None:
    connection = await asyncpg.connect(_plain(url))
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await connection.close()


def _plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
