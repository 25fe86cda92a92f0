"""What a text may cost, hold and sound like."""

from __future__ import annotations

import re

import pytest

from bot.delivery.render import numbered
from bot.delivery.segments import segments
from bot.dialogue.lints.jargon import JARGON

# Kept over one segment on purpose, each for its reason.
LONGER_FOR_A_REASON = {
    "utter_crisis": "names every line in full, and says that it is automated and when we read",
    "utter_help": "names every line, and then whom the practice helps, where it has said",
}
MOST_SEGMENTS = 2

# Words that the carrier takes for itself: as an answer they stop or start all texts.
CARRIER_WORDS = "STOPALL|UNSUBSCRIBE|END|QUIT|CANCEL|REVOKE|OPTOUT|YES|UNSTOP|HELP|INFO"
ASKED_FOR = re.compile(
    rf"(?i:\b(?:reply|text|send|answer|say|type|write)\s+(?:back\s+)?['\"]?)(?:{CARRIER_WORDS})\b"
)

NEUTRAL_MUST_NOT_HOLD = re.compile(
    r"(?i)link worker|blether|\bGP\b|\{practice_name\}|\{role_title\}|\{worker\}"
    r"|\{appointment_with\}|\{needs_text\}|\{signpost_text\}|\bmoney\b|\bdebt|\bbenefit|\bhous"
    r"|\blonely|\balone\b|\babus|violen|\bafraid|\bdrink|\bdrug|\bgambl|\bfood\b|\bpractice\b"
)

# Flows ask and say these only while `neutral_wording` is false.
ONLY_ASKED_WHERE_IT_IS_SAFE = re.compile(
    r"utter_(?:need_|signpost$|ask_(?:money|housing|food|energy|lonely|addiction))"
)

LONGEST_AVERAGE_SENTENCE = 14
LONGEST_SENTENCE = 24


def test_english_texts_fit_one_segment_with_their_answers(texts):
    longer = {
        text.where: (segments(text.shown()).count, len(text.shown()))
        for text in texts
        if text.language == "en"
        and text.response not in LONGER_FOR_A_REASON
        and segments(text.shown()).count > 1
    }
    assert longer == {}


@pytest.mark.parametrize("response", LONGER_FOR_A_REASON)
def test_the_longer_ones_take_two_segments_even_with_long_team_hours(texts, response):
    found = [text for text in texts if text.response == response and text.language == "en"]
    assert found
    for text in found:
        shown = text.shown(team_hours="Mon, Wed, Fri 8:30am-5pm", practice_name="A" * 30)
        assert segments(shown).count <= MOST_SEGMENTS, text.where


@pytest.mark.parametrize(
    "response",
    [
        "utter_offer_times",
        "utter_offer_times_again",
        "utter_offer_other_times",
        "utter_offer_nearest_times",
        "utter_time_gone",
    ],
)
def test_times_on_offer_fit_one_segment_with_the_longest_dates(texts, response):
    found = [text for text in texts if text.response == response and text.language == "en"]
    assert found
    for text in found:
        shown = numbered(text.template, [*["Thu 26 March, 9:30am in person"] * 3, "No thanks"])
        assert segments(shown).count == 1, len(shown)


def test_polish_texts_stay_within_four_segments(texts):
    """Polish letters halve what fits; the crisis reply is the longest."""
    counted = {text.where: segments(text.shown()).count for text in texts if text.language == "pl"}
    assert counted
    assert {where: count for where, count in counted.items() if count > 4} == {}


def test_no_english_text_leaves_the_alphabet_of_sms(texts):
    odd = {
        text.where: text.shown()
        for text in texts
        if text.language == "en" and segments(text.template).encoding != "gsm7"
    }
    assert odd == {}


def test_no_text_asks_for_a_word_that_the_carrier_takes(texts):
    asked = [text.where for text in texts if ASKED_FOR.search(text.shown())]
    assert asked == []


