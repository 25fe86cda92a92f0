"""Asking for a person parks what was open; handed back, it goes on."""

from __future__ import annotations

from bot.commands import CannotHandle, HumanHandoff, RepeatBotMessages, SetSlot
from bot.dialogue import FlowStarted, HandedOver
from tests.dialogue.driver import FLOWS, Talk, at_visit_question, flows_of


def test_asking_for_a_person_parks_the_stack_and_keeps_the_answers():
    talk = at_visit_question()
    talk(SetSlot(name="visit_due", value=True), HumanHandoff())
    assert [event.reason for event in talk.of(HandedOver)] == ["asked_for"]
    assert talk.state.stack == []
    assert talk.state.parked
    assert not talk.state.is_idle
    assert talk.state.slots["visit_due"] is True


def test_while_a_person_is_awaited_the_question_may_still_be_answered():
    talk = at_visit_question()
    talk(HumanHandoff())
    assert talk.asks == "visit_due"
    assert talk(CannotHandle()) == ["That is kept; a person will read it."]
    assert talk.state.parked
    assert talk.answer(visit_due=True) == ["When?"]
    assert talk.state.parked == []


def test_the_parked_question_is_open_again_after_something_in_between():
    talk = at_visit_question()
    talk(HumanHandoff())
    talk.state = talk.state.with_slots({"check_in_due": True})
    talk.start("check_in")
    assert talk.asks == "feeling"
    talk.answer(feeling="same")
    assert talk.asks == "visit_due"
    assert talk.answer(visit_due=True) == ["When?"]


def test_handed_back_the_question_is_asked_again():
    talk = at_visit_question()
    talk(HumanHandoff())
    assert talk(RepeatBotMessages()) == ["Is someone coming for money this week?"]


def test_naming_the_parked_flow_goes_on_with_it():
    talk = at_visit_question()
    talk(HumanHandoff())
    assert talk.start("help_with_money") == ["Is someone coming for money this week?"]
    assert talk.of(FlowStarted) == []


def test_no_flow_is_parked_twice():
    talk = at_visit_question()
    for _ in range(5):
        talk(HumanHandoff())
        talk.start("small_survey")
    talk(HumanHandoff())
    flows = [frame.flow_id for frame in talk.state.parked if not frame.is_pattern]
    assert sorted(flows) == ["help_with_money", "small_survey"]


def test_a_flow_may_go_on_with_what_was_parked(tmp_path):
    text = """
        slots: {choice: {type: categorical, values: [wait, go_on]}, a: {type: text}}
        responses:
          utter_ask_a: [{text: A?}]
          utter_ask_choice: [{text: Wait or go on?}]
          utter_on: [{text: On we go}]
        flows:
          one: {description: d, steps: [{collect: a}]}
          nobody_there:
            description: d
            steps:
              - collect: choice
                next:
                  - if: slots.choice = "go_on"
                    then:
                      - action: action_continue_interrupted_flow
                      - action: utter_on
                        next: END
                  - else: END
    """
    talk = Talk(flows_of(tmp_path, text))
    talk.start("one")
    talk(HumanHandoff())
    talk.start("nobody_there")
    assert talk.answer(choice="go_on") == ["On we go", "A?"]
    assert talk.asks == "a"


SHARED = (
    (FLOWS / "patterns.yml").read_text(encoding="utf-8")
    + """
  utter_ask_street: [{text: "Which street?"}]
  utter_ask_door: [{text: "Which door?"}]
slots: {street: {type: text}, door: {type: text}}
flows:
  visit: {description: d, steps: [{collect: street}, {collect: door}]}
  parking: {description: d, run_pattern_completed: false, steps: [{collect: street}]}
"""
)


def test_the_end_of_another_flow_leaves_the_answers_of_what_is_parked(tmp_path):
    talk = Talk(flows_of(tmp_path, SHARED))
    talk.start("visit")
    talk.answer(street="High Street")
    talk(HumanHandoff())
    talk.start("parking")
    assert talk.state.slots["street"] == "High Street"
