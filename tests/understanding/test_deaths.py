"""Who tells of the patient's death, and who of their own loss."""

from __future__ import annotations

import pytest

from bot.understanding import tells_of_patients_death


@pytest.mark.parametrize(
    "text",
    [
        "this is her son jean died on saturday",
        "Jean has died. This is her sister.",
        "Mrs Smith has passed away",
        "Jean's deid",
        "Jean's funeral is on Tuesday",
        "hi its jeans sister, she passed away yesterday",
        "this is Jean's daughter. mum passed away on sunday",
        "Jean nie żyje",
    ],
)
def test_the_patient_has_died(text):
    assert tells_of_patients_death(text, "Jean Smith", is_told=False)


@pytest.mark.parametrize("text", ["she's dead", "sorry to say he passed away on friday"])
def test_nobody_else_is_named(text):
    assert tells_of_patients_death(text, None, is_told=True)
    assert not tells_of_patients_death(text, None, is_told=False)


@pytest.mark.parametrize(
    "text",
    [
        "my mum died",
        "its jean. my mum died",
        "this is jean, ma man died on friday so cant come",
        "she died last year and i still cant cope",
        "jean here im dead tired",
        "its jean smith my husband has died",
        "jean nearly died",
        "hes dead to me, my ex",
        "jean is dead chuffed",
    ],
)
def test_own_bereavement_and_sayings(text):
    assert not tells_of_patients_death(text, "Jean Smith", is_told=True)
