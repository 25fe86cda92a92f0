"""Needs that a message does nothing but name."""

from __future__ import annotations

import pytest

from bot.detector import detector_of
from bot.settings import UnderstandingConfig
from bot.understanding import detect
from bot.understanding.joint_detector import JointDetector
from tests.understanding.tables import labelled


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


OPENERS = (
    "",
    "help with my ",
    "can you help with my ",
    "Hi can you help me with my ",
    "Could someone help me with my ",
    "struggling with my ",
    "My GP said you could help me with ",
    "Hiya, the nurse told me to text you about my ",
    "doctor gave me your number for help with my ",
    "Can I speak to someone about my ",
)
NAMES = {
    "rent": "housing",
    "housing": "housing",
    "bills": "money",
    "benefits": "money",
    "weight": "healthy_living",
    "loneliness": "isolation",
    "gambling": "addiction",
    "shopping": "food",
}
ENDINGS = ("", " please", "?", " 😀", " 🙏", " ASAP", " thanks x", " cheers")


@pytest.mark.parametrize("opener", OPENERS)
def test_a_plain_request_names_its_need(opener: str) -> None:
    for name, need in NAMES.items():
        for ending in ENDINGS:
            found = detect(f"{opener}{name}{ending}")
            assert (found.only_names_needs, need in found.needs) == (True, True), (name, ending)


@pytest.mark.parametrize("opener", OPENERS)
def test_a_request_with_danger_in_it_is_no_mere_name(opener: str) -> None:
    for row in labelled("risk"):
        if row.risk in ("crisis", "emergency"):
            assert not detect(f"{opener}{row.text}").only_names_needs
    for words in ("rent, I want to die", "drinking or I'll be dead", "house, it's on fire x"):
        assert not detect(opener + words).only_names_needs
    for words in ("rent £300", "who to text about rent", "rent is my life over"):
        assert not detect(words).only_names_needs
