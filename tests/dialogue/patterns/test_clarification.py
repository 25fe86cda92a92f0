"""What is not understood, and what could mean several things."""

from __future__ import annotations

from bot.commands import CannotHandle, ChitChat, Clarify, HumanHandoff, SkipQuestion
from bot.dialogue import Clarified, HandedOver, NotUnderstood
from tests.dialogue.driver import TIMES, Talk, at_visit_question


def test_not_understood_twice_in_a_row_asks_for_a_person():
    talk = at_visit_question()
    assert talk(CannotHandle()) == [
        "Sorry, can you say that another way?",
        "Is someone coming for money this week?",
    ]
    assert [event.reason for event in talk.of(NotUnderstood)] == ["not_understood"]
    talk(CannotHandle())
    assert [event.reason for event in talk.of(HandedOver)] == ["cannot_handle"]


def test_something_understood_in_between_begins_the_count_anew():
    talk = at_visit_question()
    talk(CannotHandle())
    talk(ChitChat())
    talk(CannotHandle())
    assert talk.of(HandedOver) == []


def test_troubles_of_different_kinds_in_a_row_count_together():
    talk = at_visit_question()
    talk(CannotHandle())
    talk(SkipQuestion())
    talk(CannotHandle())
    assert talk.of(HandedOver)


def test_a_clarification_offers_flows_by_name_and_starts_the_chosen_one():
    talk = Talk()
    options = ("help_with_money", "small_survey", "about_you", "privacy")
    assert talk(Clarify(options=options)) == ["Which of these?"]
    assert talk.of(Clarified)[0].names == ("money worries", "small survey", "who you are")
    assert [c.slots for c in talk.question.choices][1] == {"clarification": "small_survey"}
    assert talk.answer(clarification="small_survey") == ["How much?"]
    assert talk.state.slots["clarification"] is None


def test_only_what_was_offered_answers_a_clarification():
    talk = Talk()
    talk(Clarify(options=("help_with_money", "small_survey")))
    assert talk.answer(clarification="privacy") == ["Which of these?"]
    assert talk.state.slots["clarification"] is None


def test_a_clarification_among_choices_is_answered_as_the_question():
    talk = Talk(actions=TIMES)
    talk.start("help_with_money")
    talk(Clarify(options=("Bills", "Benefits")))
    assert [c.slots for c in talk.question.choices] == [
        {"money_topic": "bills"},
        {"money_topic": "benefits"},
    ]
    assert talk.answer(money_topic="bills") == ["When?"]


def test_clarifying_twice_in_a_row_asks_for_a_person():
    talk = Talk()
    talk(Clarify(options=("help_with_money", "small_survey")))
    talk(Clarify(options=("help_with_money", "small_survey")))
    assert talk.of(HandedOver)


def test_something_else_said_leaves_the_clarification():
    talk = at_visit_question()
    talk(Clarify(options=("small_survey", "about_you")))
    assert talk.asks == "clarification"
    assert talk.answer(visit_due=False) == ["When?"]


def test_the_flow_under_way_when_chosen_goes_on_and_is_not_begun_twice():
    talk = at_visit_question()
    talk(Clarify(options=("help_with_money", "small_survey")))
    assert talk.answer(clarification="help_with_money") == [
        "Is someone coming for money this week?"
    ]
    talk.called.clear()
    talk.answer(visit_due=False)
    talk.answer(time_choice="free:t1")
    assert talk.called.count("action_note_need") == 1
    assert talk.state.stack == []


def test_a_parked_flow_when_chosen_comes_back():
    talk = at_visit_question()
    talk(HumanHandoff())
    talk(Clarify(options=("help_with_money", "small_survey")))
    assert talk.answer(clarification="help_with_money") == [
        "Is someone coming for money this week?"
    ]
    assert talk.state.parked == []
