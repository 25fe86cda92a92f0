"""What is kept in the clear of what happened: enough to count by, and nothing of the person."""

from __future__ import annotations

from sqlalchemy import select

from storage.models import TurnEvents
from tests.turn.conftest import Person


async def test_a_question_is_counted_at_the_step_that_puts_it(jean: Person) -> None:
    await jean.says("nae leccy and my landlord wants me oot")

    async with jean.made.parts.db.read() as uow:
        rows = (await uow.session.scalars(select(TurnEvents))).all()
    happened = [each for row in rows for each in row.happened]
    asked = [each for each in happened if each["type"] == "question_asked"]
    assert asked == [{"type": "question_asked", "flow": "self_referral", "step": "check_needs"}]
    assert "leccy" not in str(happened)
