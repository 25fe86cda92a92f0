"""A reminder answered by halves: a yes and a question, a number and a wish, news and no answer."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person, reminded


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("yes but can it be 3 instead", "3pm"),
        ("can it be 3 instead", "3pm"),
        ("could we make it 10 please", "10am"),
        ("2. mornings are best", "am"),
        ("2, wednesday if you can", "Wed"),
    ],
)
async def test_the_time_wished_for_is_offered(jean: Person, text: str, offered: str) -> None:
    await reminded(jean)
    (heard,) = await jean.says(text)
    assert "Which of these suits?" in heard or "Not free then" in heard
    assert offered in heard
    assert await jean.visit_status() == "booked"


@pytest.mark.parametrize("text", ["yes as long as its on thursday", "yes if its at 2"])
async def test_a_condition_that_is_met_is_a_yes(jean: Person, text: str) -> None:
    await reminded(jean)
    assert "see you then" in (await jean.says(text))[0]
    assert await jean.visit_status() == "confirmed"


@pytest.mark.parametrize(
    "text",
    [
        "see you there, is it still room 4?",
        "see you there. is it still room 4",
        "yes but im going into hospital wednesday",
        "yes but dont phone the landline",
        "yes please remind me the day before",
        "yes i need help",
        "yes, urgent",
    ],
)
async def test_what_is_asked_or_told_beside_a_yes_is_read_by_a_person(
    jean: Person, text: str
) -> None:
    await reminded(jean)
    heard = await jean.says(text)
    assert "see you then" in heard[0]
    assert "kept that for our team" in heard[-1]
    assert await jean.visit_status() == "confirmed"
    assert (await jean.referral()).attention == "needs_a_person"


@pytest.mark.parametrize("text", ["1. looking forward to it", "see you then, is it still on?"])
async def test_a_yes_with_nothing_besides_is_only_a_yes(jean: Person, text: str) -> None:
    await reminded(jean)
    assert len(await jean.says(text)) == 1
    assert await jean.visit_status() == "confirmed"


async def test_a_day_that_is_mistaken_is_put_right_and_told_to_nobody(jean: Person) -> None:
    await reminded(jean)
    heard = await jean.says("yes see you wednesday")
    assert "Thu 3 Dec" in heard[-1]
    assert (await jean.referral()).attention is None


async def test_a_number_and_why_is_that_number(jean: Person) -> None:
    await reminded(jean)
    assert "called off" in (await jean.says("3. sorry"))[0]
    assert await jean.visit_status() == "cancelled"


@pytest.mark.parametrize("text", ["mum died on monday", "lost my job on monday"])
async def test_the_day_of_a_loss_is_no_wish_for_that_day(jean: Person, text: str) -> None:
    await reminded(jean)
    heard = await jean.says(text)
    assert not any("Not free then" in one or "Which of these" in one for one in heard)
    assert "added what you said" in heard[0]


async def test_who_has_it_sorted_is_offered_no_other_time(jean: Person) -> None:
    await reminded(jean)
    assert "Shall I call off" in (await jean.says("no longer need it, got it sorted thanks"))[0]


@pytest.mark.parametrize("text", ["yes cancel", "yes cancel it please"])
async def test_a_yes_that_cancels_is_asked_about_once_more(jean: Person, text: str) -> None:
    await reminded(jean)
    assert "Shall I call off" in (await jean.says(text))[0]
    assert await jean.visit_status() == "booked"


@pytest.mark.parametrize(
    "text", ["dont text me at night", "no more texts to this number, use 07700900555"]
)
async def test_when_and_where_to_text_is_no_other_time_for_a_chat(jean: Person, text: str) -> None:
    await reminded(jean)
    (heard,) = await jean.says(text)
    assert "kept that for our team" in heard


async def test_a_word_long_after_the_visit_is_not_answered_with_the_old_question(
    jean: Person,
) -> None:
    await reminded(jean)
    await jean.says("STOP")
    await jean.waits(days=12)
    await jean.says("START")
    (heard,) = await jean.says("letters")
    assert "kept that for our team" in heard
    assert (await jean.referral()).attention == "wrote_again"


@pytest.mark.parametrize("text", ["im skint", "skint and lonely", "lonely"])
async def test_a_need_is_no_yes(jean: Person, text: str) -> None:
    """ "Skint" is another name for "not enough coming in", which is no coming to a chat."""
    await reminded(jean)
    assert not any("see you then" in heard for heard in await jean.says(text))
    assert await jean.visit_status() == "booked"


@pytest.mark.parametrize("text", ["worse", "im worse", "im worse. dont phone"])
async def test_worse_is_worse_whatever_was_asked(jean: Person, text: str) -> None:
    await reminded(jean)
    (heard,) = await jean.says(text)
    assert "116 123" in heard
    assert (await jean.referral()).attention == "worse"


async def test_who_is_worse_and_cannot_come_is_offered_times_and_seen_by_a_person(
    jean: Person,
) -> None:
    await reminded(jean)
    (heard,) = await jean.says("im worse, cant come")
    assert "When suits" in heard or "Which of these suits" in heard
    assert (await jean.referral()).attention == "worse"


async def test_a_time_that_is_worse_raises_nobody(jean: Person) -> None:
    await reminded(jean)
    await jean.says("the bus is worse at 10, can we make it 2")
    assert (await jean.referral()).attention != "worse"


async def test_it_could_be_worse_is_not_worse(jean: Person) -> None:
    await reminded(jean)
    assert "see you then" in (await jean.says("could be worse, see you then"))[0]
    assert (await jean.referral()).attention != "worse"
