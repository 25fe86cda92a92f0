"""A number that changed hands, and a person who changed numbers: nobody is taken for another."""

from __future__ import annotations

import pytest

from actions.basis.work import SYSTEM, Work
from actions.privacy.erase_patient import erase_patient
from bot.pretend import Pretend
from tests.turn.conftest import Person

OTHER_NUMBER = "+447700900321"
ASKS = ("hello", "when is my appointment", "cancel my appointment", "its Jean Broon here")


@pytest.mark.parametrize("asks", ASKS)
async def test_another_number_is_told_nothing_of_the_person(
    jean: Person, blether: Pretend, asks: str
) -> None:
    booked = await jean.refers()
    at = next(word for word in " ".join(booked).split() if ":" in word or word.endswith("am"))
    stranger = Person(made=blether, contact=OTHER_NUMBER)

    answers = await stranger.says(asks)

    assert answers
    told = " ".join(answers)
    assert "Jean" not in told.replace(asks, "")
    assert at not in told
    assert (await stranger.patient()).id != (await jean.patient()).id
    assert (await jean.referral()).status != "closed"


async def test_whoever_has_the_number_of_an_erased_person_is_somebody_new(
    jean: Person, blether: Pretend
) -> None:
    await jean.refers()
    before = await jean.patient()
    async with blether.parts.db.begin() as uow:
        now = blether.clock.now()
        await erase_patient(
            Work(uow=uow, now=now, practice=blether.practice, actor=SYSTEM), jean.contact
        )

    answers = await Person(made=blether).says("hello")
    after = await Person(made=blether).patient()
    later = await Person(made=blether).waits(days=10)

    assert after.id != before.id
    assert after.name is None
    assert "Jean" not in " ".join([*answers, *later])
    assert "reminder" not in " ".join(later).lower()


async def test_who_has_a_new_number_is_put_before_a_person(jean: Person, blether: Pretend) -> None:
    await jean.refers()
    elsewhere = Person(made=blether, contact="+447700900155")
    answers = await elsewhere.says("lost ma phone, this is my new number. still ok for thursday?")
    assert answers[-1] == "Thanks for letting us know. I've told our team."
    assert (await elsewhere.referral()).attention == "needs_a_person"
    later = await elsewhere.says("is thursday still on")
    assert "I've kept that for our team" in later[0]
    assert "What would you like help with" not in " ".join(await elsewhere.waits(days=4))


async def test_who_they_are_is_kept_and_no_booking_is_denied(blether: Pretend) -> None:
    elsewhere = Person(made=blether, contact="+447700900155")
    answers = await elsewhere.says("Hi its Jean Broon I've a new number")
    assert answers[-1] == "Thanks for letting us know. I've told our team."
    assert (await elsewhere.patient()).name == "Jean Broon"
    for asked in ("when's my appointment", "14/2/1961", "can you cancel my appointment"):
        heard = await elsewhere.says(asked)
        assert len(heard) == 1
        assert "I've kept that for our team" in heard[0]
    assert (await elsewhere.patient()).birth_date == "1961-02-14"
    assert "Is that right" in (await elsewhere.says("I cant pay the rent"))[0]


async def test_a_child_from_a_new_number_is_told_of_childline(blether: Pretend) -> None:
    elsewhere = Person(made=blether, contact="+447700900155")
    answers = await elsewhere.says("its Jean Broon 14/2/2014, this is my new number")
    assert "Childline" in answers[-1]
    assert (await elsewhere.referral()).attention == "under_age"
    assert "name and date of birth" not in " ".join(await elsewhere.says("lonely"))


@pytest.mark.parametrize(
    "text",
    [
        *("its Jean Broon new number", "Jean Broon here, new number", "new number for Jean Broon"),
        *("Jean Broon (new number)", "its Jean Broon, ma number's changed"),
        *("Its Jean Broon 14/2/51 new number", "hi Jean Broon changed numbers"),
    ],
)
async def test_a_new_number_told_in_few_words_is_put_before_a_person(
    jean: Person, blether: Pretend, text: str
) -> None:
    booked = await jean.refers()
    at = next(word for word in " ".join(booked).split() if ":" in word or word.endswith("am"))
    elsewhere = Person(made=blether, contact="+447700900155")
    answers = await elsewhere.says(text)
    assert answers[-1] == "Thanks for letting us know. I've told our team."
    assert at not in " ".join(answers)
    assert (await elsewhere.patient()).name == "Jean Broon"
    assert (await elsewhere.referral()).attention == "needs_a_person"


async def test_danger_from_a_new_number_is_heard_first(blether: Pretend) -> None:
    elsewhere = Person(made=blether, contact="+447700900155")
    answers = await elsewhere.says("its Jean Broon new number i want to die")
    assert "116 123" in answers[-1]


@pytest.mark.parametrize("text", ["whats your new number", "can i get a new number?"])
async def test_who_speaks_of_a_number_but_gives_no_name_is_asked_what_for(
    blether: Pretend, text: str
) -> None:
    answers = await Person(made=blether, contact="+447700900155").says(text)
    assert "What would you like help with" in answers[-1]
