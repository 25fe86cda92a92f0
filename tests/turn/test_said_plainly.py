"""What is said plainly and once was answered beside the point."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person


@pytest.mark.parametrize(
    "text",
    [
        "can i have 2",
        "can i have number 2",
        "can i get the 2nd one",
        "oh 2 please",
        "ill take 2 instead",
        "can i have 2 please if its still free",
    ],
)
async def test_a_number_asked_for_after_booking_is_of_the_times_on_offer(
    jean: Person, text: str
) -> None:
    await jean.refers()
    (heard,) = await jean.says(text)
    assert heard.startswith("That's changed.")
    assert "Wed 25 Nov, 12pm" in heard


@pytest.mark.parametrize("text", ["can it be 2", "can i have 2pm", "can i have 11"])
async def test_an_hour_stays_an_hour(jean: Person, text: str) -> None:
    await jean.refers()
    (heard,) = await jean.says(text)
    assert heard.startswith("Which of these suits?")


@pytest.mark.parametrize(
    "text",
    [
        "cannae make it the morn, and the landlord wants me oot",
        "cant come tomorrow and ive no food",
        "i cant do tuesday",
        "landlord is evicting me so i cant come tomorrow",
    ],
)
async def test_a_day_that_is_refused_is_not_offered(jean: Person, text: str) -> None:
    await jean.refers()
    heard = await jean.says(text)
    assert "1 Wed 25 Nov" in heard[-1]
    assert "Tue 24 Nov" not in heard[-1]


@pytest.mark.parametrize(
    "text",
    [
        "i need help with a form",
        "need a solicitor",
        "need a lift to hospital",
        "need legal advice",
    ],
)
async def test_help_asked_for_by_name_is_not_asked_for_again(jean: Person, text: str) -> None:
    heard = await jean.says(text)
    assert heard[-1].startswith("Thanks for telling me. Is it about")


@pytest.mark.parametrize("text", ["i need help", "need some help please", "hiya"])
async def test_help_without_a_name_is_asked_about(jean: Person, text: str) -> None:
    heard = await jean.says(text)
    assert heard[-1].startswith("What would you like help with?")


@pytest.mark.parametrize("text", ["no", "no thanks", "naw", "nothing"])
async def test_who_wants_nothing_is_left(jean: Person, text: str) -> None:
    await jean.says("hiya")
    (heard,) = await jean.says(text)
    assert heard.startswith("OK, we'll leave that.")


@pytest.mark.parametrize("text", ["bye", "cheerio", "thanks bye"])
async def test_a_farewell_to_our_question_leaves_it_open(jean: Person, text: str) -> None:
    await jean.says("hiya")
    (heard,) = await jean.says(text)
    assert heard.startswith("No bother. Just text back")
    assert "money" in (await jean.says("nae money"))[0]


@pytest.mark.parametrize("text", ["anybody there?", "hello you there"])
async def test_who_asks_if_anybody_is_there_hears_who_is(jean: Person, text: str) -> None:
    await jean.says("hiya")
    heard = await jean.says(text)
    assert heard[0].startswith("I'm Blether, an automated service")
    assert heard[-1].startswith("What would you like help with?")


@pytest.mark.parametrize("text", ["wan, money then", "one. im lonely as well"])
async def test_a_number_in_words_before_a_mark_answers(jean: Person, text: str) -> None:
    for each in ("nae money for the rent", "yes"):
        await jean.says(each)
    heard = await jean.says(text)
    assert heard[-1].startswith("What is the money worry mostly about?")


async def test_stop_beside_a_death_is_answered_kindly(jean: Person) -> None:
    await jean.refers()
    (heard,) = await jean.says("jean died, stop")
    assert heard.startswith("I'm so sorry. A person will read this")
    assert "text START" in heard