@pytest.mark.parametrize("text", ["Reply YES to keep it", "text CANCEL", "send 'END'"])
def test_the_check_for_carrier_words_sees_them(text):
    assert ASKED_FOR.search(text)


def test_authors_write_no_numbers_for_answers(texts):
    numbered_by_hand = [
        text.where
        for text in texts
        if re.search(r"(?i)\b(?:reply|text|press)\s+\d\b|^\d[ .)]", text.template)
        or any(re.match(r"\d", title) for title in text.titles)
    ]
    assert numbered_by_hand == []


def test_a_text_not_kept_for_safe_phones_tells_a_stranger_nothing(texts):
    """Somebody else may read it: no service, role, worker, practice, need or place.

    The plain variation is the one without a condition, so that whatever is not known to be
    safe to say is not said.
    """
    telling = {
        text.where: found.group()
        for text in texts
        if text.may_be_neutral
        and not ONLY_ASKED_WHERE_IT_IS_SAFE.match(text.response)
        and (found := NEUTRAL_MUST_NOT_HOLD.search(text.template))
    }
    assert telling == {}


def test_texts_are_plain_words(texts):
    jargon = {
        text.where: found.group()
        for text in texts
        if text.language == "en" and (found := JARGON.search(text.shown()))
    }
    assert jargon == {}


def test_sentences_are_short(texts):
    long_ones = {
        text.where: longest
        for text in texts
        if text.language == "en"
        and not text.response.startswith("utter_crisis")
        and (longest := max(sentence_lengths(text.template), default=0)) > LONGEST_SENTENCE
    }
    lengths = [
        n for text in texts if text.language == "en" for n in sentence_lengths(text.template)
    ]
    assert long_ones == {}
    assert sum(lengths) / len(lengths) <= LONGEST_AVERAGE_SENTENCE


def sentence_lengths(text: str) -> list[int]:
    return [len(part.split()) for part in re.split(r"[.!?:](?:\s|$)", text) if part.split()]


def test_every_text_and_answer_is_there_in_polish(texts):
    """Half a conversation in another language is worse than none, above all in danger."""
    english = {(text.response, text.variation) for text in texts if text.language == "en"}
    polish = {(text.response, text.variation) for text in texts if text.language == "pl"}
    assert english - polish == set()


def test_a_translation_keeps_the_slots_and_answers_of_its_original(texts):
    english = {(t.response, t.variation): t for t in texts if t.language == "en"}
    slot = re.compile(r"\{\w+\}")
    for text in (text for text in texts if text.language != "en"):
        original = english[text.response, text.variation]
        assert len(text.titles) == len(original.titles)
        # A translation may leave out a slot that holds English words, but never invents one.
        assert set(slot.findall(text.template)) <= set(slot.findall(original.template)), text.where


def test_every_response_that_flows_name_exists(declared):
    assert "utter_crisis" in declared["responses"]
    needs = {
        "money", "food", "energy", "housing", "isolation", "mental_health", "bereavement",
        "abuse", "addiction", "caring", "work", "immigration", "healthy_living",
    }  # fmt: skip
    assert {f"utter_need_{need}" for need in needs} <= declared["responses"]
    assert {f"help_with_{need}" for need in needs} <= declared["flows"]
    spoken_by_the_server = {
        "utter_crisis", "utter_after_crisis", "utter_opted_out", "utter_opted_in", "utter_help",
        "utter_person_coming", "utter_frozen", "utter_patient_died", "utter_failure",
        "utter_other_language",
        "utter_media", "utter_nudge", "utter_half_finished", "utter_nobody_there",
        "utter_handed_back", "utter_reminder", "utter_reminder_plain", "utter_check_in",
        "utter_missed", "utter_moved_by_practice", "utter_cancelled_by_practice",
        "utter_lead_in", "utter_and",
    }  # fmt: skip
    assert spoken_by_the_server <= declared["responses"]
