"""The 0 to 10 questions are those of the Office for National Statistics, to the letter."""

from __future__ import annotations

import pytest

from actions.check_ins.check_in_questions import QUESTIONS

WORDING = {
    ("satisfied", 1): "Overall, how satisfied are you with your life nowadays?",
    ("worthwhile", 1): (
        "Overall, to what extent do you feel that the things you do in your life are worthwhile?"
    ),
    ("happy", 1): "Overall, how happy did you feel yesterday?",
    ("anxious", 1): (
        "On a scale where 0 is 'not at all anxious' and 10 is 'completely anxious', overall, "
        "how anxious did you feel yesterday?"
    ),
}


def test_every_question_has_its_wording_by_version():
    assert {(one.id, one.version) for one in QUESTIONS.values()} == set(WORDING)


@pytest.mark.parametrize(("question", "version"), WORDING)
def test_a_question_is_asked_as_it_was_measured_and_can_be_left(texts, question, version):
    (asked,) = [
        text
        for text in texts
        if text.response == "utter_ask_score"
        and text.language == "en"
        and f'score_question = "{question}"' in text.condition
    ]

    assert WORDING[question, version] in asked.template
    assert "10" in asked.template
    assert "skip, or call me" in asked.template


def test_no_scale_is_asked_where_somebody_else_may_read(texts):
    asked = [text for text in texts if text.response == "utter_ask_score" and text.condition]
    assert asked
    for text in asked:
        assert "not slots.neutral_wording" in text.condition
