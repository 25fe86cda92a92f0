"""Which flows may say more in one turn than may be said, also through the flows that they call."""

from __future__ import annotations

import pytest

from bot.dialogue.lints.texts_in_a_row import lint_texts_in_a_row
from tests.dialogue.driver import flows_of

BASE = """
slots: {{known: {{type: bool}}, wide: {{type: bool}}, q: {{type: text}}}}
responses: {{utter_ok: [{{text: OK}}], utter_ask_q: [{{text: What?}}]}}
flows:
  one: {{description: d, steps: [{one}]}}
  two: {{description: d, if: false, steps: [{two}]}}
"""
TWO = "{action: utter_ok}, {action: utter_ok}"
IF_KNOWN = (
    "{noop: true, next: [{if: slots.known, then: [{action: utter_ok, next: END}]}, {else: %s}]}"
)
SAYS_UNKNOWN = (
    "{noop: true, next: [{if: not slots.known, then: ["
    "{action: utter_ok}, {action: utter_ok}, {id: a, action: utter_ok, next: b}]}, {else: b}]}, "
    "{id: b, call: two}"
)
SAYS = "step 1_action_utter_ok"
ASKS = "[{collect: q, next: END}]"


@pytest.mark.parametrize(
    ("one", "two", "where"),
    [
        ("{action: utter_ok}, {call: two}, {action: utter_ok}", TWO, "step 0_action_utter_ok"),
        ("{action: utter_ok}, {action: utter_ok}, {call: two}", TWO, "step 0_action_utter_ok"),
        ("{action: utter_ok}, {link: two}", f"{TWO}, {{collect: q}}", "step 0_action_utter_ok"),
        (f"{TWO}, {{call: two}}", "{action: utter_ok}, {collect: q}", "step 0_action_utter_ok"),
        # The question in the flow that is called comes between.
        (f"{TWO}, {{call: two}}, {TWO}", "{collect: q}", None),
        (f"{TWO}, {{call: two}}, {TWO}", IF_KNOWN % ASKS, "step 0_action_utter_ok"),
        # What was called has spoken already.
        ("{call: two}, {call: two}, {action: utter_ok}", TWO, None),
        # Known here is known there: on no way is all of this said.
        (SAYS_UNKNOWN, IF_KNOWN % "END", None),
        (SAYS_UNKNOWN, IF_KNOWN.replace("known", "wide") % "END", SAYS),
    ],
)
def test_texts_are_counted_up_to_the_next_question(tmp_path, one, two, where):
    found = list(lint_texts_in_a_row(flows_of(tmp_path, BASE.format(one=one, two=two))))
    assert [problem.message.partition(": ")[0] for problem in found] == (
        [f"flow one, {where}"] if where else []
    )
