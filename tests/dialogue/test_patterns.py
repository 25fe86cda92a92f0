"""Conversation repair: one story for each pattern."""

from __future__ import annotations

import json

import pytest

from bot.commands import (
    CancelFlow,
    CannotHandle,
    ChitChat,
    Clarify,
    CorrectSlots,
    Error,
    HumanHandoff,
    KnowledgeAnswer,
    Noop,
    RepeatBotMessages,
    Restart,
    SessionEnd,
    SessionStart,
    SetSlot,
    SkipQuestion,
    StartFlow,
)
from bot.dialogue import (
    ActionResult,
    Clarified,
    Corrected,
    Failed,
    FlowCancelled,
    FlowCompleted,
    FlowInterrupted,
    FlowResumed,
    FlowStarted,
    HandedOver,
    NotUnderstood,
    QuestionSkipped,
    Said,
    State,
    StateUnreadable,
    advance,
    load_flows,
)
from tests.dialogue.driver import FLOWS, NOW, Talk, flows_of, sets

OFFER = ActionResult(
    responses=[
        {
            "text": "When?",
            "buttons": [{"title": "Tue 10am", "payload": "/SetSlots(time_choice=free:t1)"}],
        }
    ]
)
TIMES = {
    "action_ask_time_choice": OFFER,
    "action_hold_time": sets(time_held=True, time_text="Tue 10am"),
}


def at_visit_question(**actions) -> Talk:
    talk = Talk(actions={**TIMES, **actions})
    talk.start("help_with_money")
    talk.answer(money_topic="debt")
    assert talk.asks == "visit_due"
    return talk


# -- digression and return


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
    assert said == ["We keep your words safe.", "Back to money worries.", "When?"]
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


# -- correction


def test_a_correction_goes_back_to_the_step_that_depends_on_it():
    talk = at_visit_question()
    assert talk(CorrectSlots(values={"money_topic": "bills"})) == ["Changed.", "When?"]
    assert [(e.slots, e.step) for e in talk.of(Corrected)] == [
        (("money_topic",), "0_collect_money_topic")
    ]
    assert talk.asks == "time_choice"


def test_another_value_for_an_answered_slot_is_a_correction():
    talk = at_visit_question()
    talk(SetSlot(name="money_topic", value="bills"))
    assert talk.of(Corrected)


def test_a_correction_that_nothing_depends_on_goes_nowhere():
    talk = Talk()
    talk.start("about_you")
    talk.answer(name="Jean")
    assert talk(CorrectSlots(values={"name": "Jean Broon"})) == [
        "Changed.",
        "When were you born?",
    ]
    assert talk.of(Corrected)[0].step is None
    assert talk.state.slots["name"] == "Jean Broon"


def test_a_correction_while_a_child_asks_goes_back_in_the_parent():
    talk = at_visit_question()
    talk.answer(visit_due=True)
    assert talk.asks == "time_choice"
    talk.called.clear()
    assert talk(CorrectSlots(values={"money_topic": "bills"})) == ["Changed.", "When?"]
    assert talk.called == ["action_note_need", "action_ask_time_choice"]
    assert [frame.flow_id for frame in talk.state.stack if not frame.is_pattern] == [
        "help_with_money",
        "choose_time",
    ]


def test_a_correction_without_a_value_asks_the_last_answer_again():
    talk = at_visit_question()
    assert talk(CorrectSlots(values={})) == ["What is it mostly about?"]
    assert talk.state.slots["money_topic"] is None


def test_a_corrected_value_that_validation_refuses_leaves_the_old_one():
    talk = Talk()
    talk.start("about_you")
    talk.answer(name="Jean")
    talk.answer(birth_date="1951-02-14")
    said = talk(CorrectSlots(values={"birth_date": "soon"}))
    assert said == ["I didn't catch the date.", "What is your postcode?"]
    assert talk.state.slots["birth_date"] == "1951-02-14"


def test_with_nothing_under_way_there_is_nothing_to_correct():
    talk = Talk()
    assert talk(CorrectSlots(values={"name": "x"})) == ["Sorry, can you say that another way?"]
    talk(CorrectSlots(values={}))
    assert talk.of(HandedOver), "twice in a row a person is asked for"


# -- cancel


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


# -- skip


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


# -- cannot handle, clarification


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


# -- small ones


def test_chitchat_gets_a_kind_line_then_the_question():
    talk = at_visit_question()
    assert talk(ChitChat()) == ["That's kind.", "Is someone coming for money this week?"]


def test_a_question_of_knowledge_is_not_answered():
    talk = at_visit_question()
    assert talk(KnowledgeAnswer())[0] == "I can't help with that."


def test_repeat_asks_the_open_question_again():
    talk = at_visit_question()
    assert talk(RepeatBotMessages()) == ["Is someone coming for money this week?"]


def test_repeat_says_the_last_texts_where_no_question_is_open():
    talk = Talk()
    talk.start("privacy")
    assert talk(RepeatBotMessages()) == ["We keep your words safe."]


