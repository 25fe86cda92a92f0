"""Needs that are asked for by their names count whatever a model makes of the message."""

from __future__ import annotations

import pytest

from bot.detector import detector_of
from bot.settings import UnderstandingConfig
from bot.understanding import detect
from bot.understanding.joint_detector import JointDetector


@pytest.fixture(scope="module")
def detector() -> JointDetector:
    return detector_of(UnderstandingConfig())


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("this is mary sharing phone with my sister, i need help with food", {"food"}),
        ("im sharing a phone with my mum. i need help with food", {"food"}),
        ("need help with food, sharing with my mum", {"food"}),
        ("im texting from my mums phone, i need help with food", {"food"}),
        ("i work with my sister. i need help with food", {"food"}),
        (
            "hi can someone help me wi ma rent and the heating, ma sister's typin",
            {"housing", "energy"},
        ),
        ("i need help with food and rent, my mum has dementia", {"food", "housing"}),
        ("i no speak good english. need help money", {"money"}),
        ("no english. help rent", {"housing"}),
        ("its Jim here, I need a hand with my gas bill", {"energy"}),
        ("need help with gas and bills, im at my mums", {"energy", "money"}),
        ("need a wee bit of help wi the bills, am at my sons", {"money"}),
        ("is there any help with gas, my daughter told me to text", {"energy"}),
    ],
)
def test_what_is_asked_for_by_name_counts(
    detector: JointDetector, text: str, needs: set[str]
) -> None:
    assert set(detect(text).outright) == needs
    assert needs <= set(detector.detect(text).needs)


@pytest.mark.parametrize(
    "text",
    [
        "i dont need help with food",
        "no help with food needed, just lonely",
        "i help with food at the church",
        "i volunteer with people who need help with food",
        "he says he'll help with money",
        "i used to help with the drink recovery group",
    ],
)
def test_help_that_is_not_asked_for_is_no_request(text: str) -> None:
    assert detect(text).outright == ()


def test_no_food_today_is_a_need_for_food(detector: JointDetector) -> None:
    for text in ("ma giro's no come in an ah've hee haw in the fridge", "nae food in the hoose"):
        found = detector.detect(text)
        assert "food" in found.needs, text
        assert found.risk == "urgent", text


@pytest.mark.parametrize(
    "text", ["ma man's awa an ah'm affa lanely", "ah'm oan ma tod an pure scunnered"]
)
def test_scots_words_for_being_alone(text: str) -> None:
    assert detect(text).needs == ("isolation",)
