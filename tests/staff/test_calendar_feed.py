from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bot.staff.calendar_file import calendar_file
from storage.models import Appointment
from tests import builders as make
from tests.support.page_client import PageClient
from tests.support.world import World

LONDON = ZoneInfo("Europe/London")


def visit_at(starts_at: datetime) -> Appointment:
    return Appointment(
        practice_id="p",
        link_worker_id="w",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        mode="in_person",
        status="booked",
        created_at=make.NOW,
        updated_at=make.NOW,
    )


async def new_address(world: World, morag: PageClient) -> str:
    """Switch the feed on; the path of its secret address."""
    page = await morag.get(f"/staff/calendar/hours/{world.near.worker.id}")
    made = await morag.submit(page, "/feed")
    found = [word for word in made.html.split() if "/calendar/" in word and ".ics" in word]
    assert len(found) == 1
    return found[0].split("127.0.0.1:8080")[1].split("<")[0]


async def test_feed_shows_when_and_how_and_never_who(world: World, morag: PageClient) -> None:
    answer = await world.client.get(await new_address(world, morag))
    text = await answer.text()

    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "private" in answer.headers["Cache-Control"]
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event["SUMMARY"] == "Blether visit, by phone"
    assert str(event["URL"]).endswith(f"/staff/appointments/{world.near.appointment.id}")
    assert event.decoded("DTSTART") == world.near.appointment.starts_at
    for private in ("Jean", "Broon", "leccy", str(world.near.jean.patient.contact)):
        assert private not in text
    assert world.near.jean.referral.id not in text
    again = await world.client.get(
        answer.url.path, headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status == 304


async def test_unknown_old_and_switched_off_addresses_are_all_not_found(
    world: World, morag: PageClient
) -> None:
    first = await new_address(world, morag)
    second = await new_address(world, morag)
    page = await morag.get(f"/staff/calendar/hours/{world.near.worker.id}")

    assert (await world.client.get(first)).status == 404
    assert (await world.client.get(second)).status == 200
    await morag.submit(page, "/feed/off")
    for path in (second, "/calendar/x.ics", f"/calendar/{'x' * 500}.ics", "/calendar/.ics"):
        assert (await world.client.get(path)).status == 404


async def test_nobody_makes_an_address_for_another(world: World, manager: PageClient) -> None:
    page = await manager.get(f"/staff/calendar/hours/{world.near.worker.id}")
    csrf = page.form("/week").fields["csrf"]

    await manager.post(
        f"/staff/calendar/hours/{world.near.worker.id}/feed", {"csrf": csrf}, status=403
    )


@pytest.mark.parametrize("hour", [0, 1])
def test_a_visit_in_the_hour_that_comes_twice_is_as_long_and_when_it_is(hour: int) -> None:
    starts_at = datetime(2027, 10, 31, hour, 30, tzinfo=UTC)
    text = calendar_file(
        [(visit_at(starts_at), "")], timezone="Europe/London", public_url="http://x.example"
    )
    (event,) = Calendar.from_ical(text.decode()).walk("VEVENT")
    assert event.decoded("DTSTART") == starts_at
    assert event.decoded("DTEND") == starts_at + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("starts_at", "wall"),
    [
        (datetime(2027, 3, 27, 10, tzinfo=UTC), "20270327T100000"),
        (datetime(2027, 3, 28, 9, tzinfo=UTC), "20270328T100000"),
        (datetime(2027, 10, 30, 9, tzinfo=UTC), "20271030T100000"),
        (datetime(2027, 10, 31, 10, tzinfo=UTC), "20271031T100000"),
    ],
    ids=["winter", "summer begins", "summer", "winter begins"],
)
def test_ten_on_the_wall_is_ten_on_both_sides_of_a_change(starts_at: datetime, wall: str) -> None:
    text = calendar_file(
        [(visit_at(starts_at), "Room 4")], timezone="Europe/London", public_url="http://x.example"
    ).decode()

    assert f"DTSTART;TZID=Europe/London:{wall}" in text
    assert "LOCATION:Room 4" in text
    zone = Calendar.from_ical(text).timezones[0].to_tz()
    local = datetime.strptime(wall, "%Y%m%dT%H%M%S").replace(tzinfo=zone)
    assert local.astimezone(UTC) == starts_at
