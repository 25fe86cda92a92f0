"""Visits are booked and moved with those alone who keep them here, from whatever page."""

from __future__ import annotations

import pytest

from storage.models import Appointment
from storage.views.listings import list_appointments
from tests import builders as make
from tests.support.api_client import ApiClient
from tests.support.page_client import PageClient
from tests.support.world import World, a_case

AT = "2026-12-01T10:00:00+00:00"
WHO = ("manager", "theirs", "gone")
"""The practice's manager, another practice's link worker, one whose account is closed."""


async def _who(world: World, name: str) -> str:
    if name == "gone":
        async with world.db.begin() as uow:
            gone = await make.a_staff_member(uow, practice=world.near.practice, is_active=False)
        return gone.id
    return world.near.manager.id if name == "manager" else world.far.worker.id


async def _visits(world: World) -> set[tuple[str, str]]:
    async with world.db.read() as uow:
        found = await list_appointments(uow, [world.near.practice.id], limit=50)
    return {(one.link_worker_id, one.starts_at.isoformat()) for one in found}


@pytest.mark.parametrize("name", WHO)
async def test_no_page_books_or_moves_with_who_keeps_no_visits(
    world: World, morag: PageClient, name: str, subtests: pytest.Subtests
) -> None:
    async with world.db.begin() as uow:
        ina = await a_case(uow, world.near.practice, name="Ina Minute")
    jean, visit = world.near.jean, world.near.appointment
    home = await morag.get("/staff/")
    shown = await morag.get(f"/staff/appointments/{visit.id}")
    fields = {
        "csrf": home.form("/sign-out").fields["csrf"],
        **dict.fromkeys(("time", "book_time", "move_time"), f"{AT};{await _who(world, name)}"),
        "mode": "phone",
        "referral": ina.referral.id,
        "as_shown": shown.form("/move").fields["as_shown"],
    }
    before = await _visits(world)
    for path, status in (
        (f"{ina.path}/appointments", 409),
        (f"{jean.path}/appointments/{visit.id}/move", 409),
        ("/staff/calendar/new", 404),
        (f"/staff/appointments/{visit.id}/move", 422),
    ):
        with subtests.test(path=path):
            await morag.post(path, fields, status=status)
            assert await _visits(world) == before


async def test_a_token_books_with_who_keeps_visits_and_is_free(world: World) -> None:
    near, api = world.near, ApiClient(world, world.near)
    async with world.db.begin() as uow:
        cases = [await a_case(uow, near.practice, assigned_to=near.worker.id) for _ in range(4)]
    told = [{"referral": one.referral.id, "starts_at": AT} for one in cases]
    # Whoever took it over is no link worker.
    await api.post(f"/referrals/{cases[0].referral.id}/take-over", {"staff": near.manager.email})
    first = await api.post("/appointments", told[0], status=201)
    assert first.json["link_worker"] == near.worker.email
    taken = await api.post("/appointments", told[1], status=409)
    assert taken.json["code"] == "time_taken"

    async with world.db.begin() as uow:
        await make.a_staff_member(uow, practice=near.practice, name="Aileen without hours")
        ewan = await make.a_staff_member(uow, practice=near.practice, name="Ewan")
        await make.an_availability(uow, practice=near.practice, link_worker=ewan, weekday=1)
    second = await api.post("/appointments", told[1], status=201)
    assert second.json["link_worker"] == ewan.email


async def test_a_visit_with_who_left_is_moved_to_a_colleague_alone(world: World) -> None:
    near, api = world.near, ApiClient(world, world.near)
    async with world.db.begin() as uow:
        gone = await make.a_staff_member(uow, practice=near.practice, is_active=False)
        case = await a_case(uow, near.practice)
        visit = await make.an_appointment(
            uow, link_worker=gone, patient=case.patient, referral=case.referral
        )
    path = f"/appointments/{visit.id}"
    refused = await api.patch(path, {"starts_at": AT}, status=409)
    assert "keep no appointments" in refused.json["detail"]
    await api.patch(path, {"starts_at": AT, "link_worker": near.worker.email})
    assert (await world.row(Appointment, visit.id)).link_worker_id == near.worker.id


async def test_nobody_is_offered_a_time_with_who_keeps_no_visits(world: World) -> None:
    """Booking it would be refused: the same rule holds for what is offered."""
    near = world.near
    async with world.db.begin() as uow:
        await make.an_availability(uow, practice=near.practice, link_worker=near.manager)
    async with world.db.begin() as uow:
        offered = await uow.availability.bookable(near.practice.id)
        assert {one.link_worker_id for one in offered} == {near.worker.id}
        for one in await uow.staff.of_practice(near.practice.id, "link_worker"):
            one.is_active = False
        await uow.flush()
        offered = await uow.availability.bookable(near.practice.id)
        assert {one.link_worker_id for one in offered} == {near.manager.id}


async def test_where_there_are_no_link_workers_whoever_keeps_visits_is_on_the_calendar(
    world: World, manager: PageClient
) -> None:
    near = world.near
    async with world.db.begin() as uow:
        for one in await uow.staff.of_practice(near.practice.id, "link_worker"):
            one.is_active = False
    calendar = await manager.get("/staff/calendar")
    assert f"Nobody is offered a chat with {near.manager.name}" in calendar.text
    hours = await manager.get("/staff/calendar/hours")
    assert hours.path.startswith(f"/staff/calendar/hours/{near.manager.id}")
    await manager.submit(hours, "/week")


async def test_a_visit_is_booked_with_a_link_worker_also_where_a_manager_has_the_referral(
    world: World, manager: PageClient
) -> None:
    async with world.db.begin() as uow:
        ina = await a_case(uow, world.near.practice, name="Ina Minute")
    page = await manager.get(ina.path)
    mine = await manager.submit(page, "/assign", to_me="yes")
    assert "No free times" not in mine.text
    booked = await manager.submit(mine, f"{ina.referral.id}/appointments")
    assert "Appointment booked" in booked.text


async def test_where_whose_referral_it_is_has_no_hours_colleagues_times_are_offered(
    world: World, manager: PageClient
) -> None:
    async with world.db.begin() as uow:
        new = await make.a_staff_member(
            uow, practice=world.near.practice, email="new@near.example", name="Isla Newly"
        )
        ina = await a_case(uow, world.near.practice, name="Ina Minute")
        ina.referral.assigned_to = new.id
    page = await manager.get(ina.path)
    assert "No free times" not in page.text
    assert page.form("/appointments").fields["book_time"].endswith(world.near.worker.id)
