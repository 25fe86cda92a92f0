"""What is answered beside a wish for no more texts counts as well, and so does the wish."""

from __future__ import annotations

import pytest

from actions.texts.want_reminders import refuses_reminders
from tests.turn.conftest import Person, reminded


async def _refuses_reminders(jean: Person) -> bool:
    patient = await jean.patient()
    async with jean.made.parts.db.read() as uow:
        return await refuses_reminders(uow, patient)


async def _is_out(jean: Person) -> bool:
    patient = await jean.patient()
    async with jean.made.parts.db.read() as uow:
        return await uow.opt_outs.is_out(patient.id)


async def _answer_to_check_in(jean: Person) -> str | None:
    referral = await jean.referral()
    async with jean.made.parts.db.read() as uow:
        asked = await uow.check_ins.latest_sent(referral.id)
    return asked.answer if asked is not None else None


@pytest.mark.parametrize(
    "text",
    [
        "yes. no more reminders please",
        "no more reminders. yes ill be there",
        "1 and stop sending reminders",
        "yes ill be there thanks morag, no more reminders",
    ],
)
async def test_a_yes_beside_no_more_reminders_is_a_yes(jean: Person, text: str) -> None:
    await reminded(jean)
    heard = await jean.says(text)
    assert [text[:20] for text in heard] == ["OK, no more reminder", "Lovely, see you then"]
    assert await jean.visit_status() == "confirmed"
    assert await _refuses_reminders(jean)
    assert not await _is_out(jean)


async def test_another_time_beside_no_more_reminders_is_offered(jean: Person) -> None:
    await reminded(jean)
    heard = await jean.says("change it and no more reminders please")
    assert "When suits for a chat?" in heard[-1]
    assert await _refuses_reminders(jean)


async def test_no_more_reminders_alone_answers_nothing(jean: Person) -> None:
    await reminded(jean)
    (heard,) = await jean.says("dont send me reminders, i know when it is")
    assert "Your chat is still" in heard
    assert await jean.visit_status() == "booked"


async def test_how_they_are_beside_no_more_check_ins_is_kept(jean: Person) -> None:
    await _asked_how_they_are(jean)
    heard = await jean.says("better. no more check ins please")
    assert "won't ask how things are again" in heard[0]
    assert await _answer_to_check_in(jean) == "better"


@pytest.mark.parametrize(
    "texts",
    [["worse. stop texting me"], ["STOP", "worse"], ["3 stop"], ["worse stop"], ["stop worse"]],
)
async def test_worse_beside_a_stop_or_after_it_rises_all_the_same(
    jean: Person, texts: list[str]
) -> None:
    await _asked_how_they_are(jean)
    for text in texts:
        await jean.says(text)
    assert await _is_out(jean)
    assert ((await jean.referral()).attention, (await jean.referral()).priority) == (
        "worse",
        "urgent",
    )
    assert await _answer_to_check_in(jean) == "worse"


@pytest.mark.parametrize("text", ["yes ill be there. stop texting me", "yes stop", "STOP 1"])
async def test_a_yes_beside_a_stop_keeps_the_visit_and_is_answered_no_more(
    jean: Person, text: str
) -> None:
    await reminded(jean)
    (heard,) = await jean.says(text)
    assert "no more texts from us" in heard
    assert await jean.visit_status() == "confirmed"


@pytest.mark.parametrize("text", ["it wont stop", "make it stop", "cant stop crying"])
async def test_what_does_not_stop_is_no_wish_to_us(jean: Person, text: str) -> None:
    await _asked_how_they_are(jean)
    await jean.says(text)
    assert not await _is_out(jean)


@pytest.mark.parametrize(
    "text",
    [
        "wrong number, stop",
        "STOP this is not Jean",
        "stop. you have the wrong number",
        "this isnt jean. stop texting",
        "who is this? stop texting me",
        "this is her daughter. please stop texting mum",
        "who is this stop texting my wife",
        "my wife doesnt have this phone any more, stop",
    ],
)
async def test_a_stranger_who_says_stop_is_frozen_and_texted_no_more(
    jean: Person, text: str
) -> None:
    await jean.refers()
    (heard,) = await jean.says(text)
    assert "no more texts from us" in heard
    assert await _is_out(jean)
    assert (await jean.patient()).frozen_at is not None
    assert (await jean.referral()).attention == "wrong_number"


async def test_whose_name_it_is_not_is_a_stranger(jean: Person) -> None:
    for text in ("nae money for the rent", "aye", "1", "1", "2", "Morven Broon 14/2/51", "1"):
        await jean.says(text)
    assert "wrong number" in (await jean.says("this isnt morven"))[0]


async def _asked_how_they_are(jean: Person) -> None:
    await jean.refers()
    assert "How have things been" in (await jean.waits(days=16))[-1]


async def test_who_may_be_a_stranger_and_says_stop_is_held_and_texted_no_more(jean: Person) -> None:
    await jean.refers()
    (heard,) = await jean.says("he doesnt live here any more stop")
    assert "no more texts from us" in heard
    assert await _is_out(jean)
    assert (await jean.patient()).scheduled_texts_held


@pytest.mark.parametrize("text", ["its safe. no more reminders", "1 and no reminders"])
async def test_an_answer_on_the_way_is_kept_beside_it(jean: Person, text: str) -> None:
    await jean.says("im lonely")
    assert "Is it safe to text you" in (await jean.says("1"))[-1]
    heard = await jean.says(text)
    assert "no more reminders" in heard[0]
    assert (await jean.patient()).safe_to_text == "yes"


@pytest.mark.parametrize("text", ["dont text me again just phone me", "phone me dont text"])
async def test_who_would_rather_be_rung_is_texted_no_more_and_a_person_asked(
    jean: Person, text: str
) -> None:
    await jean.refers()
    (heard,) = await jean.says(text)
    assert "no more texts" in heard
    assert await _is_out(jean)
    assert (await jean.referral()).attention == "handoff"


@pytest.mark.parametrize(
    "text",
    [
        "stop the reminders my son keeps reading them",
        "stop the reminders, my neighbour keeps reading my texts",
    ],
)
async def test_reminders_that_somebody_reads_end_and_a_person_looks(
    jean: Person, text: str
) -> None:
    await jean.refers()
    heard = await jean.says(text)
    assert "asked a person to look at this" in heard[-1]
    assert await _refuses_reminders(jean)
    assert not await _is_out(jean)
    assert (await jean.referral()).attention == "not_safe_to_text"
    assert (await jean.patient()).safe_to_text == "no"
