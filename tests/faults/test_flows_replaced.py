"""Flows replaced while people are in the middle: questions gone, renamed and new, and a flow gone.

Whoever has begun goes on with the flows that they began with, at the server that was started anew
and at the one that still runs; whoever is new gets the flows of the server that they come to. Where
the old flows are not to be had any more, people are moved: nothing that they answered is lost.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from bot.metrics import TURN_FAILURES
from storage.models import FlowVersion
from storage.unit_of_work import UnitOfWork
from tests.faults.answering import NAME, Phone
from tests.faults.changed_flows import ADDED, RENAMED, changed_flows
from tests.faults.replicas import MORNING, LocalClock, Replica, Replicas, replica, replicas

TEXTS = ("cannae pay ma rent", "1", "1", "1", "1", NAME, "1", "can i cancel ma appointment")
OLD_QUESTIONS = (
    "What is the housing trouble mostly about?",
    "What is the money worry mostly about?",
)


async def people_who_have_said(town: Replicas, *counts: int) -> list[Phone]:
    """One who has said so many of the texts, for each of `counts`."""
    people = [Phone(town=town, number=f"+4477009001{count:02}") for count in counts]
    for phone, count in zip(people, counts, strict=True):
        for text in TEXTS[:count]:
            await phone.says(text)
    return people


@asynccontextmanager
async def with_changed_flows(town: Replicas) -> AsyncIterator[Replica]:
    """A server that is started with them on the same database."""
    settings = town.members[0].parts.settings
    async with replica(settings, LocalClock(town.clock), changed_flows()) as new:
        yield new


async def test_who_has_begun_goes_on_as_they_began_and_who_is_new_gets_what_is_new(
    database_url: str, tmp_path: Path
) -> None:
    async with replicas(database_url, tmp_path, count=1, start=MORNING) as town:
        *booking, calling_off = await people_who_have_said(town, 3, 5, 8)
        failures = TURN_FAILURES._value.get()
        async with with_changed_flows(town) as new:
            (old,) = town.members
            town.members.append(new)
            for phone in booking:
                await phone.books(new, old)
                asked = "\n".join(phone.seen)
                assert all(question in asked for question in OLD_QUESTIONS), phone.seen
                assert ADDED not in asked

            # Their flow is gone, and still ends as it should.
            assert "called off" in await calling_off.says("yes", new)

            fresh = Phone(town=town, number="+447700900130")
            await fresh.books(new)
            asked = "\n".join(fresh.seen)
            assert RENAMED in asked
            assert ADDED in asked
            assert not any(question in asked for question in OLD_QUESTIONS)

            # Begun where the old flows still are, finished where they are not.
            late = Phone(town=town, number="+447700900131")
            await late.says(TEXTS[0], old)
            await late.books(new)
            assert all(question in "\n".join(late.seen) for question in OLD_QUESTIONS)
            account = await town.settle()
        assert account.faults == []
        assert failures == TURN_FAILURES._value.get()


async def gone(uow: UnitOfWork) -> None:
    await uow.session.execute(delete(FlowVersion))


async def unreadable(uow: UnitOfWork) -> None:
    """As another release may have written them."""
    await uow.session.execute(update(FlowVersion).values(content='{"format": 9, "flows": []}'))


async def with_an_action_that_is_gone(uow: UnitOfWork) -> None:
    content = (await uow.session.scalars(select(FlowVersion.content))).one()
    assert "action_next_need" in content
    changed = content.replace("action_next_need", "action_of_last_year")
    await uow.session.execute(update(FlowVersion).values(content=changed))


@pytest.mark.parametrize("lose", [gone, unreadable, with_an_action_that_is_gone])
async def test_whose_flows_cannot_be_had_any_more_is_moved_with_what_they_answered(
    sqlite_url: str, tmp_path: Path, lose: Callable[[UnitOfWork], Awaitable[None]]
) -> None:
    async with replicas(sqlite_url, tmp_path, count=1, start=MORNING) as town:
        at_name, at_topic, calling_off = await people_who_have_said(town, 5, 4, 8)
        failures = TURN_FAILURES._value.get()
        async with town.database.begin() as uow:
            await lose(uow)
        async with with_changed_flows(town) as new:
            town.members[:] = [new]
            # An answer to what they were asked before all this: they are not asked again.
            said = [await at_name.says(NAME, new)]
            for phone in (at_name, at_topic):
                before = len(phone.seen)
                await phone.books(new)
                said += phone.seen[before:]
                assert "It's safe" not in "".join(said), "answered twice"
            assert "date of birth" not in "".join(said[: said.index(at_name.seen[-1])])
            assert await calling_off.says("yes", new), "left without an answer"
            account = await town.settle()
        assert account.faults == []
        assert failures == TURN_FAILURES._value.get()
