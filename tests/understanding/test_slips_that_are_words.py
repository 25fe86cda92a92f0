"""Slips that are words of their own are heard by the words beside them."""

from __future__ import annotations

import pytest

from bot.detector import detector_of
from bot.settings import UnderstandingConfig
from bot.understanding.joint_detector import JointDetector


@pytest.fixture(scope="module")
def detector() -> JointDetector:
    return detector_of(UnderstandingConfig())


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("gran dyed", "bereavement"),
        ("my gran dyed last week", "bereavement"),
        ("ma mum dyed", "bereavement"),
        ("granda passt away", "bereavement"),
        ("i ned a hoose", "housing"),
        ("i ned food", "food"),
        ("stuk in the house alday", "isolation"),
        ("stuc in the hoose aw day", "isolation"),
    ],
)
def test_what_is_misspelt_is_heard(detector: JointDetector, text: str, need: str) -> None:
    assert need in detector.detect(text).needs


@pytest.mark.parametrize(
    "text", ["i dyed my hair", "she dyed it blue", "ned is coming", "a wee ned"]
)
def test_the_words_themselves_tell_of_nothing(detector: JointDetector, text: str) -> None:
    assert detector.detect(text).needs == ()


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("food, housing and someone to talk to", {"food", "housing", "isolation"}),
        ("housing, food and somebody to talk to", {"food", "housing", "isolation"}),
        ("someone to talk to, food, and housing", {"food", "housing", "isolation"}),
        ("benefits, housing, feeling lonely", {"money", "housing", "isolation"}),
    ],
)
def test_each_of_a_bare_list_is_heard(detector: JointDetector, text: str, needs: set[str]) -> None:
    assert set(detector.detect(text).needs) == needs


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("my gas is off and im skint, mornings are best", {"energy", "money"}),
        ("nae leccy and im skint, mornings only", {"energy", "money"}),
        ("lonely and skint, tuesday suits me", {"isolation", "money"}),
    ],
)
def test_when_somebody_is_free_hides_no_need(
    detector: JointDetector, text: str, needs: set[str]
) -> None:
    assert set(detector.detect(text).needs) == needs
