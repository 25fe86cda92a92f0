"""What cannot wait, told with the choice of a time, is answered with help that is open today."""

from __future__ import annotations

from tests.turn.conftest import Person

TO_THE_TIMES = ("skint", "aye", "1", "1", "2", "Jean Broon 14/2/51")


async def test_help_for_today_follows_the_booking(jean: Person) -> None:
    for said in TO_THE_TIMES:
        await jean.says(said)
    heard = await jean.says("1 but my electric just went off and i have a baby")
    assert "booked" in heard[0]
    assert "Crisis Grant" in " ".join(heard)
    assert len(heard) <= 3


async def test_the_day_of_an_eviction_is_no_wish(jean: Person) -> None:
    for said in TO_THE_TIMES:
        offered = await jean.says(said)
    heard = await jean.says("im being evicted tomorrow")
    assert "housing" in await jean.labels()
    days = [
        line.split(",")[0] for line in offered[-1].splitlines() if ", " in line and "by" in line
    ]
    assert all(day in heard[-1] for day in days)
    assert "council must help" in heard[0]
    assert "council must help" not in " ".join(await jean.says("1"))


async def test_the_number_beside_an_eviction_is_the_choice(jean: Person) -> None:
    for said in TO_THE_TIMES:
        offered = await jean.says(said)
    second = offered[-1].split("\n2 ")[1].split(" by ")[0]
    heard = await jean.says("2 but im being evicted tomorrow")
    assert f"booked: {second}" in heard[0]
    assert "council must help" in heard[1]


async def test_what_cannot_wait_is_answered_before_their_date_of_birth(jean: Person) -> None:
    for said in (*TO_THE_TIMES[:-1], "Jean Broon"):
        await jean.says(said)
    heard = await jean.says("im being evicted tomorrow")
    assert "council must help" in heard[0]
    assert "date of birth" in heard[-1]


async def test_nothing_urgent_is_said_twice(jean: Person) -> None:
    for said in ("nae food in the hoose", "aye", "1"):
        await jean.says(said)
    for said in ("1", "no", "Jean Broon 14/2/51", "1", "1"):
        heard = await jean.says(said)
        assert "Crisis Grant" not in " ".join(heard)
        if any("booked" in each for each in heard):
            return
