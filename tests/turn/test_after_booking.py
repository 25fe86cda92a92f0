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


@pytest.mark.parametrize("text", ["move it please", "thats too long to wait"])
async def test_who_wants_it_moved_is_offered_times(jean, text):
    await jean.refers()
    assert "1 " in (await jean.says(text))[0]


async def test_a_chat_called_off_by_mistake_can_be_had_again(jean):
    await jean.refers()
    await jean.says("cancel it")
    await jean.says("1")
    assert "When suits" in (await jean.says("can i get it back"))[0]


async def test_a_wish_for_a_text_the_day_before_asks_for_no_other_time(jean):
    await jean.refers()
    assert "kept that for our team" in (await jean.says("can you text me the day before"))[0]


async def test_who_comes_with_whom_is_no_wish_to_meet_otherwise(jean):
    await jean.refers()
    assert "someone with you" in (await jean.says("can my daughter come in with me"))[0]
