"""Somebody who says what they are called, and no more, is known by that name."""

from __future__ import annotations

from tests.turn.conftest import Person

TO_THE_NAME = ("lonely", "yes", "1", "1", "1")


async def test_a_first_name_is_kept_though_no_birth_date_follows(jean: Person) -> None:
    for text in (*TO_THE_NAME, "Moira"):
        await jean.says(text)
    patient = await jean.patient()
    assert (patient.name, patient.birth_date) == ("Moira", None)
    await jean.says("14/2/1961")
    assert (await jean.patient()).birth_date == "1961-02-14"


async def test_who_will_not_give_a_birth_date_keeps_their_name(jean: Person) -> None:
    for text in (*TO_THE_NAME, "Moira", "skip"):
        await jean.says(text)
    patient = await jean.patient()
    assert (patient.name, patient.birth_date) == ("Moira", None)


async def test_a_byname_is_no_first_name_to_be_thanked_by(jean: Person) -> None:
    for text in TO_THE_NAME:
        await jean.says(text)
    assert (await jean.says("its Big Davie"))[0].startswith("Thanks Big Davie.")
