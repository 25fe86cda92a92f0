"""One message has one effect, and a person's messages are answered one at a time."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from tests.turn.conftest import Person


async def test_the_same_message_ten_times_at_once_has_one_effect(jean: Person) -> None:
    receipts = await asyncio.gather(*(jean.receive("hello", provider_id="SM1") for _ in range(10)))
    assert sorted(receipt.outcome for receipt in receipts) == ["accepted", *["repeated"] * 9]
    answers = await jean.reads()
    assert len(answers) == len(set(answers))
    assert len([each for each in await jean.messages() if each.direction == "in"]) == 1


async def test_five_texts_in_one_second_are_all_kept_in_order(jean: Person) -> None:
    texts = ["hello", "am skint", "nae food", "lonely", "the landlord wants me oot"]
    await asyncio.gather(*(jean.receive(text) for text in texts))
    kept = sorted(
        (each for each in await jean.messages() if each.direction == "in"), key=lambda m: m.id
    )
    assert [str(each.text) for each in kept] == texts
    assert {need.label for need in await jean.needs()} >= {"money", "food", "isolation", "housing"}


async def test_whoever_delivers_is_woken_once_an_answer_waits(jean: Person) -> None:
    woken: list[int] = []
    turns = replace(jean.made.parts.turns, wake=lambda: woken.append(1))
    person = Person(made=replace(jean.made, parts=replace(jean.made.parts, turns=turns)))
    await person.receive("hello", provider_id="SM1")
    await person.receive("hello", provider_id="SM1")
    assert woken == [1]


async def test_three_people_choose_a_time_of_two_link_workers_and_two_are_booked(
    jean: Person,
) -> None:
    people = [jean, *(Person(made=jean.made, contact=f"+44770090012{n}") for n in (4, 5))]
    for person in people:
        for text in ("am pure lonely", "aye", "1", "1", "1", "Jean Broon 14/2/51"):
            await person.says(text)
    await asyncio.gather(*(person.receive("tuesday 9.30") for person in people))
    answers = [" ".join(await person.reads()) for person in people]
    booked = [answer for answer in answers if "you booked" in answer]
    offered_others = [answer for answer in answers if "One of these?" in answer]
    assert (len(booked), len(offered_others)) == (2, 1), answers
    assert {"Morag" in answer for answer in booked} == {True, False}
