"""The later answer counts: nobody who calls off, or asks for a call, is told "no bother"."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person, reminded


async def checked_in(person: Person) -> None:
    await person.refers()
    heard = await person.waits(days=16)
    assert "How have things been" in heard[-1]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("3", "called off"),
        ("2", "When suits"),
        ("no", "When suits"),
        ("oops 2", "When suits"),
        ("actually cant make it now", "When suits"),
    ],
)
async def test_who_said_yes_to_a_reminder_may_still_say_no(jean, text, answer):
    await reminded(jean)
    assert "see you then" in (await jean.says("1"))[0]
    assert answer in " ".join(await jean.says(text))


async def test_the_reminder_may_be_answered_late_and_changed_later_still(jean):
    await reminded(jean)
    await jean.waits(hours=20)
    await jean.says("1")
    await jean.waits(hours=10)
    assert "called off" in (await jean.says("3"))[0]


@pytest.mark.parametrize(
    ("text", "attention"), [("4", "call_me"), ("3", "worse"), ("actually 3", "worse")]
)
async def test_who_was_better_may_ask_for_a_call_after_all(jean, text, attention):
    await checked_in(jean)
    assert "good to hear" in (await jean.says("1"))[0]
    await jean.says(text)
    assert (await jean.referral()).attention == attention


@pytest.mark.parametrize("text", ["1 and 3", "3 and 1", "1 3"])
async def test_of_two_answers_the_worse_counts(jean, text):
    await checked_in(jean)
    assert "116 123" in (await jean.says(text))[0]
    assert (await jean.referral()).attention == "worse"


@pytest.mark.parametrize("text", ["7", "no", "1 and 2"])
async def test_what_changes_nothing_is_read_by_a_person(jean, text):
    await checked_in(jean)
    await jean.says("1")
    assert "kept that for our team" in (await jean.says(text))[0]
    assert (await jean.referral()).attention == "wrote_again"


@pytest.mark.parametrize("text", ["1", "ok", "thanks", "aye"])
async def test_the_same_answer_once_more_is_small_talk(jean, text):
    await checked_in(jean)
    await jean.says("1")
    assert "No bother" in (await jean.says(text))[0]
    assert (await jean.referral()).attention is None


@pytest.mark.parametrize(
    ("text", "heard"),
    [("i meant 2", "When suits"), ("oops meant 1", "back in"), ("oh no keep it", "back in")],
)
async def test_who_called_it_off_by_mistake_has_it_back_or_is_offered_times(jean, text, heard):
    await reminded(jean)
    assert "called off" in (await jean.says("3"))[0]
    assert heard in (await jean.says(text))[0]


async def test_a_number_put_right_after_times_were_offered_is_one_of_those(jean):
    await reminded(jean)
    times = (await jean.says("2"))[0].splitlines()
    assert "That's changed" in (await jean.says("1"))[0]
    (heard,) = await jean.says("sorry meant 3")
    assert times[3].removeprefix("3 ") in heard