def test_with_nothing_to_repeat_it_says_so():
    assert Talk()(RepeatBotMessages()) == ["Sorry, can you say that another way?"]


def test_nothing_to_obey_changes_nothing():
    talk = at_visit_question()
    before = talk.state.to_json()
    assert talk() == []
    assert talk(Noop()) == []
    assert talk.state.to_json() == before


def test_a_flow_of_the_same_name_replaces_a_pattern(tmp_path):
    flows = flows_of(
        tmp_path,
        """
        responses: {utter_x: [{text: Own words}]}
        flows:
          pattern_chitchat: {description: d, steps: [{action: utter_x}]}
        """,
    )
    assert Talk(flows)(ChitChat()) == ["Own words"]


# -- a person


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


# -- expiry


def expired(*commands) -> Talk:
    talk = at_visit_question()
    said = talk(SessionStart(), *commands)
    assert said == ["Hello again. We were at money worries.", "Shall we go on?"]
    assert [choice.title for choice in talk.question.choices] == [
        "Go on",
        "Start again",
        "Speak to a person",
    ]
    return talk


def test_after_a_long_silence_going_on_applies_what_was_said():
    talk = expired(SetSlot(name="visit_due", value=True))
    assert talk.state.slots["visit_due"] is None, "it waits for the choice"
    assert talk.answer(go_on="go_on") == ["When?"]
    assert talk.state.slots["visit_due"] is True
    assert talk.state.slots["go_on"] is None


def test_after_a_long_silence_going_on_asks_again_what_was_open():
    assert expired(CannotHandle()).answer(go_on="go_on") == [
        "Is someone coming for money this week?"
    ]


def test_after_a_long_silence_starting_again_empties_the_answers():
    talk = expired(SetSlot(name="visit_due", value=True))
    assert talk.answer(go_on="start_again") == ["What is it mostly about?"]
    assert talk.state.slots["money_topic"] is None


def test_after_a_long_silence_a_person_may_be_asked_for():
    talk = expired(SetSlot(name="visit_due", value=True))
    talk.answer(go_on="person")
    assert talk.of(HandedOver)
    assert talk.state.held == []


def test_another_wish_instead_of_the_choice_is_followed_and_nothing_is_lost():
    talk = expired(SetSlot(name="visit_due", value=True))
    assert talk.start("privacy") == ["We keep your words safe.", "Back to money worries.", "When?"]
    assert talk.state.slots["visit_due"] is True


def test_a_person_asked_for_after_a_long_silence_comes_at_once():
    talk = at_visit_question()
    talk(SessionStart(), HumanHandoff())
    assert talk.of(HandedOver)


def test_with_nothing_open_an_old_session_makes_no_difference():
    talk = Talk()
    assert talk(SessionStart(), StartFlow(flow="small_survey")) == ["How much?"]


# -- restart, end, error


def test_restart_begins_the_flow_again():
    talk = at_visit_question()
    assert talk(Restart()) == ["What is it mostly about?"]


def test_the_end_of_a_session_is_silent():
    talk = at_visit_question()
    assert talk(SessionEnd()) == []
    assert talk.state.is_idle


def test_an_error_gets_the_safe_text_and_the_question_stays():
    talk = at_visit_question()
    assert talk(Error(info="x")) == ["Something went wrong. Call 999, 111 or 116 123."]
    assert [event.error_type for event in talk.of(Failed)] == ["error"]
    assert talk.answer(visit_due=True) == ["When?"]


# -- state and versions


@pytest.mark.parametrize(
    "data", [None, [], {}, {"format": 2}, {"format": 1}, {"format": 1, "slots": 3}]
)
def test_a_state_that_cannot_be_read_is_never_a_silent_restart(data):
    with pytest.raises(StateUnreadable):
        State.from_json(data)


def test_commands_that_are_held_survive_json():
    talk = expired(SetSlot(name="visit_due", value=True), StartFlow(flow="privacy"))
    again = State.from_json(json.loads(json.dumps(talk.state.to_json())))
    assert again.held == talk.state.held


def test_a_withdrawn_version_begins_its_flow_again_with_the_answers_kept(tmp_path):
    for file in FLOWS.glob("*.yml"):
        text = file.read_text(encoding="utf-8").replace("mostly about", "about")
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    talk = at_visit_question()
    talk.flows = load_flows(tmp_path)
    assert talk.answer(visit_due=True) == ["When?"]
    assert talk.state.flows_version == talk.flows.version
    assert talk.state.slots["money_topic"] == "debt"


def test_the_same_turn_gives_the_same_result():
    talk = at_visit_question()
    how = {"now": NOW, "ids": lambda: "x", "draw": lambda: 0.5}
    commands = [SetSlot(name="visit_due", value=True)]
    first = advance(talk.flows, talk.state, commands, **how)
    assert first == advance(talk.flows, talk.state, commands, **how)
    assert talk.asks == "visit_due", "the state that was passed in is as it was"
