"""What people need is kept from their own words, all of it, and put right when they say so."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person


async def test_all_needs_of_one_text_are_kept_with_the_words_for_each(jean: Person) -> None:
    await jean.says("pure skint, nae leccy and ma man died in June")
    needs = {need.label: need.evidence for need in await jean.needs()}
    assert set(needs) >= {"money", "energy", "bereavement"}
    for evidence in needs.values():
        for each in evidence:
            text = "pure skint, nae leccy and ma man died in June"
            assert text[each["start"] : each["end"]] == each["words"]


async def test_what_was_wrong_goes_and_what_is_said_instead_stays(jean: Person) -> None:
    await jean.says("am pure skint")
    assert await jean.labels() == {"money"}
    await jean.says("no, it's the landlord wants me oot")
    assert await jean.labels() == {"housing"}


async def test_a_need_named_in_an_answer_is_kept_and_the_question_stands(jean: Person) -> None:
    for text in ("am pure lonely", "aye"):
        await jean.says(text)
    answers = await jean.says("and i cannae pay the gas")
    assert await jean.labels() >= {"isolation", "energy"}
    assert any("safe" in text for text in answers), answers


@pytest.mark.parametrize("words", ["he hits me", "my husband keeps my money and checks my phone"])
async def test_after_abuse_no_text_names_service_need_or_worker(jean: Person, words: str) -> None:
    answers = await jean.says(words)
    for text in ("1", "1", "Jean Broon 14/2/51", "1"):
        answers += await jean.says(text)
    told = " ".join(answers).casefold()
    assert not any(word in told for word in ("link worker", "morag", "ewan", "demo practice"))
    assert (await jean.patient()).scheduled_texts_held


async def test_somebody_on_web_chat_is_asked_for_a_number_and_booked_in_eight_texts(
    jean: Person,
) -> None:
    jean.channel = "web"
    texts = (
        *("the landlord wants me oot and am skint", "aye", "1", "1"),
        *("Jean Broon 14/2/51", "its 07700 900 177", "1"),
    )
    for text in texts:
        answers = await jean.says(text)
    assert any("you booked" in text for text in answers), answers
    assert str((await jean.patient()).phone) == "+447700900177"


@pytest.mark.parametrize(
    "words",
    [
        "nae food in the hoose, weans are hungry",
        "the landlord wants me oot the morn and I am skint",
    ],
)
async def test_who_is_told_that_the_team_sees_it_first_is_in_the_inbox_from_then_on(
    jean: Person, words: str
) -> None:
    answers = await jean.says(words)
    assert any("will see this first" in one or "told our team" in one for one in answers)
    assert "Is that right?" in answers[-1]  # and they do not answer that
    id = (await jean.referral()).id
    made = jean.made
    async with made.parts.db.read() as uow:
        now = made.clock.now()
        places = await uow.referrals.places([made.practice.id], now, limit=10)
    assert id in [one.id for one in places]


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("need interpreter arabic speak little english. house problem", {"housing"}),
        ("no english. help rent", {"housing"}),
        ("my english small. job finish. rent", {"housing", "work"}),
        ("sorry my english bad i need help for house very cold", {"housing", "energy"}),
    ],
)
async def test_little_english_hides_no_need_and_tells_a_person(
    jean: Person, text: str, needs: set[str]
) -> None:
    await jean.says(text)
    assert await jean.labels() >= needs
    assert (await jean.referral()).attention == "language"


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("this is mary sharing phone with my sister, i need help with food", "food"),
        ("ma man's awa an ah'm affa lanely", "isolation"),
        ("ma giro's no come in an ah've hee haw in the fridge", "food"),
    ],
)
async def test_a_need_beside_family_or_in_scots_is_kept(jean: Person, text: str, need: str) -> None:
    await jean.says(text)
    assert need in await jean.labels()
