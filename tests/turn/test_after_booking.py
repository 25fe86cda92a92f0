"""What is put right, asked and wished for once a chat is booked, and nothing is being asked."""

from __future__ import annotations

import pytest

from tests.turn.test_waiting_list import coming


@pytest.mark.parametrize(
    ("text", "name"),
    [("my name is jane not jean", "Jane Broon"), ("its Brown no Broon", "Jean Brown")],
)
async def test_a_name_put_right_is_kept(jean, text, name):
    await jean.refers()
    assert await jean.says(text) == ["Thanks, I've noted that."]
    assert (await jean.patient()).name == name


@pytest.mark.parametrize("text", ["can it be in person", "can i come in instead"])
async def test_another_way_of_meeting_is_offered(jean, text):
    await jean.refers()
    (heard,) = await jean.says(text)
    assert heard.count("in person") == 3
    await jean.says("1")
    visit = await coming(jean)
    assert visit is not None
    assert visit.mode == "in_person"


@pytest.mark.parametrize(
    "text", ["move it please", "thats too long to wait", "no wait i cant do then"]
)
async def test_who_wants_it_moved_is_offered_times(jean, text):
    await jean.refers()
    assert "1 " in (await jean.says(text))[0]


@pytest.mark.parametrize(
    "text",
    ["thursday?", "is thursday possible?", "what about thursday", "thursday not tuesday",
     "do you have anything on thursday", "any chance of thursday morning", "how aboot thursday",
     "would thursday suit you?", "is thursday free", "have you got thursday afternoon",
     "2pm on thursday?"],
)  # fmt: skip
async def test_another_day_asked_about_is_offered(jean, text):
    await jean.refers()
    (heard,) = await jean.says(text)
    assert "1 Thu 26 Nov" in heard
    await jean.says("1")
    visit = await coming(jean)
    assert visit is not None
    assert visit.starts_at.day == 26


@pytest.mark.parametrize("text", ["tuesday?", "is tuesday possible?", "9:30?"])
async def test_the_booked_day_asked_about_is_told(jean, text):
    await jean.refers()
    assert "Tue 24 Nov, 9:30am" in (await jean.says(text))[0]


@pytest.mark.parametrize(
    "text",
    ["what about my council tax on friday", "is the food bank open friday",
     "thursday is my birthday", "whats happening friday", "do i need to bring anything on tuesday",
     "do we need id with us for thursday", "are you open on friday?"],
)  # fmt: skip
async def test_a_day_on_which_something_else_is_asks_for_no_time(jean, text):
    await jean.refers()
    assert "Which of these suits" not in " ".join(await jean.says(text))


async def test_a_chat_called_off_by_mistake_can_be_had_again(jean):
    await jean.refers()
    await jean.says("cancel it")
    await jean.says("1")
    assert "back in" in (await jean.says("can i get it back"))[0]


async def test_a_wish_for_a_text_the_day_before_asks_for_no_other_time(jean):
    await jean.refers()
    assert "kept that for our team" in (await jean.says("can you text me the day before"))[0]


@pytest.mark.parametrize("text", ["i've lost the text when was it", "could you send me that again"])
async def test_who_lost_the_text_is_told_when_it_is(jean, text):
    await jean.refers()
    assert "Tue 24 Nov, 9:30am" in (await jean.says(text))[0]


async def test_who_comes_with_whom_is_no_wish_to_meet_otherwise(jean):
    await jean.refers()
    assert "someone with you" in (await jean.says("can my daughter come in with me"))[0]


@pytest.mark.parametrize("text", ["is that with a doctor", "which doctor is it", "is she a nurse"])
async def test_who_asks_if_it_is_a_doctor_is_told(jean, text):
    await jean.refers()
    (heard,) = await jean.says(text)
    assert heard.startswith("It's with ")
    assert "not a doctor" in heard


@pytest.mark.parametrize("text", ["which number will you phone on", "what number will she call"])
async def test_who_asks_which_number_we_ring_is_told(jean, text):
    await jean.refers()
    assert (await jean.says(text))[0].startswith("We'll ring this number")


@pytest.mark.parametrize(
    "text", ["no just move it to friday", "yes and book me for friday", "can i just change it"]
)
async def test_who_would_rather_have_another_time_does_not_lose_theirs(jean, text):
    await jean.refers()
    await jean.says("cancel it")
    assert "1 " in (await jean.says(text))[0]
    assert await coming(jean) is not None
    assert "That's changed" in (await jean.says("1"))[0]


@pytest.mark.parametrize(
    ("text", "answer"),
    [("no its ok i can make it", "left it as it is"), ("yes i cant come on tuesday", "called off")],
)
async def test_a_plain_answer_to_calling_off_stays_one(jean, text, answer):
    await jean.refers()
    await jean.says("cancel it")
    assert answer in (await jean.says(text))[0]
