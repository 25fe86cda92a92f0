from datetime import timedelta

from storage.models import Appointment, Referral, Room, StaffPractice
from tests import builders as make
from tests.support.page_client import PageClient
from tests.support.world import World, a_case

VISIT_DAY = "2026-11-26"
FREE = "2026-11-26T11:00:00+00:00"


async def shuggie(world: World) -> str:
    """Somebody without a visit; their referral's id."""
    async with world.db.begin() as uow:
        made = await a_case(uow, world.near.practice, name="Shuggie Dunn", words="awfy lonely")
    return made.referral.id


async def test_week_shows_taken_and_free_times(world: World, morag: PageClient) -> None:
    page = await morag.get(f"/staff/calendar?day={VISIT_DAY}")

    assert "Week of Mon 23 Nov 2026" in page.text
    assert "10am Jean Broon by phone" in page.text
    assert "11am free , phone or in person, Thu 26 Nov: book it" in page.text
    assert "10am free" not in page.text.split("Thu 26 Nov")[1].split("Fri 27 Nov")[0]


async def test_a_week_with_nothing_left_gives_way_to_the_next(
    world: World, morag: PageClient
) -> None:
    assert "Week of Mon 23 Nov 2026" in (await morag.get("/staff/calendar")).text

    world.clock.advance(timedelta(days=5))  # a Saturday
    await morag.walks_in(world.db, world.near.worker, world.clock.now())
    page = await morag.get("/staff/calendar")
    assert "Week of Mon 30 Nov 2026" in page.text
    assert "Nothing is left of this week" in page.text
    today = await morag.get("/staff/calendar?day=2026-11-28")
    assert "Week of Mon 23 Nov 2026" in today.text


async def test_a_day_at_the_end_of_time_is_today(world: World, morag: PageClient) -> None:
    for day in ("9999-12-31", "0001-01-01", "2036-12-31", "1582-10-10"):
        for view in ("week", "day"):
            page = await morag.get(f"/staff/calendar?view={view}&day={day}")
            assert "Mon 23 Nov 2026" in page.text, (view, day)


async def test_a_time_at_the_end_of_time_is_none(world: World, morag: PageClient) -> None:
    worker = world.near.worker.id
    visit = f"/staff/appointments/{world.near.appointment.id}"
    for time in ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:00-10:00"):
        value = f"{time.replace('+', '%2B')};{worker}"
        await morag.get(f"/staff/calendar/new?time={value}", status=404)
        await morag.get(f"{visit}?to={value}")


async def test_the_same_time_by_another_clock_is_that_time(world: World, morag: PageClient) -> None:
    value = f"2026-11-26T13:00:00%2B02:00;{world.near.worker.id}"
    page = await morag.get(f"/staff/appointments/{world.near.appointment.id}?to={value}")
    assert page.form("/move").fields["time"] == f"{FREE};{world.near.worker.id}"


async def test_day_shows_everyone_side_by_side(world: World, manager: PageClient) -> None:
    page = await manager.get(f"/staff/calendar?view=day&day={VISIT_DAY}")

    assert world.near.worker.name in page.text
    assert world.far.worker.name not in page.text


async def test_books_a_free_time_for_somebody(world: World, morag: PageClient) -> None:
    referral_id = await shuggie(world)
    form = await morag.get(
        f"/staff/calendar/new?time={FREE.replace('+', '%2B')};{world.near.worker.id}"
    )
    assert "Shuggie Dunn" in form.text
    assert "Jean Broon" not in form.text  # has a visit already

    page = await morag.submit(form, "/calendar/new", referral=referral_id, mode="phone")

    assert "Appointment booked" in page.text
    assert page.path.startswith("/staff/appointments/")
    again = await morag.submit(form, "/calendar/new", referral=referral_id, mode="phone")
    assert again.path == page.path, "pressed twice, it is the same visit"
    other = await morag.submit(
        form, "/calendar/new", referral=referral_id, mode="in_person", status=422
    )
    assert "has an appointment already" in other.text
    nobody = await morag.submit(form, "/calendar/new", status=422)
    assert "Choose who it is for." in nobody.text


async def test_the_way_back_to_the_calendar_is_to_that_of_the_visits_own_practice(
    world: World, morag: PageClient
) -> None:
    far = world.far
    async with world.db.begin() as uow:
        uow.staff.assign(StaffPractice(staff_id=world.near.worker.id, practice_id=far.practice.id))
    for practice, visit in (
        (far.practice, far.appointment),
        (world.near.practice, world.near.appointment),
    ):
        page = await morag.get(f"/staff/appointments/{visit.id}")
        assert f"&amp;practice={practice.code}" in page.html
    new = f"time={FREE.replace('+', '%2B')};{far.worker.id}&practice={far.practice.code}"
    page = await morag.get(f"/staff/calendar/new?{new}")
    assert f'href="/staff/calendar?practice={far.practice.code}"' in page.html


