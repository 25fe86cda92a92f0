from datetime import date, timedelta

import pytest

from tests import builders as make
from tests.support.page_client import PageClient
from tests.support.refusals import summary_of
from tests.support.world import World

VISIT_DAY = "2026-11-26"
"""The day of Jean's visit."""


def hours_of(world: World) -> str:
    return f"/staff/calendar/hours/{world.near.worker.id}"


async def test_link_worker_keeps_their_own_week(world: World, morag: PageClient) -> None:
    page = await morag.get("/staff/calendar/hours")
    fields = {**page.form("/week").fields, "from-0-a": "10:00", "to-0-a": "12:00"}
    fields |= {"from-0-b": "13:00", "to-0-b": "15:00", "from-4-a": "", "to-4-a": ""}

    saved = await morag.post(f"{hours_of(world)}/week", fields)

    assert "Hours saved" in saved.text
    async with world.db.read() as uow:
        kept = await uow.availability.of_practice(world.near.practice.id, world.near.worker.id)
    monday = [(one.from_time, one.to_time) for one in kept if one.weekday == 0]
    assert monday == [("10:00", "12:00"), ("13:00", "15:00")]
    assert not [one for one in kept if one.weekday == 4]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"to-0-a": "09:00"}, "The end must be later than the start."),
        ({"to-0-a": ""}, "Write both times"),
        ({"from-0-b": "10:00", "to-0-b": "17:00"}, "The two stretches overlap."),
    ],
)
async def test_wrong_hours_are_explained_and_what_was_typed_is_kept(
    world: World, morag: PageClient, changed: dict[str, str], said: str
) -> None:
    page = await morag.get(hours_of(world))

    refused = await morag.post(
        f"{hours_of(world)}/week", {**page.form("/week").fields, **changed}, status=422
    )

    assert said in refused.text
    assert "There is a problem" in refused.text
    form = refused.form("/week").fields
    assert {name: form[name] for name in changed} == changed


