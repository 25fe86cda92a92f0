"""Many who choose a time in the same hour: each is booked by the first time that they name."""

from __future__ import annotations

from bot.pretend import Pretend
from tests.turn.conftest import Person

LONGEST_WAY = ("DWP stopped ma PIP and I cannae pay ma bills", "aye", "1", "1", "1", "Jean Broon")
BORN = "14/2/1951"


async def test_who_choose_at_once_are_offered_different_times_first(blether: Pretend) -> None:
    """The longest way is eight texts: who is too late for their first choice needs a ninth."""
    people = [Person(made=blether, contact=f"+4477009001{number:02}") for number in range(13)]
    for text in (*LONGEST_WAY, BORN):
        for person in people:
            heard = await person.says(text)
    assert "\n1 Tue " in heard[-1]

    for person in people:
        heard = await person.says("1")
        assert "That's you booked" in heard[0], (person.contact, heard)


async def test_who_chooses_alone_is_offered_the_soonest(blether: Pretend) -> None:
    """Who wrote an hour ago chooses no more."""
    before = Person(made=blether, contact="+447700900130")
    for text in (*LONGEST_WAY, BORN):
        offered_before = await before.says(text)
    await before.waits(hours=1)

    alone = Person(made=blether, contact="+447700900131")
    for text in (*LONGEST_WAY, BORN):
        offered = await alone.says(text)
    assert offered == offered_before
