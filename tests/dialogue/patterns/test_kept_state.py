"""A state that was kept, and flows that have changed since."""

from __future__ import annotations

import pytest

from bot.commands import SetSlot
from bot.dialogue import State, StateUnreadable, advance, load_flows
from tests.dialogue.driver import FLOWS, NOW, at_visit_question


@pytest.mark.parametrize(
    "data", [None, [], {}, {"format": 2}, {"format": 1}, {"format": 1, "slots": 3}]
)
def test_a_state_that_cannot_be_read_is_never_a_silent_restart(data):
    with pytest.raises(StateUnreadable):
        State.from_json(data)


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
