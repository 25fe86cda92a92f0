"""A list made from the few that fit a filter is the list that is found by looking through all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from storage.database import Database
from storage.repositories.inbox_few import entry
from storage.repositories.inbox_filter import InboxFilter, Place, shape_of, values_of
from storage.repositories.inbox_queue import statement
from storage.unit_of_work import UnitOfWork
from tests import builders
from tests.builders import NOW

FILTERS: list[dict[str, Any]] = [
    {"need": "food"},
    {"status": "open"},
    {"need": "food", "is_unread": True, "channel": "sms"},
    {"need": "food", "status": "closed"},
    {"is_unread": True, "status": "closed"},
    {"need": "work", "is_nobodys": True},
]


async def _people(uow: UnitOfWork) -> tuple[str, ...]:
    """At each of two practices every mix of status, need, unread text, priority and risk."""
    practices = [await builders.a_practice(uow) for _ in range(2)]
    for n in range(24):
        patient = await builders.a_patient(uow, practice=practices[n % 2])
        thread = await builders.a_conversation(uow, patient=patient, unread=n % 3 % 2)
        status = ("open", "waiting", "closed", "collecting")[n // 2 % 4]
        at = NOW - timedelta(hours=n)
        referral = await builders.a_referral(
            uow,
            conversation=thread,
            status=status,
            priority="urgent" if n % 5 == 0 else "routine",
            waiting_since=at,
            closed_at=at if status == "closed" else None,
            snoozed_until=NOW + timedelta(days=1) if n % 7 == 0 else None,
        )
        if n % 4 < 2:
            await builders.a_need(uow, referral=referral, label="food")
        if n == 9:
            said = await builders.a_message(uow, conversation=thread)
            await builders.a_risk_flag(uow, referral=referral, message=said)
    return tuple(one.id for one in practices)


async def _pages(uow: UnitOfWork, wanted: InboxFilter, *, is_by_few: bool) -> list[str]:
    """Every page of two, one after the other."""
    found: list[str] = []
    after: Place | None = None
    while True:
        values = {**values_of(wanted, after), "most": 2}
        through = await entry(uow.session, shape_of(wanted, after), values)
        assert through is not None
        shape = shape_of(wanted, after, through if is_by_few else None)
        rows = (await uow.session.execute(statement(shape), values)).all()
        if not rows:
            return found
        found += [row[0] for row in rows]
        after = Place(id=rows[-1][0], tier=rows[-1][1], since=rows[-1][2])


@pytest.mark.parametrize("filters", FILTERS, ids=str)
async def test_both_ways_lead_to_the_same_list(database: Database, filters: dict[str, Any]) -> None:
    async with database.begin() as uow:
        practices = await _people(uow)
    async with database.read() as uow:
        wanted = InboxFilter(practice_ids=practices, now=NOW, **filters)
        by_few = await _pages(uow, wanted, is_by_few=True)

        assert by_few == await _pages(uow, wanted, is_by_few=False)
        assert bool(by_few) == (filters.get("need") != "work")


@pytest.mark.parametrize(
    "filters", [{}, {"channel": "web"}, {"mine": "x", "need": "food"}, {"is_unread": True}]
)
async def test_a_list_that_is_quick_by_itself_is_not_counted_first(
    database: Database, filters: dict[str, Any]
) -> None:
    async with database.read() as uow:
        wanted = InboxFilter(practice_ids=("north",), now=NOW, **filters)

        assert await entry(uow.session, shape_of(wanted, None), values_of(wanted, None)) is None
