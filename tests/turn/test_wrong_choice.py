"""Who puts a choice right, or waited for a call that did not come, is the patient and is heard."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "oops wrong one I wanted the thursday one",
        "sorry wrong one, i meant thursday",
        "picked the wrong number, wanted 3",
        "sorry meant 2",
        "no one called",
        "nobody called me",
    ],
)
async def test_a_person_reads_it_and_texts_go_on(jean, text):
    await jean.refers()
    await jean.waits(days=1)
    heard = await jean.says(text)
    patient = await jean.patient()
    assert "wrong number" not in heard[0]
    assert (patient.frozen_at, patient.scheduled_texts_held) == (None, False)
    assert (await jean.referral()).attention in ("wrote_again", "handoff")
    assert await jean.waits(days=16) != []


async def test_a_stranger_is_still_frozen(jean):
    await jean.refers()
    await jean.says("sorry, you've picked the wrong number")
    assert (await jean.patient()).frozen_at is not None