async def test_leave_lists_the_visits_it_falls_on_and_cancels_none(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(hours_of(world))

    saved = await morag.submit(page, "/leave", first=VISIT_DAY, last="2026-11-27")

    assert "1 booked visit needs a look" in saved.text
    assert "Thu 26 Nov, 10am , Jean" in saved.text
    assert "falls into leave" in saved.text
    calendar = await morag.get(f"/staff/calendar?day={VISIT_DAY}")
    assert "On leave" in calendar.text
    assert "1 booked visit needs a look" in calendar.text
    assert "free, by phone" not in calendar.text.split("Thu 26 Nov")[-1]
    removed = await morag.submit(saved, "/remove")
    assert "needs a look" not in removed.text


async def test_of_many_visits_that_do_not_fit_a_few_are_in_sight_and_the_rest_within_reach(
    world: World, morag: PageClient
) -> None:
    near = world.near
    async with world.db.begin() as uow:
        for hours in range(9, 16):  # at night, as an imported diary with another zone has them
            await make.an_appointment(
                uow,
                link_worker=near.worker,
                patient=near.jean.patient,
                referral=near.jean.referral,
                starts_at=near.appointment.starts_at + timedelta(hours=hours),
            )
    for path in (hours_of(world), "/staff/calendar"):
        page = await morag.get(path)
        in_sight, _, rest = page.html.partition('id="more-clashes"')
        assert "7 booked visits need a look" in page.text and "Show 2 more" in page.text
        assert (in_sight.count("is outside the hours"), rest.count("is outside the hours")) == (
            5,
            2,
        )


async def test_a_day_without_visits_and_one_with_more(world: World, morag: PageClient) -> None:
    page = await morag.get(hours_of(world))
    await morag.submit(page, "/days", day="2026-12-01", kind="none")
    page = await morag.submit(
        page, "/days", day="2026-12-05", kind="extra", **{"from": "10:00", "to": "11:00"}
    )

    assert "Tue 1 Dec 2026: no visits" in page.text
    assert "Sat 5 Dec 2026: 10:00 to 11:00, as well" in page.text
    week = await morag.get("/staff/calendar?day=2026-12-01")
    assert "Sat 5 Dec 0 booked, 2 free" in week.text
    assert "Tue 1 Dec No hours" in week.text
    assert "Bank holiday: " in week.text  # St Andrew's Day


async def test_a_past_day_is_refused_beside_its_field(world: World, morag: PageClient) -> None:
    page = await morag.get(hours_of(world))

    refused = await morag.submit(page, "/days", day="2026-11-01", kind="none", status=422)

    assert "That day is past." in refused.text


async def test_a_day_at_the_end_of_the_calendar_is_refused_beside_its_field(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(hours_of(world))
    last = "9999-12-31"

    day = await morag.submit(page, "/days", day=last, kind="none", status=422)
    leave = await morag.submit(page, "/leave", first=last, last=last, status=422)

    assert "more than ten years away" in day.text
    assert "more than ten years away" in leave.text


async def test_rules_of_booking_are_kept(world: World, morag: PageClient) -> None:
    page = await morag.get(hours_of(world))

    refused = await morag.submit(page, "/rules", minutes_before="soon", status=422)
    assert "Minutes before a visit: write a whole number." in refused.text
    await morag.submit(page, "/rules", minutes_before="5", minutes_after="10", weeks_ahead="8")

    async with world.db.read() as uow:
        kept = await uow.calendar_rules.of_worker(world.near.practice.id, world.near.worker.id)
    assert kept is not None
    assert (kept.minutes_before, kept.minutes_after) == (5, 10)
    assert (kept.notice_hours, kept.weeks_ahead) == (None, 8)


WRONG: tuple[tuple[str, dict[str, str], str], ...] = (
    ("/rules", {"minutes_after": "ten"}, "minutes_after"),
    ("/rules", {"notice_hours": "9999"}, "notice_hours"),
    ("/rules", {"minutes_before": "5", "weeks_ahead": "0"}, "weeks_ahead"),
    ("/days", {"day": ""}, "day-day"),
    ("/days", {"day": "2020-01-06", "kind": "none"}, "day-day"),
    ("/days", {"day": "2026-12-10", "kind": "extra", "from": "", "to": "12:00"}, "day-from"),
    ("/leave", {"first": ""}, "first"),
    ("/leave", {"first": "2026-12-10", "last": "2026-12-01"}, "last"),
)


@pytest.mark.parametrize(("form", "typed", "field"), WRONG)
async def test_what_is_wrong_is_said_beside_the_field_that_it_is_of(
    world: World, morag: PageClient, form: str, typed: dict[str, str], field: str
) -> None:
    page = await morag.get(hours_of(world))
    refused = await morag.submit(page, form, status=422, **typed)
    ((told, _),) = summary_of(refused.html)
    assert told == field
    assert f'id="{field}-error"' in refused.html


async def test_leave_is_answered_at_the_top_where_the_visits_that_fall_into_it_stand(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(hours_of(world))
    saved = await morag.submit(page, "/leave", first="2026-12-24")
    assert "Leave saved." in saved.text
    assert "#" not in saved.path


async def test_manager_keeps_everyones_and_a_link_worker_nobody_elses(
    world: World, manager: PageClient
) -> None:
    saved = await manager.submit(
        await manager.get("/staff/calendar/hours"), "/leave", first="2026-12-24"
    )
    assert "Thu 24 Dec 2026" in saved.text

    async with world.db.read() as uow:
        (leave,) = await uow.availability.leave_of([world.near.worker.id], world.clock.now())
    assert leave.starts_at.date() == date(2026, 12, 24)


async def test_rooms_are_the_managers(world: World, manager: PageClient) -> None:
    page = await manager.submit(await manager.get("/staff/calendar/rooms"), "/rooms", name="Room 4")
    assert "Room saved" in page.text

    twice = await manager.submit(page, "/rooms", name="room 4", status=422)

    assert "There is a room of that name already." in twice.text


async def test_link_worker_has_no_rooms_page(world: World, morag: PageClient) -> None:
    await morag.get("/staff/calendar/rooms", status=403)