async def test_a_week_says_whose_it_is_in_its_heading(world: World, morag: PageClient) -> None:
    page = await morag.get("/staff/calendar?view=week")
    heading = page.html.split('class="cal-bar__title">')[1].split("</h2>")[0]
    assert world.near.worker.name in heading


async def test_moves_by_the_form(world: World, morag: PageClient) -> None:
    value = f"{FREE};{world.near.worker.id}"
    at = f"/staff/appointments/{world.near.appointment.id}"
    page = await morag.get(f"{at}?to={value.replace('+', '%2B')}")
    assert page.form("/move").fields["time"] == value

    moved = await morag.submit(page, "/move")

    assert "Appointment moved" in moved.text
    visit = await world.row(Appointment, world.near.appointment.id)
    assert visit.starts_at.isoformat() == FREE


async def test_a_room_that_is_taken_is_refused_with_reason(world: World, morag: PageClient) -> None:
    referral_id = await shuggie(world)
    async with world.db.begin() as uow:
        uow.rooms.add(Room(id="e" * 32, practice_id=world.near.practice.id, name="Room 4"))
        ewan = await make.a_staff_member(uow, practice=world.near.practice, name="Ewan")
        at = world.near.appointment.starts_at + timedelta(hours=1)
        await make.an_appointment(
            uow, link_worker=ewan, starts_at=at, mode="in_person", room_id="e" * 32
        )
    form = await morag.get(
        f"/staff/calendar/new?time={FREE.replace('+', '%2B')};{world.near.worker.id}"
    )

    refused = await morag.submit(
        form, "/calendar/new", status=422, referral=referral_id, mode="in_person", room="e" * 32
    )

    assert "That room is taken then." in refused.text
    assert refused.form("/calendar/new").fields["referral"] == referral_id


async def test_a_missed_visit_says_what_to_do_next(world: World, morag: PageClient) -> None:
    async with world.db.begin() as uow:
        await make.an_appointment(
            uow,
            id="a" * 32,
            link_worker=world.near.worker,
            patient=world.near.jean.patient,
            referral=world.near.jean.referral,
            starts_at=make.NOW - timedelta(hours=2),
        )
    page = await morag.get(f"/staff/appointments/{'a' * 32}")
    fields = {**page.form("/status").fields, "status": "did_not_attend"}
    missed = await morag.post(f"/staff/appointments/{'a' * 32}/status", fields)
    assert "Look in on them" in missed.text
    assert "Check for risk first. No risk is known." in missed.text
    assert "A kind text is on its way." in missed.text

    nothing = await morag.submit(missed, "/welfare", status=422)
    assert "Say what you did." in nothing.text
    saved = await morag.submit(missed, "/welfare", deed="spoke", words="Fine, forgot the day.")

    assert "Saved in the conversation" in saved.text
    referral = await world.row(Referral, world.near.jean.referral.id)
    assert referral.attention is None
    case = await morag.get(world.near.jean.path)
    assert "Fine, forgot the day." in case.text


async def test_waiting_list_is_kept_from_the_conversation(world: World, morag: PageClient) -> None:
    referral_id = await shuggie(world)
    case = await morag.get(f"/staff/referrals/{referral_id}")

    joined = await morag.submit(case, "/waiting")
    assert "On the waiting list" in joined.text
    listed = await morag.get("/staff/calendar/waiting")
    assert "Shuggie Dunn by phone, in person" in listed.text
    empty = await morag.submit(listed, "/waiting/leave")

    assert "Nobody is waiting" in empty.text


async def test_who_has_a_visit_cannot_wait_for_one(world: World, morag: PageClient) -> None:
    case = await morag.get(world.near.jean.path)
    csrf = case.form("/reply").fields["csrf"]

    refused = await morag.post(
        f"{world.near.jean.path}/waiting", {"csrf": csrf, "mode-phone": "yes"}, status=409
    )

    assert "This person has an appointment." in refused.text


async def test_a_lead_sees_no_calendar(lead: PageClient) -> None:
    await lead.get("/staff/calendar", status=403)


async def test_without_hours_it_says_where_to_set_them(world: World, manager: PageClient) -> None:
    async with world.db.begin() as uow:
        new = await make.a_staff_member(uow, practice=world.near.practice, name="Aileen New")
    page = await manager.get(f"/staff/calendar?who={new.id}")
    assert "Nobody is offered a chat with Aileen New until" in page.text
    assert 'href="/staff/calendar/hours"' in page.html

    other = await manager.get(f"/staff/calendar?who={world.near.worker.id}")
    assert "No hours yet" not in other.text
