"""Which free times are offered, and that "any other times?" turns the page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from actions.basis.work import SYSTEM, Work
from actions.booking.offers import FreeTime, Wanted, offers
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests import builders
from tests.builders import NOW

TUESDAY = datetime(2026, 11, 24, tzinfo=UTC)
AT_TEN = TUESDAY.replace(hour=10)
AT_SEVEN = TUESDAY.replace(hour=19)
EVENING = ((TUESDAY.replace(hour=18), TUESDAY.replace(hour=21)),)
OFFERED = 3


async def open_on_tuesdays(uow: UnitOfWork) -> Work:
    """At a desk of a practice whose one link worker can be booked on Tuesdays."""
    practice = await builders.a_practice(uow)
    worker = await builders.a_staff_member(uow, practice=practice)
    await builders.an_availability(
        uow, practice=practice, link_worker=worker, weekday=TUESDAY.weekday()
    )
    return Work(uow=uow, now=NOW, practice=practice, actor=SYSTEM)


@pytest.mark.parametrize(
    ("wish", "first"),
    [
        (Wanted(exact=AT_SEVEN), OFFERED),
        (Wanted(exact=AT_SEVEN, mode="in_person"), OFFERED),
        (Wanted(windows=EVENING), OFFERED),
        (Wanted(exact=AT_TEN), 1),
    ],
    ids=["seven", "seven in person", "an evening", "ten, which is free"],
)
async def test_no_page_of_times_repeats_another(
    database: Database, wish: Wanted, first: int
) -> None:
    async with database.begin() as uow:
        work = await open_on_tuesdays(uow)

        pages = [
            await offers(work, None, wish, OFFERED, now=NOW, skip=OFFERED * page)
            for page in range(4)
        ]

    assert [len(page) for page in pages] == [first, OFFERED, OFFERED, OFFERED]
    starts = [each.starts_at for page in pages for each in page]
    assert len(set(starts)) == len(starts)
    assert {start.date() for start in starts} == {TUESDAY.date()}  # it has thirteen


@pytest.mark.parametrize("exact", [None, AT_TEN])
@pytest.mark.parametrize(("modes", "offered"), [(["phone"], 0), (["phone", "in_person"], 1)])
async def test_nothing_is_offered_rather_than_what_somebody_cannot_do(
    database: Database, modes: list[str], offered: int, exact: datetime | None
) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        worker = await builders.a_staff_member(uow, practice=practice)
        await builders.an_availability(
            uow, practice=practice, link_worker=worker, weekday=TUESDAY.weekday(), modes=modes
        )
        work = Work(uow=uow, now=NOW, practice=practice, actor=SYSTEM)
        wish = Wanted(exact=exact, never_by=frozenset({"phone"}))
        found = await offers(work, None, wish, 1, now=NOW)
    assert [each.mode for each in found] == ["in_person"] * offered


async def test_who_were_too_late_together_are_led_apart(database: Database) -> None:
    """Most take the first of the times: two who lose twice are past their eighth text."""
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        worker = await builders.a_staff_member(uow, practice=practice)
        for weekday in range(5):
            await builders.an_availability(
                uow, practice=practice, link_worker=worker, weekday=weekday
            )
        work = Work(uow=uow, now=NOW, practice=practice, actor=SYSTEM)
        shown = [
            await offers(work, None, None, OFFERED, now=NOW, shared_out_by=f"{person}")
            for person in range(100)
        ]
    assert {len(page) for page in shown} == {OFFERED}
    firsts = {page[0].starts_at for page in shown}
    assert len(firsts) >= 25
    assert all(len({each.starts_at for each in page}) == OFFERED for page in shown)


async def test_who_take_the_first_of_the_times_in_turn_leave_each_other_theirs(
    database: Database,
) -> None:
    """However many are done before others are asked: a time is gone once it is booked, and so is
    one place ahead of those who wait."""
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        team = [await builders.a_staff_member(uow, practice=practice) for _ in range(2)]
        for worker in team:
            for weekday in range(5):
                await builders.an_availability(
                    uow, practice=practice, link_worker=worker, weekday=weekday
                )
        work = Work(uow=uow, now=NOW, practice=practice, actor=SYSTEM)
        waiting = list(range(40))
        offered: dict[int, FreeTime] = {}
        while waiting:
            for turn, person in enumerate(waiting[:7]):
                page = await offers(work, None, None, OFFERED, now=NOW, turn=turn)
                assert len({each.starts_at for each in page}) == OFFERED
                offered.setdefault(person, page[0])
            for person in (waiting.pop(0), waiting.pop(0)):
                taken = offered[person]
                (worker,) = (one for one in team if one.id == taken.link_worker_id)
                await builders.an_appointment(uow, link_worker=worker, starts_at=taken.starts_at)
    assert len({(one.starts_at, one.link_worker_id) for one in offered.values()}) == 40


async def test_a_line_longer_than_all_the_times_has_three_each(database: Database) -> None:
    async with database.begin() as uow:
        work = await open_on_tuesdays(uow)
        pages = [
            await offers(work, None, None, OFFERED, now=NOW, turn=turn)
            for turn in range(1000, 1010)
        ]
    assert {len({each.starts_at for each in page}) for page in pages} == {OFFERED}
    assert len({page[0].starts_at for page in pages}) > 5


async def test_who_names_when_is_offered_the_soonest_whoever_is_before_them(
    database: Database,
) -> None:
    async with database.begin() as uow:
        work = await open_on_tuesdays(uow)
        wish = Wanted(windows=((TUESDAY, TUESDAY.replace(hour=23)),))
        alone, tenth = [
            await offers(work, None, wish, OFFERED, now=NOW, turn=turn) for turn in (0, 10)
        ]
    assert tenth == alone
