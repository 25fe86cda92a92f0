"""Flows that load and could not be answered, and what is read and changes nothing."""

from __future__ import annotations

import pytest

from bot.dialogue import FlowsInvalid, check
from tests.dialogue.driver import flows_of

BASE = """
slots:
  q: {{type: text}}
  c: {{type: categorical, values: [one, two, not_now]}}
  k: {{type: text, mappings: [{{type: controlled}}]}}
  l: {{type: list, mappings: [{{type: controlled}}]}}
{slots}
responses:
  utter_ok: [{{text: OK}}]
  utter_ask_q: [{{text: What?}}]
  utter_ask_c: [{{text: Which?, buttons: [{{title: One}}, {{title: Banana}}]}}]
  utter_ask_k: [{{text: Key?}}]
  utter_ask_l: [{{text: List?}}]
{responses}
flows:
  one: {{description: d, steps: [{steps}]}}
{more}
"""


def told(tmp_path, steps="{action: utter_ok}", slots="", responses="", more="", **options):
    text = BASE.format(steps=steps, slots=slots, responses=responses, more=more)
    found = check(flows_of(tmp_path, text), **options)
    return {p.message: p.is_warning for p in found if "built-in pattern" not in p.message}


@pytest.mark.parametrize("slot", ["k", "l"])
def test_a_question_that_no_answer_can_fill_is_an_error(tmp_path, slot):
    found = told(tmp_path, f"{{collect: {slot}}}")
    message = f"no answer can fill slot {slot}: only actions may, and no button does"
    assert found == {f"flow one, step 0_collect_{slot}: {message}": False}


def test_a_button_may_fill_what_actions_fill(tmp_path):
    button = "{title: Yes, payload: '/SetSlots(k=yes)'}"
    response = f"  utter_k: [{{text: Key?, buttons: [{button}]}}]"
    assert told(tmp_path, "{collect: k, utter: utter_k}", responses=response) == {}


def test_a_plain_button_that_is_no_value_is_named(tmp_path):
    found = told(tmp_path, "{collect: c}")
    assert found == {"response utter_ask_c: button 'Banana' is no value of slot c": True}
    synonym = "nlu: [{synonym: two, examples: [Banana]}]"
    assert told(tmp_path, "{collect: c}", more=synonym) == {}


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        (
            {"more": "  g: {description: d, if: slots.c = 'x', steps: [{action: utter_ok}]}"},
            "flow g",
        ),
        ({"responses": "  utter_x: [{text: a, condition: slots.c = 'x'}, {text: b}]"}, "response"),
        ({"steps": "{collect: q, rejections: [{if: slots.q matches '', utter: utter_ok}]}"}, None),
        (
            {
                "slots": "  z: {type: categorical, values: [one], validation: {rejections: "
                "[{if: slots.z = 'x', utter: utter_ok}], refill_utter: utter_ok}}"
            },
            "slot z",
        ),
    ],
)
def test_what_can_never_be_true_is_named_wherever_it_stands(tmp_path, parts, place):
    found = told(tmp_path, **parts)
    assert len(found) == (place is not None)
    for message, is_warning in found.items():
        assert is_warning
        assert message.startswith(str(place))
        assert "is never 'x'" in message


@pytest.mark.parametrize(
    ("slots", "part"),
    [
        (
            "z: {type: text, mappings: [{type: from_llm, run_action_every_turn: action_x}]}",
            "run_",
        ),
        (
            "z: {type: text, mappings: [{type: from_entity, entity: date,"
            " conditions: [{active_flow: one}]}]}",
            "active_flow",
        ),
        ("z: {type: text, validation: {refill_action: action_x}}", "refill_action"),
        ("z: {type: bool, mappings: [{type: from_intent, intent: i, value: true}]}", "no examples"),
        (
            "z: {type: bool, mappings: [{type: from_intent, intent: b, value: true}]}\n"
            "nlu: [{intent: b, examples: [my eyes are bad]}]",
            "fills choices alone",
        ),
    ],
)
def test_what_changes_nothing_is_remarked_on(tmp_path, slots, part):
    ((message, is_warning),) = told(tmp_path, slots=f"  {slots}").items()
    assert is_warning
    assert part in message


def test_an_intent_of_nothing_and_an_example_of_two_are_remarked_on(tmp_path):
    nlu = "nlu: [{intent: one, examples: [Hello]}, {intent: onne, examples: [hello]}]"
    found = told(tmp_path, more=nlu, own_intents=("carry_on",))
    assert found == {
        "no flow is begun by intent 'onne' (did you mean 'one'?)": True,
        "'hello' is an example of intent 'one' and of 'onne'": True,
    }


@pytest.mark.parametrize(
    ("parts", "part"),
    [
        ({"steps": "{id: a, collect: q, next: b}, {id: b, action: utter_ok, next: a}"}, "a cycle"),
        (
            {
                "more": "  g: {description: d, steps: [{link: h}]}\n"
                "  h: {description: d, steps: [{link: g}]}"
            },
            "a cycle without a collect",
        ),
        (
            {
                "more": "  g: {description: d, persisted_slots: [q],"
                " steps: [{collect: q}, {link: h}]}\n"
                "  h: {description: d, steps: [{link: g}]}"
            },
            "a cycle without a collect",
        ),
        (
            {"responses": "  utter_x: [{text: a, buttons: [{title: A, payload: /Set(c=1)}]}]"},
            "",
        ),
        (
            {"slots": "  z: {type: bool, mappings: [{type: from_intent, intent: one, value: no}]}"},
            "true or false",
        ),
    ],
)
def test_what_could_not_go_on_is_refused(tmp_path, parts, part):
    with pytest.raises(FlowsInvalid, match=part or "a payload is"):
        told(tmp_path, **parts)


@pytest.mark.parametrize(
    "step",
    [
        "{id: a, collect: q, ask_before_filling: true, next: b}, {id: b, noop: true, next: a}",
        "{id: a, collect: q, next: b}, {id: b, set_slots: [{q: null}], next: a}",
    ],
)
def test_a_question_that_is_asked_again_may_be_gone_round(tmp_path, step):
    assert told(tmp_path, step) == {}


@pytest.mark.parametrize("first", ["{collect: q}", "{collect: q, ask_before_filling: true}"])
def test_flows_that_ask_each_time_may_lead_to_one_another(tmp_path, first):
    kept = "persisted_slots: [q], " if "ask_before" in first else ""
    more = f"  g: {{description: d, {kept}steps: [{first}, {{link: h}}]}}\n"
    assert told(tmp_path, more=f"{more}  h: {{description: d, steps: [{{link: g}}]}}") == {}


@pytest.mark.parametrize(
    ("name", "meant"),
    [("Onne", "One"), ("Banan", "Banana"), ("twoo", "two")],
)
def test_other_words_for_a_choice_that_nobody_is_offered_are_remarked_on(tmp_path, name, meant):
    found = told(tmp_path, more=f"nlu: [{{synonym: {name}, examples: [the first]}}]")
    message = f"synonym '{name}' is no choice that anybody is offered (did you mean '{meant}'?)"
    assert found == {message: True}


@pytest.mark.parametrize("name", ["One", "ONE", "two", "not_now", "not now", "xyz"])
def test_other_words_for_a_choice_or_for_a_program_are_in_order(tmp_path, name):
    assert told(tmp_path, more=f"nlu: [{{synonym: {name}, examples: [the first]}}]") == {}
