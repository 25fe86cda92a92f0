"""A time that came free is answered in other words than ours; nobody leaves the list unasked."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person
from tests.turn.test_waiting_list import call_off, coming, status_of, waits


@pytest.fixture
async def offered(jean: Person) -> Person:
    """Waits for a time, and has just been offered Jean's."""
    shuggie = await waits(Person(made=jean.made, contact="+447700900124"))
    await jean.refers()
    await call_off(jean)
    assert "is free" in (await shuggie.reads())[-1]
    return shuggie


@pytest.mark.parametrize("text", ["no", "no thanks", "im no well", "i cant", "cant do that sorry"])
async def test_who_cannot_this_once_keeps_the_place(offered, text):
    assert "You keep your place" in (await offered.says(text))[0]
    assert await status_of(offered) == "waiting"


@pytest.mark.parametrize("text", ["take me off the list", "dont need it now", "not interested"])
async def test_who_says_so_leaves_the_list_and_gets_our_other_texts(offered, text):
    heard = await offered.says(text)
    assert heard == ["OK, I won't text you about free times. You can still text us any time."]
    assert await status_of(offered) is None


@pytest.mark.parametrize("text", ["no but friday would be good", "friday?", "cant do tuesdays"])
async def test_who_names_another_day_is_offered_it_and_keeps_the_place(offered, text):
    heard = await offered.says(text)
    assert "Tue 24 Nov" not in heard[0]
    assert "27 Nov" in heard[0]
    assert await status_of(offered) == "waiting"


@pytest.mark.parametrize("text", ["is it by phone", "what time again", "who is that with"])
async def test_who_asks_is_told_what_is_on_offer(offered, text):
    (heard,) = await offered.says(text)
    assert "is free Tue 24 Nov, 9:30am by phone" in heard


@pytest.mark.parametrize(
    "text",
    [
        "yes but can she ring my landline",
        "ok what is it about",
        "1 but call me on my mobile",
        "1 and what do i bring",
    ],
)
async def test_a_yes_takes_it_and_a_person_reads_the_rest(offered, text):
    assert "That's you booked" in (await offered.says(text))[0]
    assert await coming(offered) is not None
    assert (await offered.referral()).attention in {"handoff", "needs_a_person"}


@pytest.mark.parametrize("text", ["ill take it", "yes if its by phone"])
async def test_a_yes_in_other_words_takes_it(offered, text):
    assert "That's you booked" in (await offered.says(text))[0]


async def test_a_need_of_today_is_no_other_time(offered):
    assert "No food today?" in (await offered.says("i need food today"))[0]


@pytest.mark.parametrize(
    "text", ["maybe", "let me check", "I'll need to ask my daughter", "will let you know tonight"]
)
async def test_who_has_to_think_first_is_told_till_when_it_is_kept(offered, text):
    heard = await offered.says(text)
    assert heard[0] == "That's fine. It's kept for you till 12:01pm. Just say yes or no by then."
    assert "That's you booked" in (await offered.says("yes"))[0]


@pytest.mark.parametrize("text", ["yes but can it be in person", "ok but id rather come in"])
async def test_a_yes_in_another_way_takes_it_and_is_offered_that_way(offered, text):
    booked, others = await offered.says(text)
    assert "9:30am by phone" in booked
    assert others.count("Tue 24 Nov") == others.count("in person") == 3
    (moved,) = await offered.says("1")
    assert "in person" in moved


async def test_who_asks_for_another_way_and_leaves_it_keeps_what_they_took(offered):
    await offered.says("yes but can it be in person")
    assert "I've left it as it is" in (await offered.says("no thats ok leave it"))[0]


@pytest.mark.parametrize("text", ["friday would be better", "i'll have it if it's in person"])
async def test_words_about_a_time_alone_are_no_danger(offered, text):
    (heard,) = await offered.says(text)
    assert "Which of these suits?" in heard
    assert await offered.flags() == []


async def test_a_number_put_right_is_none_of_the_times_offered_before_that(offered):
    booked = await offered.says("1")
    await offered.says("sorry meant 2")
    visit = await coming(offered)
    assert visit is not None
    assert "9:30am" in booked[0]
    assert (visit.starts_at.day, visit.starts_at.hour) == (24, 9)
