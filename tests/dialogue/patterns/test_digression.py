"""An interrupted flow is led back to its question."""

from __future__ import annotations

from bot.commands import SetSlot, StartFlow
from bot.dialogue import FlowInterrupted, FlowResumed, FlowStarted, Said
from tests.dialogue.driver import Talk, at_visit_question


def test_one_interrupted_flow_is_led_back_to_its_question():
    talk = at_visit_question()
    assert talk.start("privacy") == [
        "We keep your words safe.",
        "Back to money worries.",
        "Is someone coming for money this week?",
    ]
    assert [e.flow for e in talk.of(FlowInterrupted)] == ["help_with_money"]
    assert [e.flow for e in talk.of(FlowResumed)] == ["help_with_money"]
    assert [e.is_lead_in for e in talk.of(Said)] == [False, True, False]
    assert talk.asks == "visit_due"


def test_several_interrupted_flows_are_asked_about_by_name():
    talk = at_visit_question()
    talk.start("small_survey")
    assert talk.asks == "amount"
    talk.start("about_you")
    talk.state = talk.state.with_slots({"birth_date": "1951-02-14", "postcode": "G1"})
    said = talk.answer(name="Jean")
    assert said == ["Thanks Jean, G1.", "Which of these?"]
    assert [choice.title for choice in talk.question.choices] == ["small survey", "money worries"]
    assert talk.answer(interrupted_flow="help_with_money") == [
        "Is someone coming for money this week?"
    ]
    talk.answer(visit_due=True)
    said = talk.answer(time_choice="free:t1")
    assert said == ["You're booked for Tue 10am.", "Back to small survey.", "How much?"]


def test_an_answer_and_another_flow_in_one_text_give_both():
    talk = at_visit_question()
    said = talk(SetSlot(name="visit_due", value=False), StartFlow(flow="privacy"))
    assert said == ["We keep your words safe.", "When?"], "it goes on, so nothing is gone back to"
    assert talk.asks == "time_choice"


def test_an_answer_and_a_flow_that_asks_let_the_open_one_end_first():
    talk = Talk()
    talk.start("small_survey")
    talk.answer(amount=1)
    said = talk(SetSlot(name="feeling", value="same"), StartFlow(flow="help_with_money"))
    assert said == ["Done.", "What is it mostly about?"]
    talk = at_visit_question()
    said = talk(SetSlot(name="visit_due", value=True), StartFlow(flow="small_survey"))
    assert said == ["When?"], "the flow goes on to its own next question"
    assert talk.answer(time_choice="free:t1") == ["You're booked for Tue 10am.", "How much?"]


def test_of_several_flows_the_first_named_runs_first_and_none_is_lost():
    talk = Talk()
    talk(StartFlow(flow="small_survey"), StartFlow(flow="help_with_money"))
    assert talk.asks == "amount"
    talk.answer(amount=1)
    assert talk.answer(feeling="same") == ["Done.", "What is it mostly about?"]
    assert talk.asks == "money_topic"


def test_naming_the_flow_that_is_open_only_repeats_the_question():
    talk = at_visit_question()
    assert talk.start("help_with_money") == ["Is someone coming for money this week?"]
    assert talk.of(FlowStarted) == []
