"""What is said to a text of ours is heard for what it is, and no text of ours is asked for ever."""

from __future__ import annotations

import pytest

from tests.turn.conftest import reminded


@pytest.fixture
async def asked(jean):
    """Was asked how things have been."""
    await jean.refers()
    assert "How have things been" in (await jean.waits(days=16))[-1]
    return jean


async def test_worse_counts_though_a_call_is_asked_for_beside(asked):
    heard = await asked.says("worse but call me on my landline")
    assert "116 123" in heard[0]
    assert len(heard) == 1
    assert (await asked.referral()).attention == "worse"


async def test_better_counts_and_a_person_is_asked_for(asked):
    heard = await asked.says("better but can someone call me about my pip")
    assert "good to hear" in heard[0]
    assert (await asked.referral()).attention == "handoff"


async def test_what_would_be_better_is_read_by_a_person(asked):
    assert "kept that for our team" in (await asked.says("better if you phone after 3"))[0]


async def test_a_yes_counts_though_a_call_is_asked_for_beside(jean):
    await reminded(jean)
    assert "see you then" in (await jean.says("yes but can she ring my mobile"))[0]
    assert (await jean.referral()).attention == "handoff"


async def test_no_call_me_is_no_wish_for_no_call(jean):
    await reminded(jean)
    assert "asked for a person" in (await jean.says("no, call me"))[0]
    assert (await jean.referral()).attention == "handoff"


async def test_yes_but_i_need_something_is_a_yes_and_more(jean):
    await reminded(jean)
    heard = await jean.says("yes but i need a wheelchair")
    assert "see you then" in heard[0]
    assert "kept that for our team" in heard[1]
    assert (await jean.referral()).attention == "needs_a_person"


@pytest.mark.parametrize("text", ["forget it then", "never mind", "not interested"])
async def test_who_gives_it_up_is_asked_if_it_shall_be_called_off(jean, text):
    await reminded(jean)
    assert "Shall I call off" in (await jean.says(text))[0]


@pytest.mark.parametrize("text", ["i cant do that", "no good for me", "that doesnt work for me"])
async def test_who_cannot_is_offered_other_times(jean, text):
    await reminded(jean)
    assert "Or tell me a day" in (await jean.says(text))[0]


async def test_looking_forward_to_it_is_no_danger(jean):
    await jean.refers()
    heard = await jean.says("looking forward to it")
    assert heard == ["No bother at all. A person here reads your texts too."]


async def test_see_you_on_another_day_is_told_when_it_is(jean):
    await jean.refers()
    assert "Tue 24 Nov" in (await jean.says("see you wednesday"))[0]


async def test_thanks_for_being_handed_back_answer_no_check_in(asked):
    await asked.made.staff(asked.contact, "take_over")
    await asked.made.staff(asked.contact, "hand_back")
    assert "back with Blether" in (await asked.waits(minutes=1))[0]
    assert "Thanks for telling me" not in (await asked.says("ok"))[0]
    assert "sorry to hear" in (await asked.says("worse"))[0]


async def test_what_was_asked_weeks_ago_is_not_asked_again_behind_something_new(asked):
    await asked.waits(days=10)
    heard = [*await asked.says("my mum died and im lonely"), *await asked.says("yes")]
    for answer in ("2", "1", "1", "1"):
        heard += await asked.says(answer)
    assert "That's you booked" in " ".join(heard)
    assert "how things are" not in " ".join(heard)


async def test_new_needs_get_services_of_their_own(asked):
    await asked.waits(days=10)
    for text in ("im so lonely", "yes", "1", "1"):
        await asked.says(text)
    heard = " ".join(await asked.says("1"))
    assert "may help" in heard
    assert "Credit Union" not in heard


async def test_a_phone_that_is_read_is_not_safe_beside_danger_too(jean):
    await jean.refers()
    assert "999" in (await jean.says("dont text here my husband reads my phone"))[0]
    assert (await jean.patient()).safe_to_text == "no"


@pytest.mark.parametrize("text", ["it will stop", "will it stop"])
async def test_what_stops_by_itself_stops_no_texts(jean, text):
    await jean.refers()
    assert "no more texts" not in " ".join(await jean.says(text))


async def test_why_is_for_the_team_to_tell(jean):
    await reminded(jean)
    assert "kept that for our team" in (await jean.says("why"))[0]
    assert (await jean.referral()).attention == "wrote_again"
