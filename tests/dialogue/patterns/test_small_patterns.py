"""Chitchat, repeating, restarting, ending, errors: one story for each small pattern."""

from __future__ import annotations

from bot.commands import (
    CancelFlow,
    ChitChat,
    Error,
    KnowledgeAnswer,
    Noop,
    RepeatBotMessages,
    Restart,
    SessionEnd,
)
from bot.dialogue import Failed
from tests.dialogue.driver import Talk, at_visit_question, flows_of


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


JINJA = """
slots: {size: {type: text}, count: {type: float}}
responses:
  utter_ask_size: [{text: "What size?"}]
  utter_ask_count: [{text: "How many?"}]
  utter_share: [{text: "Each has {{ 12 / count }}", metadata: {template: jinja}}]
  utter_stopping: [{text: "We stop {{context.canceled_name}}.", metadata: {template: jinja}}]
flows:
  order: {description: d, name: an order, steps: [{collect: size}]}
  share: {description: d, steps: [{collect: count}, {action: utter_share}]}
  pattern_cancel_flow:
    description: In the words of our own.
    steps: [{action: action_cancel_flow}, {action: utter_stopping}]
"""
FAILURE = """
  utter_failure: [{text: "Something went wrong."}]
"""


def test_a_jinja_text_of_a_pattern_knows_its_context(tmp_path):
    talk = Talk(flows_of(tmp_path, JINJA))
    talk.start("order")
    assert talk(CancelFlow()) == ["We stop an order."]


def test_jinja_that_fails_is_answered_by_the_safe_reply(tmp_path):
    talk = Talk(flows_of(tmp_path, JINJA.replace("responses:", f"responses:{FAILURE}")))
    talk.start("share")
    assert talk.answer(count=0) == ["Something went wrong."]
    assert [(e.error_type, e.info) for e in talk.of(Failed)] == [
        ("template", "utter_share: the template fails with ZeroDivisionError")
    ]
