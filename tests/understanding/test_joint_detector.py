"""Rules and the shipped model together, with the thresholds of config.yml."""

import time
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_hostile_text import HOSTILE
from test_risk import GRAVE, MUST_CATCH, MUST_NOT

from bot.detector import detector_of
from bot.settings import UnderstandingConfig
from bot.understanding import NEEDS
from bot.understanding.joint_detector import LEARNT


@pytest.fixture(scope="module")
def detector():
    return detector_of(UnderstandingConfig())


@pytest.mark.parametrize("text", MUST_CATCH)
def test_words_of_danger_are_caught(detector, text):
    assert detector.detect(text).risk in GRAVE


@pytest.mark.parametrize(
    "text", ["my name is Jean and i want to die 14/2/61", "Jean Broon i want to die 14 Feb 1961"]
)
def test_a_birth_date_beside_words_of_danger_hides_nothing(detector, text):
    assert detector.detect(text).risk in GRAVE


@pytest.mark.parametrize("text", MUST_NOT)
def test_figures_of_speech_raise_no_alarm(detector, text):
    assert detector.detect(text).risk == "none"


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("the leccy's aff and the landlord wants me oot", {"energy", "housing"}),
        ("pure skint and the landlord wants me oot", {"money", "housing"}),
        ("skint, nae leccy, and he hits me", {"money", "energy", "abuse"}),
        ("i am skint", {"money"}),
        ("am skint n the flat is freezin", {"money", "energy"}),
        ("my mum died", {"bereavement"}),
        ("I'm lonely since I retired", {"isolation"}),
        ("damp in ma flat", {"housing"}),
        ("fuel voucher pls", {"energy"}),
        ("thanks hen", set()),
        ("Jean Broon 14/2/51", set()),
        ("the second one", set()),
    ],
)
def test_needs_are_found_and_no_others(detector, text, needs):
    assert set(detector.detect(text).needs) == needs


def test_what_no_rule_names_is_found_and_shown_in_the_persons_own_words(detector):
    text = "I've stopped going down to the bingo, there's naebody there I ken noo Jessie's away"
    found = detector.detect(text)
    learnt = [each for each in found.evidence if each.why == LEARNT]
    assert found.needs
    assert all(text[each.start : each.end].strip() for each in learnt)


@pytest.mark.parametrize("name", HOSTILE)
def test_ten_thousand_hostile_characters_are_read(detector, name):
    started = time.perf_counter()
    found = detector.detect(HOSTILE[name])
    assert time.perf_counter() - started < 8
    assert len(found.scores) == len(NEEDS) + 3


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n", "\x00", "\u200b", "😂", "؟", "\ud83d", "a\ud83db", "💩" * 50, "\u202eمرحبا"],
)
def test_texts_without_words_are_answered(detector, text):
    assert detector.detect(text).risk == "none"


@given(text=st.text(max_size=300))
def test_any_text_is_read_and_evidence_points_into_it(detector, text):
    found = detector.detect(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found.evidence)
    assert all(0.0 <= score <= 1.0 for score in found.scores.values())
    assert found.scores["emergency"] <= found.scores["crisis"] <= found.scores["urgent"]


def test_more_is_asked_of_danger_where_no_need_is_heard():
    """Chat that was never meant for us tells of none; who is in danger nearly always does."""
    asking = UnderstandingConfig(crisis_threshold=0.0, crisis_alone_threshold=1.0)
    detector = detector_of(asking)

    assert detector.detect("the train was late again so im walking").risk == "none"
    assert detector.detect("the landlord wants me oot").risk in GRAVE
    assert detector.detect("i want to die").risk in GRAVE, "what is sure is not asked for more"


def test_danger_far_down_a_long_message_is_found(detector):
    text = "Nothing much to say about the weather here. " * 30 + "I want to end my life tonight"
    assert detector.detect(text).risk in GRAVE


def test_danger_denied_is_no_alarm_but_still_soft(detector):
    found = detector.detect("I'm not suicidal, just skint")
    assert found.risk == "none"
    assert found.is_soft
    assert found.needs == ("money",)


def test_every_label_that_is_found_has_its_words(detector):
    text = "the gas is off and ma wee boy's got asthma, and I've no slept since my dad died"
    found = detector.detect(text)
    assert set(found.needs) <= {each.label for each in found.evidence}


def test_the_same_message_is_read_the_same_twice(detector):
    text = "he checks ma phone an takes ma wages"
    assert detector.detect(text) == detector.detect(text)


def test_a_message_takes_a_few_milliseconds(detector):
    texts = ["the landlord wants me oot and I've nothing in the cupboard for the weans till Monday"]
    taken = []
    for text in texts * 40:
        started = time.perf_counter()
        detector.detect(text)
        taken.append(time.perf_counter() - started)
    assert median(taken) < 0.02


@pytest.mark.parametrize("text", ["kms", "whats the point anymore", "4 i want to die"])
def test_what_rules_find_is_meant_where_little_else_is_said(detector, text):
    found = detector.detect(text)
    assert found.risk == "crisis"
    assert "mental_health" in found.needs


@pytest.mark.parametrize(
    "text",
    ["am no suicidal hen", "he'll kill me (joking)", "i cannae make it, can i get another time"],
)
def test_what_rules_know_to_be_harmless_is_so_where_little_else_is_said(detector, text):
    found = detector.detect(text)
    assert found.risk == "none"
    assert not {"mental_health", "abuse"} & set(found.needs)


@pytest.mark.parametrize(
    "text",
    [
        "I'm no suicidal but I've taken all ma tablets and a bottle of vodka",
        "only joking lol. naw I'm not, I want to end my life the night",
    ],
)
def test_a_denial_hides_no_danger_in_the_rest(detector, text):
    assert detector.detect(text).risk in GRAVE
