"""The text after a missed chat is answered in other words than ours."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.basis.work import Work, staff_actor
from actions.booking.set_status import set_status
from tests.turn.conftest import Person
from tests.turn.test_waiting_list import coming


@pytest.fixture
async def missed(jean: Person) -> Person:
    """Did not come to the chat, and was asked what they would like."""
    await jean.refers()
    visit = await coming(jean)
    assert visit is not None
    jean.made.clock.advance(visit.starts_at - jean.made.clock.now() + timedelta(hours=2))
    async with jean.made.parts.db.begin() as uow:
        practice = await uow.practices.get(jean.made.practice.id)
        assert practice is not None
        actor = staff_actor(visit.link_worker_id)
        work = Work(uow=uow, now=jean.made.clock.now(), practice=practice, actor=actor)
        await set_status(work, visit.id, "did_not_attend")
    assert "Sorry we missed you" in (await jean.reads())[-1]
    return jean


async def test_a_time_goes_before_a_word_of_ours(missed):
    heard = (await missed.says("i can do mornings only now"))[-1]
    assert "Or tell me a day" in heard
    assert "pm" not in heard


async def test_a_new_time_may_be_in_person(missed):
    heard = (await missed.says("1 but in person"))[-1]
    assert heard.count("in person") == 3


async def test_not_interested_is_left(missed):
    (heard,) = await missed.says("not interested")
    assert "We're here if you need us" in heard
