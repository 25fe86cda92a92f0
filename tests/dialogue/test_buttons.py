"""What a button begins or sets, beyond the one slot that was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands import Choice, Clarify, SetSlot, StartFlow
from bot.understanding.answers.button import choose
from tests.dialogue.driver import Talk, flows_of

TEXT = """
nlu:
  - {intent: garden, examples: [join the gardeners, dig]}
  - {intent: wee, examples: [tottie, peerie]}
flows:
  menu:
    description: Asks what somebody would like.
    steps: [{collect: wish}, {action: utter_wish}]
  garden_club:
    description: Joining the garden club.
    nlu_trigger: [{intent: garden}]
    steps: [{collect: plot}, {action: utter_plot}]
slots:
  wish: {type: any}
  plot:
    type: categorical
    values: [small, big]
    mappings: [{type: from_llm}, {type: from_intent, intent: wee, value: small}]
responses:
  utter_ask_wish:
    - text: "What would you like?"
      metadata: {blether: {multiple: true}}
      buttons: [{title: Garden, payload: /garden}, {title: Soup, payload: soup}]
  utter_wish: [{text: "So {wish}."}]
  utter_ask_plot: [{text: "What size?"}]
  utter_plot: [{text: "A {plot} plot."}]
  utter_failure: [{text: Sorry.}]
  utter_lead_in: [{text: Back to where we were.}]
  utter_clarify: [{text: Which of these?}]
"""


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk(flows_of(tmp_path, TEXT))


def offered(talk: Talk) -> tuple[Choice, ...]:
    question = talk.state.question
    assert question is not None
    return question.choices


def test_an_intent_in_a_button_begins_the_flow_that_it_triggers(talk: Talk) -> None:
    talk(StartFlow(flow="menu"))
    assert talk.flows.phrases == {"garden_club": ("join the gardeners", "dig")}
    assert talk.state.question is not None
    garden = offered(talk)[0]
    assert choose(garden, talk.state.question) == (StartFlow(flow="garden_club"),)
    assert talk(*choose(garden, talk.state.question)) == ["What size?"]


def test_an_intent_of_a_slot_gives_words_for_its_value(talk: Talk) -> None:
    talk(StartFlow(flow="garden_club"))
    small, big = offered(talk)
    assert {"tottie", "peerie"} <= set(small.synonyms)
    assert not {"tottie", "peerie"} & set(big.synonyms)


def test_several_answers_are_kept_where_the_slot_can_and_the_first_where_not(talk: Talk) -> None:
    talk(StartFlow(flow="menu"))
    assert talk(SetSlot(name="wish", value=["soup", "bread"]))[0] == "So soup, bread."
    talk(StartFlow(flow="garden_club"))
    assert talk(SetSlot(name="plot", value=["big", "small"]))[0] == "A big plot."


def test_a_flow_that_waits_comes_after_what_is_asked(talk: Talk) -> None:
    talk(StartFlow(flow="garden_club"))
    assert talk(StartFlow(flow="menu", waits=True)) == ["What size?"]
    texts = talk(SetSlot(name="plot", value="big"))
    assert texts == ["A big plot.", "What would you like?"]


def test_a_choice_of_plain_text_that_is_asked_after_answers_the_question(talk: Talk) -> None:
    talk.start("menu")
    talk(Clarify(options=("Garden", "Soup")))
    assert talk.asks == "clarification"
    assert offered(talk)[1].slots == {"wish": "soup"}
    assert talk.answer(wish="soup")[0] == "So soup."
