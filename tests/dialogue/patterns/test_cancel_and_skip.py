"""Calling a flow off, and leaving a question out."""

from __future__ import annotations

from bot.commands import CancelFlow, SkipQuestion
from bot.dialogue import FlowCancelled, FlowCompleted, HandedOver, QuestionSkipped
from tests.dialogue.driver import TIMES, Talk, at_visit_question


def test_cancelling_drops_callers_and_children():
    talk = at_visit_question()
    talk.answer(visit_due=True)
    assert talk(CancelFlow()) == ["We leave money worries. What you told us is kept."]
    assert [event.flow for event in talk.of(FlowCancelled)] == ["choose_time", "help_with_money"]
    assert talk.of(FlowCompleted) == []
    assert talk.state.is_idle
    assert talk.state.slots["money_topic"] is None


def test_cancelling_a_digression_goes_back_to_what_waited():
    talk = at_visit_question()
    talk.start("small_survey")
    assert talk(CancelFlow()) == [
        "We leave small survey. What you told us is kept.",
        "Back to money worries.",
        "Is someone coming for money this week?",
    ]


def test_there_may_be_nothing_to_cancel():
    assert Talk()(CancelFlow()) == ["Sorry, can you say that another way?"]


def test_a_question_that_may_be_skipped_is_left_empty_and_not_asked_again():
    talk = Talk(actions=TIMES)
    talk.start("help_with_money")
    assert talk(SkipQuestion()) == ["When?"]
    assert [event.slot for event in talk.of(QuestionSkipped)] == ["money_topic"]
    assert talk.state.slots["money_topic"] is None
    assert talk.start("privacy")[-1] == "When?"


def test_a_question_that_is_needed_says_so_and_asks_again():
    talk = at_visit_question()
    assert talk(SkipQuestion()) == [
        "I need this one. Or ask for a person.",
        "Is someone coming for money this week?",
    ]
    talk(SkipQuestion())
    assert [event.reason for event in talk.of(HandedOver)] == ["skip_question"]
