"""Who is in hospital, told by themselves or by who has their phone; not who works there."""

from __future__ import annotations

import pytest

from bot.understanding import tells_of_hospital, wishes_for_home_visit


@pytest.mark.parametrize(
    "text",
    [
        "im in hospital",
        "im in hospital had a fall",
        "ive been taken into hospital",
        "still in the infirmary",
        "she is in the royal infirmary. this is her daughter",
        "my mum is in hospital",
    ],
)
def test_in_hospital(text):
    assert tells_of_hospital(text)


@pytest.mark.parametrize(
    "text", ["i work at the hospital", "hospital appointment on friday", "no bus to the hospital"]
)
def test_of_a_hospital(text):
    assert not tells_of_hospital(text)


@pytest.mark.parametrize(
    "text",
    [
        "could you come to the house instead",
        "i cant get out, can someone visit me at home",
        "yes but can you come to my house",
        "do you do home visits",
        "can it be done at home",
    ],
)
def test_a_visit_at_home(text):
    assert wishes_for_home_visit(text)


@pytest.mark.parametrize("text", ["my son comes to see me", "i stay at home all day"])
def test_no_visit_at_home(text):
    assert not wishes_for_home_visit(text)
