"""Plain sentences of a patient freeze nothing; what fits a stranger too waits for a person."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person


@pytest.mark.parametrize(
    "text",
    [
        "i dont know any dates yet till the hospital write",
        "ive no credit on this number just now",
        "it is the man next door thats the problem",
        "sorry wrong person meant to send that to my sister",
        "its not her fault she tried",
        "who is there to talk to in the evenings",
    ],
)
async def test_a_patients_plain_sentence_freezes_nothing(jean: Person, text: str) -> None:
    await jean.refers()
    assert not any("wrong number" in heard for heard in await jean.says(text))
    assert (await jean.patient()).frozen_at is None


async def test_what_a_stranger_may_say_too_is_held_until_a_person_has_read_it(jean: Person) -> None:
    await jean.refers()
    heard = await jean.says("he doesnt live here any more")
    assert heard == ["Thanks, that's kept. A person will read it. In danger? Call 999."]
    patient = await jean.patient()
    assert (patient.frozen_at, patient.scheduled_texts_held) == (None, True)
    assert (await jean.referral()).attention == "wrong_number"


async def test_a_partner_who_asks_who_we_are_in_a_first_text_is_put_before_a_person(
    jean: Person,
) -> None:
    heard = await jean.says("this is her husband, who is this?")
    assert len(heard) == 1
    assert "may be a wrong number" in heard[0]
    assert (await jean.referral()).attention == "wrong_number"
