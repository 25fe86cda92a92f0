"""Needs that a message does nothing but name."""

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
        ("money", ("money",)),
        ("Money please", ("money",)),
        ("money and housing", ("money", "housing")),
        ("my house", ("housing",)),
        ("work", ("work",)),
        ("loneliness", ("isolation",)),
        ("isolated", ("isolation",)),
        ("mental health", ("mental_health",)),
        ("just my health really", ("healthy_living",)),
        ("naw, food", ("food",)),
        ("Nope. The heating", ("energy",)),
        ("a bit of money trouble and the heating", ("money", "energy")),
    ],
)
def test_a_need_named_by_itself_is_that_need_alone(
    detector: JointDetector, text: str, needs: tuple[str, ...]
) -> None:
    found = detector.detect(text)
    assert (found.needs, found.risk) == (needs, "none")
    assert {each.label for each in found.evidence} >= set(needs)


@pytest.mark.parametrize(
    "text", ["", "the", "money talks", "at work the now, text you after", "whose house?", "1", "!!"]
)
def test_the_same_words_within_a_sentence_name_nothing(text: str) -> None:
    assert not detect(text).only_names_needs
