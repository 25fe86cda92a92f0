"""A date that is told of something else sends no adult to Childline, nor becomes a name."""

from __future__ import annotations

from tests.turn.conftest import Person


async def test_the_date_that_he_died_is_not_when_his_widow_was_born(jean: Person) -> None:
    for text in ("my man died", "aye", "1"):
        heard = await jean.says(text)
    heard = await jean.says("he died 03/06/2025")
    assert "Childline" not in " ".join(heard)
    patient = await jean.patient()
    assert (patient.name, patient.birth_date) == (None, None)


async def test_a_birth_of_a_child_after_booking_changes_no_birth_date(jean: Person) -> None:
    await jean.refers()
    heard = await jean.says("my son was born 5/6/2024 and i need nappies")
    assert "Childline" not in " ".join(heard)
    assert (await jean.patient()).birth_date == "1951-02-14"


async def test_who_is_in_debt_by_thousands_is_not_sent_to_childline(jean: Person) -> None:
    heard = await jean.says("I'm 12,000 in debt")
    assert "Childline" not in " ".join(heard)
    assert await jean.labels() == {"money"}
