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
        "Jean took her own life yesterday",
        "Jean's taken her ain life",
        "jean killed herself on sunday",
        "Jean was found dead at home yesterday",
        "Jean sadly committed suicide last week",
        "Jean was killed in a car crash",
        "Jean got killed on the A9.",
        "Jean's wake is tomorrow, this is her brother",
        "Jean didnt make it, this is her husband",
        "this is Jean's mum. she committed suicide last night",
        "this is jeans son, she didn't make it through the night",
        "this is her son. she didnt make it. please cancel the appointment",
        "this is her son. my mum Jean died and I am lost",
        "my wife Jean died and I cannot cope",
        "my friend Jean died, this is her phone",
    ],
)
def test_the_patient_has_died(text):
    assert tells_of_patients_death(text, "Jean Smith", is_told=False)


@pytest.mark.parametrize(
    "text",
    [
        "she's dead",
        "sorry to say he passed away on friday",
        "sorry to tell you she took her own life",
        "he was found dead on sunday",
    ],
)
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
        "jean nearly killed herself laughing",
        "jean killed herself laughing at that",
        "its jean. my brother took his own life",
        "jean here, my pal was found dead",
        "jean tried to take her own life",
        "my son killed himself last year",
        "he killed himself and i cant stop crying",
        "jeans wake me up at 5",
        "she found dead mice in the flat",
        "jean found the forms dead easy",
        "she took her life savings out",
        "this is Jean's daughter, she didn't make it to the appointment",
        "its jeans son, mum didnt make it yesterday as the bus was late",
        "this is her son, she didnt make it, can she get another appointment",
        "my pal Jean died and i cant cope on my own",
        "my best friend Jean took her own life and I'm in bits",
        "ma auntie jean passed away, i miss her",
        "my neighbour called jean was found dead and it was me that found her",
    ],
)
def test_own_bereavement_and_sayings(text):
    assert not tells_of_patients_death(text, "Jean Smith", is_told=True)
